"""Opens the database, ready to be used. Light: a command that only counts need not load the rest of the bot."""

from bot.store.database import connect
from bot.store.migrate import migrate
from bot.store.unit import Store


def open_store(database_url: str) -> Store:
    """The database at `database_url`, migrated; SettingsError where it cannot be opened or is too new."""
    engine = connect(database_url)
    migrate(engine)
    return Store(engine)
