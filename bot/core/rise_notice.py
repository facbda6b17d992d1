"""The word to the strategist that more is said about a brand than usual.

Guarantee: it carries figures and instants; what was said is read when it is told, so that nothing erased is repeated.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRise:
    """Tell that `count` mentions of `brand` ("" for none in particular) came in the hour before `at`, not `usual`."""

    channel: str
    brand: str
    at: datetime
    count: int
    usual: int

    @property
    def key(self) -> str:
        """One word a brand and instant."""
        return f"rise:{self.brand}:{self.at.isoformat()}"

    @property
    def lane(self) -> str:
        """By itself."""
        return self.key
