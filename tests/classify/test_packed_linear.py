"""Layers in bf16 say the same when their weights have been put in order."""

import json
from pathlib import Path

import pytest
import torch

from bot.classify.encoder import load_encoder
from bot.classify.heads import Encode
from bot.classify.packed_linear import is_able, pack
from bot.classify.torch_network import Precision, TorchNetwork
from bot.classify.weights import EncoderFiles
from tests.classify.tiny_encoder import write_tiny_encoder

FRESH = [json.loads(line) for line in Path(__file__).with_name("fresh_mentions.jsonl").read_text("utf-8").splitlines()]
PRECISIONS: tuple[Precision, ...] = ("bf16", "fp32")
able = pytest.mark.skipif(not is_able(), reason="this processor or this PyTorch puts no weights in order")


@able
@pytest.mark.parametrize("has_bias", [True, False])
@pytest.mark.parametrize("shape", [(1, 1, 33), (3, 17, 33), (700, 33)])
def test_products_are_the_same_for_few_rows_and_for_many(shape: tuple[int, ...], *, has_bias: bool) -> None:
    torch.manual_seed(5)
    model = torch.nn.Sequential(torch.nn.Linear(33, 50, bias=has_bias), torch.nn.ReLU()).to(torch.bfloat16)
    rows = torch.randn(shape).to(torch.bfloat16)
    with torch.inference_mode():
        wanted = model(rows)
        assert pack(model) == 1
        assert torch.allclose(model(rows), wanted, atol=0.02, rtol=0.01)


def test_layers_in_float32_stay_as_they_are() -> None:
    model = torch.nn.Sequential(torch.nn.Linear(8, 8))
    assert pack(model) == 0
    assert type(model[0]) is torch.nn.Linear


@able
def test_an_encoder_in_bf16_is_packed_and_one_in_float32_is_not(tmp_path: Path) -> None:
    tiny = EncoderFiles(name="tiny", folder=write_tiny_encoder(tmp_path / "tiny"), sha256="0" * 64)
    rough, exact = (TorchNetwork(tiny, precision=each, threads=1, device="cpu").model for each in PRECISIONS)
    assert not [each for each in rough.modules() if type(each) is torch.nn.Linear]
    assert [each for each in exact.modules() if type(each) is torch.nn.Linear]


def test_vectors_in_bf16_are_those_of_the_original_to_three_digits(encode: Encode) -> None:
    texts = [row["text"] for row in FRESH]
    cosines = (load_encoder(backend="bf16").encode(texts) * encode(texts)).sum(axis=1)
    assert cosines.min() > 0.9995
