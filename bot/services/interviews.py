"""The monthly interview of each seat: asked once a month, at work, and told to the strategist.

Guarantee: one direct message a person and month, however many seats are theirs and however many processes tick; not
while they are away, outside their hours, when they have heard enough from the bot that day, or once they have said that
they would rather not. Each answer is told once, however late it comes and however long nobody ticked.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.core.colleague import Colleague, hours_of_person, is_away
from bot.core.committee_notices import AskInterview, ReportInterviews, ThankForInterview
from bot.core.department import TRIAGE, Department
from bot.core.interview import (
    FIRST_DAY,
    LAST_DAY,
    Interview,
    InterviewState,
    Seat,
    day_of,
    is_to_be_told,
    month_of,
    parts_of,
    with_answers,
)
from bot.core.rulebook import Rulebook
from bot.errors import DoorknockError
from bot.logs import get_logger, unit_of_work_line
from bot.ports import Colleagues, OpenUnit, Rules, UnitOfWork
from bot.services.daily import latest_due

LOOKS_EVERY = timedelta(minutes=10)
A_DAY = timedelta(days=1)


class Interviews:
    """Asks, keeps the answers, and tells of them."""

    def __init__(self, open_unit: OpenUnit, clock: Clock, rules: Rules, colleagues: Colleagues) -> None:
        self._open_unit = open_unit
        self._clock = clock
        self._rules = rules
        self._colleagues = colleagues
        self._not_before: datetime | None = None

    def tick(self) -> int:
        """Ask whoever can be asked now, and tell what has been answered; returns how many messages that makes."""
        now, rulebook = self._clock.now(), self._rules.current
        if self._not_before is not None and now < self._not_before:
            return 0
        self._not_before = now + LOOKS_EVERY
        told = self._tells(rulebook, now=now)
        is_time = FIRST_DAY <= day_of(now, rulebook.committee_zone).day <= LAST_DAY
        if not (rulebook.interviews and is_time):
            return told
        return told + sum(self._asks(*each, rulebook, now=now) for each in self._seated(rulebook).values())

    def of_person(self, month: str, person: str) -> Sequence[Interview]:
        """One person's interviews of a month, one for each of their seats."""
        with self._open_unit().for_reading() as unit:
            return unit.interviews.of_person(month, person)

    def answer(self, month: str, person: str, said: Mapping[str, Mapping[str, str]]) -> None:
        """Keep what somebody said, by department, and thank for it."""
        asked = self.of_person(month, person)
        self._settle([with_answers(each, **said.get(each.department, {})) for each in asked], InterviewState.ANSWERED)

    def turn_down(self, month: str, person: str, state: InterviewState) -> bool:
        """Keep that somebody would rather not; False where they were not asked, or have answered."""
        asked = self.of_person(month, person)
        if not asked or any(each.state is InterviewState.ANSWERED for each in asked):
            return False
        self._settle([replace(each, state=state) for each in asked], state)
        return True

    def _settle(self, interviews: Sequence[Interview], state: InterviewState) -> None:
        with self._open_unit() as unit:
            for each in interviews:
                unit.interviews.save(each)
            notice = ThankForInterview(channel=interviews[0].person, month=interviews[0].month, state=state)
            unit.outbox.enqueue([notice], now=self._clock.now())
            unit.commit()

    def _seated(self, rulebook: Rulebook) -> Mapping[str, tuple[Colleague, list[Department]]]:
        """Everybody who sits for a department, with all departments that they sit for."""
        seated: dict[str, tuple[Colleague, list[Department]]] = {}
        for department in rulebook.departments:
            if not department.seat or department.key == TRIAGE:
                continue
            try:
                colleague = self._colleagues.colleague(department.seat)
            except DoorknockError as error:
                # Whoever has a second seat is to be asked about both at once: better all of them in ten minutes.
                get_logger().warning("interview", failed=str(error))
                return {}
            if colleague is not None:
                seated.setdefault(colleague.id, (colleague, []))[1].append(department)
        return seated

    def _asks(self, colleague: Colleague, seats: Sequence[Department], rulebook: Rulebook, *, now: datetime) -> bool:
        if not any(_can_be_asked(colleague, each, rulebook, now=now) for each in seats):
            return False
        month = month_of(now, rulebook.committee_zone)
        with unit_of_work_line("interview", departments=len(seats)), self._open_unit() as unit:
            if unit.interviews.of_person(month, colleague.id) or _has_heard_enough(
                unit, colleague.id, seats[0], rulebook, now=now
            ):
                return False
            new = [Interview(month=month, person=colleague.id, department=each.key, asked_at=now) for each in seats]
            if not all(unit.interviews.ask(each) for each in new):
                # Another process has asked meanwhile.
                return False
            unit.outbox.enqueue([AskInterview(channel=colleague.id, month=month)], now=now)
            unit.commit()
        return True

    def _tells(self, rulebook: Rulebook, *, now: datetime) -> int:
        day = latest_due(now, rulebook.strategist)
        with self._open_unit().for_reading() as unit:
            if not any(is_to_be_told(each.month, day) for each in unit.interviews.untold()):
                return 0
        with unit_of_work_line("interviews_told", day=day) as line, self._open_unit() as unit:
            due = [each for each in unit.interviews.untold() if is_to_be_told(each.month, day)]
            new = [each for each in due if unit.interviews.tell(each, at=now)]
            notices = list(_reports(new, rulebook.strategist.channel))
            unit.outbox.enqueue(notices, now=now)
            unit.commit()
            line.add(answers=len(new), messages=len(notices))
        return len(notices)


def _reports(answered: Iterable[Interview], channel: str) -> Iterator[ReportInterviews]:
    parts = list(parts_of(answered))
    for number, part in enumerate(parts, start=1):
        covered = tuple(Seat(person=each.person, department=each.department) for each in part)
        yield ReportInterviews(channel=channel, month=part[0].month, covered=covered, part=number, parts=len(parts))


def _can_be_asked(colleague: Colleague, department: Department, rulebook: Rulebook, *, now: datetime) -> bool:
    terms = rulebook.etiquette.terms_of(department.seat, colleague.id)
    at_work = hours_of_person(colleague, terms, department.hours).is_open(now)
    return at_work and not is_away(colleague, terms, department.hours, now=now)


def _has_heard_enough(
    unit: UnitOfWork, person: str, department: Department, rulebook: Rulebook, *, now: datetime
) -> bool:
    if InterviewState.PAUSED in unit.interviews.latest_states(person):
        return True
    budget = rulebook.etiquette.budget_of(rulebook.etiquette.terms_of(department.seat, person))
    return len(unit.knocks.messages_to(person, since=now - A_DAY).told) >= budget
