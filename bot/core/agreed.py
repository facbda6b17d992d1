"""What was agreed at the committee's table: who does what, by when.

Guarantee: plain frozen data.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """One follow-up of a meeting. `who` does it, and is reminded on the morning of its day, `due_at`.

    `noted_by`, `who` and `done_by` are Slack ids, `id` is 0 before it is stored.
    """

    what: str
    who: str
    due_at: datetime
    noted_by: str
    noted_at: datetime
    reminded_at: datetime | None = None
    done_at: datetime | None = None
    done_by: str = ""
    id: int = 0
