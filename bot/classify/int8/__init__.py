"""The encoder in ONNX Runtime with int8 weights: a copy that is made once, kept on disk, and judged before it is used.

Guarantee: what was made before is used only where it is whole and of the same encoder, recipe and runtime, else it is
made again; two processes may make it at once. A process that runs the copy loads no PyTorch: it is made in a process of
its own, which takes its gigabyte of memory along when it ends. A copy that judges worse than the original is refused.
"""

import hashlib
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

from bot.classify.encoder import Encoder
from bot.classify.int8.comparing import compare, texts_of
from bot.classify.int8.keeping import read_sealed, write_sealed
from bot.classify.int8.making import Made, Make, NotMade, make
from bot.classify.int8.network import OnnxNetwork
from bot.classify.recipe import read_recipe
from bot.classify.vector_cache import cache_folder
from bot.classify.weights import EncoderFiles
from bot.core.rulebook import Rulebook
from bot.errors import DoorknockError, SettingsError
from bot.logs import get_logger

# Raised with what is in the file, so that older ones are made again.
_LAYOUT = 2
_NEEDED = ("onnxruntime", "onnx", "onnxscript", "tokenizers")


class Int8Refused(DoorknockError):
    """There is no int8 copy that could be used, and why; it ends without a full stop."""


def require_libraries(needed: Sequence[str] = _NEEDED) -> None:
    """Raise SettingsError where what makes and runs int8 copies is not installed."""
    if missing := [name for name in needed if find_spec(name) is None]:
        raise SettingsError(
            f"ENCODER_BACKEND is int8, and {' and '.join(missing)} cannot be found. "
            "Run `pip install 'doorknock[int8]'`, or leave ENCODER_BACKEND out."
        )


def load_int8(
    files: EncoderFiles,
    *,
    threads: int,
    rulebook: Callable[[], Rulebook] | None = None,
    cache: Path | None = None,
    make: Make = make,
) -> OnnxNetwork:
    """The int8 copy of the encoder in `files`, made first (by `make`) where there is none in `cache`.

    Raises Int8Refused where it cannot be made, or judges the examples of `rulebook` worse than the original does; one
    that no rulebook has judged yet serves only where none is given.
    """
    folder, key = cache or cache_folder(), _key(files)
    path, unjudged = folder / f"int8-{key}.onnx", folder / f"int8-{key}-unjudged.onnx"
    for kept in (path,) if rulebook else (path, unjudged):
        if network := _opened(read_sealed(kept), threads):
            return network
    get_logger().info("int8", making=files.version, why="once, about half a minute")
    book = rulebook() if rulebook else None
    try:
        made = make(files, texts_of(book), threads=threads)
    except NotMade as error:
        raise Int8Refused(f"no int8 copy of {files.version} could be made ({error})") from error
    network = OnnxNetwork(made.model, threads=threads)
    _judge(network, made, book)
    write_sealed(path if rulebook else unjudged, made.model)
    return network


def _judge(network: OnnxNetwork, made: Made, book: Rulebook | None) -> None:
    """Log how alike the two are. Raises Int8Refused where not enough."""
    copy = Encoder(network, version="", languages=frozenset())
    likeness = compare(made.texts, original=made.vectors, copy=copy.encode(made.texts), rulebook=book)
    get_logger().info("int8", compared=str(likeness))
    if why := likeness.why_refused:
        raise Int8Refused(f"its vectors are too unlike the original's: {why}")


def _opened(model: bytes | None, threads: int) -> OnnxNetwork | None:
    if model is None:
        return None
    try:
        return OnnxNetwork(model, threads=threads)
    # Whole, and yet of no use: ONNX Runtime has a class of errors for each of its stages.
    except Exception:  # noqa: BLE001
        return None


def _key(files: EncoderFiles) -> str:
    """Another encoder, another way to use it or another runtime: another copy."""
    import onnxruntime

    said = (
        _LAYOUT,
        OnnxNetwork.precision,
        files.version,
        files.sha256,
        repr(read_recipe(files.folder)),
        onnxruntime.__version__,
    )
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]
