"""What a click on a likely answer says: the same as if it had been typed.

Guarantee: a choice that no button offers says nothing, so it is asked for again.
"""

from datetime import datetime, timedelta

from bot.core.classification import Urgency
from bot.core.refusal import Refusal
from bot.slack.acting.doing import setting_of
from bot.slack.actions import Act
from bot.slack.desk import Desk
from bot.slack.grammar import Said
from bot.slack.ids import NotAnId, Pick
from bot.slack.modals.dismiss import REASONS
from bot.slack.modals.snooze import HOURS, NEXT_OPENING


def said_by(desk: Desk, pick: Pick) -> Said:
    """The act with what was picked."""
    act = _act(pick.act)
    match act:
        case Act.HAND_OFF | Act.NOT_OURS | Act.BRING_IN:
            return Said(act=act, department=pick.choice)
        case Act.SNOOZE:
            return Said(act=act, until=_until(desk, pick))
        case Act.URGENCY:
            return Said(act=act, urgency=Urgency(pick.choice) if pick.choice in set(Urgency) else None)
        case Act.SPLIT:
            return Said(act=act, number=int(pick.choice) if pick.choice.isdecimal() and len(pick.choice) < 19 else None)
        case Act.DISMISS:
            return Said(act=act, words=pick.choice if pick.choice in REASONS else "")
        case _:
            return Said(act=act)


def _until(desk: Desk, pick: Pick) -> datetime | None:
    setting = setting_of(desk, pick.target)
    if isinstance(setting, Refusal):
        return None
    if pick.choice == NEXT_OPENING:
        return setting.opening
    length: timedelta | None = HOURS.get(pick.choice)
    return setting.now + length if length else None


def _act(name: str) -> Act:
    try:
        return Act(name)
    except ValueError:
        raise NotAnId(f"{name!r} is nothing that Doorknock's buttons do") from None
