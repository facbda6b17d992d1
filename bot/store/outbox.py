"""The outbox behind the port: what Slack is still to be told, in order, at Slack's pace, once.

Guarantee: one row a key; one row of a lane and one of a channel in flight at a time; a claim is a lease with a fence,
and only the holder of the newest fence may say what became of it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    and_,
    case,
    exists,
    func,
    select,
    text,
    true,
    update,
)

from bot.core.classification import Urgency
from bot.core.notices import Notice, PostCard, UpdateCard
from bot.core.showing_anew import ShowAnew
from bot.core.verbs import Verb, verb_of
from bot.errors import UnreadableNotice
from bot.ports import OutboxRow, OutboxState, Outcome, Posted
from bot.store import codec
from bot.store.messages import MessagesTable
from bot.store.outbox_queue import EVERYTHING, next_in_queue, shut_scopes
from bot.store.skew import LONGEST_WAIT
from bot.store.tables import mentions as mentions_table
from bot.store.tables import outbox, paces, quotes
from bot.store.upsert import insert_into

# Slack allows about one post a second and channel.
PACE = timedelta(seconds=1)
CLAIM_LOCK = 4_242_001
_RENDERED_LATE = (PostCard.__name__, UpdateCard.__name__)


class OutboxTable:
    """The outbox by SQL."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def enqueue(self, notices: Sequence[Notice], *, now: datetime, urgency_rank: int = 1) -> None:
        """Add notices; one whose key is known already is left alone, a card's waiting update is brought forward."""
        if urgency_rank > Urgency.NORMAL.rank:
            # What hurries cannot overtake its own lane, so all that waits in front of it hurries too.
            for lane in sorted({notice.lane for notice in notices}):
                self._hurry(lane, urgency_rank)
        for notice in notices:
            if not (isinstance(notice, UpdateCard) and self._has_waiting_card(notice)):
                self._insert(notice, now, urgency_rank)

    def _hurry(self, lane: str, urgency_rank: int) -> None:
        slower = (outbox.c.lane == lane) & (outbox.c.is_live == true()) & (outbox.c.urgency_rank < urgency_rank)
        self._connection.execute(update(outbox).where(slower).values(urgency_rank=urgency_rank))

    def _has_waiting_card(self, notice: UpdateCard) -> bool:
        # A card is rendered when it is sent, so a waiting one already covers this change. The update takes the row's
        # lock: whoever claims it next reads the issue only after this transaction is visible.
        waiting = (
            (outbox.c.lane == notice.lane)
            & (outbox.c.kind.in_(_RENDERED_LATE))
            & (outbox.c.state == OutboxState.PENDING)
            & (outbox.c.is_live == true())
        )
        touched = self._connection.execute(update(outbox).where(waiting).values(error=outbox.c.error))
        return touched.rowcount > 0

    def _insert(self, notice: Notice, now: datetime, urgency_rank: int) -> None:
        statement = insert_into(self._connection, outbox).values(
            key=notice.key,
            lane=notice.lane,
            channel=notice.channel,
            kind=type(notice).__name__,
            verb=verb_of(notice),
            issue=getattr(notice, "issue", None),
            urgency_rank=urgency_rank,
            state=OutboxState.PENDING,
            is_live=True,
            not_before=now,
            owner="",
            fence=0,
            attempts=0,
            is_unsure=False,
            error="",
            created_at=now,
            notice=codec.notice_to_json(notice),
        )
        self._connection.execute(statement.on_conflict_do_nothing(index_elements=["key"]))

    def claim(
        self, *, now: datetime, until: datetime, owner: str, only: Sequence[str] = (), without: Sequence[str] = ()
    ) -> OutboxRow | None:
        """The next due notice under a lease: urgent first, in order within its lane, paced by channel.

        With `only`, of these kinds alone; never one of the kinds of `without`.
        UnreadableNotice where that is one nobody can read here: put it off in another unit.
        """
        if self._connection.dialect.name == "postgresql":
            # Two claims at once could each take a row of the same channel: they take turns, for a millisecond.
            self._connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": CLAIM_LOCK})
        shut = shut_scopes(self._connection, now)
        due = None if EVERYTHING in shut else self._next_in_queue(now, shut, only, without)
        if due is None:
            return None
        taken = self._take(due, now, until, owner)
        self.pause(due.channel, until=now + PACE)
        return taken

    def _next_in_queue(
        self, now: datetime, shut: Sequence[str], only: Sequence[str], without: Sequence[str]
    ) -> Row[Any] | None:
        return next_in_queue(self._connection, now=now, shut=shut, only=only, without=without)

    def _take(self, due: Row[Any], now: datetime, until: datetime, owner: str) -> OutboxRow | None:
        notice = _notice_in(due)
        # A lease that ran out belonged to somebody who may have reached Slack before dying.
        is_unsure = due.is_unsure or due.state == OutboxState.SENDING
        statement = (
            update(outbox)
            # The state as well: on PostgreSQL the holder of a lease that ran out may settle the row since we read it.
            .where(outbox.c.id == due.id, outbox.c.fence == due.fence, outbox.c.state == due.state)
            .values(
                state=OutboxState.SENDING,
                owner=owner,
                lease_until=until,
                fence=due.fence + 1,
                attempts=due.attempts + 1,
                is_unsure=is_unsure,
            )
        )
        if self._connection.execute(statement).rowcount != 1:
            return None
        return OutboxRow(
            id=due.id,
            notice=notice,
            fence=due.fence + 1,
            attempts=due.attempts + 1,
            is_unsure=is_unsure,
            created_at=due.created_at,
            is_taken_over=due.state == OutboxState.SENDING,
        )

    def put_off(self, row: int, *, fence: int, until: datetime, error: str) -> None:
        """Let a notice wait that was not claimed."""
        was_sending = outbox.c.state == OutboxState.SENDING
        values = {
            "state": case((was_sending, OutboxState.UNKNOWN), else_=outbox.c.state),
            "is_unsure": outbox.c.is_unsure | was_sending,
            "not_before": until,
            "lease_until": None,
            "owner": "",
            "error": error,
        }
        is_as_seen = (outbox.c.id == row) & (outbox.c.fence == fence) & (outbox.c.is_live == true())
        self._connection.execute(update(outbox).where(is_as_seen).values(**values))

    def renew(self, row: OutboxRow, *, owner: str, until: datetime) -> bool:
        """Hold a lease for longer; False where it has been lost."""
        return self._change_held(row, owner, lease_until=until)

    def complete(self, row: OutboxRow, *, owner: str, posted: Posted | None, now: datetime) -> bool:
        """Record that it was posted (None: it was dropped as pointless); False where the lease has been lost."""
        state = OutboxState.SENT if posted else OutboxState.DROPPED
        if not self._settle(row, owner, state=state, is_live=False, settled_at=now, error=""):
            return False
        if posted and posted.ts and verb_of(row.notice) is Verb.POST:
            MessagesTable(self._connection).posted(row.notice, posted)
        return True

    def retry(self, row: OutboxRow, *, owner: str, at: datetime, error: str) -> bool:
        """A definite refusal that may pass: pending again from `at` on."""
        return self._settle(row, owner, state=OutboxState.PENDING, not_before=at, is_unsure=False, error=error)

    def unsure(self, row: OutboxRow, *, owner: str, at: datetime, error: str) -> bool:
        """No answer came: to be reconciled from `at` on."""
        return self._settle(row, owner, state=OutboxState.UNKNOWN, not_before=at, is_unsure=True, error=error)

    def shelve(self, row: OutboxRow, *, owner: str, until: datetime) -> bool:
        """Not to be said before `until`, and keeps nothing of its lane waiting until then."""
        return self._settle(row, owner, state=OutboxState.SHELVED, not_before=until, is_unsure=False, error="")

    def fail(self, row: OutboxRow, *, owner: str, error: str, now: datetime) -> bool:
        """A definite refusal that will not pass: parked for a person."""
        return self._settle(row, owner, state=OutboxState.FAILED, is_live=False, settled_at=now, error=error)

    def redirect(self, row: OutboxRow, notice: Notice, *, owner: str, at: datetime, error: str) -> bool:
        """A definite refusal that holds for this channel only: pending again, for the channel that `notice` names."""
        there = {"channel": notice.channel, "notice": codec.notice_to_json(notice)}
        return self._settle(row, owner, state=OutboxState.PENDING, not_before=at, is_unsure=False, error=error, **there)

    def _settle(self, row: OutboxRow, owner: str, **values: object) -> bool:
        return self._change_held(row, owner, lease_until=None, owner="", **values)

    def _change_held(self, row: OutboxRow, holder: str, **values: object) -> bool:
        held = and_(
            outbox.c.id == row.id,
            outbox.c.owner == holder,
            outbox.c.fence == row.fence,
            outbox.c.state == OutboxState.SENDING,
        )
        statement = update(outbox).where(held).values(**values)
        return self._connection.execute(statement).rowcount == 1

    def holders(self) -> list[str]:
        """Who is sending something."""
        sending = select(outbox.c.owner).where(outbox.c.state == OutboxState.SENDING)
        return list(self._connection.execute(sending.distinct()).scalars())

    def abandon(self, owner: str, *, at: datetime) -> int:
        """What `owner` was sending is to be reconciled from `at` on; returns how much. For owners that are no more."""
        sending = (outbox.c.owner == owner) & (outbox.c.state == OutboxState.SENDING)
        values = {"state": OutboxState.UNKNOWN, "is_unsure": True, "not_before": at, "lease_until": None, "owner": ""}
        return self._connection.execute(update(outbox).where(sending).values(**values)).rowcount

    def pause(self, scope: str, *, until: datetime) -> None:
        """Nothing is sent to `scope` (a channel, "verb:post" or "*") before `until`, by any process."""
        statement = insert_into(self._connection, paces).values(scope=scope, not_before=until)
        later = func.greatest if self._connection.dialect.name == "postgresql" else func.max
        is_sane = paces.c.not_before <= until + LONGEST_WAIT
        self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=["scope"],
                set_={
                    "not_before": case(
                        (is_sane, later(paces.c.not_before, statement.excluded.not_before)),
                        else_=statement.excluded.not_before,
                    )
                },
            )
        )

    def trouble(self, *, now: datetime, came_before: datetime) -> str:
        """Why nothing at all is sent now, or what came before then still is not; "" where all is well."""
        failed = select(outbox.c.created_at, outbox.c.error).where(outbox.c.is_live == true(), outbox.c.error != "")
        oldest = self._connection.execute(failed.order_by(outbox.c.id).limit(1)).first()
        is_all_shut = (paces.c.scope == EVERYTHING) & (paces.c.not_before > now)
        if oldest is None or (
            oldest.created_at >= came_before
            and not self._connection.execute(select(exists().where(is_all_shut))).scalar()
        ):
            return ""
        return str(oldest.error)

    def next_at(self) -> datetime | None:
        """When the next notice may be looked at, None where the outbox is empty."""
        when = func.min(
            func.coalesce(outbox.c.lease_until, outbox.c.not_before, type_=outbox.c.not_before.type),
            type_=outbox.c.not_before.type,
        )
        found: datetime | None = self._connection.execute(select(when).where(outbox.c.is_live)).scalar()
        return found

    def states(self, keys: Sequence[str]) -> dict[str, OutboxState]:
        """Where the notices with these keys are on their way; those that do not exist are missing."""
        rows = self._connection.execute(select(outbox.c.key, outbox.c.state).where(outbox.c.key.in_(keys)))
        return {row.key: OutboxState(row.state) for row in rows}

    def quotes(self, said: str, mentions: Sequence[int]) -> bool:
        """Note that what was told under the key `said` quotes these; False where words of some are erased by now."""
        rows = [{"said": said, "mention": each} for each in sorted(set(mentions))]
        # The rows' locks: whoever erases them now either waits for this, and sees it, or is seen here.
        outcomes = select(mentions_table.c.outcome).where(mentions_table.c.id.in_(mentions)).with_for_update()
        is_whole = Outcome.ERASED not in self._connection.execute(outcomes).scalars().all()
        self._connection.execute(insert_into(self._connection, quotes).values(rows).on_conflict_do_nothing())
        return is_whole

    def quoting(self, *, issue: int = 0, mention: int = 0, about: str) -> list[ShowAnew]:
        """By which notices all is shown anew that quotes mentions of an issue, or this one; `about` says why."""
        is_it = mentions_table.c.id == mention if mention else mentions_table.c.issue == issue
        own = select(mentions_table.c.id).where(is_it)
        said = select(quotes.c.said).where(quotes.c.mention.in_(own))
        rows = self._connection.execute(select(outbox).where(outbox.c.key.in_(said)).order_by(outbox.c.id))
        return [ShowAnew(channel=row.channel, lane=row.lane, said=row.key, about=about) for row in rows]

    def notice_of(self, key: str) -> Notice | None:
        """The notice with this key."""
        found = self._connection.execute(select(outbox.c.notice).where(outbox.c.key == key)).scalar()
        return codec.notice_from_json(found) if found else None


def _notice_in(due: Row[Any]) -> Notice:
    try:
        return codec.notice_from_json(due.notice)
    except Exception as error:
        # Whatever it is, nobody behind it must wait for it.
        raise UnreadableNotice(due.id, fence=due.fence, why=f"{type(error).__name__}: {error}") from error
