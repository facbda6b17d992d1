"""Taking back: what a worker said although its lease had run out is taken out of Slack again, if it is there twice.

Guarantee: pure; in the lane of what was said, so that it is dealt with when that is settled.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBack:
    """Remove the message at `place`/`ts`, unless it is the one by which the notice with the key `said` is known."""

    channel: str
    lane: str
    said: str
    place: str
    ts: str

    @property
    def key(self) -> str:
        """One removal a message."""
        return f"taken back:{self.place}:{self.ts}"
