"""What was joined wrongly comes out again, as far as the issue itself is concerned."""

import pytest

from bot.core import commands as cmd
from bot.core.issue import Issue
from bot.core.notices import PostNote
from bot.core.refusal import Refusal, RefusalReason
from bot.core.storm_events import MentionSplit
from tests.core.example import Life, resolve


@pytest.fixture
def storm() -> Life:
    life = Life()
    for mention in (8, 9):
        life.do(cmd.Join(by=cmd.DOORKNOCK, mention=mention, reach=100))
    return life


def counts(issue: Issue) -> tuple[int, int, tuple[int, ...]]:
    return issue.mentions, issue.reach, issue.split_off


def test_what_is_split_off_is_counted_no_more_and_the_thread_says_where_it_went(storm: Life) -> None:
    storm.do(cmd.Split(by="U1", mention=9, into=1007, reach=100))
    assert counts(storm.issue) == (2, 100, (1007,))
    lines = [notice.event for notice in storm.notices if isinstance(notice, PostNote)]
    assert isinstance(lines[-1], MentionSplit)


def test_a_closed_issue_lets_go_as_well(storm: Life) -> None:
    storm.do(resolve())
    storm.do(cmd.Split(by="U1", mention=9, into=1007, reach=100))
    assert counts(storm.issue) == (2, 100, (1007,))


def test_the_mention_that_made_the_issue_is_the_issue(storm: Life) -> None:
    answer = storm.do(cmd.Split(by="U1", mention=storm.issue.mention, into=1007))
    assert isinstance(answer, Refusal)
    assert answer.reason is RefusalReason.NOT_JOINED


def test_where_nobody_has_joined_there_is_nothing_to_split() -> None:
    answer = Life().do(cmd.Split(by="U1", mention=9, into=1007))
    assert isinstance(answer, Refusal)
    assert answer.reason is RefusalReason.NOTHING_JOINED
