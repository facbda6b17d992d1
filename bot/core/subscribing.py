"""Questions that are answered every week: who wants which one where, and the notice that posts an answer.

Guarantee: an answer is posted once a week and subscription; its figures end where the week does, whenever it is posted.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Beginning(StrEnum):
    """What became of the wish for a weekly answer."""

    BEGUN = "begun"
    THERE_ALREADY = "there_already"
    TOO_MANY = "too_many"
    NO_SUCH_QUESTION = "no_such_question"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A question that `by` wants answered every week in `channel` (a C…, or a U… for one person alone).

    `week` is the last week that was dealt with.
    """

    id: int
    question: int
    channel: str
    by: str
    began_at: datetime
    week: str

    @property
    def is_for_one(self) -> bool:
        """Whether it is told to one person alone."""
        return self.channel.startswith(("U", "W"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFindings:
    """Post the answer to a subscribed question, as things stood at the end of a week."""

    channel: str
    subscription: int
    week: str
    until: datetime

    @property
    def key(self) -> str:
        """One answer a week."""
        return key_of(self.subscription, self.week)

    @property
    def lane(self) -> str:
        """By itself."""
        return self.key


def key_of(subscription: int, week: str) -> str:
    """By which key the answer of one week is known."""
    return f"about:{subscription}:{week}"
