"""What is kept of Slack: nobody waits for it without need, nobody asks again and again, no news is lost on the way."""

import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor

import pytest

from bot.errors import PermanentFailure, TemporaryFailure
from bot.slack.kept import LONGEST_S, RETRY_S, Kept

AGE_S = 300.0
ON_TIME_S = 10.0
Members = frozenset[str]


class Slack:
    """Answers with `members`, or fails with `failure`; `now` is the clock that goes with it."""

    def __init__(self) -> None:
        self.now = 0.0
        self.calls = 0
        self.members: Members = frozenset({"maria", "tom"})
        self.failure: Exception | None = None

    def fetch(self) -> Members:
        self.calls += 1
        if self.failure is not None:
            raise self.failure
        return self.members

    def kept(self, executor: Executor) -> Kept[Members]:
        return Kept(self.fetch, executor=executor, age_s=AGE_S, missing=frozenset[str](), monotonic=lambda: self.now)


@pytest.fixture
def slack() -> Slack:
    return Slack()


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as executor:
        yield executor


def test_what_is_fresh_is_asked_for_once(slack: Slack, threads: ThreadPoolExecutor) -> None:
    kept = slack.kept(threads)
    kept.arrival().result(ON_TIME_S)
    assert [kept.peek(), kept.peek(), kept.arrival().done()] == [slack.members, slack.members, True]
    assert slack.calls == 1


def test_while_slack_is_away_it_is_not_asked_at_every_click(slack: Slack, threads: ThreadPoolExecutor) -> None:
    slack.failure = TemporaryFailure("Slack asks for a pause")
    kept = slack.kept(threads)
    for _ in range(20):
        assert kept.peek() is None
        kept.arrival().result(ON_TIME_S)
    assert slack.calls == 1
    slack.now, slack.failure = RETRY_S, None
    kept.arrival().result(ON_TIME_S)
    assert kept.peek() == slack.members


def test_whoever_waits_for_an_old_value_gets_the_new_one(slack: Slack, threads: ThreadPoolExecutor) -> None:
    kept = slack.kept(threads)
    kept.arrival().result(ON_TIME_S)
    slack.now, slack.members = AGE_S, frozenset({"maria"})
    kept.arrival().result(ON_TIME_S)
    assert kept.peek() == {"maria"}


def test_an_old_value_outlives_a_slack_that_is_away_for_a_day(slack: Slack, threads: ThreadPoolExecutor) -> None:
    kept = slack.kept(threads)
    kept.arrival().result(ON_TIME_S)
    slack.failure = TemporaryFailure("Slack cannot be reached")
    slack.now = LONGEST_S
    assert kept.peek() == slack.members
    kept.arrival().result(ON_TIME_S)
    slack.now += 1
    assert kept.peek() is None


def test_what_slack_will_never_say_is_the_closed_answer(slack: Slack, threads: ThreadPoolExecutor) -> None:
    slack.failure = PermanentFailure("channel_not_found")
    kept = slack.kept(threads)
    kept.arrival().result(ON_TIME_S)
    assert kept.peek() == frozenset()


def test_whoever_leaves_while_the_list_is_on_its_way_is_not_on_it_when_it_arrives(
    slack: Slack, threads: ThreadPoolExecutor
) -> None:
    has_read, may_answer = threading.Event(), threading.Event()

    def slowly() -> Members:
        members = slack.fetch()
        has_read.set()
        assert may_answer.wait(ON_TIME_S)
        return members

    kept = Kept(slowly, executor=threads, age_s=AGE_S, missing=frozenset[str]())
    arrival = kept.arrival()
    assert has_read.wait(ON_TIME_S)
    kept.change(lambda members: members - {"tom"})
    may_answer.set()
    arrival.result(ON_TIME_S)
    assert kept.peek() == {"maria"}


def test_a_correction_counts_until_the_next_answer_and_no_longer(slack: Slack, threads: ThreadPoolExecutor) -> None:
    kept = slack.kept(threads)
    kept.arrival().result(ON_TIME_S)
    kept.change(lambda members: members - {"tom"})
    assert kept.peek() == {"maria"}
    slack.now = AGE_S
    kept.arrival().result(ON_TIME_S)
    assert kept.peek() == slack.members


def test_a_click_at_the_last_moment_is_answered_by_what_is_known(slack: Slack, threads: ThreadPoolExecutor) -> None:
    executor = ThreadPoolExecutor(1)
    kept = slack.kept(executor)
    kept.arrival().result(ON_TIME_S)
    executor.shutdown()
    slack.now = AGE_S
    assert kept.peek() == slack.members
    assert kept.arrival().done()
