"""The summary's figures, counted once more by plain loops over the events: equal to the last digit."""

import statistics
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core import commands as cmd
from bot.core import events as ev
from bot.core.asks import tell
from bot.core.classification import Urgency
from bot.core.figures import AnswerTimes, Figures, HandOffs
from bot.core.issue import Door, Role
from bot.core.routing import Routing
from bot.core.tally import tally
from bot.core.week import Week, week_before, week_of
from bot.core.working_hours import ROUND_THE_CLOCK
from tests.core.example import KEYS, MONDAY, RULEBOOK, Life, hours, minutes, without

LONDON = "Europe/London"
# Knocking once a day keeps the histories, and the test, short.
CALM = replace(
    RULEBOOK, policies={key: replace(each, repeat_every=hours(24)) for key, each in RULEBOOK.policies.items()}
)
WEEK = week_of("2026-W49", LONDON)
LAST_WEEK = week_before(WEEK, LONDON)

people = st.sampled_from(["U1", "U2"])
keys = st.sampled_from(KEYS)
shares = st.integers(1, 3)
commands = st.one_of(
    st.builds(cmd.Claim, by=people, assignment=shares),
    st.builds(cmd.Release, by=people, assignment=shares),
    st.builds(cmd.Respond, by=people, assignment=shares),
    st.builds(cmd.Respond, by=people, assignment=shares, reply=st.sampled_from(["C1/1", "C1/2"])),
    st.builds(cmd.WithdrawReply, by=people, assignment=shares, reply=st.sampled_from(["C1/1", "C1/2"])),
    st.builds(cmd.HandOff, by=people, assignment=shares, to=keys, is_not_ours=st.booleans()),
    st.builds(cmd.BringIn, by=people, assignment=shares, department=keys),
    st.builds(cmd.Resolve, by=people, assignment=shares),
    st.builds(cmd.Escalate, by=people, assignment=shares),
    st.builds(cmd.ChangeUrgency, by=people, urgency=st.sampled_from(list(Urgency))),
    st.builds(cmd.Dismiss, by=people, why=st.sampled_from(["spam", ""])),
    st.builds(cmd.Reopen, by=people),
    st.integers(1, 4000).map(minutes),
)
gaps = st.integers(0, 3000).map(minutes)


@st.composite
def lives(draw: st.DrawFn) -> list[Life]:
    """Up to four issues that begin up to three weeks before the end of the week and live on as it comes."""
    found = []
    for number in range(1001, 1001 + draw(st.integers(0, 4))):
        start = WEEK.end - draw(st.integers(1, 18 * 24 * 60)) * minutes(1)
        routing = Routing(
            department=draw(keys), also=tuple(draw(st.lists(keys, max_size=1))), tags=tuple(draw(st.sets(keys)))
        )
        life = Life(routing, now=start, number=number, rulebook=CALM)
        for command in draw(st.lists(commands, max_size=8)):
            life.wait(until=life.now + draw(gaps))
            snoozed = isinstance(command, timedelta)
            life.do(cmd.Snooze(by="U1", assignment=1, until=life.now + command) if snoozed else command)
            life.rulebook = CALM if draw(st.integers(0, 9)) else without("food", CALM)
        life.rulebook = CALM
        life.wait(until=max(life.now, WEEK.end) + timedelta(days=1))
        found.append(life)
    return found


@dataclass
class SlowAsk:
    number: int
    door: Door
    asked: datetime
    heard: datetime
    answered: datetime | None = None
    is_over: bool = False
    state: str = "waiting"
    is_claimed: bool = False
    knocked: list[datetime] = field(default_factory=list)
    signs: list[tuple[datetime, str]] = field(default_factory=list)
    past_signs: int = 0
    newest_door: Door | None = None

    @property
    def knocks(self) -> int:
        return sum(at > self.heard for at in self.knocked)

    def waits_anew(self) -> None:
        self.state, self.is_claimed, self.past_signs = "waiting", False, len(self.signs)

    def wake(self, at: datetime) -> None:
        if self.is_claimed:
            self.state, self.heard = "claimed", at
        else:
            self.waits_anew()

    def take_back(self, reply: str) -> None:
        """What was said is as if it had never been said."""
        gone = [number for number, sign in enumerate(self.signs) if sign[1] == reply][:1]
        for number in gone:
            del self.signs[number]
            self.past_signs -= number < self.past_signs
            self.answered = self.signs[0][0] if self.signs else None
            self.door = self.door if self.answered else self.newest_door or self.door
        if gone and self.state == "answered" and len(self.signs) == self.past_signs:
            self.state, self.heard = "waiting", self.signs[-1][0] if self.signs else self.asked


