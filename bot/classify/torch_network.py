"""The encoder's network in PyTorch, through transformers, on the CPU or on a GPU.

Guarantee: one unit vector a window, whatever else is in the batch, beyond rounding; nothing is fetched from anywhere.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Literal, cast

import numpy as np
from numpy.typing import NDArray

from bot.classify.batches import padded
from bot.classify.packed_linear import DISCREET, pack
from bot.classify.recipe import Pooling, read_recipe
from bot.classify.weights import EncoderFiles
from bot.errors import SettingsError

if TYPE_CHECKING:
    import torch

Vectors = NDArray[np.float32]
Precision = Literal["fp32", "bf16"]
Device = Literal["cpu", "cuda"]
# What goes through at once: enough to keep all units busy, little enough to stay in the caches.
CPU_TOKENS, GPU_TOKENS = 4_096, 65_536


class TorchNetwork:
    """A model and its tokenizer. Raises SettingsError where the folder holds none that can be loaded."""

    def __init__(
        self, files: EncoderFiles, *, precision: Precision | None = None, threads: int, device: Device = "cpu"
    ) -> None:
        """`precision` None takes bf16 where the hardware multiplies it. `threads` are those of the CPU."""
        self._device = device
        self.precision: Precision = precision or best_precision(device)
        self._dtype = _dtype(self.precision)
        _use_threads(self._device, threads)
        self.backend = f"{self._device}/{str(self._dtype).removeprefix('torch.')}"
        self.tokens_at_once = CPU_TOKENS if self._device == "cpu" else GPU_TOKENS
        self.recipe = read_recipe(files.folder)
        self.tokenizer, self.model = _load(files, self._device, self._dtype)
        if self._device == "cpu" and self.model.config.model_type in DISCREET:
            pack(self.model)
        self.dimension = int(self.model.config.hidden_size)
        self.window = _window(self.recipe.window, self.tokenizer)

    def windows(self, texts: Sequence[str]) -> tuple[list[list[int]], NDArray[np.intp]]:
        """Token ids of each window of each text, and the row of the text each belongs to."""
        encoded = self.tokenizer(
            [self.recipe.prompt + text for text in texts],
            truncation=True,
            max_length=self.window,
            return_overflowing_tokens=True,
            return_attention_mask=False,
            return_token_type_ids=False,
            padding=False,
        )
        return list(encoded["input_ids"]), np.array(encoded["overflow_to_sample_mapping"], dtype=np.intp)

    def vectors(self, windows: Sequence[Sequence[int]]) -> Vectors:
        """A unit vector a window."""
        import torch

        ids, mask = (torch.from_numpy(each) for each in padded(windows, self.tokenizer.pad_token_id or 0))
        with torch.inference_mode():
            found = passed(self.model, ids.to(self._device), mask.to(self._device), self.recipe.pooling)
            return cast("Vectors", found.cpu().numpy())


def passed(model: Any, ids: "torch.Tensor", mask: "torch.Tensor", pooling: Pooling) -> "torch.Tensor":
    """The unit vectors of a padded batch; every backend computes this."""
    import torch

    hidden = model(input_ids=ids, attention_mask=mask).last_hidden_state
    return torch.nn.functional.normalize(_pool(hidden.float(), mask, pooling))


def _pool(hidden: "torch.Tensor", mask: "torch.Tensor", pooling: Pooling) -> "torch.Tensor":
    """One vector a window from `hidden` (windows, tokens, dimension); `mask` is 1 on real tokens."""
    import torch

    match pooling:
        case "cls":
            return hidden[:, 0]
        case "lasttoken":
            return hidden[torch.arange(hidden.shape[0], device=hidden.device), mask.sum(dim=1) - 1]
        case "max":
            return hidden.masked_fill(mask.unsqueeze(-1) == 0, float("-inf")).amax(dim=1)
        case "mean":
            weights = mask.unsqueeze(-1).to(hidden.dtype)
            return (hidden * weights).sum(dim=1) / weights.sum(dim=1)


def best_precision(device: Device) -> Precision:
    """What the hardware multiplies best: bf16 where it does so itself; emulated, that is slower than float32."""
    torch = _torch()
    # A GPU that is full or gone cannot say, and the CPU will have to do.
    with suppress(RuntimeError):
        if device == "cuda":
            return "bf16" if torch.cuda.is_bf16_supported(including_emulation=False) else "fp32"
    able = torch.cpu.get_capabilities()
    return "bf16" if any(able.get(feature) for feature in ("avx512_bf16", "amx_bf16", "bf16")) else "fp32"


def _has_gpu() -> bool:
    return bool(_torch().cuda.is_available())


def device_for(wanted: Literal["auto", "cpu", "cuda"], has_gpu: Callable[[], bool] = _has_gpu) -> Device:
    """The device that ENCODER_DEVICE = `wanted` stands for here. SettingsError for cuda where there is none."""
    if wanted == "cpu":
        return "cpu"
    if has_gpu():
        return "cuda"
    if wanted == "cuda":
        raise SettingsError(
            f"ENCODER_DEVICE is cuda, and PyTorch {_torch().__version__} finds no GPU that it could use. See whether "
            "`nvidia-smi` names one and whether this PyTorch was built for CUDA, or leave ENCODER_DEVICE out."
        )
    return "cpu"


def _torch() -> Any:
    # Threads that wait for work by spinning take the cores from whoever answers Slack; measured, they cost twice the
    # CPU time for the same speed. It counts only before torch is imported for the first time.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    import torch

    return torch


def _dtype(precision: Precision) -> "torch.dtype":
    import torch

    return torch.bfloat16 if precision == "bf16" else torch.float32


def _use_threads(device: str, threads: int) -> None:
    torch = _torch()
    if device == "cpu" and torch.get_num_threads() != threads:
        torch.set_num_threads(threads)


def _window(wanted: int, tokenizer: Any) -> int:
    said = getattr(tokenizer, "model_max_length", None)
    return min(wanted, said) if isinstance(said, int) else wanted


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
