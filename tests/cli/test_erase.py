"""`doorknock erase` takes the words of an issue out of the database, after asking once."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine

from bot.cli.erase import command
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
