"""`doorknock check` says in one go whether a rulebook is fit for use."""

import json
from pathlib import Path

from click.testing import CliRunner

from bot.cli.check import command
from bot.errors import SettingsError
from tests.rulebook.small_book import spoilt, write_book

BAD = spoilt("rules.yaml", "department: billing", "department: biling")


def test_a_good_rulebook_is_summed_up_in_a_line(tmp_path: Path) -> None:
    folder = write_book(tmp_path / "rules")
    result = CliRunner().invoke(command, ["--rules", str(folder)])
    assert result.exit_code == 0
    assert result.output.splitlines()[-1] == (
        f"{folder} is fit for use: 2 departments, 2 rules, 2 examples, 3 sources, 2 warnings to look at."
    )


def test_a_bad_rulebook_is_listed_line_by_line_and_fails(tmp_path: Path) -> None:
    folder = write_book(tmp_path / "rules", BAD)
    result = CliRunner().invoke(command, ["--rules", str(folder)])
    assert result.exit_code == 1
    assert f"{folder}/rules.yaml:4:24: there is no department «biling»; did you mean «billing»?" in result.output
    assert result.output.splitlines()[-1] == f"{folder} cannot be used yet: 1 error to put right."


def test_programs_get_json(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, ["--rules", str(write_book(tmp_path / "rules", BAD)), "--json"])
    told = json.loads(result.output)
    assert result.exit_code == 1
    assert (told["ok"], told["version"]) == (False, None)
    (problem,) = told["problems"]
    assert (problem["line"], problem["column"], problem["severity"]) == (4, 24, "error")


def test_the_folder_comes_from_the_settings_where_none_is_named(tmp_path: Path) -> None:
    folder = write_book(tmp_path / "rules")
    result = CliRunner().invoke(command, ["--json"], env={"RULES_DIR": str(folder)})
    told = json.loads(result.output)
    assert result.exit_code == 0
    assert (told["departments"], told["rules"], told["examples"], told["sources"]) == (2, 2, 2, 3)


def test_broken_settings_are_no_bad_rulebook_and_end_as_everywhere(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("WEB_PORT=none\n")
    result = CliRunner().invoke(command, [], env={"ENV_FILE": str(tmp_path / ".env"), "WEB_PORT": None})
    assert isinstance(result.exception, SettingsError)
    assert "WEB_PORT" in str(result.exception)
    assert "doorknock check --rules DIR" in str(result.exception)
