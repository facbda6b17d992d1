"""The monthly interview of each seat: asked once a month, at work, and summed up for the strategist.

Guarantee: one direct message a person and month, however many processes tick; not while they are away, outside their
hours, when they have heard enough from the bot that day, or once they have said that they would rather not.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.core.colleague import Colleague, hours_of_person, is_away
from bot.core.committee_notices import AskInterview, ReportInterviews, ThankForInterview
from bot.core.department import TRIAGE, Department
from bot.core.interview import FIRST_DAY, LAST_DAY, SUMMED_UP_ON, Interview, InterviewState, day_of, month_of
from bot.core.rulebook import Rulebook
from bot.errors import DoorknockError
from bot.logs import get_logger, unit_of_work_line
from bot.ports import Colleagues, OpenUnit, Rules, UnitOfWork

CURSOR = "interviews"
"""Under this name the last month that was summed up is kept."""
LOOKS_EVERY = timedelta(minutes=10)
A_DAY = timedelta(days=1)


class Interviews:
    """Asks, keeps the answers, and sums them up."""

    def __init__(self, open_unit: OpenUnit, clock: Clock, rules: Rules, colleagues: Colleagues) -> None:
        self._open_unit = open_unit
        self._clock = clock
        self._rules = rules
        self._colleagues = colleagues
        self._not_before: datetime | None = None

    def tick(self) -> int:
        """Ask whoever can be asked now, or sum up; returns how many messages that makes."""
        now, rulebook = self._clock.now(), self._rules.current
        if rulebook.committee is None or not rulebook.committee.interviews:
            return 0
        if self._not_before is not None and now < self._not_before:
            return 0
        self._not_before = now + LOOKS_EVERY
        day = day_of(now, rulebook.committee.zone).day
        if FIRST_DAY <= day <= LAST_DAY:
            seats = [each for each in rulebook.departments if each.seat and each.key != TRIAGE]
            return sum(self._asks(each, rulebook, now=now) for each in seats)
        return self._sums_up(month_of(now, rulebook.committee.zone), now=now) if day >= SUMMED_UP_ON else 0

    def _asks(self, department: Department, rulebook: Rulebook, *, now: datetime) -> bool:
        try:
            colleague = self._colleagues.colleague(department.seat)
        except DoorknockError as error:
            get_logger().warning("interview", failed=str(error))
            return False
        zone = rulebook.committee.zone if rulebook.committee else "UTC"
        if colleague is None or not _can_be_asked(colleague, department, rulebook, now=now):
            return False
        interview = Interview(month=month_of(now, zone), person=colleague.id, department=department.key, asked_at=now)
        with unit_of_work_line("interview", department=department.key), self._open_unit() as unit:
            if _has_heard_enough(unit, colleague.id, department, rulebook, now=now) or not unit.interviews.ask(
                interview
            ):
                return False
            unit.outbox.enqueue([AskInterview(channel=colleague.id, month=interview.month)], now=now)
            unit.commit()
        return True

    def get(self, month: str, person: str) -> Interview | None:
        """One person's interview of a month."""
        with self._open_unit().for_reading() as unit:
            return unit.interviews.get(month, person)

    def settle(self, interview: Interview) -> None:
        """Keep what became of it, and thank for it."""
        with self._open_unit() as unit:
            unit.interviews.save(interview)
            notice = ThankForInterview(channel=interview.person, month=interview.month, state=interview.state)
            unit.outbox.enqueue([notice], now=self._clock.now())
            unit.commit()

    def _sums_up(self, month: str, *, now: datetime) -> int:
        with self._open_unit().for_reading() as unit:
            if unit.cursors.get(CURSOR) >= month:
                return 0
        with self._open_unit() as unit:
            if unit.cursors.get(CURSOR) >= month:
                return 0
            answered = [each for each in unit.interviews.of(month) if each.state is InterviewState.ANSWERED]
            if answered:
                channel = self._rules.current.strategist.channel
                unit.outbox.enqueue([ReportInterviews(channel=channel, month=month)], now=now)
            unit.cursors.set(CURSOR, month)
            unit.commit()
        return 1 if answered else 0


def with_answers(interview: Interview, *, example: str, keywords: str, wish: str) -> Interview:
    """The same interview, answered."""
    return replace(interview, state=InterviewState.ANSWERED, example=example, keywords=keywords, wish=wish)


def _can_be_asked(colleague: Colleague, department: Department, rulebook: Rulebook, *, now: datetime) -> bool:
    terms = rulebook.etiquette.terms_of(department.seat, colleague.id)
    at_work = hours_of_person(colleague, terms, department.hours).is_open(now)
    return at_work and not is_away(colleague, terms, now=now)


def _has_heard_enough(
    unit: UnitOfWork, person: str, department: Department, rulebook: Rulebook, *, now: datetime
) -> bool:
    if unit.interviews.latest_state(person) is InterviewState.PAUSED:
        return True
    budget = rulebook.etiquette.budget_of(rulebook.etiquette.terms_of(department.seat, person))
    return len(unit.knocks.messages_to(person, since=now - A_DAY).told) >= budget
