"""How fast mentions are classified, beside what a newcomer would write and beside the encoder alone, in the same run.

Run it with `python -m tests.bench.bench_classify`. It measures and promises nothing: no figure makes it fail.
"""

import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.table import Table

from bot.classify.classifier import EncoderClassifier
from bot.classify.encoder import Encoder, load_encoder
from bot.classify.weights import packaged_encoder
from bot.core.mention import Mention
from bot.core.rulebook import Rulebook
from bot.rulebook import load_rulebook

Result = TypeVar("Result")

RULES = Path(__file__).parents[2] / "routing_rules"
BATCHES = (1, 8, 32, 64)
SECONDS = 4.0
WIDTH = 110
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
    texts = _texts(512)
    encoder, loading = _timed(load_encoder)
    rulebook = load_rulebook(RULES)
    with tempfile.TemporaryDirectory() as folder:
        classifier = EncoderClassifier(lambda: encoder, cache=Path(folder))
        _, cold = _timed(lambda: classifier.fit(rulebook))
        _, warm = _timed(lambda: EncoderClassifier(lambda: encoder, cache=Path(folder)).fit(rulebook))
        # What remains of the first call (languages, n-grams) is not what is measured.
        _ours(classifier, rulebook)(texts[:8])
        console.print(f"Encoder {encoder.version} on {encoder.backend}, loaded in {loading:.1f} s.")
        console.print(
            f"Heads of {len(rulebook.examples)} examples fitted in {cold:.1f} s, "
            f"refitted with known vectors in {warm:.2f} s."
        )
        console.print(_comparison(encoder, _ours(classifier, rulebook), texts))


def _comparison(encoder: Encoder, ours: Callable[[Sequence[str]], object], texts: Sequence[str]) -> Table:
    naive = _pipeline()
    loop, _ = _rate(lambda batch: [naive(text) for text in batch], texts, size=1)
    table = Table(title="Mentions a second, and the median of one batch")
    for column in ("what", "batch", "a second", "batch p50", "× pipeline", "of encoder"):
        table.add_column(column, justify="left" if column == "what" else "right")
    table.add_row("transformers.pipeline, in a loop", "1", f"{loop:.0f}", f"{1000 / loop:.1f} ms", "1.0", "")
    for size in BATCHES:
        bare, bare_p50 = _rate(encoder.encode, texts, size=size)
        full, full_p50 = _rate(ours, texts, size=size)
        table.add_row("encoder alone", str(size), f"{bare:.0f}", f"{bare_p50:.1f} ms", f"{bare / loop:.1f}", "")
        share = f"{full / bare:.0%}"
        table.add_row("ours, all heads", str(size), f"{full:.0f}", f"{full_p50:.1f} ms", f"{full / loop:.1f}", share)
    return table


def _ours(classifier: EncoderClassifier, rulebook: Rulebook) -> Callable[[Sequence[str]], object]:
    now = datetime(2026, 11, 23, tzinfo=UTC)

    def classify(batch: Sequence[str]) -> object:
        mentions = [Mention(source="bench", external_id="", text=text, received_at=now) for text in batch]
        return classifier.classify(mentions, rulebook)

    return classify


def _pipeline() -> Callable[[str], object]:
    from transformers import pipeline

    folder = str(packaged_encoder().folder)
    return pipeline("feature-extraction", model=folder, tokenizer=folder)  # type: ignore[no-any-return]


def _rate(work: Callable[[Sequence[str]], object], texts: Sequence[str], *, size: int) -> tuple[float, float]:
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
