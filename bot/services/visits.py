"""Visits to the App Home: who is new here, how far the tour has got, and who may still be looking.

Guarantee: kept in the database, so that any process can go on where another one has begun.
"""

from dataclasses import replace
from datetime import timedelta

from bot.clock import Clock
from bot.ports import OpenUnit, Visitor

STEPS = 4
"""How many steps the tour has."""
STAYS = timedelta(hours=12)
"""For so long after a visit the page may still be open somewhere."""


class Visits:
    """Notes who comes, and what they have seen of the tour."""

    def __init__(self, open_unit: OpenUnit, clock: Clock) -> None:
        self._open_unit = open_unit
        self._clock = clock

    def comes(self, user: str) -> Visitor:
        """Somebody opens the Home, at its first pages; whoever was never here begins the tour."""
        now = self._clock.now()
        return self._put(replace(self._known(user) or _newcomer(user, self._clock), seen_at=now, pages=""))

    def leafs(self, user: str, pages: str) -> Visitor:
        """Somebody turns a page."""
        known = self._known(user) or _newcomer(user, self._clock)
        return self._put(replace(known, seen_at=self._clock.now(), pages=pages))

    def tours(self, user: str, step: int) -> Visitor:
        """Somebody goes to a step of the tour; a step that there is not is its end."""
        known, now = self._known(user) or _newcomer(user, self._clock), self._clock.now()
        if 1 <= step <= STEPS:
            return self._put(replace(known, seen_at=now, tour_step=step))
        return self._put(replace(known, seen_at=now, tour_step=None, tour_done_at=known.tour_done_at or now))

    def who_stays(self, user: str) -> Visitor | None:
        """The visitor, where their page may still be open."""
        known = self._known(user)
        return known if known and known.seen_at + STAYS > self._clock.now() else None

    def _known(self, user: str) -> Visitor | None:
        with self._open_unit().for_reading() as unit:
            return unit.visitors.get(user)

    def _put(self, visitor: Visitor) -> Visitor:
        with self._open_unit() as unit:
            unit.visitors.put(visitor)
            unit.commit()
        return visitor


def _newcomer(user: str, clock: Clock) -> Visitor:
    now = clock.now()
    return Visitor(user=user, first_seen=now, seen_at=now, tour_step=1)
