"""Intake: what any source brings is normalised and stored, once, together with how far that source has been read.

Guarantees: one transaction; when `receive` returns, everything is on disk; when it raises, nothing is. Mentions and
deliveries that are known already are counted and change nothing, so that a sender may repeat itself for days.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.clock import Clock
from bot.core.mention import Mention
from bot.core.normalise import normalise
from bot.logs import unit_of_work_line
from bot.ports import OpenUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What came of one delivery. `ids` are the new mentions' database ids, None for the known ones, in order.

    `is_replay` says that this very delivery had been accepted before; then nothing else was looked at.
    """

    ids: tuple[int | None, ...] = ()
    is_replay: bool = False

    @property
    def new(self) -> int:
        """How many mentions were stored."""
        return sum(mention_id is not None for mention_id in self.ids)

    @property
    def known(self) -> int:
        """How many had been stored before."""
        return len(self.ids) - self.new


class Intake:
    """The one way in for mentions."""

    def __init__(self, open_unit: OpenUnit, clock: Clock, *, changed: Callable[[], None] = lambda: None) -> None:
        self._open_unit = open_unit
        self._clock = clock
        self._changed = changed

    def receive(
        self, mentions: Sequence[Mention], *, cursor: tuple[str, str] | None = None, delivery_key: str = ""
    ) -> Received:
        """Store what is new.

        Args:
            mentions: As the source gave them; they are normalised here.
            cursor: (source, how far it has been read), committed with the mentions.
            delivery_key: The sender's id of this delivery; one that was accepted before is a replay.
        """
        # Outside the transaction: other writers need not wait for it.
        normal = [normalise(mention) for mention in mentions]
        source = normal[0].source if normal else cursor[0] if cursor else delivery_key
        with unit_of_work_line("intake", source=source) as line:
            received = self._store(normal, cursor=cursor, delivery_key=delivery_key)
            line.add(new=received.new, known=received.known, replay=received.is_replay)
        if received.new:
            self._changed()
        return received

    def _store(self, mentions: Sequence[Mention], *, cursor: tuple[str, str] | None, delivery_key: str) -> Received:
        with self._open_unit() as unit:
            if delivery_key and not unit.received.first_sight(delivery_key, now=self._clock.now()):
                return Received(is_replay=True)
            ids = unit.mentions.add(mentions) if mentions else []
            if cursor is not None:
                unit.cursors.set(cursor[0], cursor[1])
            unit.commit()
        return Received(ids=tuple(ids))
