"""How long it takes to learn from lessons, and what they are worth: honest, careless, hostile and disputed ones.

Run it with `python -m tests.bench.bench_learning [FILE]`: FILE holds labelled texts, as for `doorknock evaluate`;
without one, texts are made up. It measures and promises nothing: no figure makes it fail.
"""

import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from bot.classify.classifier import EncoderClassifier
from bot.classify.encoder import Encoder, load_encoder
from bot.classify.evaluate.reading import read_labelled
from bot.classify.heads import Heads, Question
from bot.core.classification import Relevance
from bot.ports import Attempt
from bot.rulebook import load_rulebook
from tests.classify.conftest import RULES
from tests.classify.fresh import QUESTIONS
from tests.classify.namesakes import OTHER_NAMESAKES, dismissed_some
from tests.classify.stream import Stream, Text, book_of, invented

SIZES = (100, 1_000, 2_000, 10_000)
STOPS = (50, 100, 200, 500)
SHOTS, LABELS, UNSEEN = 5, 15, 600
DRAWS = 5
CLICKERS = {
    "everybody careful": {},
    "one person alone, careful": {"others": ("U1",)},
    "one gives 80 % of all clicks, careful": {"share": 0.8},
    "one in twelve mislabels 30 %": {"share": 1 / 12, "carelessness": 0.3},
    "30 % of all clicks, of which 30 % wrong": {"share": 0.3, "carelessness": 0.3},
    "30 % of all clicks, all of them wrong": {"share": 0.3, "carelessness": 1.0},
    "70 % of all clicks, all of them wrong": {"share": 0.7, "carelessness": 1.0},
    "30 % of all clicks, two departments swapped": {"share": 0.3, "carelessness": 1.0, "is_swapping": True},
    "70 % of all clicks, two departments swapped": {"share": 0.7, "carelessness": 1.0, "is_swapping": True},
    "every fifth correction is disputed": {"disputed": 0.2},
}
TO_ONE_DOOR = {f"{share:.0%} of all clicks, all to one door": {"share": share} for share in (0.1, 0.3, 0.7)}


def main(file: Path | None = None) -> None:
    """Measure and print."""
    console = Console(width=110)
    encoder = load_encoder()
    texts = _texts(file)
    console.print(f"Encoder {encoder.version} on {encoder.backend}; {len(texts)} texts.")
    console.print(_times(encoder))
    console.print(_worth(encoder, texts))
    console.print(_dismissals(encoder))


def _texts(file: Path | None) -> list[Text]:
    if file is None:
        return invented(4_000, seed=5)
    chance = random.Random(0)  # noqa: S311 - the same texts in every run
    rows = read_labelled(file, text_field="text", label_field="label")
    labels = sorted({row.label for row in rows})
    kept = set(chance.sample(labels, k=min(LABELS, len(labels))))
    found = [Text(row.text, row.label) for row in rows if row.label in kept]
    chance.shuffle(found)
    return found


def _times(encoder: Encoder) -> Table:
    """One fit of all heads, with vectors that are known, as those of mentions are."""
    table = Table("lessons", "fitted in", title="One fit", title_justify="left")
    for count in SIZES:
        texts = [Text(f"{each.text} {number}", each.label) for number, each in enumerate(invented(count, seed=count))]
        with tempfile.TemporaryDirectory() as folder:
            classifier = EncoderClassifier(lambda: encoder, cache=Path(folder))
            book = book_of(texts, {each: each for each in {text.label for text in texts}})
            classifier._vectors.of(encoder, (), [each.text for each in texts])
            begun = time.perf_counter()
            classifier.fit(book)
            table.add_row(f"{count:,}", f"{time.perf_counter() - begun:.1f} s")
    return table


def _worth(encoder: Encoder, texts: Sequence[Text]) -> Table:
    """Filed rightly of texts never seen, after so many lessons."""
    unseen, rest = texts[:UNSEEN], texts[UNSEEN:]
    labels = {label: label.replace("_", " ") for label in sorted({each.label for each in texts})}
    taught = [each for label in labels for each in [text for text in rest if text.label == label][:SHOTS]]
    known = set(taught)
    streamed = [each for each in rest if each not in known]
    title = "Filed rightly, in %; in brackets beside the same lessons without the wrong ones"
    table = Table("who clicks", "rulebook", *(f"{count} lessons" for count in STOPS), title=title)
    door = next(iter(labels))
    clickers = CLICKERS | {name: {**who, "carelessness": 1.0, "door": door} for name, who in TO_ONE_DOOR.items()}
    for name, who in clickers.items():
        with tempfile.TemporaryDirectory() as folder:
            stream = Stream(EncoderClassifier(lambda: encoder, cache=Path(folder)), book_of(taught, labels), **who)
            cells = [f"{_percent(stream, unseen):.1f}"]

            def note(_: int, attempt: Attempt, stream: Stream = stream, cells: list[str] = cells) -> None:
                found = _percent(stream, unseen)
                cost = f" ({found - _without_wrong(stream, unseen):+.1f})" if stream.wrong else ""
                cells.append(f"{found:.1f}{cost}{' rejected' if attempt.why_not else ''}")

            stream.run(streamed, stops=STOPS, at=note)
            table.add_row(name, *cells)
    return table


def _dismissals(encoder: Encoder) -> Table:
    """What becomes of posts about others of the brands' names, and of mentions, as people dismiss the former."""
    table = Table(
        "dismissed of each sense",
        "namesakes filed",
        "triage",
        "dismissed",
        "mentions filed",
        "triage",
        "dismissed",
        title=f"Namesakes of the hotels, in %, and {len(QUESTIONS)} mentions of them; {DRAWS} draws",
    )
    for each in (0, 1, 2, 4, 8):
        others, ours = np.zeros(3), np.zeros(3)
        for seed in range(DRAWS):
            book, left = dismissed_some(load_rulebook(RULES), OTHER_NAMESAKES, each=each, seed=seed)
            heads = Heads(book, encoder.encode, languages=encoder.languages)
            others += (
                100 * _became(heads, encoder, [Question(text=text, language="en") for text in left]) / len(left) / DRAWS
            )
            ours += _became(heads, encoder, QUESTIONS) / DRAWS
        table.add_row(str(each), *(f"{share:.0f}" for share in others), *(f"{count:.1f}" for count in ours))
    return table


def _became(heads: Heads, encoder: Encoder, questions: Sequence[Question]) -> NDArray[np.float64]:
    """How many are filed, left to a person and dismissed."""
    judged = heads.judge(questions, encoder.encode([each.text for each in questions]))
    dismissed = sum(each.relevance is not Relevance.RELEVANT for each in judged)
    filed = sum(each.department is not None and each.relevance is Relevance.RELEVANT for each in judged)
    return np.array([filed, len(judged) - filed - dismissed, dismissed], dtype=np.float64)


def _without_wrong(stream: Stream, texts: Sequence[Text]) -> float:
    """What the right lessons alone would have been worth. The stream goes on as if nobody had asked."""
    lessons, material = stream.lessons, stream.material
    stream.lessons = {number: each for number, each in lessons.items() if number not in stream.wrong}
    stream.learn()
    found = _percent(stream, texts)
    stream.lessons, stream.material = lessons, material
    stream.classifier.adopt(len(lessons), stream.book, material)
    return found


def _percent(stream: Stream, texts: Sequence[Text]) -> float:
    return 100 * stream.right(texts) / len(texts)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
