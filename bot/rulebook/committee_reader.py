"""`committee` of company.yaml: who chairs it, when and where it meets.

Guarantee: returns the committee that can meet as written; whatever could not be read is noted.
"""

from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from bot.core.committee import Committee
from bot.core.department import Strategist
from bot.rulebook import values
from bot.rulebook.calendars import holiday_calendar
from bot.rulebook.document import Node
from bot.rulebook.models import Channel, Entry, Person, Zone, fill
from bot.rulebook.problems import Problems


class CommitteeEntry(Entry):
    """The committee of company.yaml."""

    channel: Channel
    weekday: Annotated[tuple[int, ...], BeforeValidator(lambda text: values.weekdays(str(text)))]
    time: Annotated[int, BeforeValidator(values.minute)]
    chair: Person | None = None
    zone: Zone | None = None
    every_weeks: Annotated[int, Field(ge=1, le=26)] = 1
    interviews: bool = True
    holidays: Annotated[Any, BeforeValidator(lambda text: holiday_calendar(str(text)))] = frozenset()
    first: Annotated[date, BeforeValidator(values.day)] | None = None


def read_committee(root: Node, strategist: Strategist, problems: Problems) -> Committee | None:
    """The committee, None where there is none or it cannot be read."""
    entry = root.entries.get("committee")
    read = fill(CommitteeEntry, entry.node, problems) if entry else None
    if entry is None or read is None:
        return None
    if read.first is None and read.every_weeks > 1:
        problems.refuse(
            entry.node.place_of("every_weeks"),
            f"every_weeks: which weeks? Add «first» with the day of a meeting; it meets again {read.every_weeks} weeks "
            "later",
        )
        return None
    if read.first is not None and read.first.weekday() not in read.weekday:
        day = values.WEEKDAYS[read.first.weekday()]
        problems.refuse(entry.node.place_of("first"), f"first: {read.first} is a {day}, which «weekday» does not name")
        return None
    return Committee(
        chair=read.chair or strategist.person,
        channel=read.channel,
        zone=read.zone or strategist.zone,
        weekdays=read.weekday,
        minute=read.time,
        every_weeks=read.every_weeks,
        first=read.first,
        interviews=read.interviews,
        holidays=read.holidays,
    )
