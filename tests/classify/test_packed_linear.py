"""Layers in bf16 say the same when their weights have been put in order."""

from pathlib import Path

import pytest
import torch

from bot.classify.encoder import load_encoder
from bot.classify.heads import Encode
from bot.classify.packed_linear import is_able, pack
from bot.classify.torch_network import Precision, TorchNetwork
from bot.classify.weights import EncoderFiles
from tests.classify.fresh import TEXTS
from tests.classify.tiny_encoder import write_tiny_encoder

PRECISIONS: tuple[Precision, ...] = ("bf16", "fp32")


@pytest.mark.parametrize("has_bias", [True, False])
@pytest.mark.parametrize("shape", [(1, 1, 33), (3, 17, 33), (700, 33)])
def test_products_are_the_same_for_few_rows_and_for_many(shape: tuple[int, ...], *, has_bias: bool) -> None:
    torch.manual_seed(5)
    model = torch.nn.Sequential(torch.nn.Linear(33, 50, bias=has_bias), torch.nn.ReLU()).to(torch.bfloat16)
    rows = torch.randn(shape).to(torch.bfloat16)
    with torch.inference_mode():
        wanted = model(rows)
        assert pack(model) == (1 if is_able() else 0)
        assert torch.allclose(model(rows), wanted, atol=0.02, rtol=0.01)


def test_layers_in_float32_stay_as_they_are() -> None:
    model = torch.nn.Sequential(torch.nn.Linear(8, 8))
    assert pack(model) == 0
    assert type(model[0]) is torch.nn.Linear


def test_an_encoder_in_bf16_is_packed_where_that_can_be_done_and_one_in_float32_never(tmp_path: Path) -> None:
    tiny = EncoderFiles(name="tiny", folder=write_tiny_encoder(tmp_path / "tiny"), sha256="0" * 64)
    rough, exact = (TorchNetwork(tiny, precision=each, threads=1, device="cpu").model for each in PRECISIONS)
    assert any(type(each) is torch.nn.Linear for each in rough.modules()) is not is_able()
    assert any(type(each) is torch.nn.Linear for each in exact.modules())


def test_vectors_in_bf16_are_those_of_the_original_to_three_digits(encode: Encode) -> None:
    cosines = (load_encoder(backend="bf16").encode(TEXTS) * encode(TEXTS)).sum(axis=1)
    assert cosines.min() > 0.9995
