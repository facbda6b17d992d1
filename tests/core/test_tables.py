"""Commands are decided, events change an issue and are told, each by the function made for it: it stands in a table."""

from typing import get_args, get_type_hints

from bot.core import commands as cmd
from bot.core import events as ev
from bot.core.decide import DECISIONS
from bot.core.evolve import CHANGES
from bot.core.telling import TELLINGS


def is_made_for(function: object, parameter: str, kind: type) -> bool:
    """Whether the function takes this kind; the tables hold functions of many kinds, so mypy cannot tell."""
    hint = get_type_hints(function)[parameter]
    return kind in (get_args(hint) or (hint,))


def test_every_command_there_is_has_its_decision() -> None:
    assert set(DECISIONS) == set(get_args(cmd.Command))
    assert all(is_made_for(function, "command", kind) for kind, function in DECISIONS.items())


def test_every_event_there_is_changes_an_issue_but_the_one_that_makes_it() -> None:
    assert set(CHANGES) == set(get_args(ev.Event)) - {ev.IssueOpened}
    assert all(is_made_for(function, "event", kind) for kind, function in CHANGES.items())


def test_events_that_tell_more_than_the_card_are_told_by_what_was_made_for_them() -> None:
    assert set(TELLINGS) < set(get_args(ev.Event))
    assert all(is_made_for(function, "event", kind) for kind, function in TELLINGS.items())
