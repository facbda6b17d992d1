"""Whatever people and time do to an issue, in whatever order, these promises hold."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.core import commands as cmd
from bot.core import events as ev
from bot.core.classification import Urgency
from bot.core.clocks import SetClock
from bot.core.evolve import fold
from bot.core.issue import AssignmentStatus, Issue, IssueStatus, Role
from bot.core.notices import PostCard, PostReminder, RemoveReminder
from bot.core.refusal import Refusal, RefusalReason
from bot.core.routing import Routing
from bot.core.schedule import due_at, hours_of
from bot.core.telling import is_pointless
from tests.core.example import KEYS, MONDAY, RULEBOOK, Life, minutes, without

people = st.sampled_from(["U1", "U2", "U3"])
departments = st.sampled_from([*KEYS, "nobody"])
urgencies = st.sampled_from(list(Urgency))
shares = st.integers(1, 6)
replies = st.sampled_from(["C1/1.1", "C1/1.2", "C1/1.3"])
later = st.one_of(st.integers(0, 90), st.integers(90, 6000)).map(minutes)

SAYS_TWICE = (cmd.AddNote, cmd.Respond, cmd.Join, cmd.BringIn)
"""What a person may mean twice: two replies are two replies. (A mention joins once by the record of mentions.)"""


class IssueMachine(RuleBasedStateMachine):
    life: Life

    @initialize(
        owner=departments,
        also=st.lists(departments, max_size=2),
        urgency=urgencies,
        policy=st.sampled_from(["", "at-once"]),
        start=st.integers(0, 7 * 24 * 60).map(minutes),
    )
    def open(self, owner: str, also: list[str], urgency: Urgency, policy: str, start: timedelta) -> None:
        routing = Routing(department=owner, also=tuple(also), urgency=urgency, policy=policy)
        self.life = Life(routing, now=MONDAY + start)
        self.opened_at = self.life.now
        self.said: set[str] = set()

    def act(self, command: cmd.Command) -> None:
        life, before, story = self.life, self.life.issue, list(self.life.events)
        decision = life.do(command)
        if isinstance(decision, Refusal):
            assert (life.issue, life.events) == (before, story), "a refusal changes nothing"
            assert decision.issue == life.number
            return
        assert all(event.at == life.now and event.by in {command.by, cmd.DOORKNOCK} for event in decision)
        self.check_the_second_time(command)

    def check_the_second_time(self, command: cmd.Command) -> None:
        once = self.life.issue
        again = Life.do(self.life, command) if not isinstance(command, SAYS_TWICE) else ()
        assert isinstance(again, Refusal) or again == (), f"{command} twice is not {again}"
        assert self.life.issue == once

    @rule(by=people, number=shares)
    def claim(self, by: str, number: int) -> None:
        share = self.life.issue.assignment(number)
        holder = share.claimed_by if share and share.is_open else ""
        decision = self.life.do(cmd.Claim(by=by, assignment=number))
        if holder and holder != by:
            assert isinstance(decision, Refusal)
            assert decision.reason is RefusalReason.CLAIMED_BY_ANOTHER
            assert decision.who == holder, "the first one wins, and the second is told who that is"
        self.act(cmd.Claim(by=by, assignment=number))

    @rule(by=people, number=shares)
    def release(self, by: str, number: int) -> None:
        self.act(cmd.Release(by=by, assignment=number))

    @rule(by=people, number=shares, to=departments, is_not_ours=st.booleans())
    def hand_off(self, by: str, number: int, to: str, is_not_ours: bool) -> None:
        self.act(cmd.HandOff(by=by, assignment=number, to=to, is_not_ours=is_not_ours))

    @rule(by=people, number=shares, to=departments)
    def bring_in(self, by: str, number: int, to: str) -> None:
        self.act(cmd.BringIn(by=by, assignment=number, department=to, question="And you?"))

    @rule(by=people, number=shares)
    def escalate(self, by: str, number: int) -> None:
        self.act(cmd.Escalate(by=by, assignment=number))

    @rule(by=people, urgency=urgencies)
    def change_urgency(self, by: str, urgency: Urgency) -> None:
        self.act(cmd.ChangeUrgency(by=by, urgency=urgency))

    @rule(by=people, number=shares, until=later)
    def snooze(self, by: str, number: int, until: timedelta) -> None:
        self.act(cmd.Snooze(by=by, assignment=number, until=self.life.now + until))

    @rule(by=people, number=shares)
    def resolve(self, by: str, number: int) -> None:
        self.act(cmd.Resolve(by=by, assignment=number))

    @rule(by=people)
    def dismiss(self, by: str) -> None:
        self.act(cmd.Dismiss(by=by))

    @rule(by=people)
    def reopen(self, by: str) -> None:
        self.act(cmd.Reopen(by=by))

    @rule(by=people, into=st.sampled_from([1001, 1002]))
    def merge(self, by: str, into: int) -> None:
        self.act(cmd.Merge(by=by, into=into))

    @rule(by=people, other=st.integers(1001, 1004), urgency=urgencies, asked=st.lists(departments, max_size=2))
    def take_in(self, by: str, other: int, urgency: Urgency, asked: list[str]) -> None:
        brought = tuple((key, "And you?") for key in asked)
        self.act(cmd.TakeIn(by=by, issue=other, urgency=urgency, mentions=2, reach=5, followers=(by,), asked=brought))

    @rule(by=people)
    def follow(self, by: str) -> None:
        self.act(cmd.Follow(by=by))

    @rule(by=people)
    def unfollow(self, by: str) -> None:
        self.act(cmd.Unfollow(by=by))

    @rule(by=people, number=shares)
    def respond(self, by: str, number: int) -> None:
        self.act(cmd.Respond(by=by, assignment=number))

    @rule(by=people, number=shares, reply=replies)
    def reply(self, by: str, number: int, reply: str) -> None:
        # The record of replies sees to it that each is heard once.
        if reply not in self.said:
            self.said.add(reply)
            self.act(cmd.Respond(by=by, assignment=number, reply=reply))

    @rule(by=people, number=shares, reply=replies, until=later)
    def promise(self, by: str, number: int, reply: str, until: timedelta) -> None:
        if reply not in self.said:
            self.said.add(reply)
            self.act(cmd.Respond(by=by, assignment=number, reply=reply, until=self.life.now + until))

    @rule(by=people, number=shares, reply=replies, until=st.none() | later)
    def edit(self, by: str, number: int, reply: str, until: timedelta | None) -> None:
        if reply in self.said:
            now = self.life.now
            moment = None if until is None else now + until
            words = "Done"
            self.act(cmd.EditReply(by=by, assignment=number, reply=reply, words=words, edited_at=now, until=moment))

    @rule(by=people, number=shares, reply=replies)
    def cancel_promise(self, by: str, number: int, reply: str) -> None:
        self.act(cmd.CancelPromise(by=by, assignment=number, reply=reply))

    @invariant()
    def clocks_stand_where_something_is_promised(self) -> None:
        standing: dict[str, bool] = {}
        for notice in self.life.notices:
            if isinstance(notice, SetClock):
                standing[f"{notice.assignment}:{notice.reply}"] = notice.is_on
        promised = {
            f"{share.number}:{share.promise.reply}"
            for share in self.life.issue.assignments
            if share.promise is not None
        }
        assert {key for key, is_on in standing.items() if is_on} == promised

    @rule(by=people, number=shares, reply=replies)
    def withdraw(self, by: str, number: int, reply: str) -> None:
        before = [(share.door.answer_by, share.clock_from) for share in self.life.issue.assignments]
        self.act(cmd.WithdrawReply(by=by, assignment=number, reply=reply))
        after = [(share.door.answer_by, share.clock_from) for share in self.life.issue.assignments]
        assert after == before, "taking an answer back restarts nobody's clock"

    @rule(by=people)
    def note(self, by: str) -> None:
        self.act(cmd.AddNote(by=by, text="Rang the guest"))

    @rule(mention=st.integers(1, 99), reach=st.integers(0, 999))
    def join(self, mention: int, reach: int) -> None:
        self.act(cmd.Join(by=cmd.DOORKNOCK, mention=mention, reach=reach))

    @rule(number=shares)
    def tick(self, number: int) -> None:
        self.act(cmd.Remind(by=cmd.DOORKNOCK, assignment=number))

    @rule(time=later)
    def let_time_pass(self, time: timedelta) -> None:
        self.life.wait(until=self.life.now + time)

    @rule(time=later)
    def be_down(self, time: timedelta) -> None:
        self.life.now += time

    @rule(gone=st.sampled_from(["billing", "food", ""]))
    def edit_the_rulebook(self, gone: str) -> None:
        self.life.rulebook = without(gone) if gone else RULEBOOK

    @invariant()
    def folding_the_story_gives_the_state(self) -> None:
        assert _without_due_times(fold(self.life.events)) == _without_due_times(self.life.issue)

    @invariant()
    def version_counts_events(self) -> None:
        assert self.life.issue.version == len(self.life.events)

    @invariant()
    def nothing_open_is_forgotten_and_nothing_closed_is_pursued(self) -> None:
        issue = self.life.issue
        assert issue.is_open == any(True for _ in issue.open_assignments())
        for share in issue.assignments:
            assert (share.due_at is not None) == share.is_open
            assert (share.closed_at is not None) == (not share.is_open)
        assert (issue.closed_at is not None) == (not issue.is_open)
        assert bool(issue.closed_by) == (not issue.is_open)

    @invariant()
    def due_times_come_from_the_state_alone(self) -> None:
        # The rulebook may have been edited since the last command, so only unedited doors can be compared.
        if self.life.rulebook is RULEBOOK and not self.was_edited():
            for share in self.life.issue.assignments:
                assert share.due_at == due_at(share, hours_of(share, RULEBOOK))

    def was_edited(self) -> bool:
        return any(share.department in {"billing", "food"} for share in self.life.issue.assignments)

    @invariant()
    def exactly_one_share_owns(self) -> None:
        issue = self.life.issue
        owners = [share for share in issue.assignments if share.role is Role.OWNER]
        current = [share for share in owners if share.status is not AssignmentStatus.HANDED_OFF]
        assert current == [issue.owner]
        assert issue.owner.is_open == issue.is_open

    @invariant()
    def no_department_has_two_open_shares(self) -> None:
        held = Counter(share.department for share in self.life.issue.open_assignments())
        assert not held or max(held.values()) == 1

    @invariant()
    def shares_say_nothing_that_contradicts_itself(self) -> None:
        for number, share in enumerate(self.life.issue.assignments, start=1):
            assert share.number == number
            assert share.claimed_by or share.status is not AssignmentStatus.CLAIMED
            assert not share.claimed_by or share.status not in {AssignmentStatus.WAITING, AssignmentStatus.ANSWERED}
            assert (share.snoozed_until is not None) == (share.status is AssignmentStatus.SNOOZED)
            assert (share.handed_to is not None) == (share.status is AssignmentStatus.HANDED_OFF)
            assert share.first_response_at is not None or share.status is not AssignmentStatus.ANSWERED
            assert share.checks in {0, 1}

    @invariant()
    def clock_of_the_issue_survives_everything(self) -> None:
        assert self.life.issue.opened_at == self.opened_at

    @invariant()
    def each_share_has_one_card(self) -> None:
        cards = [notice.assignment for notice in self.life.notices if isinstance(notice, PostCard)]
        assert cards == [share.number for share in self.life.issue.assignments]

    @invariant()
    def same_key_means_the_same_notice(self) -> None:
        by_key = {notice.key: notice for notice in self.life.notices}
        assert all(by_key[notice.key] == notice for notice in self.life.notices)
        repeated = [key for key, count in Counter(notice.key for notice in self.life.notices).items() if count > 1]
        assert all(isinstance(by_key[key], RemoveReminder) for key in repeated)

    @invariant()
    def at_most_one_reminder_a_door_still_has_a_point(self) -> None:
        issue = self.life.issue
        pointed: Counter[Any] = Counter()
        for notice in self.life.notices:
            if isinstance(notice, PostReminder) and not is_pointless(notice, issue):
                pointed[notice.lane] += 1
                share = issue.assignment(notice.assignment)
                assert share is not None
                expected = {
                    ev.DoorKnocked: {AssignmentStatus.WAITING},
                    ev.ClaimChecked: {AssignmentStatus.CLAIMED},
                    ev.PromiseDue: {AssignmentStatus.WAITING, AssignmentStatus.CLAIMED},
                }
                assert share.status in expected[type(notice.event)]
        assert all(count == 1 for count in pointed.values())

    @precondition(lambda self: self.life.issue.status is not IssueStatus.OPEN)
    @rule()
    def closed_issue_stays_quiet(self) -> None:
        assert self.life.wait(until=self.life.now + timedelta(days=30)) == []


def _without_due_times(issue: Issue) -> Issue:
    for share in issue.assignments:
        issue = issue.with_assignment(replace(share, due_at=None))
    return issue


IssueMachine.TestCase.settings = settings(max_examples=settings().max_examples // 5, stateful_step_count=25)
TestIssueMachine = IssueMachine.TestCase
