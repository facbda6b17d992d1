"""docs/using-it-in-slack.md says what the code does: its table is read by the bot's own grammar."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.slack import surface
from bot.slack.actions import LABELS, Act
from bot.slack.grammar import Setting, read
from bot.slack.listeners.shortcuts import ACTS
from tests.core.example import RULEBOOK

PAGE = (Path(__file__).parents[2] / "docs" / "using-it-in-slack.md").read_text(encoding="utf-8")
ROWS = [
    re.split(r"\s*\|\s*", line.strip("| \n"))
    for line in PAGE.splitlines()
    if line.startswith("| ") and "---" not in line and not line.startswith("| act ")
]
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
SETTING = Setting(rulebook=RULEBOOK, now=NOW, zone="Europe/London", opening=NOW)
ACT = {label: act for act, label in LABELS.items()}
SHORTCUT = {act: shown.name for shown in surface.SHORTCUTS if (act := ACTS.get(shown.callback_id)) is not None}


def test_every_act_has_its_row_and_no_other() -> None:
    assert [row[0] for row in ROWS] == [
        LABELS[act] for act in sorted(ACT.values(), key=_place) if act not in {Act.STILL_ON_IT, Act.SHOW, Act.ALL}
    ]


def _place(act: Act) -> int:
    return next((index for index, row in enumerate(ROWS) if row[0] == LABELS[act]), -1)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_each_way_in_the_table_is_that_act(row: list[str]) -> None:
    label, button, command, shortcut, word = row
    assert button == f"*{label}*"
    assert shortcut == f"*{SHORTCUT.get(ACT[label], surface.MORE_OF_THIS.name)}*"
    typed = re.fullmatch(r"`/issue 1042 (.+)`", command)
    said = re.fullmatch(r"`@Doorknock (.+)`", word)
    assert typed is not None
    assert said is not None
    for words in (typed[1], said[1]):
        found = read(words, SETTING)
        assert found is not None
        assert found.act is ACT[label]


def test_every_command_and_shortcut_is_named() -> None:
    for_issues = {each.name for each in surface.COMMANDS} - {surface.MENTION.name, surface.DOORKNOCK.name}
    assert set(re.findall(r"`(/[a-z]+)[ `]", PAGE)) >= for_issues
    assert all(f"*{name}*" in PAGE for name in SHORTCUT.values())
