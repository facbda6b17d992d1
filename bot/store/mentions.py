"""The mentions table behind the port.

Guarantee: a mention is stored once, leased to one owner at a time, and finished by the owner of the lease only.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, func, select, update

from bot.core.issue import IssueStatus
from bot.core.mention import Mention
from bot.core.routing import ERASED, Routing
from bot.ports import KnownVector, OpenedFor, Outcome, Settlement, StoredMention, Tally
from bot.store import codec, tables
from bot.store.encoders import forget, list_judged
from bot.store.mention_rows import DUE_AT_ONCE, emptied, known_vector, new_row, stored
from bot.store.skew import LONGEST_WAIT
from bot.store.tables import mentions
from bot.store.tallies import TalliesTable
from bot.store.upsert import insert_into as insert_into  # noqa: PLC0414 - others take it from here
from bot.store.vectors import READ_MENTIONS, VECTOR, VECTOR_ENCODER, WHOLE_MENTIONS

_IN_AN_ISSUE = (Outcome.OPENED, Outcome.JOINED)


class MentionsTable:
    """Mentions by SQL."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, mentions_in: Sequence[Mention]) -> list[int | None]:
        """Store new ones; one id each, None where (source, external_id) was already there."""
        sources = sorted({mention.source for mention in mentions_in})
        for source in sources:
            # Takes the source's row, so that two who bring the same mentions in another order do not block each other.
            self._count(source, 0)
        new = self._insert(mentions_in)
        for source in sources:
            self._count(source, sum(source == found for found, _ in new))
        # Popped, so that of two that are the same the first is the new one.
        return [new.pop((mention.source, mention.external_id), None) for mention in mentions_in]

    def _insert(self, mentions_in: Sequence[Mention]) -> dict[tuple[str, str], int]:
        """The ids of those that were new, by identity."""
        if not mentions_in:
            return {}
        statement = (
            insert_into(self._connection, mentions)
            .on_conflict_do_nothing(index_elements=["source", "external_id"])
            .returning(mentions.c.source, mentions.c.external_id, mentions.c.id)
        )
        found = self._connection.execute(statement, [new_row(mention) for mention in mentions_in])
        return {(row.source, row.external_id): row.id for row in found}

    def _count(self, source: str, count: int) -> None:
        table = tables.received_counts
        statement = insert_into(self._connection, table).values(source=source, received=count)
        self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=["source"], set_={"received": table.c.received + statement.excluded.received}
            )
        )

    def get(self, mention_id: int) -> StoredMention | None:
        """One mention by id."""
        row = self._connection.execute(WHOLE_MENTIONS.where(mentions.c.id == mention_id)).first()
        return stored(row) if row else None

    def claim(self, *, limit: int, now: datetime, until: datetime, owner: str) -> list[StoredMention]:
        """Up to `limit` waiting mentions, leased to `owner` until `until`, oldest first."""
        due = (
            select(mentions.c.id, mentions.c.owner)
            .where(mentions.c.outcome == Outcome.WAITING)
            # No lease is so long as that: it was written by a clock that was wrong.
            .where((mentions.c.not_before <= now) | (mentions.c.not_before > now + LONGEST_WAIT))
            .order_by(mentions.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        free = self._connection.execute(due).all()
        if not free:
            return []
        # The lease is the due time moved forward: when it has run out, the mention is simply due again.
        leased = mentions.c.id.in_([row.id for row in free])
        statement = update(mentions).where(leased).values(owner=owner, not_before=until).returning(mentions)
        waiting = sorted(map(stored, self._connection.execute(statement)), key=lambda found: found.id)
        TalliesTable(self._connection).add(Tally.TAKEN_OVER, _taken_over(row.owner for row in free))
        return waiting

    def finish(self, mention_id: int, settlement: Settlement, *, owner: str, now: datetime) -> bool:
        """Record what became of a leased mention; False where the lease has been lost."""
        judged = settlement.classification
        values = {
            "outcome": settlement.outcome,
            "issue": settlement.issue,
            "reason": settlement.reason,
            "settled_at": now,
            "owner": "",
            "classification": codec.classification_to_json(judged) if judged else None,
            "vector": judged.vector if judged and judged.vector else None,
            "encoder": None,
            "routing": codec.to_json(settlement.routing) if settlement.routing else None,
        }
        is_done = self._change_leased(mention_id, owner, values) == 1
        if is_done and judged and judged.vector:
            list_judged(self._connection, mention_id, judged.encoder)
        return is_done

    def put_back(self, mention_id: int, *, owner: str, error: str) -> int:
        """Give up the lease of a mention that failed; returns how often it has failed."""
        values = {"failures": mentions.c.failures + 1, "owner": "", "error": error[:2000]}
        self._change_leased(mention_id, owner, values)
        failures: int = self._connection.execute(
            select(mentions.c.failures).where(mentions.c.id == mention_id)
        ).scalar_one()
        return failures

    def put_off(self, mention_id: int, *, until: datetime) -> None:
        """Let a waiting mention wait until then; one that somebody else has leased meanwhile is left to them."""
        self._connection.execute(update(mentions).where(_is_free(mention_id)).values(not_before=until))

    def set_aside(self, mention_id: int) -> None:
        """Take a mention that fails again and again out of the queue; it stays in the ledger as waiting."""
        self._connection.execute(update(mentions).where(_is_free(mention_id)).values(outcome=Outcome.SET_ASIDE))

    def holders(self) -> list[str]:
        """Who has mentions under a lease."""
        held = select(mentions.c.owner).where(mentions.c.outcome == Outcome.WAITING, mentions.c.owner != "")
        return list(self._connection.execute(held.distinct()).scalars())

    def release(self, owner: str) -> int:
        """Let what `owner` holds be due at once; returns how many."""
        held = (mentions.c.owner == owner) & (mentions.c.outcome == Outcome.WAITING)
        freed = update(mentions).where(held).values(owner="", not_before=DUE_AT_ONCE)
        return self._connection.execute(freed).rowcount

    def _change_leased(self, mention_id: int, owner: str, values: dict[str, Any]) -> int:
        held = (mentions.c.id == mention_id) & (mentions.c.owner == owner) & (mentions.c.outcome == Outcome.WAITING)
        return self._connection.execute(update(mentions).where(held).values(**values)).rowcount

    def by_ids(self, mention_ids: Sequence[int]) -> dict[int, StoredMention]:
        """Several mentions at once."""
        rows = self._connection.execute(WHOLE_MENTIONS.where(mentions.c.id.in_(mention_ids)))
        return {found.id: found for found in map(stored, rows)}

    def of_open_issues(
        self, *, since: datetime, limit: int, above: int = 0, outcome: Outcome | None = None
    ) -> list[tuple[int, int]]:
        """(mention id, issue) of what came in since then, in open issues numbered above `above`, newest first.

        With an `outcome`, only of the mentions that came to it.
        """
        statement = (
            select(mentions.c.id, mentions.c.issue)
            .join(tables.issues, tables.issues.c.number == mentions.c.issue)
            .where(tables.issues.c.status == IssueStatus.OPEN, mentions.c.received_at >= since)
            .where(tables.issues.c.number > above)
            # By the column that is cut off at `since`: in the order of ids, all that ever came in would be passed over.
            .order_by(mentions.c.received_at.desc(), mentions.c.id.desc())
            .limit(limit)
        )
        if outcome is not None:
            statement = statement.where(mentions.c.outcome == outcome)
        return [(row.id, row.issue) for row in self._connection.execute(statement)]

    def opened_for(self, *, above: int, below: int, limit: int) -> list[OpenedFor]:
        """What issues with above < number < below were opened for and has a vector, the highest numbers first."""
        model = mentions.c.classification["model"].as_string().label("model")
        statement = (
            select(mentions.c.id, mentions.c.issue, VECTOR, VECTOR_ENCODER, model)
            .select_from(READ_MENTIONS)
            .where(mentions.c.issue > above, mentions.c.issue < below)
            .where(mentions.c.outcome == Outcome.OPENED, mentions.c.vector.is_not(None))
            .order_by(mentions.c.issue.desc())
            .limit(limit)
        )
        return [
            OpenedFor(mention=row.id, issue=row.issue, known=known_vector(row))
            for row in self._connection.execute(statement)
        ]

    def vectors(self, mention_ids: Sequence[int]) -> dict[int, KnownVector]:
        """The vectors of those of the mentions that have one."""
        model = mentions.c.classification["model"].as_string().label("model")
        statement = (
            select(mentions.c.id, VECTOR, VECTOR_ENCODER, model)
            .select_from(READ_MENTIONS)
            .where(mentions.c.id.in_(mention_ids), mentions.c.vector.is_not(None))
        )
        return {row.id: known_vector(row) for row in self._connection.execute(statement)}

    def newest_read(self, *, limit: int, until: int | None = None) -> list[int]:
        """The ids of the newest that have a vector, up to the id `until` where it is given, the newest first."""
        read = select(mentions.c.id).where(mentions.c.vector.is_not(None)).order_by(mentions.c.id.desc()).limit(limit)
        return list(self._connection.execute(read if until is None else read.where(mentions.c.id <= until)).scalars())

    def move(self, number: int, *, into: int) -> None:
        """Let all mentions of one issue belong to another one, which they have joined."""
        statement = update(mentions).where(mentions.c.issue == number, mentions.c.outcome.in_(_IN_AN_ISSUE))
        self._connection.execute(statement.values(issue=into, outcome=Outcome.JOINED))

    def joined(self, number: int, *, limit: int) -> list[StoredMention]:
        """What has joined one issue since it was opened, newest first."""
        here = (mentions.c.issue == number) & (mentions.c.outcome == Outcome.JOINED)
        rows = self._connection.execute(WHOLE_MENTIONS.where(here).order_by(mentions.c.id.desc()).limit(limit))
        return [stored(row) for row in rows]

    def split_off(self, mention_id: int, *, of: int, into: int, routing: Routing) -> bool:
        """Let what had joined the issue `of` be what `into` was opened for; False where it is not there any more."""
        here = (mentions.c.id == mention_id) & (mentions.c.issue == of) & (mentions.c.outcome == Outcome.JOINED)
        values = {"issue": into, "outcome": Outcome.OPENED, "reason": f"split off from #{of}", "kept_from": of}
        gone = update(mentions).where(here).values(**values, routing=codec.to_json(routing))
        return self._connection.execute(gone).rowcount == 1

    def kept_apart(self, *, since: datetime) -> list[tuple[int, int]]:
        """(mention id, issue) of what came in since then and was split off from the issue."""
        # Where somebody has merged the two since, that is the newer word.
        kept = (mentions.c.kept_from > 0) & (mentions.c.kept_from != mentions.c.issue)
        rows = self._connection.execute(
            select(mentions.c.id, mentions.c.kept_from).where(kept, mentions.c.received_at >= since)
        )
        return [(row.id, row.kept_from) for row in rows]

    def of_issue(self, number: int, *, limit: int) -> list[StoredMention]:
        """Mentions of one issue, oldest first."""
        statement = WHOLE_MENTIONS.where(mentions.c.issue == number).order_by(mentions.c.id).limit(limit)
        return [stored(row) for row in self._connection.execute(statement)]

    def erase(self, number: int = 0, *, mention: int = 0) -> int:
        """Take words and authors out of an issue's mentions, or of this one, and out of why each went where it did.

        Returns of how many.
        """
        found = self._connection.execute(
            select(mentions).where(
                mentions.c.id == mention if mention else mentions.c.issue == number,
                mentions.c.outcome != Outcome.ERASED,
            )
        ).all()
        if found:
            # All rows by one statement: a storm has thousands of mentions.
            statement = update(mentions).where(mentions.c.id == bindparam("erased_id"))
            values = {"outcome": Outcome.ERASED, "reason": ERASED, "vector": None, "encoder": None, "error": ""}
            self._connection.execute(statement.values(**values), [emptied(stored(row)) for row in found])
            # After them: whoever lists one of them meanwhile has waited for its row, and is seen from here.
            forget(self._connection, [row.id for row in found])
        return len(found)

    def has_due(self, *, now: datetime) -> bool:
        """Whether one waits that could be sorted at once."""
        due = select(mentions.c.id).where(mentions.c.outcome == Outcome.WAITING, mentions.c.not_before <= now)
        return self._connection.execute(due.limit(1)).first() is not None

    def waiting(self) -> int:
        """How many mentions wait for triage."""
        statement = select(func.count()).where(mentions.c.outcome == Outcome.WAITING)
        return self._connection.execute(statement).scalar_one()


def _is_free(mention_id: int) -> ColumnElement[bool]:
    return (mentions.c.id == mention_id) & (mentions.c.owner == "") & (mentions.c.outcome == Outcome.WAITING)


def _taken_over(owners: Iterable[str]) -> dict[str, float]:
    """Whoever settles or gives up a mention lets go of it; one that is still held was left behind by a death."""
    count = sum(map(bool, owners))
    return {"triage": count} if count else {}
