"""Verbs: what saying a notice does in Slack.

Guarantee: pure; only a post can happen twice, so only a post must be looked for after an answer that never came.
"""

from enum import StrEnum

from bot.core.canary import TakeCanaryAway
from bot.core.clocks import SetClock
from bot.core.notices import Notice, RefreshKnocks, RemoveRelay, RemoveReminder, UpdateCard, UpdateRelay
from bot.core.taking_back import TakeBack
from bot.core.why_notices import UpdateWhyAsk


class Verb(StrEnum):
    """What a notice does in Slack."""

    POST = "post"
    UPDATE = "update"
    REMOVE = "remove"
    REACT = "react"


def verb_of(notice: Notice) -> Verb:
    """Whether `notice` posts, edits, removes or reacts; only a post can happen twice."""
    match notice:
        case UpdateCard() | UpdateRelay() | RefreshKnocks() | UpdateWhyAsk():
            return Verb.UPDATE
        case RemoveReminder() | RemoveRelay() | TakeBack() | TakeCanaryAway():
            return Verb.REMOVE
        case SetClock():
            return Verb.REACT
        case _:
            return Verb.POST
