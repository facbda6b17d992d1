"""Themes: what many mentions of a time are about, named by their most telling words.

Guarantee: pure. A theme is what several people say, each issue counted once: a storm is one issue, and told as such.
What has no telling word in common is no theme, however alike it may seem; names of brands and small words tell nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.core.normalise import shortened
from bot.core.summary import Line, Section
from bot.core.theme_words import SMALL
from bot.core.topics import Words, telling_words

LEAST = 5
"""Fewer issues that are alike are chance."""
MOST = 5
MOST_WORDS = 3
CANDIDATES = 12
SHARED = 0.5
"""In so many of its mentions a word must stand to name a theme."""
TIMES_AS_MANY = 2.0
QUOTED = 100
TITLE = "What people talk about"


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """What `count` mentions are about. `usual` is how many there were in a time of that length before; None: unknown.

    `mention` is an example, the one most like all others, and `said` its words; `issue` what it belongs to, with the
    share that owns that, None where it has become none. `is_rough` says that only a part of all was read and counted.
    """

    words: tuple[str, ...] = ()
    count: int
    usual: float | None = None
    issue: int | None = None
    assignment: int | None = None
    mention: int | None = None
    said: str = ""
    is_rough: bool = False

    @property
    def is_new(self) -> bool:
        """Whether nobody spoke of it before; of what was read in part that cannot be said."""
        return self.usual == 0 and not self.is_rough

    @property
    def is_growing(self) -> bool:
        """Whether there is markedly more of it than before: no wiggle."""
        return self.usual is not None and self.count >= max(TIMES_AS_MANY * self.usual, self.usual + LEAST)


def name_of_theme(here: Sequence[Words], elsewhere: Sequence[Words], *, brands: Iterable[str]) -> tuple[str, ...]:
    """The words that name what `here` has in common; none where no word stands in enough of it."""
    little = SMALL.union(*(name.split() for name in brands))
    told = telling_words(here, elsewhere, most=CANDIDATES)
    share = SHARED * len(here)
    kept = [word for word in told if word not in little and sum(word in text for text in here) >= share]
    return tuple(kept[:MOST_WORDS])


def newest_first(theme: Theme) -> tuple[bool, int, tuple[str, ...]]:
    """The order in which themes are told: what is new or growing before all else, then the biggest."""
    return (not theme.is_growing, -theme.count, theme.words)


def themes_section(themes: Sequence[Theme], *, title: str = TITLE) -> Section | None:
    """What people talk about, the newest and the growing first; None where there is no theme."""
    lines = tuple(_line(each) for each in sorted(themes, key=newest_first)[:MOST])
    return Section(title=title, lines=lines) if lines else None


def _line(theme: Theme) -> Line:
    text, quoted = _told(theme), shortened(" ".join(theme.said.split()), QUOTED)
    if quoted:
        text += f". {'It' if theme.issue else 'One'} says: “{quoted}”"
    return Line(
        text=text,
        issue=theme.issue,
        assignment=theme.assignment if theme.issue else None,
        mention=theme.mention if quoted else None,
    )


def _told(theme: Theme) -> str:
    words, many = ", ".join(theme.words), f"{'about ' if theme.is_rough else ''}{theme.count:,}"
    said = f"is one of {many} about “{words}”" if theme.issue else f"{many} mentions about “{words}”"
    if theme.usual is None:
        return said
    if theme.is_new:
        return f"{said}; that is new"
    usual = f"{theme.usual:,.0f}" if theme.usual >= 1 else "hardly any"
    return f"{said}; {'before it was' if theme.is_growing else 'about as usual:'} {usual}"
