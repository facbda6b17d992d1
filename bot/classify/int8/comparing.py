"""Whether an int8 copy says the same as the original: by its vectors, and by where a rulebook's examples are filed.

Guarantee: pure; the same vectors give the same verdict.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bot.classify.kernel import Anchors
from bot.classify.lessons import Subject, department_subject
from bot.classify.school import Hindsight, School
from bot.classify.seeds import RELEVANCES, SENTIMENTS, URGENCIES
from bot.core.rulebook import Rulebook

Vectors = NDArray[np.float32]
MEAN_COSINE, LEAST_COSINE, LOST = 0.98, 0.94, 0.02
# A few hundred show it, and the original reads some hundred a second.
_LOOKED_AT = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Cosines of the copy's vectors to the original's, and the share of examples filed rightly by all the others.

    The shares are None where there was no rulebook, or too little in it.
    """

    mean: float
    least: float
    was_right: float | None = None
    is_right: float | None = None
    examples: int = 0

    @property
    def why_refused(self) -> str:
        """What falls short, "" where nothing does."""
        if self.mean < MEAN_COSINE:
            return f"their cosine is {self.mean:.3f} on average, and {MEAN_COSINE} is the least"
        if self.least < LEAST_COSINE:
            return f"the cosine of one text is {self.least:.3f}, and {LEAST_COSINE} is the least"
        # One example more or less is chance, however few there are.
        if self.was_right is not None and self.is_right is not None:
            lost = self.was_right - self.is_right
            if lost > LOST + 1 / self.examples:
                return (
                    f"of the rulebook's examples {self.is_right:.0%} are filed rightly instead of {self.was_right:.0%}"
                )
        return ""

    def __str__(self) -> str:
        """For logs."""
        said = f"cosine {self.mean:.3f} on average, {self.least:.3f} at least"
        if self.was_right is None:
            return said
        return f"{said}; of {self.examples} examples {self.is_right:.1%} right, by the original {self.was_right:.1%}"


def texts_of(rulebook: Rulebook | None) -> list[str]:
    """What both are to read: a rulebook's descriptions and examples, and what every company shares."""
    shared = (text for seeds in (SENTIMENTS, URGENCIES, RELEVANCES) for texts in seeds.values() for text in texts)
    taught = _subject(rulebook).texts if rulebook else ()
    return list(dict.fromkeys((*taught, *shared)))


def compare(texts: Sequence[str], *, original: Vectors, copy: Vectors, rulebook: Rulebook | None) -> Likeness:
    """How alike the two are on `texts` of `texts_of`, with a row for each."""
    cosines = (original * copy).sum(axis=1)[original.any(axis=1)]
    mean, least = float(cosines.mean()), float(cosines.min())
    before, after = (_filed(texts, vectors, rulebook) for vectors in (original, copy))
    if not before:
        return Likeness(mean=mean, least=least)
    return Likeness(mean=mean, least=least, was_right=_right(before), is_right=_right(after), examples=len(before))


def _filed(texts: Sequence[str], vectors: Vectors, rulebook: Rulebook | None) -> Sequence[Hindsight]:
    """Where the department head files each example by all the others."""
    subject = _subject(rulebook) if rulebook else None
    if subject is None or len(subject.labels) < 2:
        return ()
    rows = {text: row for row, text in enumerate(texts)}
    anchors = Anchors(
        texts,
        vectors,
        examples=vectors[[rows[text] for text, _ in subject.examples]],
        examples_per_label=len(subject.examples) / len(subject.labels),
    )
    return School(rows, frozenset(), {}, anchors.kernel(texts, vectors), None).teach(subject).hindsight


def _subject(rulebook: Rulebook) -> Subject[str]:
    step = -(-len(rulebook.examples) // _LOOKED_AT) or 1
    return department_subject(replace(rulebook, examples=rulebook.examples[::step]))


def _right(filed: Sequence[Hindsight]) -> float:
    return sum(each.judged == each.label for each in filed) / len(filed)
