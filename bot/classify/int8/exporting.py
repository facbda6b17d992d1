"""The program that makes an int8 copy: exported from PyTorch, its weights quantised per channel.

Guarantee: reads one request on stdin and writes into the folder that it names, nowhere else. Everything that runs the
copy is written into it, so that it needs nothing else.
"""

import json
import sys
from pathlib import Path

import numpy as np

from bot.classify.encoder import Encoder
from bot.classify.int8.making import MODEL, VECTORS
from bot.classify.torch_network import TorchNetwork, passed
from bot.classify.weights import EncoderFiles


def main() -> None:
    """Do what the request on stdin asks."""
    request = json.load(sys.stdin)
    files = EncoderFiles(**request["files"] | {"folder": Path(request["files"]["folder"])})
    into = Path(request["into"])
    network = TorchNetwork(files, precision="fp32", threads=request["threads"], device="cpu")
    original = Encoder(network, version=files.version, languages=frozenset())
    np.save(into / VECTORS, original.encode(request["texts"]))
    _export(network, into / "exported.onnx")
    _quantise(into / "exported.onnx", into / MODEL)
    _label(into / MODEL, _label_of(network))


def _export(network: TorchNetwork, path: Path) -> None:
    import torch

    class Pass(torch.nn.Module):
        """From padded tokens to unit vectors, by the same code as in PyTorch."""

        def __init__(self) -> None:
            super().__init__()
            self.model = network.model

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            return passed(self.model, input_ids, attention_mask, network.recipe.pooling)

    ids, mask = (torch.ones((3, 17), dtype=torch.long) for _ in range(2))
    mask[1, 9:] = 0
    free = {0: torch.export.Dim.DYNAMIC, 1: torch.export.Dim.DYNAMIC}
    torch.onnx.export(
        Pass().eval(),
        (ids, mask),
        path,
        dynamo=True,
        input_names=["input_ids", "attention_mask"],
        output_names=["vectors"],
        dynamic_shapes=(free, free),
        verbose=False,
    )


def _quantise(exported: Path, path: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    # One scale for a whole matrix loses what one a channel keeps: a cosine of 0.957 instead of 0.993. The table of
    # words stays as it is; a quarter of its size would save no time.
    quantize_dynamic(
        exported, path, per_channel=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul", "Gemm"]
    )


def _label_of(network: TorchNetwork) -> dict[str, str]:
    return {
        "tokenizer": network.tokenizer.backend_tokenizer.to_str(),
        "filler": str(network.tokenizer.pad_token_id or 0),
        "window": str(network.window),
        "prompt": network.recipe.prompt,
        "dimension": str(network.dimension),
    }


def _label(path: Path, label: dict[str, str]) -> None:
    """Write into the model what else is needed to run it."""
    import onnx

    model = onnx.load(path)
    onnx.helper.set_model_props(model, label)
    onnx.save(model, path)


if __name__ == "__main__":
    main()
