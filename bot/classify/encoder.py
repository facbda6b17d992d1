"""The sentence encoder: any Hugging Face encoder, loaded through transformers, one pass over a batch of texts.

Guarantee: one row a text, in the order given, of unit length in float32, or zero where a text has nothing to read (it
then resembles nothing). Texts longer than the window are read window by window and pooled by tokens, never cut. The
company a text keeps in a batch does not change its vector, beyond rounding. Safe to share between threads; nothing is
fetched for a folder.
"""

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal, cast

import numpy as np
from numpy.typing import NDArray

from bot.classify.recipe import Recipe, read_recipe
from bot.classify.text import readable
from bot.classify.weights import EncoderFiles, find_encoder
from bot.errors import SettingsError

if TYPE_CHECKING:
    import torch

Vectors = NDArray[np.float32]
Backend = Literal["auto", "fp32", "bf16"]
BATCH = 64


class Encoder:
    """A loaded encoder. Make one with `load_encoder`; loading takes some seconds, encoding about 5 ms a text."""

    def __init__(
        self, files: EncoderFiles, *, backend: Backend = "auto", batch_size: int = BATCH, threads: int = 0
    ) -> None:
        self.version = files.version
        self._recipe = read_recipe(files.folder)
        self._batch_size = batch_size
        self._lock = threading.Lock()
        self._device, self._dtype = _hardware(backend)
        _use_threads(self._device, threads or _usable_cores())
        self._tokenizer, self._model = _load(files, self._device, self._dtype)
        self.dimension = int(self._model.config.hidden_size)
        self._window = _window(self._recipe, self._tokenizer)

    @property
    def languages(self) -> frozenset[str]:
        """The languages it was made for (ISO 639-1), none where it does not say."""
        return self._recipe.languages

    @property
    def identity(self) -> str:
        """Whose a vector is: "all-MiniLM-L6-v2@53aa5117+bf16". Only vectors of the same identity are compared."""
        return f"{self.version}+{_named(self._dtype)}"

    @property
    def backend(self) -> str:
        """Where and how it computes: "cpu/float32", "cpu/bfloat16", "cuda/bfloat16"."""
        return f"{self._device}/{str(self._dtype).removeprefix('torch.')}"

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
        windows, owners = self._windows(texts)
        lengths = np.array([len(window) for window in windows])
        sums = np.zeros((len(texts), self.dimension), dtype=np.float32)
        order = np.argsort(-lengths, kind="stable")
        for start in range(0, len(order), self._batch_size):
            chosen = order[start : start + self._batch_size]
            pooled = self._pass([windows[index] for index in chosen])
            np.add.at(sums, owners[chosen], pooled * lengths[chosen, None])
        norms = np.linalg.norm(sums, axis=1, keepdims=True)
        return cast("Vectors", sums / np.maximum(norms, np.finfo(np.float32).tiny))

    def _windows(self, texts: list[str]) -> tuple[list[list[int]], NDArray[np.intp]]:
        """Token ids of each window of each text, and the row of the text each belongs to."""
        encoded = self._tokenizer(
            [self._recipe.prompt + text for text in texts],
            truncation=True,
            max_length=self._window,
            return_overflowing_tokens=True,
            return_attention_mask=False,
            return_token_type_ids=False,
            padding=False,
        )
        return list(encoded["input_ids"]), np.array(encoded["overflow_to_sample_mapping"], dtype=np.intp)

    def _pass(self, windows: list[list[int]]) -> Vectors:
        import torch

        longest = max(len(window) for window in windows)
        ids = torch.full((len(windows), longest), self._tokenizer.pad_token_id or 0, dtype=torch.long)
        mask = torch.zeros((len(windows), longest), dtype=torch.long)
        for row, window in enumerate(windows):
            ids[row, : len(window)] = torch.tensor(window, dtype=torch.long)
            mask[row, : len(window)] = 1
        with torch.inference_mode():
            hidden = self._model(input_ids=ids.to(self._device), attention_mask=mask.to(self._device)).last_hidden_state
            pooled = _pool(hidden.float(), mask.to(self._device), self._recipe)
            return cast("Vectors", torch.nn.functional.normalize(pooled).cpu().numpy())


