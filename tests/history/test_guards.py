"""The same judge finds faults as soon as one guard is missing, and none in the same situation while it stands.

Each situation is forced, not hoped for: Slack and the workers are stopped just where the guard is needed.
"""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.core.commands import AddNote
from tests.history.history import History, faults_of
from tests.history.house import PERSON, House, Worker, house
from tests.history.nursery import Nursery
from tests.history.seen import history_of
from tests.history.slack import POST

LONG_S = 0.4
"""Of the machine's seconds, less than a call may take."""


def a_mention(scene: House, name: str = "m1") -> None:
    """One that comes in by itself, for a worker to find."""
    scene.intake.receive([scene.mention(name, f"refund {name}")])


def over(scene: House, *names: str) -> History:
    """What came of it, when all is quiet."""
    scene.drain()
    return history_of(scene, acknowledged={name: name for name in names or ("m1",)})


def is_used(scene: House) -> Callable[[], bool]:
    """Whether a call has come that the last trouble is for."""
    rule = scene.slack.faults._rules[-1]
    return lambda: rule.left == 0


def an_answer_is_lost(scene: House) -> History:
    a_mention(scene)
    scene.slack.faults.drop_after(POST)
    scene.hire("triage", "deliver")
    return over(scene)


def calls_take_long(scene: House) -> History:
    """Longer than anybody waits who thinks that the lease is over; often, since a busy machine sleeps over some."""
    scene.hire("triage", "deliver")
    scene.hire("deliver")
    assert scene.awaits(lambda: scene.count("at work") == 2)
    names = [f"m{number}" for number in range(6)]
    for name in names:
        scene.slack.faults.slow(POST, LONG_S)
        a_mention(scene, name)
        assert scene.awaits(scene.is_delivered)
        # A call that still sleeps would take the next trouble for itself too; nothing tells when it wakes.
        time.sleep(LONG_S)
    return over(scene, *names)


def a_refusal_is_read_too_late(scene: House) -> History:
    """The first worker sleeps on its 429 until the second one is about to post."""
    a_mention(scene)
    scene.slack.faults.slow(POST, LONG_S)
    arrives = is_used(scene)
    scene.slack.faults.rate_limit(POST)
    refused = is_used(scene)
    first = scene.hire("triage", "deliver")
    assert scene.awaits(arrives)
    scene.stop(first)
    assert scene.awaits(refused)
    scene.slack.faults.slow(POST, LONG_S)
    arrives = is_used(scene)
    scene.hire("deliver")
    assert scene.awaits(arrives)
    return woken(scene, first)


def a_worker_sleeps_before_its_call(scene: House) -> History:
    """It has claimed its card, and asks for the channel first."""
    a_mention(scene)
    scene.slack.faults.slow("conversations.list", LONG_S)
    arrives = is_used(scene)
    first = scene.hire("triage", "deliver")
    assert scene.awaits(arrives)
    scene.stop(first)
    scene.hire("deliver")
    assert scene.awaits(lambda: len(scene.slack.record) == 1)
    return woken(scene, first)


def woken(scene: House, first: Worker) -> History:
    """The end, after the one that slept has done what it was about to do."""
    scene.wake(first)
    assert scene.awaits(lambda: scene.count("deliver") >= 2)
    return over(scene)


def an_event_is_repeated(scene: House) -> History:
    a_mention(scene)
    scene.hire("triage", "deliver")
    scene.awaits(lambda: len(scene.slack.record) == 1)
    for _ in range(2):
        scene.issues.apply(1001, AddNote(by=PERSON, text="n1"), event_key="event:1")
    return noted(scene, "n1")


def the_first_of_two_lines_is_refused(scene: House) -> History:
    a_mention(scene)
    scene.hire("triage", "deliver")
    scene.awaits(lambda: len(scene.slack.record) == 1)
    scene.slack.faults.refuse(POST)
    for words in ("n1", "n2"):
        scene.issues.apply(1001, AddNote(by=PERSON, text=words))
    return noted(scene, "n1", "n2")


def noted(scene: House, *notes: str) -> History:
    over(scene)
    return history_of(scene, acknowledged={"m1": "m1"}, notes=[(1001, words) for words in notes])


SITUATIONS = {
    "looking": (an_answer_is_lost, "doubled"),
    "lease": (calls_take_long, "shown twice"),
    "fence": (a_refusal_is_read_too_late, "doubled"),
    "lateness": (a_worker_sleeps_before_its_call, "shown twice"),
    "received": (an_event_is_repeated, "doubled"),
    "order": (the_first_of_two_lines_is_refused, "out of order"),
}


@pytest.mark.parametrize("guard", SITUATIONS)
def test_without_this_guard_the_judge_finds_a_fault(
    migrated: Engine, tmp_path: Path, nursery: Nursery, guard: str
) -> None:
    situation, fault = SITUATIONS[guard]
    with house(migrated, tmp_path, nursery, without=guard) as scene:
        found = faults_of(situation(scene))
    assert any(each.startswith(fault) for each in found), found


@pytest.mark.parametrize("guard", SITUATIONS)
def test_with_all_guards_the_same_situation_is_harmless(
    migrated: Engine, tmp_path: Path, nursery: Nursery, guard: str
) -> None:
    situation, _ = SITUATIONS[guard]
    with house(migrated, tmp_path, nursery) as scene:
        assert faults_of(situation(scene)) == []


@pytest.mark.postgres
@pytest.mark.parametrize("guard", ["fence", "lateness"])
def test_two_workers_over_one_card_are_harmless_on_postgresql_too(
    postgres: Engine, tmp_path: Path, nursery: Nursery, guard: str
) -> None:
    situation, _ = SITUATIONS[guard]
    with house(postgres, tmp_path, nursery) as scene:
        assert faults_of(situation(scene)) == []
