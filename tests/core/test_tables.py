"""Every command is decided by the function that stands beside it in a table, which is the one made for it."""

from typing import get_args, get_type_hints

from bot.core import commands as cmd
from bot.core.decide import DECISIONS


def is_made_for(function: object, parameter: str, kind: type) -> bool:
    """Whether the function takes this kind; the tables hold functions of many kinds, so mypy cannot tell."""
    hint = get_type_hints(function)[parameter]
    return kind in (get_args(hint) or (hint,))


def test_every_command_there_is_has_its_decision() -> None:
    assert set(DECISIONS) == set(get_args(cmd.Command))
    assert all(is_made_for(function, "command", kind) for kind, function in DECISIONS.items())
