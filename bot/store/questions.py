"""Questions about mentions behind the port.

Guarantee: a week of a subscription is dealt with by whoever notes that first; what is read for an answer comes in
portions, so that nobody who writes waits for it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, exists, func, insert, select, update

from bot.core.canary import CANARY
from bot.core.classification import Relevance, Sentiment, encoder_of
from bot.core.issue import AssignmentStatus
from bot.core.question import AskedAbout, Question
from bot.core.subscribing import Subscription
from bot.ports import Outcome, SaidOnce
from bot.store import codec
from bot.store.question_tables import questions, subscriptions
from bot.store.tables import assignments, mentions
from bot.store.vectors import READ_MENTIONS, VECTOR, VECTOR_ENCODER


class QuestionsTables:
    """Questions and subscriptions by SQL."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ask(self, question: Question, *, by: str, at: datetime) -> int:
        """Keep a question; returns its number."""
        values = {"by": by, "asked_at": at, "question": codec.to_json(question), "encoder": ""}
        statement = insert(questions).values(**values).returning(questions.c.id)
        return int(self._connection.execute(statement).scalar_one())

    def get(self, number: int) -> AskedAbout | None:
        """One by its number."""
        found = self._asked(select(questions).where(questions.c.id == number))
        return found[0] if found else None

    def unread(self, *, encoder: str, limit: int) -> list[AskedAbout]:
        """Those whose meaning `encoder` has not read yet, newest first."""
        statement = select(questions).where(questions.c.encoder != encoder if encoder else questions.c.encoder == "")
        return self._asked(statement.order_by(questions.c.id.desc()).limit(limit))

    def read(self, number: int, *, encoder: str, vector: bytes) -> None:
        """Note what a question means."""
        statement = update(questions).where(questions.c.id == number)
        self._connection.execute(statement.values(encoder=encoder, vector=vector))

    def forget(self, *, before: datetime, limit: int) -> int:
        """Drop up to `limit` questions asked before then that nobody wants every week; returns how many."""
        is_wanted = exists().where(subscriptions.c.question == questions.c.id)
        old = select(questions.c.id).where(questions.c.asked_at < before, ~is_wanted).limit(limit)
        return self._connection.execute(delete(questions).where(questions.c.id.in_(old))).rowcount

    def said(self, *, since: datetime, until: datetime, below: int = 0, limit: int) -> list[SaidOnce]:
        """What was received with since <= at < until, or at `until` with a number under `below`; newest first."""
        known = mentions.c
        is_in_time = (known.received_at < until) | ((known.received_at == until) & (known.id < below))
        statement = (
            select(*_READ)
            .select_from(READ_MENTIONS)
            .where(known.received_at >= since, known.received_at <= until, is_in_time)
            .where(_IS_SAID)
            .order_by(known.received_at.desc(), known.id.desc())
            .limit(limit)
        )
        return [_said(row) for row in self._connection.execute(statement)]

    def sample(self, *, since: datetime, until: datetime, most: int) -> tuple[int, list[SaidOnce]]:
        """How much was received with since <= at < until, and up to `most` of it, spread evenly; oldest first."""
        known = mentions.c
        in_order = func.row_number().over(order_by=(known.received_at, known.id))
        all_of_it = (
            select(known.id, in_order.label("place"), func.count().over().label("total"))
            .where(known.received_at >= since, known.received_at < until, _IS_SAID)
            .subquery()
        )
        place, total = all_of_it.c.place, all_of_it.c.total
        # Each of `most` equal steps through all of it takes the row at which it is full.
        statement = (
            select(total, *_READ)
            .select_from(READ_MENTIONS.join(all_of_it, known.id == all_of_it.c.id))
            .where(place * most // total > (place - 1) * most // total)
            .order_by(place)
        )
        rows = self._connection.execute(statement).all()
        return (rows[0].total if rows else 0), [_said(row) for row in rows]

    def doors_of(self, issues: Sequence[int]) -> dict[int, list[str]]:
        """The departments that have each of the issues, or had it last."""
        share = assignments.c
        statement = (
            select(share.issue, share.department)
            .where(share.issue.in_(issues), share.status != AssignmentStatus.HANDED_OFF)
            .distinct()
            .order_by(share.issue, share.department)
        )
        found: dict[int, list[str]] = {}
        for row in self._connection.execute(statement):
            found.setdefault(row.issue, []).append(row.department)
        return found

    def subscribe(self, question: int, *, channel: str, by: str, at: datetime, week: str) -> int:
        """Have a question answered there every week, after `week`; returns the subscription's number."""
        values = {"question": question, "channel": channel, "by": by, "began_at": at, "week": week}
        statement = insert(subscriptions).values(**values).returning(subscriptions.c.id)
        return int(self._connection.execute(statement).scalar_one())

    def stop(self, subscription: int) -> Subscription | None:
        """End a subscription; returns what it was, None where there is none any more."""
        ended = delete(subscriptions).where(subscriptions.c.id == subscription).returning(subscriptions)
        row = self._connection.execute(ended).first()
        return Subscription(**row._asdict()) if row else None

    def subscription(self, number: int) -> Subscription | None:
        """One by its number."""
        row = self._connection.execute(select(subscriptions).where(subscriptions.c.id == number)).first()
        return Subscription(**row._asdict()) if row else None

    def subscriptions(self, *, channel: str = "") -> list[Subscription]:
        """All of them, or those of one channel, oldest first."""
        statement = select(subscriptions).order_by(subscriptions.c.id)
        rows = self._connection.execute(statement.where(subscriptions.c.channel == channel) if channel else statement)
        return [Subscription(**row._asdict()) for row in rows]

    def dealt_with(self, subscription: int, *, was: str, week: str) -> bool:
        """Note that a week is dealt with; False where somebody has noted it already."""
        is_it = (subscriptions.c.id == subscription) & (subscriptions.c.week == was)
        return self._connection.execute(update(subscriptions).where(is_it).values(week=week)).rowcount == 1

    def _asked(self, statement: Select[Any]) -> list[AskedAbout]:
        return [
            AskedAbout(
                id=row.id,
                by=row.by,
                question=codec.from_json(row.question, Question),
                encoder=row.encoder,
                vector=row.vector or b"",
            )
            for row in self._connection.execute(statement)
        ]


def _said(row: Row[Any]) -> SaidOnce:
    title, text = row.title or "", row.text or ""
    return SaidOnce(
        id=row.id,
        at=row.received_at,
        text=f"{title}\n{text}" if title and title != text else text,
        brand=row.brand or "",
        source=row.source,
        platform=row.platform or "",
        sentiment=Sentiment(row.sentiment) if row.sentiment else None,
        issue=row.issue,
        encoder=row.encoder or encoder_of(row.model or ""),
        vector=row.vector or b"",
        language=row.language or "",
    )


_READ = (
    *(mentions.c[name] for name in ("id", "received_at", "issue", "source")),
    VECTOR,
    VECTOR_ENCODER,
    *(mentions.c.data[name].as_string().label(name) for name in ("title", "text", "brand", "platform")),
    *(mentions.c.classification[name].as_string().label(name) for name in ("sentiment", "model", "language")),
)
_IS_NOT_ABOUT_US = (mentions.c.outcome == Outcome.DISMISSED) & func.coalesce(
    mentions.c.classification["relevance"].as_string(), Relevance.RELEVANT
).in_((Relevance.SPAM, Relevance.UNRELATED))
_IS_SAID = (mentions.c.outcome != Outcome.ERASED) & (mentions.c.source != CANARY) & ~_IS_NOT_ABOUT_US
