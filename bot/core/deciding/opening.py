"""What a routed mention begins: an issue, its owner, and whoever is brought in at once.

Guarantee: pure; each department is asked once, and one that has left the rulebook means triage.
"""

from collections.abc import Sequence
from datetime import datetime

from bot.core import commands as cmd
from bot.core import events as ev
from bot.core.issue import Role
from bot.core.mention import Mention
from bot.core.routing import Routing
from bot.core.rulebook import Rulebook
from bot.core.schedule import door_of


def decide_opening(
    *,
    number: int,
    mention_id: int,
    mention: Mention,
    routing: Routing,
    rulebook: Rulebook,
    now: datetime,
    split_from: int = 0,
) -> Sequence[ev.Event]:
    """The events that make an issue of a routed mention: opened, the owner assigned, the others brought in."""
    opened = ev.IssueOpened(
        at=now,
        by=cmd.DOORKNOCK,
        number=number,
        mention=mention_id,
        urgency=routing.urgency,
        brand=mention.brand,
        rule=routing.rule,
        tags=routing.tags,
        reach=mention.author.followers or 0,
        policy=routing.policy,
        split_from=split_from,
    )
    # By the doors that are really there: two keys whose departments are gone both mean triage, once.
    keys = (routing.department or rulebook.triage.key, *routing.also)
    doors = dict.fromkeys(rulebook.door(key).key for key in keys)
    assigned = [
        ev.DepartmentAssigned(
            at=now,
            by=cmd.DOORKNOCK,
            assignment=index + 1,
            role=Role.BROUGHT_IN if index else Role.OWNER,
            door=door_of(rulebook, rulebook.door(key), urgency=routing.urgency, now=now, policy=routing.policy),
        )
        for index, key in enumerate(doors)
    ]
    return (opened, *assigned)
