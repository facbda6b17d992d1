"""The sentence encoder: any Hugging Face encoder, in one of three precisions, one pass over a batch of texts.

Guarantee: one row a text, in the order given, of unit length in float32, or zero where a text has nothing to read (it
then resembles nothing). Texts longer than the window are read window by window and pooled by tokens, never cut. The
company a text keeps in a batch does not change its vector, beyond rounding (a cosine above 0.999 in every
precision). Safe to share between threads; nothing is fetched for a folder.
"""

import os
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Literal, Protocol, cast, get_args

import numpy as np
from numpy.typing import NDArray

from bot.classify.batches import batches
from bot.classify.recipe import read_recipe
from bot.classify.text import readable
from bot.classify.weights import EncoderFiles, find_encoder
from bot.core.rulebook import Rulebook
from bot.errors import SettingsError

Vectors = NDArray[np.float32]
Backend = Literal["auto", "fp32", "bf16", "int8"]
Device = Literal["auto", "cpu", "cuda"]


class Network(Protocol):
    """What turns tokens into vectors."""

    @property
    def precision(self) -> str:
        """In what it multiplies, "fp32", "bf16" or "int8.3", where several ways of doing so have a number."""
        ...

    @property
    def backend(self) -> str:
        """Where and how it computes, as in `Encoder.backend`."""
        ...

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        ...

    @property
    def tokens_at_once(self) -> int:
        """How many, padding included, it reads best in one pass."""
        ...

    def windows(self, texts: Sequence[str]) -> tuple[list[list[int]], NDArray[np.intp]]:
        """Token ids of each window of each text, and the row of the text each belongs to."""
        ...

    def vectors(self, windows: Sequence[Sequence[int]]) -> Vectors:
        """A unit vector a window."""
        ...


class Encoder:
    """A loaded encoder. Make one with `load_encoder`; loading takes some seconds, encoding some milliseconds a text."""

    def __init__(self, network: Network, *, version: str, languages: frozenset[str]) -> None:
        """`languages` are those it was made for (ISO 639-1), none where it does not say."""
        self.version = version
        self.languages = languages
        self.dimension = network.dimension
        self._network = network
        self._lock = threading.Lock()

    @property
    def identity(self) -> str:
        """Whose a vector is: "all-MiniLM-L6-v2@53aa5117+bf16". Only vectors of the same identity are compared."""
        return f"{self.version}+{self._network.precision}"

    @property
    def backend(self) -> str:
        """Where and how it computes: "cpu/float32", "cpu/bfloat16", "cuda/bfloat16", "cpu/int8"."""
        return self._network.backend

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors of `texts` as a float32 array of shape (len(texts), dimension)."""
        plain = [readable(text) for text in texts]
        rows = {text: row for row, text in enumerate(dict.fromkeys(text for text in plain if text))}
        vectors = np.zeros((len(rows) + 1, self.dimension), dtype=np.float32)
        if rows:
            # The tokenizer keeps its settings in itself, and two passes at once are slower than one after the other.
            with self._lock:
                vectors[:-1] = self._encode(list(rows))
        # Row -1 stays zero: the vector of whatever has nothing to read.
        return vectors[[rows.get(text, -1) for text in plain]]

    def _encode(self, texts: list[str]) -> Vectors:
        windows, owners = self._network.windows(texts)
        lengths = np.array([len(window) for window in windows])
        sums = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for chosen in batches(lengths, self._network.tokens_at_once):
            found = self._network.vectors([windows[index] for index in chosen])
            np.add.at(sums, owners[chosen], found * lengths[chosen, None])
        norms = np.linalg.norm(sums, axis=1, keepdims=True)
        return cast("Vectors", sums / np.maximum(norms, np.finfo(np.float32).tiny))


def load_encoder(
    setting: str = "",
    *,
    backend: Backend = "auto",
    device: Device = "auto",
    threads: int = 0,
    rulebook: Callable[[], Rulebook] | None = None,
    cache: Path | None = None,
) -> Encoder:
    """The encoder that ENCODER = `setting` names, the packaged all-MiniLM-L6-v2 where it is empty.

    Args:
        setting: A folder or a hub id.
        backend: The precision; auto is bf16 where the hardware multiplies it, else fp32.
        device: auto is a GPU where there is one, and the CPU where it fails; int8 is on the CPU in any case.
        threads: Limits the CPU's; 0 means all cores this process may use.
        rulebook: On whose examples int8 is compared with the original before it is used.
        cache: Where the int8 copy is kept.

    Raises SettingsError.
    """
    require_backend(backend)
    files, threads = find_encoder(setting), threads or usable_cores()
    languages = read_recipe(files.folder).languages
    if backend != "int8":
        return Encoder(_in_torch(files, backend, device, threads), version=files.version, languages=languages)
    from bot.classify.int8 import Int8Refused, load_int8

    try:
        network = load_int8(files, threads=threads, rulebook=rulebook, cache=cache)
    except Int8Refused as refused:
        raise SettingsError(
            f"ENCODER_BACKEND is int8, but {refused}. Leave it out, or choose another one."
        ) from refused
    return Encoder(network, version=files.version, languages=languages)


def precision(backend: Backend = "auto", device: Device = "auto") -> str:
    """The precision that `backend` stands for on this machine, as an encoder's identity names it."""
    if backend == "int8":
        from bot.classify.int8.network import OnnxNetwork

        return OnnxNetwork.precision
    if backend != "auto":
        return backend
    from bot.classify.torch_network import best_precision, device_for

    return best_precision(device_for(device))


def require_backend(backend: str) -> None:
    """Raise SettingsError where ENCODER_BACKEND = `backend` names none, or one whose libraries are not installed."""
    if backend not in get_args(Backend):
        raise SettingsError(f"ENCODER_BACKEND is {backend!r}. Write one of {', '.join(get_args(Backend))}.")
    if backend == "int8":
        from bot.classify.int8 import require_libraries

        require_libraries()


def _in_torch(files: EncoderFiles, backend: Literal["auto", "fp32", "bf16"], wanted: Device, threads: int) -> Network:
    from bot.classify.gpu import GpuNetwork
    from bot.classify.torch_network import TorchNetwork, best_precision, device_for

    device = device_for(wanted)
    load = partial(
        TorchNetwork, files, precision=best_precision(device) if backend == "auto" else backend, threads=threads
    )
    return load() if device == "cpu" else GpuNetwork(partial(load, device=device), load)


def usable_cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
