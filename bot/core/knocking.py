"""Knock etiquette: who is told of a reminder, when, and together with what.

Guarantee: pure. Nobody is skipped: whom nobody can reach alone is knocked for in the card's thread. Outside their
hours, or beyond their daily budget, a person hears only of what is urgent.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core import events as ev
from bot.core.classification import Urgency
from bot.core.colleague import Colleague, PersonTerms, hours_of_person, is_away
from bot.core.escalation import Tell
from bot.core.issue import Issue
from bot.core.rulebook import Rulebook
from bot.core.telling import still_waits
from bot.core.working_hours import WorkingHours, local_instant

GAP = timedelta(minutes=30)
"""What falls due sooner after a personal message waits this long, so that doors gather in one."""
GATHERING = timedelta(seconds=30)
"""A knock that can wait is held back so long: what came in together seldom falls due at the very same second."""
PERSONAL = (Tell.SEAT, Tell.BACKUP, Tell.STRATEGIST)

Find = Callable[[str], Colleague | None]
"""Looks up somebody by what the rulebook calls them; None where no active member of the workspace is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalKnock:
    """One reminder on its way to one person. `number` is the version of the issue at which it fell due."""

    issue: int
    assignment: int
    number: int
    whom: Tell
    event: ev.DoorKnocked | ev.TargetNeared
    is_urgent: bool

    @property
    def ready_at(self) -> datetime:
        """When somebody may be told of it at the earliest."""
        return self.event.at if self.is_urgent else self.event.at + GATHERING


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Whom a personal knock goes to, and when that person may be disturbed."""

    id: str
    hours: WorkingHours
    budget: int


def personal_knocks(issue: Issue, events: Sequence[ev.Event]) -> tuple[PersonalKnock, ...]:
    """The personal reminders that `events` ask for, which led to `issue`."""
    first = issue.version - len(events) + 1
    return tuple(
        PersonalKnock(
            issue=issue.number,
            assignment=event.assignment,
            number=first + index,
            whom=whom,
            event=event,
            is_urgent=_is_urgent(issue, event),
        )
        for index, event in enumerate(events)
        if isinstance(event, ev.DoorKnocked | ev.TargetNeared)
        for whom in _meant(event)
    )


def is_moot(knock: PersonalKnock, issue: Issue, *, now: datetime) -> bool:
    """Whether nobody need be told any more: the door was answered, or it is too late for a heads-up."""
    share = issue.assignment(knock.assignment)
    if share is None or not still_waits(knock.event, issue):
        return True
    return isinstance(knock.event, ev.TargetNeared) and share.door.answer_by <= now


def recipient(
    knock: PersonalKnock, department: str, rulebook: Rulebook, *, find: Find, now: datetime
) -> Recipient | None:
    """Who gets `knock`: the person meant, for a seat that is away the backup; None where nobody is there."""
    door = rulebook.door(department)
    for person in _asked(knock.whom, door.seat, door.backup, rulebook.strategist.person):
        colleague = find(person)
        if colleague is not None:
            terms = rulebook.etiquette.terms_of(person, colleague.id)
            if not is_away(colleague, terms, door.hours, now=now):
                return _recipient(colleague, terms, door.hours, rulebook)
    return None


def free_at(person: Recipient, told: Iterable[datetime], *, now: datetime) -> datetime:
    """When `person` may next be told of something that can wait, having been told of such at each instant of `told`.

    In their hours, a while after the last message, and on a day of theirs on which the budget is not spent.
    """
    zone = ZoneInfo(person.hours.zone)
    days = [each.astimezone(zone).date() for each in told]
    at = person.hours.next_open(max([now, *(each + GAP for each in told)]))
    while days.count(at.astimezone(zone).date()) >= max(person.budget, 1):
        tomorrow = at.astimezone(zone).date() + timedelta(days=1)
        at = person.hours.next_open(local_instant(tomorrow, 0, zone))
    return at


def is_said_by_channel(knock: PersonalKnock) -> bool:
    """Whether the whole channel is told by the same step, so that nobody is skipped in any case."""
    return isinstance(knock.event, ev.DoorKnocked) and Tell.CHANNEL in knock.event.tell


def _meant(event: ev.DoorKnocked | ev.TargetNeared) -> list[Tell]:
    return [whom for whom in PERSONAL if whom in event.tell] if isinstance(event, ev.DoorKnocked) else [Tell.SEAT]


def _is_urgent(issue: Issue, event: ev.DoorKnocked | ev.TargetNeared) -> bool:
    share = issue.assignment(event.assignment)
    return issue.urgency is Urgency.EMERGENCY or (share is not None and share.door.policy.ignores_working_hours)


def _asked(whom: Tell, seat: str, backup: str, strategist: str) -> list[str]:
    asked = {Tell.SEAT: [seat, backup], Tell.BACKUP: [backup], Tell.STRATEGIST: [strategist]}
    return [person for person in asked.get(whom, []) if person]


def _recipient(colleague: Colleague, terms: PersonTerms, department: WorkingHours, rulebook: Rulebook) -> Recipient:
    return Recipient(
        id=colleague.id,
        hours=hours_of_person(colleague, terms, department),
        budget=rulebook.etiquette.budget_of(terms),
    )
