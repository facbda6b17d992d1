"""Versions of the model: what each has learnt, how it was tried, and whether it may take effect.

Guarantee: pure. A version names the lessons it is made of, so that it can be made again at any time; it takes effect
only where it is no worse on the rulebook's own examples and on lessons that were held back from it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from math import sqrt

from bot.core.lessons import Aspect

RULEBOOK_ALONE = 0
"""The number of the version that has learnt nothing but the rulebook."""

FEWEST_UNLABELLED, MOST_UNLABELLED = 100, 2_000
"""Texts that nobody has labelled: fewer say next to nothing, and with more a fit would take long."""

SURE = 1.5
"""Standard deviations of a coin thrown for each text that is judged otherwise; chance goes further once in fifteen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How many texts were judged rightly before and by the new version; `gained` and `lost` tell the two apart.

    Each text was judged by a model that had not learnt it.
    """

    count: int = 0
    right_before: int = 0
    gained: int = 0
    lost: int = 0

    @property
    def right_after(self) -> int:
        """How many the new one gets right."""
        return self.right_before + self.gained - self.lost

    @property
    def is_worse(self) -> bool:
        """Whether the new one is worse by more than chance would make it."""
        return self.lost - self.gained > SURE * sqrt(self.gained + self.lost)

    def plus(self, other: "Score") -> "Score":
        """Both together."""
        return Score(
            count=self.count + other.count,
            right_before=self.right_before + other.right_before,
            gained=self.gained + other.gained,
            lost=self.lost + other.lost,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """How one aspect fared: on the rulebook's own examples, and on lessons held back.

    On its own examples it is held against the rulebook alone, so that many small losses cannot add up; on lessons
    against what is in force.
    """

    aspect: Aspect
    rulebook: Score
    held_back: Score

    @property
    def why_not(self) -> str:
        """Why what was learnt of it must not take effect, "" where it may."""
        if self.rulebook.is_worse:
            return "worse on the rulebook's own examples"
        if self.held_back.is_worse:
            return "worse on corrections that were held back"
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A lesson that is left out, since one that says nearly the same text has another label.

    `other` is that lesson, 0 where it is an example of the rulebook, which stands at `example`.
    """

    lesson: int
    other: int = 0
    example: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelVersion:
    """One version. `lessons` are the ids of those it has learnt, `considered` of all that it could have learnt.

    `kept` are those of the considered that the strategist had decided on, `unborne` those that everybody else finds
    unlikely, and is easier to understand without. `trials` say how it fared, `why_not` why it must not take effect, ""
    where it may. Where nothing new was learnt, but by another encoder, `was_encoder` is the one before. `unlabelled`
    mentions were read beside the lessons, which nobody has labelled: the newest up to the id `unlabelled_until`.
    """

    number: int
    made_at: datetime
    encoder: str
    rulebook: str
    considered: tuple[int, ...]
    lessons: tuple[int, ...]
    kept: tuple[int, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    unborne: tuple[int, ...] = ()
    trials: tuple[Trial, ...] = ()
    why_not: str = ""
    was_encoder: str = ""
    unlabelled: int = 0
    unlabelled_until: int = 0

    @property
    def is_rejected(self) -> bool:
        """Whether it must not take effect by itself."""
        return bool(self.why_not)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelUse:
    """A version was put in force. Where it `is_kept`, somebody wants to stay with it, whatever is learnt meanwhile."""

    number: int
    by: str
    at: datetime
    is_kept: bool = False


def total(trials: Sequence[Trial]) -> Score:
    """All that was tried, taken together."""
    scores = (score for trial in trials for score in (trial.rulebook, trial.held_back))
    return reduce(Score.plus, scores, Score())


def verdict_on_encoder(trials: Sequence[Trial]) -> str:
    """Why another encoder must not judge, "" where it may.

    Naming the department counts by itself, since a misrouted mention is what people see. Else all is taken together: an
    encoder cannot be changed for one aspect alone, and of so many scores one looks worse by chance.
    """
    if total([trial for trial in trials if trial.aspect is Aspect.DEPARTMENT]).is_worse:
        return "worse at naming the department"
    return "worse on all that it was tried on" if total(trials).is_worse else ""


def verdict(trials: Sequence[Trial]) -> tuple[frozenset[Aspect], str]:
    """The aspects of which the lessons take effect, and why none does, "" where some do."""
    good = frozenset(trial.aspect for trial in trials if not trial.why_not)
    if good or not trials:
        return good, ""
    return good, "; ".join(f"{trial.aspect}: {trial.why_not}" for trial in trials)
