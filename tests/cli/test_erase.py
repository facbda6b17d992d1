"""`doorknock erase` takes the words of an issue out of the database, after asking once."""

from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine

from bot.cli.erase import command
from bot.clock import SystemClock
from bot.core.commands import Merge
from bot.store.database import connect
from bot.store.opening import open_store
from tests.services.house import House

RULES = Path(__file__).parents[2] / "routing_rules"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    url = f"sqlite:///{tmp_path / 'doorknock.db'}"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("RULES_DIR", str(RULES))
    open_store(url).close()
    engine: Engine = connect(url)
    house = House(engine)
    house.receive("my billing is wrong, says Ann Example")
    house.settle()
    return house


def test_the_words_are_gone_and_the_issue_stays(house: House) -> None:
    answer = CliRunner().invoke(command, ["1001"], input="y\n")
    assert answer.exit_code == 0, answer.output
    assert "Erased: 1 mentions of #1001" in answer.output
    stored = house.issues.mention(house.issue().mention)
    assert stored is not None
    assert stored.mention.content == ""
    assert house.ledger().lost == 0


def test_a_mention_that_could_not_be_sorted_is_erased_by_its_own_number_and_what_quotes_it_too(house: House) -> None:
    house.receive("poison pill, says Cy Example")
    for _ in range(6):
        house.forward(minutes=10)
    [told] = [said for said in house.slack.messages if said.what == "PostSetAside"]
    assert "Cy Example" in str(told.delivery.mention)
    assert "cannot read this" not in str(told.delivery.notice)
    answer = CliRunner().invoke(command, ["--mention", "2", "--yes"])
    assert "Erased: the words of mention 2" in answer.output
    # By the machine's own clock, which is ahead of the house's.
    house.clock.forward(SystemClock().now() - house.clock.now() + timedelta(seconds=1))
    for _ in range(3):
        house.delivery.tick()
        house.clock.forward(timedelta(seconds=1))
    [told] = [said for said in house.slack.messages if said.what == "ShowAnew"]
    assert "Cy Example" not in str(told.delivery.mention)
    assert told.edits == 1
    assert (house.ledger().erased, house.ledger().lost) == (1, 0)


@pytest.mark.parametrize(("number", "told"), [("1", "a part of #1001: erase 1001"), ("99", "there is no mention 99")])
def test_a_mention_of_an_issue_and_one_that_is_not_there_are_not_erased(house: House, number: str, told: str) -> None:
    answer = CliRunner().invoke(command, ["--mention", number, "--yes"])
    assert answer.exit_code == 1
    assert told in answer.output
    assert house.ledger().erased == 0


def test_nothing_happens_without_a_yes(house: House) -> None:
    answer = CliRunner().invoke(command, ["1001"], input="n\n")
    assert answer.exit_code == 1
    assert house.ledger().erased == 0


def test_an_unknown_issue_is_named(house: House) -> None:
    answer = CliRunner().invoke(command, ["4711", "--yes"])
    assert answer.exit_code == 1
    assert "there is no issue #4711" in answer.output


def test_a_merged_issue_is_answered_with_where_its_mentions_are(house: House) -> None:
    house.receive("the food is cold, says Bo Example")
    house.settle()
    house.issues.apply(1001, Merge(by="U1", into=1002))
    answer = CliRunner().invoke(command, ["1001", "--yes"])
    assert answer.exit_code == 1
    assert "#1001 is a part of #1002 now" in answer.output
    assert CliRunner().invoke(command, ["1002", "--yes"]).exit_code == 0
    assert house.ledger().erased == 2
