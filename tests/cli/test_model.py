"""`doorknock model`: what was learnt, version by version, and back again."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from bot.cli.model import command
from bot.core.commands import Resolve
from bot.core.encoders import KnownEncoder, Standing
from bot.ports import AuditQuery
from bot.store.database import connect
from bot.store.opening import open_store
from tests.services.test_learning import PARASOL, SOUP, School


@pytest.fixture
def school(tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch) -> School:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", database)
    open_store(database).close()
    engine: Engine = connect(database)
    return School(engine, tmp_path)


@pytest.fixture
def taught(school: School) -> School:
    school.passed_on(PARASOL, to="front-desk", by="U7")
    school.learn()
    school.passed_on(SOUP, to="food", by="U8")
    school.learn()
    return school


def model(*words: str) -> Result:
    return CliRunner().invoke(command, list(words), env={"COLUMNS": "200"})


def test_the_history_says_what_each_version_learnt_and_which_is_in_force(taught: School) -> None:
    answer = model("history")
    assert answer.exit_code == 0, answer.output
    rows = [line.split() for line in answer.output.splitlines()]
    assert [row[0] for row in rows[1:4]] == ["2", "1", "0"]
    assert rows[1][-2:] == ["in", "force"]
    assert "was in force from 2026-11-23" in answer.output
    told = json.loads(model("history", "--json").output)
    assert told["in_force"] == 2
    assert [each["number"] for each in told["versions"]] == [2, 1]


def test_a_version_shows_its_lessons_with_who_gave_them(taught: School) -> None:
    shown = model("show").output
    assert "Version 2" in shown
    assert "1: billing → front-desk · U7 · 2026-11-23 · #1001 “billing? my striped parasol" in shown
    assert "2: billing → food · U8" in shown
    assert "U8" not in model("show", "1").output


def test_a_rolled_back_version_judges_and_stays_until_another_is_chosen(taught: School) -> None:
    answer = model("use", "1")
    assert answer.exit_code == 0, answer.output
    assert "Version 1 judges from now on" in answer.output
    taught.learning.tick()
    assert taught.model().endswith(".v1")
    assert "in force, and kept" in model("history").output
    assert "goes" not in model("use", "newest").output
    taught.learning.tick()
    assert taught.model().endswith(".v2")
    with taught.open_unit() as unit:
        assert [each.what for each in unit.audit.find(AuditQuery())] == ["UseModel", "UseModel"]


def test_what_is_left_out_is_named_with_what_it_contradicts(school: School) -> None:
    number = school.passed_on(PARASOL, to="front-desk", by="U1")
    school.apply(number, Resolve(by="U3", assignment=2))
    school.passed_on(f"{PARASOL}!", to="food", by="U2")
    school.learn()
    shown = model("show", "1").output
    assert "Lessons (0)" in shown
    assert "1: billing → front-desk · U1" in shown
    assert "lesson 2 says otherwise" in shown


def test_what_nothing_else_bears_out_is_listed_apart(taught: School) -> None:
    (_, version) = taught.versions()
    with taught.open_unit() as unit:
        unit.models.add(replace(version, number=3, lessons=(1,), unborne=(2,)))
        unit.commit()
    shown = model("show", "3").output
    assert "Lessons (1)" in shown
    assert "everybody else says speaks against them" in shown
    assert shown.index("everybody else says speaks") < shown.index("2: billing → food · U8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "9"), "There is no version 9"),
        (("use", "9"), "There is no version 9"),
        (("show",), "Nothing has been learnt yet"),
    ],
)
def test_a_version_that_is_not_there_is_named(school: School, words: tuple[str, ...], said: str) -> None:
    answer = model(*words)
    assert answer.exit_code == 1
    assert said in str(answer.exception)


def test_what_is_no_version_is_asked_for_again(school: School) -> None:
    answer = model("use", "last")
    assert answer.exit_code == 2
    assert "Write its number, or newest" in answer.output


def test_the_encoder_in_use_is_shown_with_the_one_that_is_to_follow_it(school: School) -> None:
    assert "None yet: the bot has not been started" in model("encoder").output
    known = KnownEncoder(version="old@1", setting="", standing=Standing.IN_USE, since=school.clock.now(), listed_from=0)
    tried = replace(known, version="new@1", standing=Standing.DECLINED)
    with school.open_unit() as unit:
        unit.encoders.put(known)
        unit.encoders.put(tried)
        unit.commit()
    assert model("encoder").output.splitlines() == [
        "In use: old@1",
        "new@1 was worse when it was tried; `doorknock model encoder --use-anyway` uses it all the same.",
    ]
    answer = model("encoder", "--use-anyway")
    assert "new@1 follows as soon as it has read what is stored" in answer.output
    told = json.loads(model("encoder", "--json").output)
    assert (told["in_use"]["version"], told["coming"]["version"], told["coming"]["is_wanted"]) == (
        "old@1",
        "new@1",
        True,
    )
    with school.open_unit() as unit:
        assert [each.what for each in unit.audit.find(AuditQuery())] == ["UseEncoder"]


def test_no_other_encoder_can_be_wanted_where_none_waits(school: School) -> None:
    answer = model("encoder", "--use-anyway")
    assert "Set ENCODER and start the bot again" in str(answer.exception)


def test_a_version_by_another_encoder_says_so(taught: School) -> None:
    with taught.open_unit() as unit:
        version = unit.models.get(2)
        assert version is not None
        unit.models.add(replace(version, number=3, encoder="words@2", was_encoder="words@1"))
        unit.commit()
    assert "good, never in force; words@1 → words@2" in model("history").output
    shown = model("show", "3").output
    assert "encoder words@2 instead of words@1" in shown
    assert "; no worse" in shown
