"""Setting aside: the strategist hears of a mention that could not be sorted, however often it was tried.

Guarantee: it carries no words of anybody; what was said is read when it is told, and once more when that is erased.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PostSetAside:
    """Tell that `mention`, of `source`, was set aside after `tries`; `failed` is the kind of trouble it made."""

    channel: str
    mention: int
    source: str
    tries: int
    failed: str

    @property
    def key(self) -> str:
        """Once a mention."""
        return f"set-aside:{self.mention}"

    @property
    def lane(self) -> str:
        """By itself."""
        return self.key
