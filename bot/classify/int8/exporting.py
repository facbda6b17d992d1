"""The program that makes an int8 copy: exported from PyTorch, its products in whole numbers.

Guarantee: reads one request on stdin and writes into the folder that it names, nowhere else. Everything that runs the
copy is written into it, so that it needs nothing else.
"""

import json
import sys
from pathlib import Path

import numpy as np

from bot.classify.batches import padded
from bot.classify.encoder import Encoder
from bot.classify.int8.comparing import texts_of
from bot.classify.int8.making import MODEL, VECTORS
from bot.classify.torch_network import TorchNetwork, passed
from bot.classify.weights import EncoderFiles

INPUTS = ("input_ids", "attention_mask")


def main() -> None:
    """Do what the request on stdin asks."""
    request = json.load(sys.stdin)
    files = EncoderFiles(**request["files"] | {"folder": Path(request["files"]["folder"])})
    into = Path(request["into"])
    network = TorchNetwork(files, precision="fp32", threads=request["threads"], device="cpu")
    original = Encoder(network, version=files.version, languages=frozenset())
    np.save(into / VECTORS, original.encode(request["texts"]))
    _export(network, into / "exported.onnx")
    _quantise(network, into / "exported.onnx", into / MODEL)


def _export(network: TorchNetwork, path: Path) -> None:
    import torch

    class Pass(torch.nn.Module):
        """From padded tokens to unit vectors, by the same code as in PyTorch."""

        def __init__(self) -> None:
            super().__init__()
            self.model = network.model

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            return passed(self.model, input_ids, attention_mask, network.recipe.pooling)

    # The other ways of attention look for rows without any token, which there are not, in four passes more.
    network.model.set_attn_implementation("eager")
    ids, mask = (torch.ones((3, 17), dtype=torch.long) for _ in range(2))
    mask[1, 9:] = 0
    free = {0: torch.export.Dim.DYNAMIC, 1: torch.export.Dim.DYNAMIC}
    torch.onnx.export(
        Pass().eval(),
        (ids, mask),
        path,
        dynamo=True,
        input_names=list(INPUTS),
        output_names=["vectors"],
        dynamic_shapes=(free, free),
        verbose=False,
    )


def _quantise(network: TorchNetwork, exported: Path, path: Path) -> None:
    import onnx

    from bot.classify.int8.quantising import quantise

    # Always the same texts: what a copy says must not hang on whose rulebook was there when it was made.
    windows, _ = network.windows(texts_of(None))
    filler = network.tokenizer.pad_token_id or 0
    model = onnx.load(exported)
    quantise(model, [dict(zip(INPUTS, padded([window], filler), strict=True)) for window in windows])
    onnx.helper.set_model_props(model, _label_of(network))
    onnx.save(model, path)


def _label_of(network: TorchNetwork) -> dict[str, str]:
    return {
        "tokenizer": network.tokenizer.backend_tokenizer.to_str(),
        "filler": str(network.tokenizer.pad_token_id or 0),
        "window": str(network.window),
        "prompt": network.recipe.prompt,
        "dimension": str(network.dimension),
    }


if __name__ == "__main__":
    main()
