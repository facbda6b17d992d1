"""`summary` of a department: when and where it reads how its week was, or that it does not.

Guarantee: a plan comes out only where every line of it is right; each that is wrong is noted where it stands.
"""

from typing import Annotated

from pydantic import BeforeValidator

from bot.core.department import SummaryPlan
from bot.rulebook import values
from bot.rulebook.document import Node
from bot.rulebook.models import Channel, Entry, Zone, fill
from bot.rulebook.problems import Problems

OFF = "off"


class SummaryEntry(Entry):
    """The summary of a department."""

    weekday: Annotated[int, BeforeValidator(values.weekday)] | None = None
    time: Annotated[int, BeforeValidator(values.minute)] | None = None
    channel: Channel | None = None
    zone: Zone | None = None


def read_summary(node: Node | None, problems: Problems) -> SummaryPlan | None:
    """What `node` says; as usual where there is none, None where it is off or wrong."""
    if node is None:
        return SummaryPlan()
    if node.value == OFF:
        return None
    if not node.entries:
        problems.refuse(node.at, f"summary needs lines such as «weekday: monday» and «time: 9:00», or {OFF}")
        return None
    read = fill(SummaryEntry, node, problems)
    if read is None:
        return None
    return SummaryPlan(weekday=read.weekday, minute=read.time, channel=read.channel or "", zone=read.zone or "")