class SlowIssue:
    """Reads an issue's events one after the other and writes down what each means."""

    def __init__(self, life: Life, week: Week) -> None:
        self.asks: list[SlowAsk] = []
        self.owner = 0
        self.is_open = True
        self.opened: datetime | None = None
        self.closed: datetime | None = None
        self.hand_offs: list[tuple[str, str, bool]] = []
        self.dismissed: list[str] = []
        for event in life.events:
            if event.at < week.end:
                self.read(event, week)

    def now(self, number: int) -> SlowAsk:
        return [ask for ask in self.asks if ask.number == number][-1]

    def hear(self, number: int, at: datetime, reply: str = "") -> SlowAsk:
        ask = self.now(number)
        ask.answered = ask.answered or at
        ask.heard = at
        ask.signs.append((at, reply))
        return ask

    def close(self, at: datetime) -> None:
        self.is_open, self.closed = False, at
        for ask in self.asks:
            ask.is_over = True

    def read(self, event: ev.Event, week: Week) -> None:  # noqa: C901, PLR0912 - one loop without cleverness
        if isinstance(event, ev.IssueOpened):
            self.opened = event.at
        elif isinstance(event, ev.DepartmentAssigned):
            self.asks.append(SlowAsk(event.assignment, event.door, event.at, event.at))
            if event.role is Role.OWNER:
                self.owner = event.assignment
        elif isinstance(event, ev.AssignmentClaimed):
            ask = self.hear(event.assignment, event.at)
            ask.state, ask.is_claimed = "claimed", True
        elif isinstance(event, ev.AssignmentReleased | ev.AnswerWentQuiet):
            self.now(event.assignment).waits_anew()
        elif isinstance(event, ev.Responded):
            if not self.now(event.assignment).is_over:
                ask = self.hear(event.assignment, event.at, event.reply)
                ask.state = "answered" if ask.state == "waiting" else ask.state
        elif isinstance(event, ev.ReplyWithdrawn):
            if not self.now(event.assignment).is_over:
                self.now(event.assignment).take_back(event.reply)
        elif isinstance(event, ev.AssignmentSnoozed):
            self.hear(event.assignment, event.at).state = "snoozed"
        elif isinstance(event, ev.SnoozeEnded):
            self.now(event.assignment).wake(event.at)
        elif isinstance(event, ev.DoorKnocked):
            self.now(event.assignment).knocked.append(event.at)
        elif isinstance(event, ev.UrgencyChanged):
            for number, door in event.doors:
                self.now(number).newest_door = door
                if self.now(number).answered is None:
                    self.now(number).door = door
        elif isinstance(event, ev.AssignmentHandedOff):
            ask = self.now(event.assignment)
            if event.by != cmd.DOORKNOCK:
                self.hear(event.assignment, event.at)
                if event.at >= week.start:
                    self.hand_offs.append((ask.door.department, event.to, event.is_not_ours))
            ask.is_over = True
            if self.owner == event.assignment:
                self.owner = event.to_assignment
        elif isinstance(event, ev.AssignmentResolved):
            self.hear(event.assignment, event.at).is_over = True
        elif isinstance(event, ev.IssueResolved):
            self.hear(event.assignment, event.at)
            self.close(event.at)
        elif isinstance(event, ev.IssueDismissed):
            self.close(event.at)
            self.dismissed += [event.why] if event.at >= week.start else []
        elif isinstance(event, ev.IssueReopened):
            self.is_open, self.closed = True, None
            self.asks.append(SlowAsk(self.owner, event.door, event.at, event.at))


