"""docs/connect-slack.md says what the code does."""

import re
from pathlib import Path

from bot.cli import COMMANDS
from bot.settings import Settings
from bot.slack import surface
from bot.slack.manifest import REQUEST_PATH

PAGE = (Path(__file__).parents[2] / "docs" / "connect-slack.md").read_text(encoding="utf-8")


def test_every_permission_is_explained_in_the_same_words() -> None:
    rows = dict(re.findall(r"^\| `([a-z_.:]+)` \| (.+) \|$", PAGE, re.MULTILINE))
    assert rows == dict(surface.SCOPES)


def test_every_command_and_shortcut_is_named() -> None:
    assert set(re.findall(r"`(/[a-z]+)[ `]", PAGE)) >= {each.name for each in surface.COMMANDS}
    assert all(f"*{each.name}*" in PAGE for each in surface.SHORTCUTS)


def test_every_command_line_and_setting_it_names_exists() -> None:
    typed = set(re.findall(r"(?<!/)doorknock ([a-z]+)", PAGE)) - {"claim"}
    assert typed <= set(COMMANDS)
    named = {name.lower() for name in re.findall(r"SLACK_[A-Z_]+", PAGE)}
    assert named <= set(Settings.model_fields)
    assert REQUEST_PATH in PAGE
    assert all(scope in PAGE for scope in surface.APP_LEVEL_SCOPES)
