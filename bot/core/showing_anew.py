"""Showing anew: what stands in Slack and quotes words that were erased is said there again, without them.

Guarantee: pure; in the lane of what was said, so that it comes after it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowAnew:
    """Show the message again that the notice with the key `said` became; `about` names the erasure."""

    channel: str
    lane: str
    said: str
    about: str

    @property
    def key(self) -> str:
        """Once a message and erasure."""
        return f"{self.said}:anew:{self.about}"
