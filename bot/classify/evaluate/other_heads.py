"""How well the heads for sentiment, urgency, relevance and the stage of the journey know the rulebook's own examples.

Guarantee: each example is judged by all the others, by the very heads that judge mentions.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.classify.evaluate.measures import Rows, by_label
from bot.classify.heads import Encode, Heads
from bot.classify.school import Hindsight
from bot.core.lessons import Aspect
from bot.core.rulebook import Rulebook

UNSAID = "nothing at all"
"""What the stage is taken for where it is not named: no label of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadMeasures:
    """One head; `counts` (labels, labels) is how many texts of each label (row) were given each label (column).

    `macro_f1` is over the labels that occur or were guessed, as elsewhere; to say nothing is no guess.
    """

    head: str
    texts: int
    accuracy: float
    macro_f1: float
    labels: tuple[str, ...]
    counts: Rows

    @property
    def confusions(self) -> list[tuple[str, str, int]]:
        """(true label, what it was taken for, how often), the most frequent first."""
        pairs = [
            (label, taken, int(self.counts[row, column]))
            for row, label in enumerate(self.labels)
            for column, taken in enumerate(self.labels)
            if row != column and self.counts[row, column]
        ]
        return sorted(pairs, key=lambda pair: (-pair[2], pair[0], pair[1]))


def other_heads(rulebook: Rulebook, encode: Encode, *, languages: frozenset[str]) -> tuple[HeadMeasures, ...]:
    """All heads but the department's that the `rulebook` has examples for."""
    hindsight = Heads(rulebook, encode, languages=languages).hindsight
    return tuple(
        _measures(aspect, found) for aspect, found in hindsight.items() if aspect is not Aspect.DEPARTMENT and found
    )


def _measures(aspect: Aspect, found: Sequence[Hindsight]) -> HeadMeasures:
    labels = tuple(dict.fromkeys([*(each.label for each in found), *(each.judged or UNSAID for each in found)]))
    counts = np.zeros((len(labels), len(labels)), dtype=np.intp)
    for each in found:
        counts[labels.index(each.label), labels.index(each.judged or UNSAID)] += 1
    return HeadMeasures(
        head=str(aspect),
        texts=len(found),
        accuracy=float(np.trace(counts) / len(found)),
        macro_f1=float(np.mean([each.f1 for each in by_label(counts, labels) if each.label != UNSAID])),
        labels=tuple(map(str, labels)),
        counts=counts,
    )
