"""Conversations of the strategist with departments: what was learned, and when to come back to it.

Guarantee: plain frozen data.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """One time the strategist (`by`, a Slack id) sat down with a department; what was left empty is "".

    `role` is whom she talked to and what they are there for, `stake` what social media mean to them, `does` what they
    do, `wishes` what they wish, `learned` what she learned. `follow_up` is the question to come back with, at
    `follow_up_at`; `reminded_at` is when the bot reminded her of it. `id` is 0 before it is stored.
    """

    department: str
    by: str
    held_at: datetime
    role: str = ""
    stake: str = ""
    does: str = ""
    wishes: str = ""
    learned: str = ""
    follow_up: str = ""
    follow_up_at: datetime | None = None
    reminded_at: datetime | None = None
    id: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written down."""
        return not (self.role or self.stake or self.does or self.wishes or self.learned or self.follow_up)
