"""Has an int8 copy of an encoder made, in a process of its own.

Guarantee: leaves nothing behind but what it returns; neither PyTorch nor the exporter is loaded into the caller.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.classify.weights import EncoderFiles

Vectors = NDArray[np.float32]
_ROOT = Path(__file__).parents[3]
# A large encoder on a small machine.
_PATIENCE_S = 1_800
# What the other process leaves in the folder that it is given.
MODEL, VECTORS = "int8.onnx", "original.npy"


class NotMade(Exception):
    """Why there is no copy, in the words of whoever failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A copy, and the original's vectors of some texts to compare its own with."""

    model: bytes
    texts: Sequence[str]
    vectors: Vectors


class Make(Protocol):
    """Who makes copies, as `make` does."""

    def __call__(self, files: EncoderFiles, texts: Sequence[str], *, threads: int) -> Made:
        """A copy, and what the original makes of `texts`. Raises NotMade."""
        ...


def make(files: EncoderFiles, texts: Sequence[str], *, threads: int) -> Made:
    """The copy of the encoder in `files`, and what the original makes of `texts`. Raises NotMade."""
    with tempfile.TemporaryDirectory(prefix="doorknock-int8-") as folder:
        named = asdict(files) | {"folder": str(files.folder)}
        request = {"files": named, "texts": list(texts), "into": folder, "threads": threads}
        _run(json.dumps(request))
        return Made(model=(Path(folder) / MODEL).read_bytes(), texts=texts, vectors=np.load(Path(folder) / VECTORS))


def _run(request: str) -> None:
    paths = os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH", "")]))
    try:
        done = subprocess.run(
            [sys.executable, "-m", "bot.classify.int8.exporting"],
            input=request,
            env=os.environ | {"PYTHONPATH": paths},
            capture_output=True,
            check=False,
            encoding="utf-8",
            errors="replace",
            timeout=_PATIENCE_S,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotMade(f"{type(error).__name__}: {error}") from error
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise NotMade(said[-1][:300] if said else f"ended with {done.returncode}, for want of memory perhaps")
