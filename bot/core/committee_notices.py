"""What Slack is to be told about the committee, as data.

Guarantee: as in `notices`: ids and instants only, rendered as things stand when it is said.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PostAgenda:
    """Post the agenda of the meeting on the day `meeting` (ISO 8601) in the committee's channel."""

    channel: str
    meeting: str

    @property
    def key(self) -> str:
        """One agenda a meeting."""
        return f"agenda:{self.meeting}:{self.channel}"

    @property
    def lane(self) -> str:
        """By itself."""
        return self.key
