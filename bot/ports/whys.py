"""Whys that wait at another department's door, as services find them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.core.why_ask import OpenWhy


class WhyAsks(Protocol):
    """The questions that are open."""

    def due(self, *, now: datetime, limit: int) -> Sequence[tuple[int, int]]:
        """(issue, number) of the questions of which their department is to be reminded, longest due first."""
        ...

    def put_off(self, issue: int, *, until: datetime) -> None:
        """Let an issue's question that is due wait until then, without an event."""
        ...

    def open(self, *, limit: int) -> Sequence[OpenWhy]:
        """The questions that wait for an answer, longest waiting first."""
        ...
