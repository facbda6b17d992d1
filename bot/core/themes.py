"""Themes: what many mentions of a time are about, named by their most telling words.

Guarantee: pure. A theme is what several people say, each issue counted once: a storm is one issue, and told as such.
What has no telling word in common is no theme, however alike it may seem; names of brands and small words tell nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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
TITLE = "What people talk about"


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """What `count` mentions are about. `usual` is how many there were in a time of that length before; None: unknown.

    `issue` is an example, the one most like all others, with the share that owns it; None where it has become none.
    """

    words: tuple[str, ...]
    count: int
    usual: float | None = None
    issue: int | None = None
    assignment: int | None = None

    @property
    def is_new(self) -> bool:
        """Whether nobody spoke of it before."""
        return self.usual == 0

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


def themes_section(themes: Sequence[Theme], *, title: str = TITLE) -> Section | None:
    """What people talk about, the newest and the growing first; None where there is no theme."""
    ordered = sorted(themes, key=lambda each: (not each.is_growing, -each.count, each.words))
    lines = tuple(
        Line(text=_told(each), issue=each.issue, assignment=each.assignment if each.issue else None)
        for each in ordered[:MOST]
    )
    return Section(title=title, lines=lines) if lines else None


def _told(theme: Theme) -> str:
    words = ", ".join(theme.words)
    said = f"is one of {theme.count:,} about “{words}”" if theme.issue else f"{theme.count:,} mentions about “{words}”"
    if theme.usual is None:
        return said
    if theme.is_new:
        return f"{said}; that is new"
    usual = f"{theme.usual:.0f}" if theme.usual >= 1 else "hardly any"
    return f"{said}; {'before it was' if theme.is_growing else 'about as usual:'} {usual}"
