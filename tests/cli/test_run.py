"""`doorknock run` says what is missing before it sets anything to work."""

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.run import command
from bot.errors import DoorknockError, SettingsError


def run(folder: Path, **environment: str | None) -> Result:
    """The command with nothing but this environment, and a database of its own."""
    (folder / "empty.env").touch()
    nothing = dict.fromkeys(("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "ROLES"))
    own = {"ENV_FILE": str(folder / "empty.env"), "DATABASE_URL": f"sqlite:///{folder / 'doorknock.db'}"}
    return CliRunner().invoke(command, env=nothing | own | environment)


def test_everything_that_is_missing_is_named_at_once_with_where_to_get_it(tmp_path: Path) -> None:
    error = run(tmp_path).exception
    assert isinstance(error, SettingsError)
    assert "SLACK_BOT_TOKEN is missing" in str(error)
    assert "SLACK_APP_TOKEN is missing (or SLACK_SIGNING_SECRET, for HTTP)" in str(error)
    assert str(error).count("api.slack.com/apps") == 2


def test_a_port_that_is_taken_is_told_before_anything_is_set_to_work(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        tokens = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "secret"}
        error = run(tmp_path, WEB_PORT=str(port), **tokens).exception
    assert isinstance(error, SettingsError)
    assert f"nothing can listen on 127.0.0.1:{port}" in str(error)
    assert "set WEB_PORT to another number" in str(error)
    assert not (tmp_path / "doorknock.db").exists()


@pytest.mark.parametrize("roles", ["webb", "web knock"])
def test_a_role_that_does_not_exist_is_answered_with_those_that_do(tmp_path: Path, roles: str) -> None:
    result = run(tmp_path, ROLES=roles, SLACK_BOT_TOKEN="xoxb-1")
    assert isinstance(result.exception, SettingsError)
    assert "Choose among web, ingest, triage, deliver, tick" in str(result.exception)


def test_a_model_that_is_not_there_is_named_before_anything_is_set_to_work(tmp_path: Path) -> None:
    tokens = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "secret"}
    error = run(tmp_path, ENCODER=str(tmp_path / "no-model"), WEB_PORT="0", **tokens).exception
    assert isinstance(error, SettingsError)
    assert "ENCODER" in str(error)
    assert "leave ENCODER empty" in str(error)
    assert not (tmp_path / "doorknock.db").exists()


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("DATABASE_URL", "sqlite:////no-such-folder/doorknock.db", "cannot be opened"),
        ("RULES_DIR", "no-such-folder", "there is no rulebook here"),
    ],
)
def test_a_database_or_a_rulebook_that_is_not_there_is_named_at_the_start(
    tmp_path: Path, name: str, value: str, complaint: str
) -> None:
    tokens = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "secret"}
    error = run(tmp_path, WEB_PORT="0", **tokens, **{name: value}).exception
    assert isinstance(error, DoorknockError)
    assert name in str(error)
    assert complaint in str(error)
