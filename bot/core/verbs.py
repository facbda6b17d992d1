"""Verbs: what saying a notice does in Slack.

Guarantee: pure; only what is posted or uploaded can be seen twice, so only that must be looked for after an answer
that never came.
"""

from enum import StrEnum

from bot.core.canary import TakeCanaryAway
from bot.core.chart_notice import PostChart
from bot.core.clocks import SetClock
from bot.core.committee_notices import ShowAgreedDone, ThankForInterview
from bot.core.notices import Notice, RefreshKnocks, RemoveRelay, RemoveReminder, UpdateCard, UpdateRelay
from bot.core.showing_anew import ShowAnew
from bot.core.taking_back import TakeBack
from bot.core.why_notices import UpdateWhyAsk


class Verb(StrEnum):
    """What a notice does in Slack."""

    POST = "post"
    UPDATE = "update"
    REMOVE = "remove"
    REACT = "react"
    UPLOAD = "upload"
    """Posts a file, and is told apart because Slack limits and forbids that by itself."""

    @property
    def is_seen_twice(self) -> bool:
        """Whether doing it twice would show."""
        return self in (Verb.POST, Verb.UPLOAD)


def verb_of(notice: Notice) -> Verb:
    """Whether `notice` posts, edits, removes, reacts or uploads."""
    match notice:
        case UpdateCard() | UpdateRelay() | RefreshKnocks() | UpdateWhyAsk() | ShowAgreedDone() | ThankForInterview():
            return Verb.UPDATE
        case ShowAnew():
            return Verb.UPDATE
        case RemoveReminder() | RemoveRelay() | TakeBack() | TakeCanaryAway():
            return Verb.REMOVE
        case SetClock():
            return Verb.REACT
        case PostChart():
            return Verb.UPLOAD
        case _:
            return Verb.POST
