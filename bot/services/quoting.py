"""Quoting: which mentions a message quotes that is about many, so that it can be mended once their words are erased.

Guarantee: what was posted is known to quote them in the transaction that settles it; where their words were erased
between the reading and that, it is shown anew at once.
"""

from collections.abc import Iterable
from datetime import datetime

from bot.core.agenda import Agenda
from bot.core.notices import Notice
from bot.core.setting_aside import PostSetAside
from bot.core.showing_anew import ShowAnew
from bot.core.summary import Line, Report
from bot.core.summary_notice import PostSummary
from bot.ports import Outcome, StoredMention, UnitOfWork
from bot.ports.rises import RiseReport
from bot.services.subscriptions import WeeklyAnswer

CURSOR = "words-erased"
"""Under this name the last erasure is kept, so that nobody goes on showing what was read before it."""


def quoted_in(notice: Notice, shown: object | None) -> tuple[int, ...]:
    """The mentions that `shown`, the contents of `notice`, quotes."""
    match shown:
        case StoredMention() if isinstance(notice, PostSetAside):
            # Where its words are gone already there is nothing more to take out.
            return (shown.id,) if shown.outcome is not Outcome.ERASED else ()
        case Report():
            part = notice.part if isinstance(notice, PostSummary) else ""
            sections = shown.in_part(part) if part else filter(None, [shown.closing])
            return _of_lines([*(() if part else shown.look), *(line for each in sections for line in each.lines)])
        case Agenda():
            return _of_lines(line for each in shown.sections for line in each.lines)
        case WeeklyAnswer():
            return tuple(shown.answer.mentions)
        case RiseReport():
            return tuple(each.id for each in (shown.first, *shown.examples))
        case _:
            return ()


def note_quotes(unit: UnitOfWork, notice: Notice, quoted: Iterable[int], *, now: datetime) -> None:
    """Note what a message quotes that was told by `notice`."""
    mentions = tuple(quoted)
    if not mentions:
        return
    is_whole = unit.outbox.quotes(_key(notice), mentions)
    if not is_whole:
        # Its words went while it was on its way.
        unit.outbox.enqueue([_anew(notice, about=now.isoformat())], now=now)


def show_without(unit: UnitOfWork, *, issue: int = 0, mention: int = 0, now: datetime) -> None:
    """Have all shown anew that quotes mentions of an issue, or this one: their words go in this transaction."""
    about = f"{issue or f'mention {mention}'}:{now.isoformat()}"
    unit.cursors.set(CURSOR, about)
    unit.outbox.enqueue(unit.outbox.quoting(issue=issue, mention=mention, about=about), now=now)


def _anew(notice: Notice, *, about: str) -> ShowAnew:
    return ShowAnew(channel=notice.channel, lane=notice.lane, said=_key(notice), about=about)


def _key(notice: Notice) -> str:
    """The key of what was posted first."""
    return notice.said if isinstance(notice, ShowAnew) else notice.key


def _of_lines(lines: Iterable[Line]) -> tuple[int, ...]:
    return tuple(line.mention for line in lines if line.mention is not None)
