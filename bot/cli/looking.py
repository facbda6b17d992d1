"""What the commands that look back have in common: what they open, and how they write it down.

Guarantee: nothing that anybody wrote is read as an instruction to the terminal.
"""

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ports import OpenUnit
    from bot.rulebook import RulebookKeeper


def stored_and_rules(rules_dir: str | None) -> "tuple[OpenUnit, RulebookKeeper]":
    """The database of the settings, which must be there, and the rulebook in `rules_dir` or else of the settings."""
    # Imported here, so that `--help` stays quick.
    from bot.logs import configure_logging
    from bot.rulebook import RulebookKeeper
    from bot.settings import load_settings
    from bot.store.opening import open_existing_store

    settings = load_settings(rules_dir=rules_dir)
    # Whoever asks for a summary wants to read that, not that it was built.
    configure_logging(level="DEBUG" if settings.log_level == "DEBUG" else "WARNING", log_format=settings.log_format)
    return open_existing_store(settings.database_url), RulebookKeeper(settings.rules_dir)


def printable(text: str) -> str:
    """`text` without what a terminal might obey."""
    return "".join(character for character in text if character.isprintable())


def to_json(told: object) -> str:
    """For programs: instants in ISO 8601, lengths of time in seconds."""
    return json.dumps(told, default=_plain, ensure_ascii=False, indent=2)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    raise TypeError(f"cannot write {type(value).__name__} as JSON")
