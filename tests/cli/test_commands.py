"""What `doorknock` says to somebody who mistypes."""

import pytest
from click.testing import CliRunner

from bot.cli import COMMANDS, doorknock


@pytest.mark.parametrize(("typed", "meant"), [("chekc", "check"), ("sumary", "summary"), ("doktor", "doctor")])
def test_a_mistyped_command_is_answered_with_the_nearest_one(typed: str, meant: str) -> None:
    result = CliRunner().invoke(doorknock, [typed])
    assert result.exit_code == 2
    assert f"There is no command «{typed}». Did you mean {meant}?" in result.output


def test_a_command_unlike_any_is_answered_without_a_guess() -> None:
    result = CliRunner().invoke(doorknock, ["xyzzy"])
    assert result.exit_code == 2
    assert "There is no command «xyzzy»." in result.output
    assert "Did you mean" not in result.output


def test_every_command_can_be_asked_for_help() -> None:
    for name in COMMANDS:
        result = CliRunner().invoke(doorknock, [name, "--help"])
        assert result.exit_code == 0, name
        assert f"Usage: doorknock {name}" in result.output
