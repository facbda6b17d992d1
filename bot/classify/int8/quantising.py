"""Rewrites an exported network so that its products with fixed weights are products of whole numbers.

Guarantee: deterministic; each token is scaled by its own largest number, so that what else is in a batch plays no part;
whatever is not a product with a fixed matrix stays in float32.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Numbers = NDArray[np.float32]
Batch = Mapping[str, NDArray[Any]]
# How much of the unevenness between the inputs of a layer its weights take over: measured, 0.6 to 0.7 is best.
_SMOOTHED = 0.65
# Whole numbers from 0 to 255 around this one. Weights with a sign would do where a processor has VNNI; others add up
# two of their products in 16 bits, which do not hold them.
_MIDDLE, _LARGEST = 128, 127
_TINY = 1e-9


def quantise(model: Any, samples: Sequence[Batch]) -> None:
    """Rewrite `model`; `samples` are inputs that it is to be good at. Raises ValueError where there is no product."""
    weights = {each.name: each for each in model.graph.initializer}
    products = [each for each in model.graph.node if _is_product(each, weights)]
    if not products:
        raise ValueError("it has no products with fixed matrices")
    rewriting = _Rewriting(model, weights, _smoothing(model, products, weights, samples))
    nodes = [new for node in model.graph.node for new in (rewriting.of(node) if node in products else (node,))]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    _let_go_of_unused(model.graph)
    model.opset_import.append(helper.make_opsetid("com.microsoft", 1))


def _is_product(node: Any, weights: Mapping[str, Any]) -> bool:
    return node.op_type == "MatMul" and node.input[1] in weights and len(weights[node.input[1]].dims) == 2


class _Rewriting:
    """One pass over the products of a network. Those of the same tokens (queries, keys, values) share these."""

    def __init__(self, model: Any, weights: dict[str, Any], smoothing: Mapping[str, Numbers]) -> None:
        self._graph, self._weights, self._smoothing = model.graph, weights, smoothing
        self._quantised: set[str] = set()

    def of(self, node: Any) -> Iterator[Any]:
        """What comes in the place of `node`."""
        tokens, matrix = node.input
        if tokens not in self._quantised:
            self._quantised.add(tokens)
            yield from self._tokens(tokens, width=self._weights[matrix].dims[0])
        yield from self._product(tokens, matrix, node.output[0])

    def _tokens(self, name: str, *, width: int) -> Iterator[Any]:
        """Rows of whole numbers, with the scale of each."""
        make, source = helper.make_node, f"{name}.rows"
        yield make("Reshape", [name, self._fixed(f"rows_of_{width}", np.array([-1, width]))], [source])
        if name in self._smoothing:
            evenly = self._fixed(f"{name}.evenly", 1 / self._smoothing[name])
            yield make("Mul", [source, evenly], [source := f"{name}.even"])
        yield make("Abs", [source], [f"{name}.sizes"])
        yield make("ReduceMax", [f"{name}.sizes", self._last], [f"{name}.largest"], keepdims=0)
        yield make("Mul", [f"{name}.largest", self._number("step", 1 / _LARGEST)], [f"{name}.steps"])
        yield make("Max", [f"{name}.steps", self._number("tiny", _TINY)], [f"{name}.scale"])
        yield make("Shape", [f"{name}.scale"], [f"{name}.count"])
        middle = helper.make_tensor("middle", TensorProto.UINT8, [1], [_MIDDLE])
        yield make("ConstantOfShape", [f"{name}.count"], [f"{name}.middles"], value=middle)
        yield make("QuantizeLinear", [source, f"{name}.scale", f"{name}.middles"], [f"{name}.whole"], axis=0)
        yield make("Unsqueeze", [f"{name}.scale", self._last], [f"{name}.back"])
        yield make("Shape", [name], [f"{name}.outer"], start=0, end=-1)

    def _product(self, tokens: str, matrix: str, into: str) -> Iterator[Any]:
        """Rows times columns, scaled back and in the shape they came in."""
        make = helper.make_node
        evenly = self._smoothing.get(tokens, np.ones(1, dtype=np.float32))
        whole, scale = _whole(_numbers(self._weights[matrix]) * evenly[:, None])
        factors = [f"{tokens}.whole", self._fixed(f"{into}.whole", whole)]
        scales = [self._number("one", 1.0), self._fixed(f"{into}.scale", scale)]
        middle = self._fixed("middle", np.array(_MIDDLE, dtype=np.uint8))
        yield make(
            "MatMulIntegerToFloat", [*factors, *scales, middle, middle], [f"{into}.of_whole"], domain="com.microsoft"
        )
        yield make("Mul", [f"{into}.of_whole", f"{tokens}.back"], [f"{into}.rows"])
        width = self._fixed(f"width_{whole.shape[1]}", np.array([whole.shape[1]]))
        yield make("Concat", [f"{tokens}.outer", width], [f"{into}.shape"], axis=0)
        yield make("Reshape", [f"{into}.rows", f"{into}.shape"], [into])

    @property
    def _last(self) -> str:
        return self._fixed("last", np.array([-1]))

    def _number(self, name: str, value: float) -> str:
        return self._fixed(name, np.array(value, dtype=np.float32))

    def _fixed(self, name: str, value: NDArray[Any]) -> str:
        name = f"int8.{name}"
        if name not in self._weights:
            self._weights[name] = numpy_helper.from_array(value, name)
            self._graph.initializer.append(self._weights[name])
        return name


def _whole(matrix: Numbers) -> tuple[NDArray[np.uint8], Numbers]:
    """Whole numbers around the middle and the scale of each column."""
    scale = np.maximum(np.abs(matrix).max(axis=0) / _LARGEST, _TINY).astype(np.float32)
    return (np.round(matrix / scale) + _MIDDLE).astype(np.uint8), scale


def _smoothing(
    model: Any, products: Sequence[Any], weights: Mapping[str, Any], samples: Sequence[Batch]
) -> dict[str, Numbers]:
    """By what each number of a normalised token is divided, and its weights multiplied.

    Some few are many times as large as the others. Under a scale for all of them the others would lose their digits.
    """
    normalised = {node.output[0] for node in model.graph.node if node.op_type == "LayerNormalization"}
    by_tokens: dict[str, list[Numbers]] = {}
    for node in products:
        if node.input[0] in normalised:
            by_tokens.setdefault(node.input[0], []).append(np.abs(_numbers(weights[node.input[1]])).max(axis=1))
    seen = _largest(model, list(by_tokens), samples)
    return {
        tokens: (seen[tokens] ** _SMOOTHED / np.maximum(np.max(sizes, axis=0), 1e-4) ** (1 - _SMOOTHED)).astype(
            np.float32
        )
        for tokens, sizes in by_tokens.items()
    }


def _largest(model: Any, names: Sequence[str], samples: Sequence[Batch]) -> dict[str, Numbers]:
    """How large each number of these tensors gets when `samples` are read."""
    import onnxruntime

    if not names:
        return {}
    watched = onnx.ModelProto()
    watched.CopyFrom(model)
    del watched.graph.output[:]
    watched.graph.output.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in names)
    session = onnxruntime.InferenceSession(watched.SerializeToString(), providers=["CPUExecutionProvider"])
    laps = [
        [np.abs(each).reshape(-1, each.shape[-1]).max(axis=0) for each in session.run(None, lap)] for lap in samples
    ]
    return {name: np.maximum(np.max([lap[at] for lap in laps], axis=0), 1e-3) for at, name in enumerate(names)}


def _numbers(tensor: Any) -> Numbers:
    found: Numbers = numpy_helper.to_array(tensor)
    return found


def _let_go_of_unused(graph: Any) -> None:
    used = {name for node in graph.node for name in node.input}
    kept = [each for each in graph.initializer if each.name in used]
    del graph.initializer[:]
    graph.initializer.extend(kept)
