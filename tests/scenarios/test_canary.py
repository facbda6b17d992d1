"""A canary goes the whole way a mention goes, and leaves nothing that anybody has to read, answer or count."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import click
import pytest

from bot.cli.canary import fly
from bot.core.canary import CANARY
from bot.ports import IssueQuery
from bot.services.canary import CanaryWatch, Stage, Stuck
from tests.scenarios.both import on_both
from tests.scenarios.play import TUESDAY, Play

SONG = "Just checking that everything works"
A_WEEK = timedelta(days=7)


def watch(bot: Play, *, wait: Callable[[float], object] | None = None) -> CanaryWatch:
    """Somebody at a terminal, while the bot goes on at each look."""
    return CanaryWatch(
        bot.doorknock.open_unit,
        bot.doorknock.clock,
        channel=bot.doorknock.rules.current.strategist.channel,
        wait=wait or (lambda seconds: bot.forward(seconds=1)),
        monotonic=lambda: bot.clock.now().timestamp(),
    )


def only_time_passes(bot: Play) -> Callable[[float], object]:
    return lambda seconds: bot.clock.forward(timedelta(seconds=1))


@on_both
def test_it_is_sorted_said_and_taken_away_again(bot: Play) -> None:
    passed = list(watch(bot).fly("tweety", patience_s=60))
    assert [each.stage for each in passed] == list(Stage)
    assert [each.seconds for each in passed] == sorted(each.seconds for each in passed)
    [shown] = bot.posts(SONG)
    assert shown.channel_id == bot.channel(bot.doorknock.rules.current.strategist.channel).id
    assert shown.is_deleted


@on_both
def test_it_is_in_no_list_no_summary_and_no_figure(bot: Play) -> None:
    bot.receive("The refund never came")
    before = counted(bot)
    list(watch(bot).fly("tweety", patience_s=60))
    assert counted(bot) == before
    with bot.doorknock.open_unit() as unit:
        assert unit.issues.next_number() == 1002


def counted(bot: Play) -> tuple[object, ...]:
    with bot.doorknock.open_unit().for_reading() as unit:
        ledger, issues = unit.record.ledger(), unit.issues.count(IssueQuery())
        heard = unit.record.heard_between(TUESDAY - A_WEEK, TUESDAY + A_WEEK)
    return (replace(ledger, outbox={}), ledger.lost, issues, heard)


def test_where_nobody_sorts_it_that_stage_is_named(bot: Play) -> None:
    with pytest.raises(Stuck) as stuck:
        list(watch(bot, wait=only_time_passes(bot)).fly("tweety", patience_s=5))
    assert stuck.value.stage is Stage.SORTED


def test_where_slack_is_down_that_stage_is_named_and_it_flies_on_when_slack_is_back(bot: Play) -> None:
    bot.workspace.faults.rate_limit("chat.postMessage", retry_after=600)
    with pytest.raises(Stuck) as stuck:
        list(watch(bot).fly("tweety", patience_s=30))
    assert stuck.value.stage is Stage.SAID
    bot.forward(minutes=15)
    [shown] = bot.posts(SONG)
    assert shown.is_deleted


def test_at_the_terminal_a_stuck_stage_ends_with_the_role_to_look_at(
    bot: Play, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(click.exceptions.Exit) as ended:
        fly(watch(bot, wait=only_time_passes(bot)), patience_s=5)
    assert ended.value.exit_code == 1
    told = capsys.readouterr()
    assert told_of(told.out) == ["taken in          0.0 s"]
    assert "Not sorted after 5 s. Is a process with the role triage running?" in told.err


def test_at_the_terminal_a_whole_way_is_told_stage_by_stage(bot: Play, capsys: pytest.CaptureFixture[str]) -> None:
    fly(watch(bot), patience_s=60)
    lines = told_of(capsys.readouterr().out)
    stages = [str(stage) for stage in Stage]
    assert [line[:14].strip() for line in lines[:-1]] == stages
    assert lines[-1] == "All well: it went the whole way."


def told_of(out: str) -> list[str]:
    """What was said at the terminal, without the log of the bot that works beside it."""
    return [line for line in out.splitlines() if "info" not in line]


def test_no_source_of_a_rulebook_can_be_taken_for_a_canary(bot: Play) -> None:
    assert all(source.key != CANARY for source in bot.doorknock.rules.current.sources)
