"""Opens the database, ready to be used. Light: a command that only counts need not load the rest of the bot."""

from pathlib import Path

from sqlalchemy import Engine

from bot.errors import SettingsError
from bot.store.database import connect, shown
from bot.store.migrate import migrate
from bot.store.unit import Store


def open_store(database_url: str) -> Store:
    """The database at `database_url`, migrated; SettingsError where it cannot be opened or is too new."""
    return _opened(connect(database_url))


def open_existing_store(database_url: str) -> Store:
    """The same for a command that only looks: SettingsError where SQLite would have to make the file."""
    engine = connect(database_url)
    file = _sqlite_file(engine)
    if file is not None and not file.exists():
        raise SettingsError(
            f"DATABASE_URL: there is no database at {shown(engine.url)} (seen from {Path.cwd()}). "
            "Call this where the bot runs, or set DATABASE_URL; a new database is made by `doorknock run` or "
            "`doorknock import`"
        )
    return _opened(engine)


def _opened(engine: Engine) -> Store:
    migrate(engine)
    return Store(engine)


def _sqlite_file(engine: Engine) -> Path | None:
    name = engine.url.database
    if engine.dialect.name != "sqlite" or not name or name == ":memory:" or name.startswith("file:"):
        return None
    return Path(name)
