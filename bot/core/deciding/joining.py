"""Joining: somebody says in public what others have said already, or so it seemed.

Guarantee: pure; a mention is counted once, and many in a short time make the issue more urgent.
"""

from datetime import datetime

from bot.core import commands as cmd
from bot.core.correction import correct_urgency
from bot.core.deciding.shares import Decision, refuse
from bot.core.evolving.joining import apply_mention_joined
from bot.core.growing import hurried, lately
from bot.core.issue import Issue
from bot.core.refusal import RefusalReason
from bot.core.rulebook import Rulebook
from bot.core.storm_events import MentionJoined, MentionSplit


def decide_join(command: cmd.Join, issue: Issue, *, now: datetime, rulebook: Rulebook) -> Decision:
    """Count one more mention to the issue that is not its first."""
    if command.mention == issue.mention:
        return ()
    if command.is_repeated:
        return (MentionJoined(at=now, by=command.by, mention=command.mention, reach=0, is_repeated=True),)
    joined = MentionJoined(
        at=now,
        by=command.by,
        mention=command.mention,
        reach=command.reach,
        mentions=issue.mentions + 1,
        # A source whose clock goes fast must not make it look urgent for longer.
        said_at=min(command.said_at or now, now),
    )
    grown = apply_mention_joined(joined, issue)
    urgency = hurried(grown, now=now) if issue.is_open else issue.urgency
    if urgency is issue.urgency:
        return (joined,)
    why = f"{lately(grown, now=now)} people said the same within an hour"
    return (joined, *correct_urgency(grown, urgency, by=command.by, why=why, now=now, rulebook=rulebook))


def decide_split(command: cmd.Split, issue: Issue, *, now: datetime, rulebook: Rulebook) -> Decision:
    """Let a mention go that has joined; the one that the issue was opened for is the issue."""
    if not issue.has_joined:
        return refuse(RefusalReason.NOTHING_JOINED, issue)
    if command.mention == issue.mention:
        return refuse(RefusalReason.NOT_JOINED, issue)
    gone = MentionSplit(
        at=now,
        by=command.by,
        mention=command.mention,
        into=command.into,
        reach=0 if command.is_repeated else command.reach,
        said_at=command.said_at,
        is_repeated=command.is_repeated,
    )
    return (gone,)
