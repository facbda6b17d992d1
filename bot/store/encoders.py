"""Encoders, and what stored mentions mean to them, behind the port.

Guarantee: a mention is listed for every encoder that should read it and has not judged it; what was erased is not
listed, not given out and not kept, however the transactions meet.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    bindparam,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    tuple_,
    update,
)

from bot.core.encoders import KnownEncoder, Standing
from bot.core.mention import Mention
from bot.ports.data import Outcome
from bot.store import codec
from bot.store.encoder_tables import encoders, rereadings
from bot.store.tables import mentions
from bot.store.upsert import insert_into

_IS_WAITING = rereadings.c.vector.is_(None)


class EncodersTables:
    """Encoders by SQL."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[KnownEncoder]:
        """All that are known."""
        return [_known(row) for row in self._connection.execute(select(encoders).order_by(encoders.c.since))]

    def put(self, known: KnownEncoder) -> None:
        """Note where one stands."""
        values = {
            "setting": known.setting,
            "standing": known.standing,
            "since": known.since,
            "listed_from": known.listed_from,
            "is_wanted": known.is_wanted,
            "rulebook": known.rulebook,
        }
        statement = insert_into(self._connection, encoders).values(version=known.version, **values)
        self._connection.execute(statement.on_conflict_do_update(index_elements=["version"], set_=values))

    def list_below(self, version: str, *, below: int | None, count: int) -> int:
        """List what others have judged among the `count` numbers under `below`, None for the newest; returns the last.

        0 where no mention is left.
        """
        if below is None:
            below = (self._connection.execute(select(func.max(mentions.c.id))).scalar() or 0) + 1
        start = max(below - count, 0)
        self._list(version, (mentions.c.id >= start) & (mentions.c.id < below))
        return start

    def list_between(self, version: str, start: datetime, end: datetime) -> None:
        """List what others have judged of all that was received with start <= at < end."""
        self._list(version, (mentions.c.received_at >= start) & (mentions.c.received_at < end))

    def _list(self, version: str, where: ColumnElement[bool]) -> None:
        model = mentions.c.classification["model"].as_string()
        own = or_(
            func.coalesce(mentions.c.encoder, "") == version,
            mentions.c.encoder.is_(None) & model.startswith(f"{version}/", autoescape=True),
        )
        others = select(literal(version), mentions.c.id).where(
            where, mentions.c.vector.is_not(None), mentions.c.outcome != Outcome.ERASED, ~own
        )
        listed = insert_into(self._connection, rereadings).from_select(["encoder", "mention"], others)
        self._connection.execute(listed.on_conflict_do_nothing(index_elements=["encoder", "mention"]))

    def unread(self, version: str, *, limit: int) -> dict[int, str]:
        """The words of up to `limit` mentions that are still to be read, the newest first."""
        statement = (
            select(mentions.c.id, mentions.c.data)
            .join(rereadings, rereadings.c.mention == mentions.c.id)
            .where(rereadings.c.encoder == version, _IS_WAITING, mentions.c.outcome != Outcome.ERASED)
            .order_by(rereadings.c.mention.desc())
            .limit(limit)
        )
        rows = self._connection.execute(statement)
        return {row.id: codec.from_json(row.data, Mention).content for row in rows}

    def read(self, version: str, vectors: Mapping[int, bytes]) -> None:
        """Keep what mentions mean to it; of those that were erased meanwhile nothing is listed any more."""
        statement = update(rereadings).where(
            rereadings.c.encoder == version, rereadings.c.mention == bindparam("mention_read")
        )
        rows = [{"mention_read": mention, "vector": vector} for mention, vector in vectors.items()]
        self._connection.execute(statement.values(vector=bindparam("vector")), rows)

    def count(self, version: str, *, is_read: bool) -> int:
        """How many mentions it has read, or is still to read."""
        own = rereadings.c.encoder == version
        statement = select(func.count()).where(own, ~_IS_WAITING if is_read else _IS_WAITING)
        return self._connection.execute(statement).scalar_one()

    def has_listed(self, versions: Collection[str]) -> bool:
        """Whether anything is listed for one of these, read or not."""
        listed = select(rereadings.c.mention).where(rereadings.c.encoder.in_(versions)).limit(1)
        return self._connection.execute(listed).first() is not None

    def settle(self, version: str, *, limit: int) -> int:
        """Let up to `limit` vectors of the encoder in use take the place of those before them; returns how many."""
        ready = select(rereadings.c.mention).where(rereadings.c.encoder == version, ~_IS_WAITING).limit(limit)
        ids = list(self._connection.execute(ready).scalars())
        if ids:
            vector = (
                select(rereadings.c.vector)
                .where(rereadings.c.encoder == version, rereadings.c.mention == mentions.c.id)
                .scalar_subquery()
            )
            stored = update(mentions).where(mentions.c.id.in_(ids), mentions.c.outcome != Outcome.ERASED)
            self._connection.execute(stored.values(vector=vector, encoder=version))
            done = (rereadings.c.encoder == version) & rereadings.c.mention.in_(ids)
            self._connection.execute(delete(rereadings).where(done))
        return len(ids)

    def drop_others(self, versions: Collection[str], *, limit: int) -> int:
        """Drop up to `limit` of what was listed for other encoders than these, and what was erased meanwhile."""
        gone = exists().where(mentions.c.id == rereadings.c.mention, mentions.c.outcome == Outcome.ERASED)
        is_over = rereadings.c.encoder.not_in(versions) | (_IS_WAITING & gone)
        key = (rereadings.c.encoder, rereadings.c.mention)
        over = self._connection.execute(select(*key).where(is_over).limit(limit)).all()
        if over:
            self._connection.execute(delete(rereadings).where(tuple_(*key).in_([tuple(row) for row in over])))
        return len(over)


def list_judged(connection: Connection, mention_id: int, judged_by: str) -> None:
    """List a mention that was just judged for the encoders in use and to come that have not judged it."""
    due = encoders.c.standing.in_([Standing.IN_USE, Standing.COMING]) & (encoders.c.version != judged_by)
    listed = insert_into(connection, rereadings).from_select(
        ["encoder", "mention"], select(encoders.c.version, literal(mention_id)).where(due)
    )
    connection.execute(listed.on_conflict_do_nothing(index_elements=["encoder", "mention"]))


def forget(connection: Connection, mention_ids: Collection[int]) -> None:
    """Drop what erased mentions meant to whomever."""
    connection.execute(
        delete(rereadings).where(rereadings.c.mention == bindparam("erased_id")),
        [{"erased_id": each} for each in mention_ids],
    )


def _known(row: Row[Any]) -> KnownEncoder:
    values = row._asdict()
    return KnownEncoder(**values | {"standing": Standing(values["standing"])})
