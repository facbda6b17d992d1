"""A small town of departments for tests of the core, and `Life`: one issue that is lived through by hand."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from bot.core import commands as cmd
from bot.core import events as ev
from bot.core.classification import Urgency
from bot.core.decide import Decision, decide, decide_opening
from bot.core.department import TRIAGE, Department, Strategist
from bot.core.escalation import EscalationPolicy, Step, Tell
from bot.core.evolve import evolve, opening
from bot.core.issue import Assignment, Issue
from bot.core.mention import Mention
from bot.core.notices import Notice
from bot.core.refusal import Refusal
from bot.core.routing import Routing
from bot.core.rulebook import Rulebook
from bot.core.schedule import shut_until, with_due_times
from bot.core.telling import notices_for
from bot.core.working_hours import MINUTES_A_DAY, ROUND_THE_CLOCK, Window, WorkingHours

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""A Monday at nine in London, where the example's departments work."""

OFFICE_DAY = (Window(9 * 60, 17 * 60),)
CHRISTMAS = date(2026, 12, 25)
OFFICE = WorkingHours("Europe/London", (OFFICE_DAY,) * 5 + ((), ()), frozenset({CHRISTMAS}))
NIGHT_SHIFT = WorkingHours("Europe/London", ((Window(0, 6 * 60), Window(22 * 60, MINUTES_A_DAY)),) * 7)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


PATIENT = EscalationPolicy(
    key="patient",
    steps=(
        Step(after=hours(2), tell=(Tell.SEAT,)),
        Step(after=hours(4), tell=(Tell.BACKUP,)),
        Step(after=hours(8), tell=(Tell.CHANNEL, Tell.STRATEGIST)),
    ),
    repeat_every=hours(8),
    check_after=hours(4),
    release_after=hours(4),
)
BRISK = EscalationPolicy(
    key="brisk",
    steps=(Step(after=minutes(30), tell=(Tell.SEAT,)), Step(after=hours(1), tell=(Tell.BACKUP, Tell.STRATEGIST))),
    repeat_every=hours(2),
    check_after=hours(2),
    release_after=hours(1),
)
AT_ONCE = EscalationPolicy(
    key="at-once",
    steps=(Step(after=minutes(10), tell=(Tell.SEAT,)), Step(after=minutes(20), tell=(Tell.BACKUP, Tell.STRATEGIST))),
    repeat_every=minutes(15),
    check_after=minutes(30),
    release_after=minutes(15),
    ignores_working_hours=True,
)
ANSWER_WITHIN = {
    Urgency.LOW: hours(16),
    Urgency.NORMAL: hours(8),
    Urgency.HIGH: hours(2),
    Urgency.EMERGENCY: minutes(30),
}
POLICIES = {
    Urgency.LOW: "patient",
    Urgency.NORMAL: "patient",
    Urgency.HIGH: "brisk",
    Urgency.EMERGENCY: "at-once",
}


def department(key: str, hours: WorkingHours = OFFICE) -> Department:
    return Department(
        key=key,
        name=key.replace("-", " ").capitalize(),
        description=f"Everything about {key}",
        channel=f"#{key}",
        hours=hours,
        answer_within=ANSWER_WITHIN,
        policies=POLICIES,
        seat=f"{key}@example.com",
    )


RULEBOOK = Rulebook(
    version="1",
    company="Example",
    brands=(),
    strategist=Strategist(
        person="U0STRATEGIST", channel="#strategy", zone="Europe/London", summary_channel="#strategy"
    ),
    departments=(
        department(TRIAGE),
        department("billing"),
        department("digital"),
        department("food"),
        department("safety", ROUND_THE_CLOCK),
        department("front-desk", NIGHT_SHIFT),
    ),
    policies={policy.key: policy for policy in (PATIENT, BRISK, AT_ONCE)},
    rules=(),
    examples=(),
)
KEYS = tuple(each.key for each in RULEBOOK.departments)


def without(key: str, rulebook: Rulebook = RULEBOOK) -> Rulebook:
    """The rulebook after an edit that removed the department `key`."""
    return replace(rulebook, departments=tuple(each for each in rulebook.departments if each.key != key))


