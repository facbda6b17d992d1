"""What services need to answer questions about mentions: what was asked, what was said, and who wants it every week."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.classification import Sentiment
from bot.core.question import AskedAbout, Question
from bot.core.subscribing import Subscription


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidOnce:
    """A mention as a question looks at it: its words, and its meaning to `encoder`, b"" where it has none."""

    id: int
    at: datetime
    text: str
    brand: str = ""
    source: str = ""
    platform: str = ""
    sentiment: Sentiment | None = None
    issue: int | None = None
    encoder: str = ""
    vector: bytes = b""
    language: str = ""


class Questions(Protocol):
    """Questions about mentions."""

    def ask(self, question: Question, *, by: str, at: datetime) -> int:
        """Keep a question; returns its number."""
        ...

    def get(self, number: int) -> AskedAbout | None:
        """One by its number."""
        ...

    def unread(self, *, encoder: str, limit: int) -> list[AskedAbout]:
        """Those whose meaning `encoder` has not read yet, newest first."""
        ...

    def read(self, number: int, *, encoder: str, vector: bytes) -> None:
        """Note what a question means."""
        ...

    def forget(self, *, before: datetime, limit: int) -> int:
        """Drop up to `limit` questions asked before then that nobody wants every week; returns how many."""
        ...

    def said(self, *, since: datetime, until: datetime, below: int = 0, limit: int) -> list[SaidOnce]:
        """What was received with since <= at < until, newest first; what has been found to be no word about us is not.

        Of what was received at `until` itself those with a number under `below` come as well, so that the next portion
        begins where the last one ended.
        """
        ...

    def sample(self, *, since: datetime, until: datetime, most: int) -> tuple[int, list[SaidOnce]]:
        """How much of it was received with since <= at < until; up to `most` of that, spread evenly, oldest first."""
        ...

    def doors_of(self, issues: Sequence[int]) -> Mapping[int, list[str]]:
        """The departments that have each of the issues, or had it last."""
        ...

    def subscribe(self, question: int, *, channel: str, by: str, at: datetime, week: str) -> int:
        """Have a question answered there every week, after `week`; returns the subscription's number."""
        ...

    def stop(self, subscription: int) -> Subscription | None:
        """End a subscription; returns what it was, None where there is none any more."""
        ...

    def subscription(self, number: int) -> Subscription | None:
        """One by its number."""
        ...

    def subscriptions(self, *, channel: str = "") -> list[Subscription]:
        """All of them, or those of one channel, oldest first."""
        ...

    def dealt_with(self, subscription: int, *, was: str, week: str) -> bool:
        """Note that a week is dealt with; False where somebody has noted it already."""
        ...
