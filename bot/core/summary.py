"""A weekly summary: one sentence, a first look, and sections of lines that an edge renders.

Guarantee: plain text without markup; an edge escapes it and turns `issue` and `card` into links.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from bot.core.figures import Figures

R = TypeVar("R", bound="Report")


class Part(StrEnum):
    """The parts that stand in the thread of the first look, in their order."""

    FIGURES = "figures"
    DOORS = "doors"
    REASONS = "reasons"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPlace:
    """Where the card stands in Slack that a line is about."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line. Where it is about an issue, `issue` is its number, `assignment` the share meant and `card` its card.

    `people` are named behind the text, by Slack id, each with how many issues they are thanked for. `person` is
    named before it: whoever has taken it on. `mention` is the one whose words are quoted in the text, if any are.
    """

    text: str
    issue: int | None = None
    assignment: int | None = None
    card: CardPlace | None = None
    people: tuple[tuple[str, int], ...] = ()
    person: str = ""
    mention: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A titled group of lines, never empty; `part` says in which part of the summary it stands."""

    title: str
    lines: tuple[Line, ...]
    part: Part = Part.REASONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one reader is told of one week.

    `headline` is one sentence, `period` the week's days in words ("16 – 22 November 2026"). `look` is what is worth a
    line before everything else, `closing` its last word; both stand in the first message, the `sections` in its
    thread. Sections that would have nothing to say are left out.
    """

    period: str
    headline: str
    title: str = "The week of {period}"
    look: tuple[Line, ...] = ()
    closing: Section | None = None
    sections: tuple[Section, ...] = ()

    @property
    def at_length(self) -> tuple[Section, ...]:
        """Everything that is said below the first lines, the last word last."""
        return (*self.sections, *([self.closing] if self.closing else []))

    def in_part(self, part: str) -> tuple[Section, ...]:
        """The sections that stand in one part."""
        return tuple(section for section in self.sections if section.part == part)

    def with_section(self: R, section: Section) -> R:
        """The same with one section more at its end."""
        return replace(self, sections=(*self.sections, section))

    def with_closing(self: R, closing: Section) -> R:
        """The same with a last word."""
        return replace(self, closing=closing)

    def with_cards(self: R, place: Callable[[int, int], CardPlace | None]) -> R:
        """The same, its lines knowing their cards; `place` is asked for each (issue, assignment)."""

        def placed(lines: tuple[Line, ...]) -> tuple[Line, ...]:
            return tuple(_placed(line, place) for line in lines)

        sections = tuple(replace(each, lines=placed(each.lines)) for each in self.sections)
        return replace(self, sections=sections, look=placed(self.look))


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary(Report):
    """The strategist's week, with the figures that it is made of."""

    figures: Figures

    @property
    def week(self) -> str:
        """The week's key, such as 2026-W48."""
        return self.figures.week.key


def _placed(line: Line, place: Callable[[int, int], CardPlace | None]) -> Line:
    if line.issue is None or line.assignment is None:
        return line
    return replace(line, card=place(line.issue, line.assignment))