def mention(text: str = "The invoice is wrong", received_at: datetime = MONDAY) -> Mention:
    return Mention(source="feed:news", external_id=text, text=text, received_at=received_at)


@dataclass
class Life:
    """One issue from its opening on. `do` decides, evolves and sets due times, the way the service does."""

    routing: Routing = field(default_factory=lambda: Routing(department="billing"))
    now: datetime = MONDAY
    rulebook: Rulebook = RULEBOOK
    number: int = 1001
    notices: list[Notice] = field(default_factory=list)

    def __post_init__(self) -> None:
        first = decide_opening(
            number=self.number,
            mention_id=7,
            mention=mention(received_at=self.now),
            routing=self.routing,
            rulebook=self.rulebook,
            now=self.now,
        )
        assert isinstance(first[0], ev.IssueOpened)
        self.events: list[ev.Event] = list(first)
        self.issue = self._after(opening(first[0]), first[1:])
        self.notices += notices_for(None, self.issue, tuple(first))

    def do(self, command: cmd.Command) -> Decision:
        """What `command` leads to now; a refusal or nothing leaves the issue as it is."""
        decision = decide(self.issue, command, now=self.now, rulebook=self.rulebook)
        if not isinstance(decision, Refusal) and decision:
            before, self.issue = self.issue, self._after(self.issue, decision)
            self.events += decision
            self.notices += notices_for(before, self.issue, tuple(decision))
        return decision

    def share(self, number: int = 1) -> Assignment:
        found = self.issue.assignment(number)
        assert found is not None, f"no assignment {number}"
        return found

    def wait(self, *, until: datetime) -> list[ev.Event]:
        """Let time pass and the bot do what falls due meanwhile, at the very minute it falls due."""
        before = len(self.events)
        for _ in range(2000):
            due = self._next_due()
            if due is None or due[0] > until:
                self.now = max(self.now, until)
                return self.events[before:]
            self.now = max(self.now, due[0])
            assert self.do(cmd.Remind(by=cmd.DOORKNOCK, assignment=due[1])), f"nothing came of what was due at {due[0]}"
        raise AssertionError("the bot would never rest")

    def sleep(self, *, until: datetime) -> list[ev.Event]:
        """Let time pass while the bot is down, then do all that is due by now."""
        self.now = until
        before = len(self.events)
        for share in self.issue.assignments:
            self.do(cmd.Remind(by=cmd.DOORKNOCK, assignment=share.number))
        return self.events[before:]

    def _next_due(self) -> tuple[datetime, int] | None:
        return min(
            ((self._when(share), share.number) for share in self.issue.assignments if share.due_at), default=None
        )

    def _when(self, share: Assignment) -> datetime:
        """When a tick would act on `share`: once it is due, and not before the door opens."""
        assert share.due_at is not None
        at = max(share.due_at, self.now)
        return shut_until(share, self.rulebook, now=at) or at

    def _after(self, issue: Issue, events: Iterable[ev.Event]) -> Issue:
        for event in events:
            issue = evolve(issue, event)
        return with_due_times(issue, self.rulebook)


def claim(by: str = "U1", assignment: int = 1) -> cmd.Claim:
    return cmd.Claim(by=by, assignment=assignment)


def hand_off(to: str, *, by: str = "U1", assignment: int = 1, why: str = "") -> cmd.HandOff:
    return cmd.HandOff(by=by, assignment=assignment, to=to, why=why)


def bring_in(department: str, *, by: str = "U1", assignment: int = 1, question: str = "") -> cmd.BringIn:
    return cmd.BringIn(by=by, assignment=assignment, department=department, question=question)


def respond(by: str = "U1", assignment: int = 1) -> cmd.Respond:
    return cmd.Respond(by=by, assignment=assignment)


def resolve(by: str = "U1", assignment: int = 1) -> cmd.Resolve:
    return cmd.Resolve(by=by, assignment=assignment)


def snooze(until: datetime, *, by: str = "U1", assignment: int = 1) -> cmd.Snooze:
    return cmd.Snooze(by=by, assignment=assignment, until=until)
