"""Which notice is next: due, urgent first, the first of its lane, in a channel that takes one now.

Guarantee: reads only. Rows are passed over by an index, however long the backlog is.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, exists, or_, select, true

from bot.ports import OutboxState
from bot.store.skew import LONGEST_WAIT
from bot.store.tables import outbox, paces

EVERYTHING = "*"
VERB_SCOPE = "verb:"
_TO_BE_TRIED = (OutboxState.PENDING, OutboxState.UNKNOWN)
_RESTING = (*_TO_BE_TRIED, OutboxState.SHELVED)


def shut_scopes(connection: Connection, now: datetime) -> list[str]:
    """Channels and other scopes in which nothing may be sent now: paused, or one is on its way.

    They are few, and asked for once: with a long backlog it matters what is tested row by row.
    """
    far = now + LONGEST_WAIT
    is_flying = (outbox.c.state == OutboxState.SENDING) & outbox.c.lease_until.between(now, far)
    paused = select(paces.c.scope).where(paces.c.not_before > now, paces.c.not_before <= far)
    return list(connection.execute(paused.union(select(outbox.c.channel).where(is_flying))).scalars())


def next_in_queue(
    connection: Connection, *, now: datetime, shut: Sequence[str], only: Sequence[str], without: Sequence[str]
) -> Row[Any] | None:
    """The row to claim next in none of the `shut` scopes, of the kinds of `only` alone where any are named."""
    given = {
        "now": now,
        "far": now + LONGEST_WAIT,
        "shut": shut,
        "shut_verbs": [scope.removeprefix(VERB_SCOPE) for scope in shut if scope.startswith(VERB_SCOPE)],
        "without": without,
    }
    if only:
        return connection.execute(_QUEUE_OF_KINDS, {**given, "only": only}).first()
    return connection.execute(_QUEUE, given).first()


def _queue() -> Any:
    """The row to claim next, given `now`, how `far` anything may wait, the `shut` channels and the `shut_verbs`."""
    now, far = (bindparam(name, type_=outbox.c.not_before.type) for name in ("now", "far"))
    earlier = outbox.alias("earlier")
    is_ripe: ColumnElement[bool] = or_(
        and_(outbox.c.state.in_(_RESTING), outbox.c.not_before <= now),
        and_(outbox.c.state.in_(_TO_BE_TRIED), outbox.c.not_before > far),
        and_(outbox.c.state == OutboxState.SENDING, ~outbox.c.lease_until.between(now, far)),
    )
    is_shelved = and_(earlier.c.state == OutboxState.SHELVED, earlier.c.not_before > now)
    is_behind = exists().where(
        earlier.c.lane == outbox.c.lane, earlier.c.is_live == true(), earlier.c.id < outbox.c.id, ~is_shelved
    )
    return (
        select(outbox)
        .where(
            outbox.c.is_live == true(),
            outbox.c.channel.not_in(bindparam("shut", expanding=True)),
            outbox.c.verb.not_in(bindparam("shut_verbs", expanding=True)),
            outbox.c.kind.not_in(bindparam("without", expanding=True)),
            is_ripe,
            ~is_behind,
        )
        .order_by(outbox.c.urgency_rank.desc(), outbox.c.id)
        .limit(1)
    )


# Built once: composing it takes longer than running it, and it runs all the time.
_QUEUE = _queue()
_QUEUE_OF_KINDS = _QUEUE.where(outbox.c.kind.in_(bindparam("only", expanding=True)))