def load_encoder(setting: str = "", *, backend: Backend = "auto", batch_size: int = BATCH, threads: int = 0) -> Encoder:
    """The encoder that ENCODER = `setting` names, the packaged all-MiniLM-L6-v2 where it is empty.

    `backend` is the precision: auto takes bf16 where the hardware multiplies it. `batch_size` texts go through at once.
    `threads` limits the CPU threads; 0 means all cores this process may use. Raises SettingsError.
    """
    return Encoder(find_encoder(setting), backend=backend, batch_size=batch_size, threads=threads)


def precision(backend: Backend = "auto") -> str:
    """The precision that `backend` stands for on this machine, as an encoder's identity names it."""
    return _named(_hardware(backend)[1])


def _named(dtype: "torch.dtype") -> str:
    return "bf16" if str(dtype).endswith("bfloat16") else "fp32"


def _pool(hidden: "torch.Tensor", mask: "torch.Tensor", recipe: Recipe) -> "torch.Tensor":
    """One vector a window from `hidden` (windows, tokens, dimension); `mask` is 1 on real tokens."""
    import torch

    match recipe.pooling:
        case "cls":
            return hidden[:, 0]
        case "lasttoken":
            return hidden[torch.arange(len(hidden), device=hidden.device), mask.sum(dim=1) - 1]
        case "max":
            return hidden.masked_fill(mask.unsqueeze(-1) == 0, float("-inf")).amax(dim=1)
        case "mean":
            weights = mask.unsqueeze(-1).to(hidden.dtype)
            return (hidden * weights).sum(dim=1) / weights.sum(dim=1)


def _hardware(backend: Backend) -> tuple[str, "torch.dtype"]:
    # Threads that wait for work by spinning take the cores from whoever answers Slack; measured, they cost twice
    # the CPU time for the same speed. It counts only before torch is imported for the first time.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    import torch

    device = "cuda" if torch.cuda.is_available() else "cpu"
    if backend == "auto":
        return device, torch.bfloat16 if _multiplies_bf16(device) else torch.float32
    return device, torch.bfloat16 if backend == "bf16" else torch.float32


def _use_threads(device: str, threads: int) -> None:
    import torch

    if device == "cpu" and torch.get_num_threads() != threads:
        torch.set_num_threads(threads)


def _multiplies_bf16(device: str) -> bool:
    """Whether the hardware itself does; emulated, it is slower than float32."""
    import torch

    if device == "cuda":
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    able = torch.cpu.get_capabilities()
    return any(able.get(feature) for feature in ("avx512_bf16", "amx_bf16", "bf16"))


def _usable_cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _window(recipe: Recipe, tokenizer: Any) -> int:
    said = getattr(tokenizer, "model_max_length", None)
    return min(recipe.window, said) if isinstance(said, int) else recipe.window


def _load(files: EncoderFiles, device: str, dtype: "torch.dtype") -> tuple[Any, Any]:
    with _quietly():
        from transformers import AutoModel, AutoTokenizer

        try:
            tokenizer = AutoTokenizer.from_pretrained(files.folder, local_files_only=True)
            model = AutoModel.from_pretrained(files.folder, local_files_only=True, dtype=dtype)
        except Exception as error:
            raise SettingsError(
                f"ENCODER: {files.folder} could not be loaded ({type(error).__name__}: {_first_line(error)}). "
                "Fetch it again, or leave ENCODER empty for the default."
            ) from error
    if not getattr(tokenizer, "is_fast", False):
        raise SettingsError(f"ENCODER: {files.name} has no tokenizer.json. Choose an encoder with a fast tokenizer.")
    return tokenizer, model.eval().to(device)


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), "no reason given")


@contextmanager
def _quietly() -> Iterator[None]:
    """No network, no progress bars and no advice from the libraries: their stdout and stderr are not ours to fill."""
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")
    from transformers.utils import logging

    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    yield
