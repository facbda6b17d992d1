"""`doorknock summary` shows a week to people and to programs, and has it posted when asked."""

import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.console import Console
from sqlalchemy import Engine

from bot.cli.summary import as_json, command, show
from bot.core.commands import Dismiss, HandOff
from bot.core.mention import Mention
from bot.core.summary import Summary
from bot.errors import SettingsError
from bot.services.reporting import Reporting
from bot.store.database import connect
from bot.store.unit import SqlUnitOfWork
from tests.databases import engine, migrated_sqlite, postgres_engine, postgres_url
from tests.services.house import House

__all__ = ["engine", "migrated_sqlite", "postgres_engine", "postgres_url"]

STRANGE = "[bold]refund\x1b[31m"


def run(*words: str, database: str, book: Path) -> Result:
    return CliRunner().invoke(command, words, env={"DATABASE_URL": database, "RULES_DIR": str(book)})


def receive(database: str, *texts: str) -> None:
    """Store mentions of week 48, the way intake does."""
    engine = connect(database)
    with SqlUnitOfWork(engine) as unit:
        at = datetime(2026, 11, 24, 12, tzinfo=UTC)
        unit.mentions.add([Mention(source="test", external_id=text, text=text, received_at=at) for text in texts])
        unit.commit()
    engine.dispose()


def shown(summary: Summary) -> str:
    screen = io.StringIO()
    show(summary, Console(file=screen, width=200), summary.week)
    return screen.getvalue()


def pending(database: str) -> int:
    engine = connect(database)
    with SqlUnitOfWork(engine) as unit:
        count = unit.record.ledger().outbox.get("pending", 0)
    engine.dispose()
    return count


def test_fresh_installation_had_a_quiet_week(database: str, book: Path) -> None:
    result = run(database=database, book=book)
    assert result.exit_code == 0, result.output
    assert "A quiet week: nobody mentioned us, and nothing is open." in result.output


def test_summary_makes_no_database_of_its_own(tmp_path: Path, book: Path) -> None:
    error = run(database=f"sqlite:///{tmp_path / 'elsewhere.db'}", book=book).exception
    assert isinstance(error, SettingsError)
    assert "there is no database at sqlite:///" in str(error)
    assert not (tmp_path / "elsewhere.db").exists()


def test_people_read_the_week_its_days_and_one_sentence(database: str, book: Path) -> None:
    receive(database, "The room was cold", "The soup was cold")
    result = run("--week", "2026-W48", database=database, book=book)
    assert result.output.splitlines()[:2] == [
        "2026-W48, 23 – 29 November 2026",
        "2 mentions, no new issue; nothing is left open.",
    ]


def test_programs_read_figures_and_words(database: str, book: Path) -> None:
    receive(database, "The room was cold")
    told = json.loads(run("--week", "2026-W48", "--json", database=database, book=book).output)
    assert told["week"] == "2026-W48"
    assert told["figures"]["volume"]["mentions"] == {"now": 1, "before": 0}
    assert told["sections"][0]["lines"][0]["text"] == "1 mention"


def test_week_that_does_not_exist_is_refused_with_an_example(database: str, book: Path) -> None:
    result = run("--week", "2026-W99", database=database, book=book)
    assert result.exit_code == 2
    assert "such as 2026-W48" in result.output


def test_nothing_is_posted_unless_asked_for(database: str, book: Path) -> None:
    run("--week", "2026-W48", database=database, book=book)
    assert pending(database) == 0


def test_summary_is_posted_once_however_often_it_is_asked_for(database: str, book: Path) -> None:
    pended = []
    for _ in range(2):
        result = run("--week", "2026-W48", "--post", database=database, book=book)
        assert "The bot posts it in #" in result.stderr
        pended.append(pending(database))
    assert pended[0] == pended[1] > 0


def test_a_departments_week_is_shown_as_the_department_reads_it(database: str, book: Path) -> None:
    result = run("--department", "billing", "--week", "2026-W48", database=database, book=book)
    assert result.output == "2026-W48: a quiet week. Nothing came, and nothing is open.\n"
    assert (
        "The bot posts it in #billing" in run("--department", "billing", "--post", database=database, book=book).stderr
    )


def test_a_department_that_reads_no_summary_is_refused(database: str, book: Path) -> None:
    result = run("--department", "kitchen", database=database, book=book)
    assert result.exit_code == 2
    assert "«kitchen» is no department of the rulebook, or its summary is off there" in " ".join(result.output.split())


def test_asked_for_as_json_and_posted_the_json_stays_clean(database: str, book: Path) -> None:
    result = run("--week", "2026-W48", "--json", "--post", database=database, book=book)
    assert json.loads(result.stdout)["week"] == "2026-W48"


def test_issues_are_shown_with_the_number_people_type(engine: Engine) -> None:
    house = House(engine)
    house.receive("billing: charged twice")
    house.settle()
    summary = Reporting(house.open_unit, house.clock, house.rules).build("2026-W48")
    assert "#1001 Billing: open for less than a minute, nobody has answered yet" in shown(summary)


def test_words_of_colleagues_are_shown_as_words(engine: Engine) -> None:
    house = House(engine)
    house.receive("billing: charged twice")
    house.settle()
    house.apply(1001, HandOff(by="U1", assignment=1, to="food"))
    house.forward(hours=1)
    house.apply(1001, Dismiss(by="U1", why=STRANGE))
    summary = Reporting(house.open_unit, house.clock, house.rules).build("2026-W48")
    assert "[bold]refund" in shown(summary)
    assert "\x1b" not in shown(summary)


def test_lengths_of_time_are_seconds_in_json(engine: Engine) -> None:
    house = House(engine)
    house.receive("billing: charged twice")
    house.settle()
    house.clock.forward(timedelta(minutes=30))
    house.apply(1001, HandOff(by="U1", assignment=1, to="food"))
    summary = Reporting(house.open_unit, house.clock, house.rules).build("2026-W48")
    assert json.loads(as_json(summary, summary.week))["figures"]["answers"]["median"] == pytest.approx(1800, abs=60)
