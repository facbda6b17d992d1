"""The past behind the port: the ledger, events and mentions of a period.

Guarantee: the ledger is counted against a counter that intake alone moves, so that a row gone missing shows as lost.
"""

from collections import Counter
from datetime import datetime

from sqlalchemy import BigInteger, ColumnElement, Connection, Table, case, cast, exists, func, select

from bot.core.canary import CANARY
from bot.core.classification import Sentiment
from bot.core.figures import Heard
from bot.core.issue import Issue
from bot.core.why_tree import Explained, explained
from bot.ports import Ledger, LooseEnds, OutboxState, Outcome
from bot.store import codec
from bot.store.tables import assignments, issues, mentions, outbox, received_counts

MOST_EXPLAINED = 5_000
"""Issues of which the whys are read, the newest ones of a period."""

_IS_ON_ITS_WAY = outbox.c.is_live & (outbox.c.state != OutboxState.SHELVED)


class RecordTables:
    """The past by SQL."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ledger(self) -> Ledger:
        """Everything counted in one reading."""
        by_outcome = self._by_outcome()
        counted = select(func.coalesce(func.sum(received_counts.c.received), 0))
        received = self._connection.execute(counted.where(received_counts.c.source != CANARY)).scalar_one()
        states = self._connection.execute(select(outbox.c.state, func.count()).group_by(outbox.c.state)).all()
        return Ledger(
            received=int(received),
            opened=by_outcome.get(Outcome.OPENED, 0),
            joined=by_outcome.get(Outcome.JOINED, 0),
            dismissed=by_outcome.get(Outcome.DISMISSED, 0),
            waiting=by_outcome.get(Outcome.WAITING, 0) + by_outcome.get(Outcome.SET_ASIDE, 0),
            erased=by_outcome.get(Outcome.ERASED, 0),
            outbox=dict(map(tuple, states)),
        )

    def _by_outcome(self) -> dict[str, int]:
        # A mention that claims to be in an issue counts only where that issue is really there.
        has_issue = exists().where(issues.c.number == mentions.c.issue)
        needs_issue = mentions.c.outcome.in_((Outcome.OPENED, Outcome.JOINED))
        counted = select(mentions.c.outcome, func.count()).group_by(mentions.c.outcome)
        rows = self._connection.execute(counted.where(~needs_issue | has_issue))
        # Counted by themselves and taken off: an index has the outcomes, and asking each row for its source has none.
        canaries = self._connection.execute(counted.where(mentions.c.source == CANARY))
        return dict(Counter(dict(map(tuple, rows))) - Counter(dict(map(tuple, canaries))))

    def oldest_waiting(self) -> dict[str, datetime | None]:
        """Since when the oldest waits, for each of the stages "triage", "follow_up" and "delivery"."""
        waiting = mentions.c.outcome == Outcome.WAITING
        stages = {
            "triage": select(func.min(mentions.c.received_at)).where(waiting),
            "follow_up": select(func.min(assignments.c.due_at)),
            "delivery": select(func.min(outbox.c.created_at)).where(_IS_ON_ITS_WAY),
        }
        return {stage: self._connection.execute(statement).scalar() for stage, statement in stages.items()}

    def issues_between(self, start: datetime, end: datetime) -> list[Issue]:
        """Issues opened with start <= opened_at < end, oldest first."""
        statement = (
            select(issues.c.state)
            .where(issues.c.opened_at >= start, issues.c.opened_at < end)
            .order_by(issues.c.opened_at, issues.c.number)
        )
        return [codec.from_json(state, Issue) for state in self._connection.execute(statement).scalars()]

    def loose_ends(self, *, came_before: datetime, parked_from: datetime, parked_until: datetime) -> LooseEnds:
        """What came before an instant and is still on its way, and what was parked with from <= settled_at < until."""
        is_old = (mentions.c.outcome == Outcome.WAITING) & (mentions.c.received_at < came_before)
        is_stuck = _IS_ON_ITS_WAY & (outbox.c.created_at < came_before)
        was_then = (outbox.c.settled_at >= parked_from) & (outbox.c.settled_at < parked_until)
        is_parked = (outbox.c.state == OutboxState.FAILED) & was_then
        return LooseEnds(
            waiting=self._count(mentions, is_old),
            undelivered=self._count(outbox, is_stuck),
            parked=self._count(outbox, is_parked),
        )

    def _count(self, table: Table, condition: ColumnElement[bool]) -> int:
        return self._connection.execute(select(func.count()).select_from(table).where(condition)).scalar_one()

    def explained_between(self, start: datetime, end: datetime) -> list[Explained]:
        """The newest issues resolved with start <= closed_at < end of which somebody said why, oldest first."""
        at = issues.c.explained_at
        newest = select(issues.c.state).where(at >= start, at < end).order_by(at.desc(), issues.c.number.desc())
        states = self._connection.execute(newest.limit(MOST_EXPLAINED)).scalars()
        told = filter(None, (explained(codec.from_json(state, Issue)) for state in states))
        return sorted(told, key=lambda each: (each.at, each.issue))

    def reach_between(self, start: datetime, end: datetime) -> int:
        """The followers of all authors heard with start <= at < end, but of what was dismissed."""
        # PostgreSQL's INTEGER ends at two thousand million, and whatever a source claims is kept.
        followers = cast(mentions.c.data["author"]["followers"].as_string(), BigInteger)
        statement = select(func.coalesce(func.sum(followers), 0)).where(
            mentions.c.received_at >= start,
            mentions.c.received_at < end,
            mentions.c.source != CANARY,
            mentions.c.outcome != Outcome.DISMISSED,
        )
        return int(self._connection.execute(statement).scalar_one())

    def felt_between(self, start: datetime, end: datetime) -> dict[tuple[str, Sentiment], int]:
        """How mentions received with start <= at < end feel, by the stage of the journey, of those that have one."""
        # What a person has said of the issue takes the place of the guess.
        said = func.nullif(issues.c.state["stage"].as_string(), "")
        stage = func.coalesce(said, mentions.c.classification["stage"].as_string())
        sentiment = mentions.c.classification["sentiment"].as_string()
        each = (
            select(stage.label("stage"), sentiment.label("sentiment"))
            .select_from(mentions.outerjoin(issues, issues.c.number == mentions.c.issue))
            .where(mentions.c.received_at >= start, mentions.c.received_at < end, mentions.c.source != CANARY)
            # Spam has no journey; "By sentiment" puts it aside as well.
            .where(mentions.c.outcome != Outcome.DISMISSED)
            .subquery()
        )
        is_told = (each.c.stage != "") & each.c.sentiment.is_not(None)
        counted = select(each, func.count().label("how_many")).where(is_told)
        rows = self._connection.execute(counted.group_by(each.c.stage, each.c.sentiment))
        return {(row.stage, Sentiment(row.sentiment)): row.how_many for row in rows}

    def heard_between(self, start: datetime, end: datetime) -> Counter[Heard]:
        """What the mentions received with start <= at < end were like, and how many of them."""
        sentiment = mentions.c.classification["sentiment"].as_string()
        is_dismissed = mentions.c.outcome == Outcome.DISMISSED
        alike = (
            select(sentiment.label("sentiment"), case((is_dismissed, mentions.c.reason)).label("dismissed"))
            .where(mentions.c.received_at >= start, mentions.c.received_at < end, mentions.c.source != CANARY)
            .subquery()
        )
        statement = select(alike, func.count().label("count")).group_by(alike.c.sentiment, alike.c.dismissed)
        return Counter(
            {
                Heard(sentiment=row.sentiment and Sentiment(row.sentiment), dismissed=row.dismissed): row.count
                for row in self._connection.execute(statement)
            }
        )
