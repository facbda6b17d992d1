"""The weekly summary: figures, one sentence, and sections of lines that an edge renders.

Guarantee: plain text without markup; an edge escapes it and turns `issue` and `card` into links.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.core.figures import Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPlace:
    """Where the card stands in Slack that a line is about."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line. Where it is about an issue, `issue` is its number, `assignment` the share meant and `card` its card."""

    text: str
    issue: int | None = None
    assignment: int | None = None
    card: CardPlace | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A titled group of lines; never empty."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The summary of one week. `headline` is one sentence, `period` the week's days in words ("16 – 22 November 2026").

    Sections that would have nothing to say are left out.
    """

    figures: Figures
    period: str
    headline: str
    sections: tuple[Section, ...]

    @property
    def week(self) -> str:
        """The week's key, such as 2026-W48."""
        return self.figures.week.key

    def with_section(self, section: Section) -> "Summary":
        """The same summary with one section more at its end."""
        return replace(self, sections=(*self.sections, section))

    def with_cards(self, place: Callable[[int, int], CardPlace | None]) -> "Summary":
        """The same summary, its lines knowing their cards; `place` is asked for each (issue, assignment)."""

        def placed(line: Line) -> Line:
            if line.issue is None or line.assignment is None:
                return line
            return replace(line, card=place(line.issue, line.assignment))

        sections = tuple(replace(each, lines=tuple(map(placed, each.lines))) for each in self.sections)
        return replace(self, sections=sections)
