"""What people have said in threads, as services keep it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One reply in the thread of an assignment, as it reads now; `relayed_to` is the assignment that it was told too.

    A deleted one is kept without its words, so that hearing of it late does not bring it back.
    """

    id: str
    issue: int
    assignment: int
    by: str
    heard_at: datetime
    words: str = ""
    relayed_to: int = 0
    edited_at: datetime | None = None
    deleted_at: datetime | None = None


class Replies(Protocol):
    """The replies that were heard."""

    def get(self, reply_id: str) -> Reply | None:
        """One reply, deleted or not."""
        ...

    def add(self, reply: Reply) -> bool:
        """Keep a new one; False where it is known already."""
        ...

    def change(self, reply: Reply) -> bool:
        """Keep a known one as it reads now; False where it has been deleted meanwhile."""
        ...
