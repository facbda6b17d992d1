"""The words for whys: how often a cause was met, where, and what a week has to say of those that come back.

Guarantee: pure, plain text; things happen, nobody is blamed, and a week in which nothing came back says nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from bot.core import normalise
from bot.core.rulebook import Rulebook
from bot.core.sitting import ago
from bot.core.summary import Line, Section
from bot.core.summary_words import brand_name, name_of, plural
from bot.core.week import Span
from bot.core.why_ask import OpenWhy
from bot.core.why_tree import Cause, Explained, recurring

ARROW = " ← "
MOST_NAMES = 3
MOST_CAUSES = 3
QUOTED = 80
SECTION = "Why things come back"
ASKED = "Whys asked, and not answered yet"
MOST_ASKED = 5


def chain_line(chain: Iterable[str]) -> str:
    """A chain of whys in one line: `late rota ← two vacancies`."""
    return ARROW.join(map(shortened, chain))


def where_met(cause: Cause, rulebook: Rulebook) -> str:
    """`3 issues, Harbour and Hill, in Food`: how often and where."""
    brands = _listed([brand_name(each, rulebook) for each in cause.brands]) if len(cause.brands) > 1 else ""
    doors = f"in {_listed([name_of(each, rulebook) for each in cause.departments])}"
    return ", ".join(filter(None, (plural(len(cause.found), "issue"), f"at {brands}" if brands else "", doors)))


def open_why_lines(asks: Iterable[OpenWhy], rulebook: Rulebook, *, now: datetime) -> Iterator[Line]:
    """Each why that was put to a department and is not answered: who asked whom, when, and what."""
    for each in asks:
        asker, asked = name_of(each.asker, rulebook), name_of(each.ask.department, rulebook)
        question = f"“{shortened(each.ask.about)}”, and why is that?" if each.ask.about else "why did it happen?"
        text = f"{asker} asked {asked} {ago(each.ask.at, now=now)}: {question}"
        yield Line(text=text, issue=each.issue, assignment=each.assignment)


def open_why_section(asks: Iterable[OpenWhy], rulebook: Rulebook, *, now: datetime) -> Section | None:
    """The whys that wait at a door, as a part of a summary; None where none does."""
    lines = tuple(islice(open_why_lines(asks, rulebook, now=now), MOST_ASKED))
    return Section(title=ASKED, lines=lines) if lines else None


def why_section(found: Sequence[Explained], week: Span, rulebook: Rulebook) -> Section | None:
    """The causes that come back and did so in `week`; None where none did."""
    touched = [each for each in recurring(found) if any(one.at in week for one in each.found)]
    told = list(_without_their_own_whys(touched))
    lines = tuple(_line(each, rulebook) for each in told[:MOST_CAUSES])
    return Section(title=SECTION, lines=lines) if lines else None


def shortened(text: str) -> str:
    """A why on one line, cut where it is long."""
    return normalise.shortened(" ".join(text.split()), QUOTED)


def _line(cause: Cause, rulebook: Rulebook) -> Line:
    why = f"because: {shortened(cause.whys[0].words)}" if cause.whys else "nobody has said yet why that is"
    newest = cause.found[0]
    text = f"“{shortened(cause.words)}”: {where_met(cause, rulebook)}; {why}"
    return Line(text=text, issue=newest.issue, assignment=newest.assignment)


def _without_their_own_whys(causes: Sequence[Cause]) -> Iterator[Cause]:
    """A why that comes back only together with what it stands behind is said there already."""
    behind = {(why.words, frozenset(why.issues)) for each in causes for why in each.whys}
    return (each for each in causes if (each.words, frozenset(each.issues)) not in behind)


def _listed(names: Sequence[str]) -> str:
    if len(names) > MOST_NAMES:
        return f"{', '.join(names[:MOST_NAMES])} and {len(names) - MOST_NAMES} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""
