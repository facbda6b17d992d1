"""Questions that are answered every week: who wants which one where, and the notice that posts an answer.

Guarantee: an answer is posted once a week and subscription; its figures end where the week does, whenever it is posted.
"""

from dataclasses import dataclass
from datetime import datetime


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
