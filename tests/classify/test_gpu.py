"""An encoder on a GPU, told with networks that fail as one does. On a real one: `python -m tests.bench.bench_gpu`."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray
from structlog.testing import capture_logs

from bot.classify.encoder import Encoder
from bot.classify.gpu import GpuNetwork
from bot.classify.torch_network import device_for
from bot.errors import SettingsError

TEXTS = [f"{'word ' * number}end" for number in range(1, 8)]


class Network:
    """Reads texts as the numbers of their words, and no more of them at once than fit."""

    precision = "bf16"
    dimension = 2
    tokens_at_once = 4_096

    def __init__(self, backend: str, *, fits: int = 1_000) -> None:
        self.backend = backend
        self.fits = fits
        self.failing: RuntimeError | None = None
        self.sizes: list[int] = []

    def windows(self, texts: Sequence[str]) -> tuple[list[list[int]], NDArray[np.intp]]:
        return [list(range(len(text.split()))) for text in texts], np.arange(len(texts))

    def vectors(self, windows: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        import torch

        if self.failing is not None:
            raise self.failing
        if len(windows) > self.fits:
            raise torch.cuda.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB.")
        self.sizes.append(len(windows))
        angles = np.array([len(window) for window in windows], dtype=np.float32)
        return np.stack([np.cos(angles), np.sin(angles)], axis=1)


def cpu() -> Network:
    return Network("cpu/bfloat16")


def reading(network: GpuNetwork) -> Encoder:
    return Encoder(network, version="tiny@1", languages=frozenset())


def expected() -> NDArray[np.float32]:
    return Encoder(cpu(), version="tiny@1", languages=frozenset()).encode(TEXTS)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wanted", "has_gpu", "device"),
    [("auto", True, "cuda"), ("auto", False, "cpu"), ("cpu", True, "cpu"), ("cuda", True, "cuda")],
)
def test_a_gpu_is_used_where_there_is_one_unless_the_owner_says_otherwise(
    wanted: str, has_gpu: bool, device: str
) -> None:
    assert device_for(wanted, lambda: has_gpu) == device  # type: ignore[arg-type]


def test_a_gpu_that_is_asked_for_and_not_there_is_named_with_what_to_do() -> None:
    with pytest.raises(SettingsError, match=r"ENCODER_DEVICE is cuda, and PyTorch .* finds no GPU.*nvidia-smi"):
        device_for("cuda", lambda: False)


def test_what_does_not_fit_into_a_gpus_memory_is_read_in_parts() -> None:
    gpu = Network("cuda/bfloat16", fits=3)
    encoder = reading(GpuNetwork(lambda: gpu, cpu))
    assert np.allclose(encoder.encode(TEXTS), expected())
    assert max(gpu.sizes) <= 3
    assert encoder.backend == "cuda/bfloat16"


def test_where_not_even_one_text_fits_it_is_read_on_the_cpu() -> None:
    gpu = Network("cuda/bfloat16", fits=0)
    encoder = reading(GpuNetwork(lambda: gpu, cpu))
    assert np.allclose(encoder.encode(TEXTS), expected())
    assert encoder.backend == "cpu/bfloat16"


def test_a_gpu_that_fails_is_left_until_the_next_start_and_the_log_says_why() -> None:
    gpu = Network("cuda/bfloat16")
    encoder = reading(GpuNetwork(lambda: gpu, cpu))
    before = encoder.encode(TEXTS)
    gpu.failing = RuntimeError("CUDA error: unspecified launch failure\nCUDA kernel errors might be reported later")
    with capture_logs() as logs:
        after = encoder.encode(TEXTS)
    gpu.failing = None
    assert np.allclose(before, after)
    assert encoder.backend == "cpu/bfloat16"
    assert encoder.encode(TEXTS).shape == (7, 2)
    assert gpu.sizes == [7]
    (said,) = logs
    assert said["log_level"] == "warning"
    assert said["why"] == "RuntimeError: CUDA error: unspecified launch failure"


def test_the_vectors_of_before_and_after_belong_together() -> None:
    gpu = Network("cuda/bfloat16")
    encoder = reading(GpuNetwork(lambda: gpu, cpu))
    before = encoder.identity
    gpu.failing = RuntimeError("CUDA error")
    encoder.encode(TEXTS)
    assert encoder.identity == before == "tiny@1+bf16"


def test_a_gpu_that_is_full_at_the_start_is_done_without() -> None:
    def full() -> Network:
        raise RuntimeError("CUDA error: out of memory")

    encoder = reading(GpuNetwork(full, cpu))
    assert encoder.backend == "cpu/bfloat16"
    assert np.allclose(encoder.encode(TEXTS), expected())


def test_what_the_cpu_cannot_read_either_is_said_and_tried_again() -> None:
    gpu, files = Network("cuda/bfloat16"), [SettingsError("the files are gone")]

    def load() -> Network:
        if files:
            raise files.pop()
        return cpu()

    encoder = reading(GpuNetwork(lambda: gpu, load))
    gpu.failing = RuntimeError("CUDA error")
    with pytest.raises(SettingsError, match="the files are gone"):
        encoder.encode(TEXTS)
    assert np.allclose(encoder.encode(TEXTS), expected())
