"""Opens the database, ready to be used. Light: a command that only counts need not load the rest of the bot."""

from pathlib import Path

from sqlalchemy import Engine

from bot.errors import SettingsError
from bot.store.database import connect, shown, sqlite_file
from bot.store.migrate import make_ready
from bot.store.moves import refuse_half_moved, refuse_moved_away
from bot.store.unit import Store


def open_store(database_url: str) -> Store:
    """The database at `database_url`, migrated; SettingsError where it cannot be opened, is too new or was moved."""
    return _opened(connect(database_url))


def open_existing_store(database_url: str, *, is_only_read: bool = False) -> Store:
    """The same, but SettingsError where SQLite would have to make the file. What was moved away can still be read."""
    engine = connect(database_url)
    require_file(engine)
    return _opened(engine, is_only_read=is_only_read)


def require_file(engine: Engine) -> None:
    """SettingsError where an SQLite database is not there yet."""
    file = sqlite_file(engine)
    if file is not None and not file.exists():
        raise SettingsError(
            f"DATABASE_URL: there is no database at {shown(engine.url)} (seen from {Path.cwd()}). "
            "Call this where the bot runs, or set DATABASE_URL; a new database is made by `doorknock run` or "
            "`doorknock import`"
        )


def _opened(engine: Engine, *, is_only_read: bool = False) -> Store:
    try:
        make_ready(engine)
        refuse_half_moved(engine)
        if not is_only_read:
            refuse_moved_away(engine)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine)
