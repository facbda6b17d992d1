"""A silence: what the strategist wants to hear of no rise about, and until when.

Guarantee: pure; a silence takes its own mentions out of the count, so that a rise of something else is heard.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.core.department import Brand
from bot.core.phrases import find_phrase, fold

EVERYTHING = frozenset({"everything", "all", "*"})


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertSilence:
    """Quiet about `matcher` until then: a brand, a phrase that mentions have in them, or everything."""

    id: int
    matcher: str
    until: datetime
    by: str


def is_silenced(brand: str, silences: Iterable[AlertSilence], brands: Iterable[Brand]) -> bool:
    """Whether nothing is to be heard of a brand at all."""
    known = next((each for each in brands if each.key == brand), None)
    names = {fold(name) for name in (brand, *((known.name, *known.names) if known else ())) if name}
    return any(fold(each.matcher) in names | EVERYTHING for each in silences)


def is_hushed(text: str, silences: Iterable[AlertSilence]) -> bool:
    """Whether a mention has a phrase in it that nothing is to be heard of."""
    return find_phrase([each.matcher for each in silences], text) is not None
