"""The guards that a history may be run without, each removed by a subclass. With "" all of them stand."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Self

from sqlalchemy import Row, select, true, update

from bot.ports import Delivery, OutboxRow, OutboxState, Posted
from bot.slack.gateway import SlackMessenger
from bot.store.outbox import OutboxTable
from bot.store.sources import ReceivedTable
from bot.store.tables import outbox
from bot.store.unit import SqlUnitOfWork

A_MOMENT = timedelta(seconds=1)


class BriefLeases(OutboxTable):
    """Leases a row for less than a call may take."""

    def claim(
        self, *, now: datetime, until: datetime, owner: str, only: Sequence[str] = (), without: Sequence[str] = ()
    ) -> OutboxRow | None:
        return super().claim(now=now, until=now + A_MOMENT, owner=owner, only=only, without=without)


class DeafToFences(OutboxTable):
    """Lets whoever once held a row say what became of it."""

    def _change_held(self, row: OutboxRow, holder: str, **values: object) -> bool:
        statement = update(outbox).where(outbox.c.id == row.id).values(**values)
        return self._connection.execute(statement).rowcount == 1


class Unordered(OutboxTable):
    """Takes whatever is due, whether or not something of its lane comes first."""

    def _next_in_queue(self, now: datetime, shut: Sequence[str], *kinds: Sequence[str]) -> Row[Any] | None:
        is_due = outbox.c.state.in_((OutboxState.PENDING, OutboxState.UNKNOWN)) & (outbox.c.not_before <= now)
        due = select(outbox).where(outbox.c.is_live == true(), outbox.c.channel.not_in(shut), is_due)
        return self._connection.execute(due.order_by(outbox.c.id).limit(1)).first()


class Amnesia(ReceivedTable):
    """Takes every event for a new one."""

    def first_sight(self, key: str, *, now: datetime) -> bool:
        super().first_sight(key, now=now)
        return True


class Blind(SlackMessenger):
    """Never finds what has arrived."""

    def find(self, delivery: Delivery) -> Posted | None:
        return None


class Unhurried(SlackMessenger):
    """Posts however late it is."""

    def _hold_back_what_is_late(self, delivery: Delivery) -> None:
        pass


_OUTBOXES: Mapping[str, type[OutboxTable]] = {"lease": BriefLeases, "fence": DeafToFences, "order": Unordered}
_MESSENGERS: Mapping[str, type[SlackMessenger]] = {"looking": Blind, "lateness": Unhurried}


def messenger_without(guard: str) -> type[SlackMessenger]:
    """The messenger in which that guard is missing."""
    return _MESSENGERS.get(guard, SlackMessenger)


def unit_without(guard: str) -> type[SqlUnitOfWork]:
    """The unit of work in which that guard is missing."""

    class Unit(SqlUnitOfWork):
        def __enter__(self) -> Self:
            super().__enter__()
            assert self._transaction is not None
            connection = self._transaction.connection
            self.outbox = _OUTBOXES.get(guard, OutboxTable)(connection)
            self.received = (Amnesia if guard == "received" else ReceivedTable)(connection)
            return self

    return Unit