def slow_answers(asks: list[SlowAsk], week: Week) -> AnswerTimes:
    answered = [ask for ask in asks if ask.answered and week.start <= ask.answered < week.end]
    taken = []
    for ask in answered:
        assert ask.answered is not None
        calendar = (
            ROUND_THE_CLOCK if ask.door.policy.ignores_working_hours else RULEBOOK.door(ask.door.department).hours
        )
        taken.append(calendar.worked(ask.asked, ask.answered))
    enough = [time for time in taken if sum(other <= time for other in taken) * 10 >= len(taken) * 9]
    return AnswerTimes(
        answered=len(answered),
        in_time=sum(1 for ask in answered if ask.answered and ask.answered <= ask.door.answer_by),
        overdue=sum(1 for ask in asks if not ask.answered and not ask.is_over and ask.door.answer_by < week.end),
        median=timedelta(seconds=statistics.median(time.total_seconds() for time in taken)) if taken else None,
        p90=min(enough) if enough else None,
    )


def figures(found: list[Life]) -> Figures:
    told = [tell(life.events, until=WEEK.end) for life in found]
    stories = [story for story in told if story is not None]
    return tally(WEEK, last_week=LAST_WEEK, heard=[], heard_before=[], stories=stories, rulebook=RULEBOOK)


@settings(max_examples=settings().max_examples // 3)
@given(lives())
def test_every_figure_is_what_plain_loops_count(found: list[Life]) -> None:
    counted = figures(found)
    slow = {life.number: SlowIssue(life, WEEK) for life in found}
    asks = [ask for issue in slow.values() for ask in issue.asks]

    assert counted.answers == slow_answers(asks, WEEK)
    for each in counted.departments:
        theirs = [ask for ask in asks if ask.door.department == each.key]
        assert each.answers == slow_answers(theirs, WEEK), each.key
    named = {each.key for each in counted.departments}
    rest = [ask for ask in asks if ask.door.department not in named]
    assert slow_answers(rest, WEEK) == AnswerTimes(), "no department with answers is left out"

    opened = [issue for issue in slow.values() if issue.opened and WEEK.start <= issue.opened]
    before = [issue for issue in slow.values() if issue.opened and LAST_WEEK.start <= issue.opened < WEEK.start]
    assert (counted.volume.opened.now, counted.volume.opened.before) == (len(opened), len(before))
    assert {each.key: each.opened.now for each in counted.departments if each.opened.now} == Counter(
        issue.asks[0].door.department for issue in opened
    )
    assert counted.volume.still_open == sum(issue.is_open for issue in slow.values())
    assert counted.volume.closed == sum(1 for issue in slow.values() if issue.closed and issue.closed >= WEEK.start)


@settings(max_examples=settings().max_examples // 3)
@given(lives())
def test_every_list_is_what_plain_loops_find(found: list[Life]) -> None:
    counted = figures(found)
    slow = {life.number: SlowIssue(life, WEEK) for life in found}
    assert {(door.issue, door.assignment, door.since, door.knocks) for door in counted.silent} == {
        (number, ask.number, ask.heard, ask.knocks)
        for number, issue in slow.items()
        for ask in issue.asks
        if ask.knocks and not ask.is_over and ask.state == "waiting"
    }
    assert [door.since for door in counted.silent] == sorted(door.since for door in counted.silent)
    passed = [hand_off for issue in slow.values() for hand_off in issue.hand_offs]
    assert set(counted.hand_offs) == {
        HandOffs(
            giver=giver,
            receiver=receiver,
            count=sum(1 for each in passed if each[:2] == (giver, receiver)),
            not_ours=sum(1 for each in passed if each == (giver, receiver, True)),
        )
        for giver, receiver, _ in passed
    }
    waiting = sorted((issue.opened, number, issue.owner) for number, issue in slow.items() if issue.is_open)
    assert [(each.opened_at, each.issue, each.assignment) for each in counted.oldest] == waiting[:5]
    assert dict(counted.dismissals) == Counter(why for issue in slow.values() for why in issue.dismissed)


def test_the_histories_that_are_compared_have_something_to_compare() -> None:
    """A generator that made nothing but quiet weeks would let every figure pass."""
    life = Life(Routing(department="billing"), now=MONDAY + timedelta(days=7))
    life.wait(until=WEEK.end)
    assert figures([life]).silent
    assert figures([life]).answers.overdue == 1
