"""The strategist's conversations with departments, as services keep them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from bot.core.conversation import Conversation


class Conversations(Protocol):
    """What the strategist has learned from departments."""

    def add(self, conversation: Conversation) -> int:
        """Keep a new one; returns its id."""
        ...

    def get(self, number: int) -> Conversation | None:
        """One by its id."""
        ...

    def of(self, department: str, *, limit: int) -> list[Conversation]:
        """Those with one department, newest first."""
        ...

    def latest(self, *, before: datetime) -> Mapping[str, Conversation]:
        """The last one with each department, of those held before then."""
        ...

    def forget(self, number: int, *, by: str) -> Conversation | None:
        """Take one out for good, if `by` has noted it; returns what it was, None where there is none of theirs."""
        ...

    def due(self, *, now: datetime, limit: int) -> list[Conversation]:
        """Those whose follow-up has come and was not reminded of, longest due first."""
        ...

    def reminded(self, number: int, *, at: datetime) -> bool:
        """Note that its follow-up was reminded of; False where somebody has noted it already."""
        ...
