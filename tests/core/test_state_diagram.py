"""The picture of an assignment's life is true: it shows every transition there is, and no other."""

import re
from collections import deque
from datetime import datetime
from functools import reduce
from pathlib import Path

import pytest

from bot.core import commands as cmd
from bot.core.classification import Urgency
from bot.core.decide import decide
from bot.core.evolve import evolve
from bot.core.issue import Assignment, AssignmentStatus, Issue
from bot.core.refusal import Refusal
from bot.core.routing import Routing
from bot.core.rulebook import Rulebook
from bot.core.schedule import with_due_times
from tests.core.example import RULEBOOK, Life, hours, without

ROOT = Path(__file__).parents[2]
PAGES = [page for page in (ROOT / "docs" / "state-machine.md", ROOT / "README.md") if page.exists()]
ARROW = re.compile(r"^\s*(\w+|\[\*\])\s*-->\s*(\w+|\[\*\])\s*(?::.*)?$", re.MULTILINE)

Transition = tuple[str, str]


def pictures(page: Path) -> list[str]:
    return re.findall(r"```mermaid\s+(stateDiagram.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)


def drawn(picture: str) -> set[Transition]:
    arrows = {(start, end) for start, end in ARROW.findall(picture)}
    return {(start, end) for start, end in arrows if start != end}


def lived() -> set[Transition]:
    """The transitions of assignment 1, found by trying every command in every state, from the opening on."""
    found: set[Transition] = set()
    first = Life(Routing(department="billing"))
    found.add(("[*]", first.share().status.value))
    seen = {kind_of(first.issue)}
    queue = deque([first.issue])
    while queue:
        issue = queue.popleft()
        for later in everything_that_can_happen(issue):
            change = (share_of(issue).status.value, share_of(later).status.value)
            found |= {change} if change[0] != change[1] else set()
            if kind_of(later) not in seen:
                seen.add(kind_of(later))
                queue.append(later)
    return found


def everything_that_can_happen(issue: Issue) -> list[Issue]:
    due = max((share.due_at for share in issue.assignments if share.due_at), default=issue.opened_at)
    return [
        after(issue, command, now=due if isinstance(command, cmd.Remind) else issue.opened_at, rulebook=rulebook)
        for command in commands(issue)
        for rulebook in ((RULEBOOK, without("billing")) if isinstance(command, cmd.Reopen) else (RULEBOOK,))
    ]


def after(issue: Issue, command: cmd.Command, *, now: datetime, rulebook: Rulebook) -> Issue:
    decision = decide(issue, command, now=now, rulebook=rulebook)
    return issue if isinstance(decision, Refusal) else with_due_times(reduce(evolve, decision, issue), rulebook)


def commands(issue: Issue) -> list[cmd.Command]:
    by, later = "U1", max(filter(None, [issue.opened_at, *(share.due_at for share in issue.assignments)])) + hours(1)
    about_a_share: list[cmd.Command] = [
        command
        for share in issue.assignments
        for command in (
            cmd.Claim(by=by, assignment=share.number),
            cmd.Release(by=by, assignment=share.number),
            cmd.HandOff(by=by, assignment=share.number, to="food"),
            cmd.BringIn(by=by, assignment=share.number, department="food"),
            cmd.Escalate(by=by, assignment=share.number),
            cmd.Snooze(by=by, assignment=share.number, until=later),
            cmd.Resolve(by=by, assignment=share.number),
            cmd.Respond(by=by, assignment=share.number),
            cmd.Respond(by=by, assignment=share.number, reply="C1/1.1"),
            cmd.Respond(by=by, assignment=share.number, reply="C1/1.2", until=later),
            cmd.WithdrawReply(by=by, assignment=share.number, reply="C1/1.1"),
            cmd.WithdrawReply(by=by, assignment=share.number, reply="C1/1.2"),
            cmd.CancelPromise(by=by, assignment=share.number, reply="C1/1.2"),
            cmd.Remind(by=cmd.DOORKNOCK, assignment=share.number),
        )
    ]
    return [
        *about_a_share,
        *(cmd.ChangeUrgency(by=by, urgency=urgency) for urgency in Urgency),
        cmd.Dismiss(by=by),
        cmd.Reopen(by=by),
        cmd.Merge(by=by, into=999),
        cmd.TakeIn(by=by, issue=998, urgency=Urgency.NORMAL, mentions=1, reach=0, asked=(("food", ""),)),
        cmd.Follow(by=by),
        cmd.Unfollow(by=by),
        cmd.AddNote(by=by, text="hello"),
        cmd.AnswerWhy(by=by, text="late rota"),
        cmd.Join(by=cmd.DOORKNOCK, mention=8),
    ]


def share_of(issue: Issue) -> Assignment:
    return issue.assignments[0]


def kind_of(issue: Issue) -> object:
    """What tells two states apart for what can happen to assignment 1; times and counts do not."""
    share = share_of(issue)
    has_others = any(other is not share for other in issue.open_assignments())
    withdrawable = any(sign.reply and not sign.is_past for sign in share.signs)
    facts = (share.status, bool(share.claimed_by), share.checks, withdrawable, share.promise is not None)
    return issue.status, issue.owner is share, facts, has_others


@pytest.fixture(scope="module")
def transitions() -> set[Transition]:
    return lived()


def test_the_state_machine_page_has_a_picture() -> None:
    assert len(pictures(ROOT / "docs" / "state-machine.md")) == 1


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_picture_shows_every_transition_and_no_other(page: Path, transitions: set[Transition]) -> None:
    for picture in pictures(page):
        assert drawn(picture) - transitions == set(), f"{page.name} draws what never happens"
        assert transitions - drawn(picture) == set(), f"{page.name} does not draw what happens"


def test_every_state_can_be_reached(transitions: set[Transition]) -> None:
    assert {end for _, end in transitions} == {status.value for status in AssignmentStatus}


def test_picture_that_misses_an_arrow_would_be_noticed(transitions: set[Transition]) -> None:
    [picture] = pictures(ROOT / "docs" / "state-machine.md")
    assert drawn(picture.replace("waiting --> claimed: claim", "")) != transitions
