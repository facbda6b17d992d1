"""Products with fixed matrices become products of whole numbers, each token with a scale of its own."""

from collections.abc import Mapping, Sequence

import numpy as np
import onnx
import onnxruntime
import pytest
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from bot.classify.int8.quantising import quantise

WIDTH, OUT = 48, 24
CHANCE = np.random.default_rng(3)
WEIGHTS = {
    "gain": CHANCE.uniform(0.5, 1.5, WIDTH).astype(np.float32),
    "lift": CHANCE.normal(0, 0.2, WIDTH).astype(np.float32),
    "first": CHANCE.normal(0, 0.1, (WIDTH, OUT)).astype(np.float32),
    "second": CHANCE.normal(0, 0.1, (WIDTH, OUT)).astype(np.float32),
}
# One number of each token is many times as large as the others, as in real encoders.
TOKENS = CHANCE.normal(0, 1, (2, 5, WIDTH)).astype(np.float32) * np.where(np.arange(WIDTH) == 7, 40, 1).astype("f4")


def network(*products: str) -> onnx.ModelProto:
    """Normalises tokens, and multiplies them by the weights of these names."""
    nodes = [helper.make_node("LayerNormalization", ["tokens", "gain", "lift"], ["even"])]
    nodes += [helper.make_node("MatMul", ["even", name], [f"by_{name}"]) for name in products]
    outputs = [helper.make_tensor_value_info(f"by_{name}", TensorProto.FLOAT, None) for name in products] or [
        helper.make_tensor_value_info("even", TensorProto.FLOAT, None)
    ]
    graph = helper.make_graph(
        nodes,
        "small",
        [helper.make_tensor_value_info("tokens", TensorProto.FLOAT, ["texts", "length", WIDTH])],
        outputs,
        [numpy_helper.from_array(value, name) for name, value in WEIGHTS.items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)


def run(model: onnx.ModelProto, tokens: NDArray[np.float32]) -> Sequence[NDArray[np.float32]]:
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    found: Sequence[NDArray[np.float32]] = session.run(None, {"tokens": tokens})
    return found


def in_whole_numbers(model: onnx.ModelProto) -> onnx.ModelProto:
    samples: list[Mapping[str, NDArray[np.float32]]] = [{"tokens": TOKENS}]
    quantise(model, samples)
    return model


def test_what_comes_out_is_nearly_what_came_out_before() -> None:
    wanted = run(network("first", "second"), TOKENS)
    found = run(in_whole_numbers(network("first", "second")), TOKENS)
    for one, other in zip(wanted, found, strict=True):
        assert one.shape == other.shape
        assert np.abs(one - other).max() < 0.02 * np.abs(one).max()


def test_what_else_is_in_the_batch_changes_nothing() -> None:
    model = in_whole_numbers(network("first"))
    crowd = np.concatenate([TOKENS, TOKENS * 1_000, np.zeros_like(TOKENS)])
    assert np.array_equal(run(model, crowd)[0][:2], run(model, TOKENS)[0])


def test_numbers_far_larger_than_the_others_do_not_cost_these_their_digits() -> None:
    even, wanted = run(network(), TOKENS)[0], run(network("first"), TOKENS)[0]
    steps = np.abs(even).max(axis=-1, keepdims=True) / 127
    by_one_scale = (np.round(even / steps) * steps) @ WEIGHTS["first"]
    lost = np.abs(run(in_whole_numbers(network("first")), TOKENS)[0] - wanted).mean()
    assert lost < 0.7 * np.abs(by_one_scale - wanted).mean()


def test_the_same_network_is_rewritten_the_same_way() -> None:
    some, others = (in_whole_numbers(network("first", "second")).SerializeToString() for _ in range(2))
    assert some == others


def test_the_weights_that_were_replaced_are_not_kept() -> None:
    kept = {each.name for each in in_whole_numbers(network("first")).graph.initializer}
    assert not kept & {"first", "second"}
    assert {"gain", "lift"} <= kept


def test_a_network_without_products_is_refused() -> None:
    with pytest.raises(ValueError, match="no products with fixed matrices"):
        quantise(network(), [])
