"""What an encoder does on a GPU: how fast, how like the CPU's, and what happens when the GPU is full or fails.

Run it with `python -m tests.bench.bench_gpu` where PyTorch finds a GPU; ENCODER names another encoder than the packaged
one. The last part breaks the GPU for this process, by asking it for a row that its table does not have.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console

from bot.classify.classifier import EncoderClassifier
from bot.classify.encoder import Backend, Device, Encoder, Vectors, load_encoder
from bot.classify.heads import Heads
from bot.rulebook import load_rulebook
from tests.bench.bench_classify import RULES, _macro_f1, _ours, _texts
from tests.classify.fresh import LABELS, QUESTIONS, TEXTS

ENCODER = os.environ.get("ENCODER", "")
BATCHES = (1, 8, 32, 64, 256)
SECONDS = 1.5
WAYS: tuple[tuple[Device, Backend], ...] = (("cpu", "fp32"), ("cpu", "bf16"), ("cuda", "fp32"), ("cuda", "bf16"))
MB = 1 << 20
CONSOLE = Console(width=150, highlight=False, markup=False)
LATECOMER = "from bot.classify.encoder import load_encoder; import sys; print(load_encoder(sys.argv[1]).backend)"


def main() -> None:
    """Measure and print."""
    import torch

    if not torch.cuda.is_available():
        raise SystemExit("PyTorch finds no GPU here, so there is nothing to measure.")
    by_default = load_encoder(ENCODER)
    CONSOLE.print(f"{torch.cuda.get_device_name()}, PyTorch {torch.__version__}, {os.cpu_count()} cores beside it")
    CONSOLE.print(f"By default: {by_default.backend}, {by_default.identity}")
    encoders = {
        f"{device} {backend}": load_encoder(ENCODER, backend=backend, device=device) for device, backend in WAYS
    }
    _likeness(encoders)
    _judgements(encoders)
    _rates(encoders)
    _memory(encoders["cuda bf16"])
    _full(encoders["cuda bf16"])
    for leave in (50, 800, 2_000):
        _full_at_the_start(leave)
    _failing(encoders["cuda bf16"])


def _likeness(encoders: dict[str, Encoder]) -> None:
    texts = [*TEXTS, *_texts(512), "we had a lovely breakfast and the children liked it " * 60]
    found = {name: encoder.encode(texts) for name, encoder in encoders.items()}
    CONSOLE.print("\nCosines on average and at least, and the largest difference of a number")
    for one, other in (("cpu fp32", "cuda fp32"), ("cpu bf16", "cuda bf16"), ("cpu fp32", "cuda bf16")):
        _say_alike(f"{one}, {other}", found[one], found[other])
    _say_alike("cpu fp32, cpu bf16", found["cpu fp32"], found["cpu bf16"])
    for name in ("cuda fp32", "cuda bf16"):
        alone = [encoders[name].encode([text])[0] for text in texts[:200]]
        _say_alike(f"{name}, alone and in a crowd", found[name][:200], _stacked(alone))


def _say_alike(what: str, one: Vectors, other: Vectors) -> None:
    cosines = (one * other).sum(axis=1)
    CONSOLE.print(f"  {what:40} {cosines.mean():.6f} {cosines.min():.6f} {abs(one - other).max():.1e}")


def _stacked(vectors: Sequence[Vectors]) -> Vectors:
    import numpy as np

    return np.stack(vectors)


def _judgements(encoders: dict[str, Encoder]) -> None:
    rulebook = load_rulebook(RULES)
    filed, judged = {}, {}
    for name, encoder in encoders.items():
        heads, vectors = Heads(rulebook, encoder.encode, languages=encoder.languages), encoder.encode(TEXTS)
        filing = heads.file(QUESTIONS, vectors)
        filed[name] = [filing.keys[best] for best in filing.probabilities.argmax(axis=1)]
        judged[name] = [
            (each.department, each.sentiment, each.urgency, each.relevance) for each in heads.judge(QUESTIONS, vectors)
        ]
    CONSOLE.print(f"\nHeads on {len(TEXTS)} fresh mentions: macro-F1, and judgements the same as cpu fp32's")
    for name, said in filed.items():
        same = sum(
            a == b
            for one, other in zip(judged[name], judged["cpu fp32"], strict=True)
            for a, b in zip(one, other, strict=True)
        )
        CONSOLE.print(f"  {name:10} {_macro_f1(LABELS, said):.1f}, {same} of {4 * len(TEXTS)}")


def _rates(encoders: dict[str, Encoder]) -> None:
    texts, rulebook = _texts(1_024), load_rulebook(RULES)
    CONSOLE.print("\nMentions a second, and the median milliseconds of one call")
    CONSOLE.print(f"  {'a call':24}" + "".join(f"{size:>18}" for size in BATCHES))
    for name, encoder in encoders.items():
        _say_rates(name, encoder.encode, texts)
    with tempfile.TemporaryDirectory() as folder:
        for name in ("cpu bf16", "cuda bf16"):
            encoder = encoders[name]
            classifier = EncoderClassifier(lambda encoder=encoder: encoder, cache=Path(folder))  # type: ignore[misc]
            classifier.fit(rulebook)
            _say_rates(f"{name}, all heads", _ours(classifier, rulebook), texts)


def _say_rates(name: str, work: Callable[[Sequence[str]], object], texts: Sequence[str]) -> None:
    said = []
    for size in BATCHES:
        work(texts[:size])
        laps, done, began = [], 0, time.perf_counter()
        while time.perf_counter() - began < SECONDS:
            start = done % (len(texts) - size)
            lap = time.perf_counter()
            work(texts[start : start + size])
            laps.append(1000 * (time.perf_counter() - lap))
            done += size
        said.append(f"{done / (time.perf_counter() - began):>9,.0f}, {statistics.median(laps):>5.1f}")
    CONSOLE.print(f"  {name:24}" + "".join(f"{each:>18}" for each in said))


def _memory(encoder: Encoder) -> None:
    import torch

    CONSOLE.print("\nMemory of the GPU that PyTorch reserves at most, all encoders of above loaded")
    for size in (64, 256, 4_096):
        torch.cuda.empty_cache()
        torch.cuda.reset_peak_memory_stats()
        encoder.encode(_texts(size))
        CONSOLE.print(f"  {size:5} at once: {torch.cuda.max_memory_reserved() // MB} MB")


def _full(encoder: Encoder) -> None:
    import torch

    texts = _texts(4_096)
    expected = encoder.encode(texts)
    torch.cuda.empty_cache()
    _, whole = torch.cuda.mem_get_info()
    torch.cuda.set_per_process_memory_fraction((torch.cuda.memory_reserved() + 200 * MB) / whole)
    CONSOLE.print("\nWith 200 MB beside what is loaded, 4,096 at once")
    _say_alike(f"before and {encoder.backend}", expected, encoder.encode(texts))
    torch.cuda.set_per_process_memory_fraction(1.0)


def _full_at_the_start(leave: int) -> None:
    """Another process finds the GPU full: this one takes all memory but `leave` MB, of which a process takes some."""
    import torch

    torch.cuda.empty_cache()
    free, _ = torch.cuda.mem_get_info()
    taken = torch.empty(free - leave * MB, dtype=torch.uint8, device="cuda")
    CONSOLE.print(f"\nA process that starts with {torch.cuda.mem_get_info()[0] // MB} MB left on the GPU")
    done = subprocess.run([sys.executable, "-c", LATECOMER, ENCODER], capture_output=True, text=True, check=False)
    del taken
    torch.cuda.empty_cache()
    CONSOLE.print("  " + "\n  ".join((done.stdout + done.stderr).strip().splitlines()[-4:]))


def _failing(encoder: Encoder) -> None:
    import torch

    before = encoder.encode(TEXTS)
    CONSOLE.print("\nThe GPU fails")
    try:
        torch.nn.functional.embedding(torch.full((1,), 10**6, device="cuda"), torch.zeros(2, 2, device="cuda"))
        torch.cuda.synchronize()
    except RuntimeError as error:
        CONSOLE.print(f"  {type(error).__name__}: {str(error).splitlines()[0]}")
    began = time.perf_counter()
    after = encoder.encode(TEXTS)
    CONSOLE.print(f"  the next call took {time.perf_counter() - began:.1f} s, loading included")
    _say_alike(f"before and {encoder.backend}", before, after)


if __name__ == "__main__":
    main()
