"""Subscriptions: questions about mentions that are answered every week, when the weekly summary is due.

Guarantee: an answer is enqueued in the transaction that notes its week, so that any number of processes may tick; after
a long absence only the newest week is answered. Where nobody has said it for two weeks nothing is posted, and where a
post could not be made for good the subscription ends: the strategist is told once, not every week.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.clock import Clock
from bot.core.question import AskedAbout
from bot.core.readers import Reader, due_at, latest_due, strategist_reader
from bot.core.subscribing import Beginning, PostFindings, Subscription, key_of
from bot.core.week import Week, week_at, week_of
from bot.logs import unit_of_work_line
from bot.ports import OpenUnit, OutboxState, Rules, UnitOfWork
from bot.services.questions import Answer, Questions

MOST = 20
"""In one channel."""
A_WEEK = 7
"""Days that an answer looks back at least, if it comes every week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A subscription with its question."""

    subscription: Subscription
    asked: AskedAbout


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyAnswer:
    """What a weekly post says, and for whom."""

    answer: Answer
    subscription: Subscription


class Subscriptions:
    """Keeps what is wanted every week, and has it posted."""

    def __init__(self, open_unit: OpenUnit, rules: Rules, clock: Clock, *, questions: Questions) -> None:
        self._open_unit = open_unit
        self._rules = rules
        self._clock = clock
        self._questions = questions
        self._dealt_with = ""

    @property
    def _reader(self) -> Reader:
        return strategist_reader(self._rules.current.strategist)

    def begin(self, question: int, *, channel: str, by: str) -> Beginning:
        """Have a question answered there every week from now on."""
        now = self._clock.now()
        with self._open_unit() as unit:
            asked = unit.questions.get(question)
            if asked is None:
                return Beginning.NO_SUCH_QUESTION
            there = _wanted(unit, channel)
            if any(each.asked.question == asked.question for each in there):
                return Beginning.THERE_ALREADY
            if len(there) >= MOST:
                return Beginning.TOO_MANY
            week = latest_due(now, self._reader).key
            unit.questions.subscribe(question, channel=channel, by=by, at=now, week=week)
            unit.commit()
        return Beginning.BEGUN

    def stop(self, number: int, *, by: str, channel: str) -> Wanted | None:
        """End a subscription of this channel or this person; returns what it was, None where it is gone."""
        with self._open_unit() as unit:
            found = unit.questions.subscription(number)
            asked = unit.questions.get(found.question) if found else None
            # A button may be older than the subscription that has its number now.
            if found is None or asked is None or found.channel not in (by, channel):
                return None
            unit.questions.stop(number)
            unit.commit()
        return Wanted(subscription=found, asked=asked)

    def of(self, *channels: str) -> list[Wanted]:
        """What is wanted in these channels, or by these persons alone."""
        with self._open_unit().for_reading() as unit:
            return [each for channel in channels for each in _wanted(unit, channel)]

    def next_at(self) -> datetime:
        """When the next answers are due."""
        reader = self._reader
        return due_at(week_at(latest_due(self._clock.now(), reader).end, reader.zone), reader)

    def tick(self) -> int:
        """Enqueue the answers that are due; returns how many."""
        due = latest_due(self._clock.now(), self._reader)
        if due.key == self._dealt_with:
            return 0
        with self._open_unit().for_reading() as unit:
            waiting = [each for each in unit.questions.subscriptions() if self._is_before(each.week, due)]
        for each in waiting:
            self._enqueue(each, due)
        self._dealt_with = due.key
        return len(waiting)

    def answer(self, notice: PostFindings) -> WeeklyAnswer | None:
        """What a weekly post says; None where nobody has said it lately."""
        with self._open_unit().for_reading() as unit:
            wanted = unit.questions.subscription(notice.subscription)
            asked = unit.questions.get(wanted.question) if wanted else None
        if wanted is None or asked is None:
            return None
        question = replace(asked.question, days=max(asked.question.days, A_WEEK))
        found = self._questions.answer(replace(asked, question=question), until=notice.until)
        return WeeklyAnswer(answer=found, subscription=wanted) if found.findings.is_worth_a_post else None

    def _is_before(self, key: str, due: Week) -> bool:
        return week_of(key, self._reader.zone).start < due.start

    def _enqueue(self, each: Subscription, due: Week) -> None:
        with unit_of_work_line("weekly_answer", subscription=each.id, week=due.key), self._open_unit() as unit:
            last = key_of(each.id, each.week)
            if unit.outbox.states([last]).get(last) is OutboxState.FAILED:
                unit.questions.stop(each.id)
            elif unit.questions.dealt_with(each.id, was=each.week, week=due.key):
                notice = PostFindings(channel=each.channel, subscription=each.id, week=due.key, until=due.end)
                unit.outbox.enqueue([notice], now=self._clock.now(), urgency_rank=0)
            unit.commit()


def _wanted(unit: UnitOfWork, channel: str) -> list[Wanted]:
    found = [(each, unit.questions.get(each.question)) for each in unit.questions.subscriptions(channel=channel)]
    return [Wanted(subscription=each, asked=asked) for each, asked in found if asked is not None]
