"""Whys: what people have said about why things happen, gathered over half a year for whoever asks.

Guarantee: reads only, whoever asks; of each issue little more than its whys is kept.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.clock import Clock
from bot.core.why_ask import OpenWhy
from bot.core.why_tree import Cause, recurring, tree, unasked
from bot.logs import unit_of_work_line
from bot.ports import MessageRef, OpenUnit
from bot.services.stories import CLOCKS_APART

PERIOD = timedelta(weeks=26)
MOST_ASKED = 20
NEVER = datetime.min.replace(tzinfo=UTC)
LINKED = 3
"""Issues of each cause of which the card is looked up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyView:
    """Why things happened, as a tree; `unasked` came back and has no further why. `cards` by (issue, assignment).

    `asked` are the questions that were put to a department and are not answered by `until`, the moment of looking.
    """

    about: str = ""
    causes: tuple[Cause, ...] = ()
    unasked: tuple[Cause, ...] = ()
    asked: tuple[OpenWhy, ...] = ()
    until: datetime = NEVER
    cards: Mapping[tuple[int, int], MessageRef] = field(default_factory=dict)


class Whys:
    """Gathers the whys of all departments and brands."""

    def __init__(self, open_unit: OpenUnit, clock: Clock) -> None:
        self._open_unit = open_unit
        self._clock = clock

    def gather(self, about: str = "") -> WhyView:
        """What was said in the last half year; only what has all the words of `about`, where there are any."""
        now = self._clock.now()
        with unit_of_work_line("whys") as line, self._open_unit().for_reading() as unit:
            found = unit.record.explained_between(now - PERIOD, now + CLOCKS_APART)
            causes = tree(found, about=about)
            line.add(issues=len(found), causes=len(causes))
            asked = () if about else tuple(unit.why_asks.open(limit=MOST_ASKED))
            numbers = {number for each in _all(causes) for number in each.issues[:LINKED]}
            return WhyView(
                about=about,
                causes=causes,
                unasked=() if about else unasked(recurring(found)),
                asked=asked,
                until=now,
                cards=unit.messages.cards_of_all(sorted(numbers | {each.issue for each in asked})),
            )


def _all(causes: tuple[Cause, ...]) -> Iterator[Cause]:
    for each in causes:
        yield each
        yield from _all(each.whys)
