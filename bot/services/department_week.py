"""A department's own week, built from the record.

Guarantee: reads only, and of the record only what the department was asked about and the week's whys.
"""

from datetime import datetime

from bot.core.own_week import own_week
from bot.core.own_week_words import own_week_report
from bot.core.readers import Reader
from bot.core.rulebook import Rulebook
from bot.core.summary import Report
from bot.core.week import Week, week_before
from bot.ports import UnitOfWork
from bot.services.stories import stories_since
from bot.services.strategist_week import card_place


def department_week(
    unit: UnitOfWork, week: Week, reader: Reader, rulebook: Rulebook, *, now: datetime
) -> Report | None:
    """What `reader` is told of `week`, or of its part before `now`; None of a week in which nothing was."""
    last_week = week_before(week, reader.zone)
    stories = stories_since(unit, last_week.start, until=week.end, department=reader.department)
    own = own_week(
        reader.department,
        list(stories),
        unit.record.explained_between(week.start, week.end),
        week=week,
        last_week=last_week,
        rulebook=rulebook,
        until=min(week.end, now),
    )
    if own.is_quiet:
        return None
    return own_week_report(own, rulebook, reader.zone).with_cards(lambda *share: card_place(unit, *share))
