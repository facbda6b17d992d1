"""Brings the database to the schema this code was written for.

Guarantee: several processes may start at once, one migrates and the others wait; a schema newer than the code is
refused, since writing to it could lose what the newer code keeps there.
"""

from importlib.resources import files
from types import MappingProxyType

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

from bot.errors import SettingsError
from bot.store.database import shown

MIGRATION_LOCK = 4_242_000
# What to do where a database cannot be opened.
_NEXT = MappingProxyType(
    {
        "sqlite": "See that its folder exists and that both may be written to, or name another file in DATABASE_URL",
        "postgresql": "See that the server runs and can be reached from here, and that user, password and name fit",
    }
)


def migrate(engine: Engine) -> str:
    """Upgrade to the newest schema and return its revision. SettingsError where that cannot be done."""
    try:
        with engine.begin() as connection:
            return _upgrade(connection)
    except OperationalError as error:
        why = " ".join(str(error.orig).split()).rstrip(".?")
        raise SettingsError(
            f"DATABASE_URL: the database at {shown(engine.url)} cannot be opened: {why}. {_NEXT[engine.dialect.name]}"
        ) from error


def _upgrade(connection: Connection) -> str:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
    config = alembic_config(connection)
    scripts = ScriptDirectory.from_config(config)
    newest = scripts.get_current_head() or ""
    current = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in scripts.walk_revisions()}
    if current is not None and current not in known:
        raise SettingsError(
            f"DATABASE_URL: the database has schema {current}, this Doorknock knows up to {newest}: "
            "it was written by a newer version. Install that version, or restore a backup"
        )
    if current != newest:
        command.upgrade(config, "head")
    return newest


def alembic_config(connection: Connection) -> Config:
    """Alembic set up for our migrations on this connection."""
    config = Config()
    config.set_main_option("script_location", str(files("bot.store") / "migrations"))
    config.attributes["connection"] = connection
    return config
