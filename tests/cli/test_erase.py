"""`doorknock erase` takes the words of an issue out of the database, after asking once."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine

from bot.cli.erase import command
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
