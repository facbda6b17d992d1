"""A story in short as one line of text, and back.

Guarantee: what is packed comes back equal, instants in UTC. It is read some ten times faster than the events it was
folded from: places instead of names, instants counted from the opening, each door once.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, cast

from bot.core import events as ev
from bot.core.asks import Ask, Told
from bot.core.classification import Urgency
from bot.core.escalation import EscalationPolicy
from bot.core.in_short import LEFT_OUT
from bot.core.issue import Assignment, AssignmentStatus, Door, Issue, IssueStatus, Role
from bot.store import codec

Row = list[Any]
_MICROSECOND = timedelta(microseconds=1)
_FIELDS: Mapping[type[ev.Event], tuple[str, ...]] = {
    kind: tuple(field.name for field in fields(kind) if field.name not in {"at", "by", *left_out})
    for kind, left_out in LEFT_OUT.items()
}
# Any: each is called with its own fields.
_KINDS: Mapping[str, Any] = {kind.__name__: kind for kind in LEFT_OUT}


def packed(story: Told) -> tuple[str, str]:
    """(policies, everything else): the same few policies stand in all rows, and are read once."""
    packing = _Packing(story.issue.opened_at)
    issue = story.issue
    row = [
        [issue.number, issue.status, issue.urgency, issue.opened_at.isoformat(), issue.mention, issue.rule],
        [issue.tags, packing.since(issue.closed_at), issue.merged_into, issue.version],
        [packing.share(share) for share in issue.assignments],
        [packing.ask(ask) for ask in story.asks],
        [packing.event(event) for event in story.events],
        packing.doors(),
    ]
    policies = [codec.to_json(policy) for policy in packing.policies]
    return json.dumps(policies, separators=(",", ":")), json.dumps(row, separators=(",", ":"))


def unpacked(policies: str, data: str) -> Told:
    """The story that `packed` made them from."""
    (number, status, urgency, opened, mention, rule), rest, shares, asks, events, doors = json.loads(data)
    tags, closed, merged_into, version = rest
    reading = _Reading(datetime.fromisoformat(opened), _policies(policies), doors)
    issue = Issue(
        number=number,
        status=IssueStatus(status),
        urgency=Urgency(urgency),
        opened_at=reading.opened_at,
        mention=mention,
        rule=rule,
        tags=tuple(tags),
        assignments=tuple([reading.share(*share) for share in shares]),
        closed_at=reading.at(closed),
        merged_into=merged_into,
        version=version,
    )
    return Told(
        issue=issue,
        asks=tuple([reading.ask(number, *ask) for ask in asks]),
        events=tuple([reading.event(*event) for event in events]),
    )


@lru_cache(maxsize=1_000)
def _policies(written: str) -> tuple[EscalationPolicy, ...]:
    return tuple(codec.from_json(policy, EscalationPolicy) for policy in json.loads(written))


class _Packing:
    """Writes the parts of one story, and keeps its doors and policies."""

    def __init__(self, opened_at: datetime) -> None:
        self._opened_at = opened_at
        self._doors: dict[Door, int] = {}
        self.policies: dict[EscalationPolicy, int] = {}

    def since(self, at: datetime | None) -> int | None:
        return None if at is None else (at - self._opened_at) // _MICROSECOND

    def door(self, door: Door) -> int:
        return self._doors.setdefault(door, len(self._doors))

    def doors(self) -> list[Row]:
        return [
            [door.department, door.channel, self._policy(door.policy), self.since(door.answer_by)]
            for door in self._doors
        ]

    def _policy(self, policy: EscalationPolicy) -> int:
        return self.policies.setdefault(policy, len(self.policies))

    def share(self, share: Assignment) -> Row:
        times = [self.since(share.assigned_at), self.since(share.closed_at)]
        return [share.number, share.role, self.door(share.door), share.status, *times]

    def ask(self, ask: Ask) -> Row:
        times = [self.since(at) for at in (ask.asked_at, ask.quiet_since, ask.answered_at, ask.ended_at)]
        return [ask.assignment, self.door(ask.door), *times, [self.since(at) for at in ask.knocked_at]]

    def event(self, event: ev.Event) -> Row:
        kind = type(event)
        return [kind.__name__, self.since(event.at), event.by, *(self._value(event, name) for name in _FIELDS[kind])]

    def _value(self, event: ev.Event, name: str) -> Any:
        value = getattr(event, name)
        return self.door(value) if name == "door" else value


class _Reading:
    """Reads the parts of one story."""

    def __init__(self, opened_at: datetime, policies: Sequence[EscalationPolicy], doors: Sequence[Row]) -> None:
        self.opened_at = opened_at
        self._doors = [
            Door(department=department, channel=channel, policy=policies[policy], answer_by=self.instant(answer_by))
            for department, channel, policy, answer_by in doors
        ]

    def instant(self, since: int) -> datetime:
        return self.opened_at + timedelta(microseconds=since)

    def at(self, since: int | None) -> datetime | None:
        return None if since is None else self.opened_at + timedelta(microseconds=since)

    def event(self, name: str, at: int, by: str, *values: Any) -> ev.Event:
        kind = _KINDS[name]
        given = dict(zip(_FIELDS[kind], values, strict=True))
        if kind is ev.DepartmentAssigned:
            given |= {"door": self._doors[given["door"]], "role": Role(given["role"])}
        return cast(ev.Event, kind(at=self.instant(at), by=by, **given, **LEFT_OUT[kind]))

    def share(self, number: int, role: str, door: int, status: str, assigned: int, closed: int | None) -> Assignment:
        assigned_at = self.instant(assigned)
        return Assignment(
            number=number,
            role=Role(role),
            door=self._doors[door],
            status=AssignmentStatus(status),
            assigned_at=assigned_at,
            clock_from=assigned_at,
            closed_at=self.at(closed),
        )

    def ask(self, issue: int, share: int, door: int, *row: Any) -> Ask:
        asked, quiet, answered, ended, knocked = row
        return Ask(
            issue=issue,
            assignment=share,
            door=self._doors[door],
            asked_at=self.instant(asked),
            quiet_since=self.instant(quiet),
            answered_at=self.at(answered),
            ended_at=self.at(ended),
            knocked_at=tuple([self.instant(at) for at in knocked]),
        )
