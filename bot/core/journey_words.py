"""The customer's journey: its stages, as the rulebook names them, and which of them hurts.

Guarantee: pure. Where the rulebook names no stages nothing is guessed and nothing is said; a few mentions say nothing
about a stage.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.core.classification import Sentiment
from bot.core.journey import Stage
from bot.core.summary import Line, Part, Section

LEAST = 5
"""Mentions of a stage, to say how it feels."""
HURTS = 0.5
"""Where at least so many are unhappy, and the most of all stages, it is said to hurt."""
TITLE = "The journey"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feelings:
    """How the mentions of one stage feel."""

    stage: Stage
    count: int
    unhappy: int

    @property
    def share(self) -> float:
        """Of all the unhappy ones."""
        return self.unhappy / self.count


def journey_section(felt: Mapping[tuple[str, Sentiment], int], stages: Sequence[Stage]) -> Section | None:
    """How each stage feels, in their order, the one that hurts marked; None where there is too little to say."""
    told = [each for stage in stages if (each := _feelings(stage, felt)) is not None]
    worst = max(told, key=lambda each: each.share, default=None)
    lines = tuple(Line(text=_told(each, hurts=each is worst and each.share >= HURTS)) for each in told)
    return Section(title=TITLE, lines=lines, part=Part.FIGURES) if lines else None


def _feelings(stage: Stage, felt: Mapping[tuple[str, Sentiment], int]) -> Feelings | None:
    counts = [felt.get((stage.key, sentiment), 0) for sentiment in Sentiment]
    if sum(counts) < LEAST:
        return None
    return Feelings(stage=stage, count=sum(counts), unhappy=felt.get((stage.key, Sentiment.NEGATIVE), 0))


def _told(each: Feelings, *, hurts: bool) -> str:
    said = f"{each.stage.name}: {each.unhappy:,} of {each.count:,} are unhappy ({each.share:.0%})"
    return f"{said}; this is where it hurts most" if hurts else said
