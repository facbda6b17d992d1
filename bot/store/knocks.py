"""Personal knocks behind the port.

Guarantee: a knock is in at most one message, and leaves `waiting` once: the number of a message is taken by one worker
alone, and only what still waits goes into it.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Exists, Row, String, cast, exists, func, select, update

from bot.core.escalation import Tell
from bot.core.issue import Issue
from bot.core.knocking import PersonalKnock
from bot.ports import KnockState, PersonalMessage, PersonalMessages, WaitingKnock
from bot.store import codec
from bot.store.mentions import insert_into
from bot.store.tables import issues, messages, personal_knocks, personal_messages

MOST_STANDING = 500


class KnocksTables:
    """Personal knocks by SQL."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, knocks: Sequence[PersonalKnock]) -> None:
        """Keep new ones; what is known already is left alone."""
        for knock in knocks:
            statement = insert_into(self._connection, personal_knocks).values(
                issue=knock.issue,
                assignment=knock.assignment,
                number=knock.number,
                whom=knock.whom,
                is_urgent=knock.is_urgent,
                event=codec.event_to_json(knock.event),
                state=KnockState.WAITING,
                not_before=knock.ready_at,
                person="",
            )
            self._connection.execute(statement.on_conflict_do_nothing())

    def waiting(self, *, now: datetime, limit: int) -> list[WaitingKnock]:
        """Those that may be told now, the most urgent and the oldest first."""
        statement = (
            select(personal_knocks, issues.c.state.label("issue_state"))
            .join(issues, issues.c.number == personal_knocks.c.issue)
            .where(personal_knocks.c.state == KnockState.WAITING, personal_knocks.c.not_before <= now)
            .order_by(personal_knocks.c.is_urgent.desc(), personal_knocks.c.not_before, personal_knocks.c.id)
            .limit(limit)
        )
        return [_waiting(row) for row in self._connection.execute(statement)]

    def put_off(self, ids: Sequence[int], *, until: datetime) -> None:
        """Let waiting ones wait until then."""
        self._change(ids, not_before=until)

    def settle(self, knock: int, state: KnockState) -> bool:
        """Say what became of a waiting one; False where somebody else has dealt with it."""
        return self._change([knock], state=state) == 1

    def messages_to(self, person: str, *, since: datetime) -> PersonalMessages:
        """What a person was told since then."""
        message = personal_messages.c
        # One statement: on PostgreSQL two would see two moments, and the number must belong to what was counted.
        statement = (
            select(message.number, message.at, message.is_urgent, (_is_said() | _has_knocks()).label("counts"))
            .where(message.person == person)
            .order_by(message.number.desc())
            .limit(500)
        )
        rows = self._connection.execute(statement).all()
        told = tuple(row.at for row in rows if row.at >= since and row.counts and not row.is_urgent)
        return PersonalMessages(newest=rows[0].number if rows else 0, told=told)

    def tell(self, ids: Sequence[int], message: PersonalMessage) -> bool:
        """Put waiting ones into a new message; False where somebody was first: undo, begin again."""
        statement = insert_into(self._connection, personal_messages).values(asdict(message))
        taken = statement.on_conflict_do_nothing().returning(personal_messages.c.number)
        if self._connection.execute(taken).first() is None:
            return False
        return self._change(ids, state=KnockState.TOLD, person=message.person, message=message.number) == len(ids)

    def standing(self, person: str) -> list[WaitingKnock]:
        """What a person was told in messages that stand yet, or are on their way, oldest first."""
        knock, message = personal_knocks.c, personal_messages.c
        statement = (
            select(personal_knocks, issues.c.state.label("issue_state"))
            .join(issues, issues.c.number == knock.issue)
            .join(personal_messages, (knock.person == message.person) & (knock.message == message.number))
            .where(knock.person == person, knock.state == KnockState.TOLD, ~_is_gone())
            .order_by(knock.id.desc())
            .limit(MOST_STANDING)
        )
        return [_waiting(row) for row in self._connection.execute(statement)][::-1]

    def move(self, ids: Sequence[int], *, into: int) -> None:
        """Let told ones stand in another message to the same person."""
        self._change(ids, was=KnockState.TOLD, message=into)

    def take_back(self, person: str, number: int, *, at: datetime) -> None:
        """Let what stands in a message that was never posted wait anew from then on."""
        meant = (personal_knocks.c.person == person) & (personal_knocks.c.message == number)
        waits = update(personal_knocks).where(meant, personal_knocks.c.state == KnockState.TOLD)
        self._connection.execute(waits.values(state=KnockState.WAITING, not_before=at, person="", message=None))

    def close(self, ids: Sequence[int]) -> None:
        """Note of told ones that their doors do not wait any more."""
        self._change(ids, was=KnockState.TOLD, state=KnockState.ANSWERED)

    def of_message(self, person: str, number: int) -> list[PersonalKnock]:
        """What a message was about, oldest first."""
        statement = (
            select(personal_knocks)
            .where(personal_knocks.c.person == person, personal_knocks.c.message == number)
            .order_by(personal_knocks.c.id)
        )
        return [_knock(row) for row in self._connection.execute(statement)]

    def messages_about(self, issue: int, assignment: int, *, up_to: int) -> list[tuple[str, int, str]]:
        """(person, number, zone) of each message that is about a share, by reminders up to and including `up_to`.

        Those that have been taken away are left out.
        """
        knock, message = personal_knocks.c, personal_messages.c
        statement = (
            select(message.person, message.number, message.zone)
            .distinct()
            .join(personal_knocks, (knock.person == message.person) & (knock.message == message.number))
            .where(knock.issue == issue, knock.assignment == assignment, knock.number <= up_to, ~_is_gone())
        )
        return [(row.person, row.number, row.zone) for row in self._connection.execute(statement)]

    def next_at(self) -> datetime | None:
        """When the next one may be told, None where none waits."""
        statement = select(func.min(personal_knocks.c.not_before)).where(personal_knocks.c.state == KnockState.WAITING)
        found: datetime | None = self._connection.execute(statement).scalar()
        return found

    def _change(self, ids: Sequence[int], *, was: KnockState = KnockState.WAITING, **values: object) -> int:
        meant = personal_knocks.c.id.in_(ids) & (personal_knocks.c.state == was)
        return self._connection.execute(update(personal_knocks).where(meant).values(**values)).rowcount


def _is_said() -> Exists:
    """Whether a personal message was posted."""
    key = "knocks:" + personal_messages.c.person + ":" + cast(personal_messages.c.number, String)
    return exists().where(messages.c.key == key)


def _is_gone() -> Exists:
    """Whether a personal message was posted and has been taken away since."""
    return _is_said().where(messages.c.is_removed)


def _has_knocks() -> Exists:
    """Whether there is anything in a personal message, so that it stands or is on its way."""
    knock, message = personal_knocks.c, personal_messages.c
    return exists().where(knock.person == message.person, knock.message == message.number)


def _waiting(row: Row[Any]) -> WaitingKnock:
    issue = codec.from_json(row.issue_state, Issue)
    return WaitingKnock(id=row.id, knock=_knock(row), issue=issue, not_before=row.not_before, message=row.message)


def _knock(row: Row[Any]) -> PersonalKnock:
    return PersonalKnock(
        issue=row.issue,
        assignment=row.assignment,
        number=row.number,
        whom=Tell(row.whom),
        event=codec.knock_from_json(row.event),
        is_urgent=row.is_urgent,
    )
