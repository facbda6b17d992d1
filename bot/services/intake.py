"""Intake: what any source brings is normalised and stored, once, together with how far that source has been read.

Guarantees: when `receive` returns, everything is on disk; when it raises, nothing of that delivery is. Mentions and
deliveries that are known already are counted and change nothing, so that a sender may repeat itself for days.
Deliveries that arrive while another one is being committed are committed together: a disk syncs a few hundred times a
second, whatever a sync carries. One that cannot be stored never costs another.
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.clock import Clock
from bot.core.mention import Mention
from bot.core.normalise import normalise
from bot.errors import TemporaryFailure
from bot.logs import unit_of_work_line
from bot.ports import OpenUnit, UnitOfWork

MOST_TOGETHER = 64
"""Deliveries in one transaction."""


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


@dataclass(slots=True, eq=False, kw_only=True)
class _Delivery:
    """One call of `receive`, waiting for its outcome."""

    mentions: Sequence[Mention]
    cursor: tuple[str, str] | None
    key: str
    outcome: Received | Exception | None = field(default=None)


class Intake:
    """The one way in for mentions. Safe to share between threads."""

    def __init__(self, open_unit: OpenUnit, clock: Clock, *, changed: Callable[[], None] = lambda: None) -> None:
        self._open_unit = open_unit
        self._clock = clock
        self._changed = changed
        self._waiting: deque[_Delivery] = deque()
        self._turn = threading.Lock()

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
            received = self._in_turn(_Delivery(mentions=normal, cursor=cursor, key=delivery_key))
            line.add(new=received.new, known=received.known, replay=received.is_replay)
        if received.new:
            self._changed()
        return received

    def _in_turn(self, delivery: _Delivery) -> Received:
        self._waiting.append(delivery)
        with self._turn:
            # Whoever has the turn stores for all that wait; most find their own delivery stored when they get it.
            while delivery.outcome is None:
                self._store_together([self._waiting.popleft() for _ in range(min(len(self._waiting), MOST_TOGETHER))])
        if isinstance(delivery.outcome, Received):
            return delivery.outcome
        raise delivery.outcome

    def _store_together(self, deliveries: Sequence[_Delivery]) -> None:
        try:
            outcomes: Sequence[Received | Exception] = self._store(deliveries)
        except TemporaryFailure as failure:
            outcomes = [failure] * len(deliveries)  # the database does not answer: no use in asking it for each
        except Exception as error:  # noqa: BLE001 - handed on to the callers
            if len(deliveries) > 1:
                for delivery in deliveries:
                    self._store_together([delivery])
                return
            outcomes = [error]
        except BaseException:
            for delivery in deliveries:
                delivery.outcome = TemporaryFailure("the process was told to stop; nothing of this was stored")
            raise
        for delivery, outcome in zip(deliveries, outcomes, strict=True):
            delivery.outcome = outcome

    def _store(self, deliveries: Sequence[_Delivery]) -> list[Received]:
        with self._open_unit() as unit:
            fresh = [delivery for delivery in deliveries if self._is_first(unit, delivery)]
            mentions = [mention for delivery in fresh for mention in delivery.mentions]
            ids = iter(unit.mentions.add(mentions) if mentions else [])
            found = {id(delivery): tuple(next(ids) for _ in delivery.mentions) for delivery in fresh}
            for source, cursor in (delivery.cursor for delivery in fresh if delivery.cursor is not None):
                unit.cursors.set(source, cursor)
            unit.commit()
        return [
            Received(ids=found[id(delivery)]) if id(delivery) in found else Received(is_replay=True)
            for delivery in deliveries
        ]

    def _is_first(self, unit: UnitOfWork, delivery: _Delivery) -> bool:
        return not delivery.key or unit.received.first_sight(delivery.key, now=self._clock.now())
