"""Brings the database to the schema this code was written for, or says why not.

Guarantee: several processes may start at once, one migrates and the others wait. A schema newer than the code is
refused, since writing to it could lose what the newer code keeps there; so is an older one on PostgreSQL at a start,
where other processes may be at work by it.
"""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """The schema that a database has, "" for none, beside the newest that this code knows."""

    current: str
    newest: str
    is_known: bool

    @property
    def is_up_to_date(self) -> bool:
        """Whether code and database fit."""
        return self.current == self.newest

    def require_known(self) -> None:
        """SettingsError where newer code has been here."""
        if not self.is_known:
            raise SettingsError(
                f"DATABASE_URL: the database has schema {self.current}, this Doorknock knows up to {self.newest}: "
                "it was written by a newer version. Install that version, or restore a backup"
            )


def schema_of(engine: Engine) -> Schema:
    """What is there, without changing it. SettingsError where it cannot be opened."""
    try:
        with engine.connect().execution_options(only_reads=True) as connection:
            return _schema(connection)
    except OperationalError as error:
        raise _cannot_open(engine, error) from error


def migrate(engine: Engine) -> str:
    """Upgrade to the newest schema and return its revision. SettingsError where that cannot be done."""
    try:
        with engine.begin() as connection:
            return _upgrade(connection)
    except OperationalError as error:
        raise _cannot_open(engine, error) from error


def make_ready(engine: Engine) -> None:
    """Upgrade where that takes nobody by surprise: an empty database, or SQLite, which is one machine's own."""
    schema = schema_of(engine)
    schema.require_known()
    if schema.current and not schema.is_up_to_date and engine.dialect.name == "postgresql":
        raise SettingsError(
            f"DATABASE_URL: the database has schema {schema.current}, this Doorknock needs {schema.newest}. Stop the "
            "processes of the older version, make a copy, and type `doorknock migrate`"
        )
    if not schema.is_up_to_date:
        migrate(engine)


def _upgrade(connection: Connection) -> str:
    if connection.dialect.name == "postgresql":
        # A migration of a large table takes as long as it takes, and whoever starts meanwhile waits for it.
        connection.execute(text("SET LOCAL lock_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
    schema = _schema(connection)
    schema.require_known()
    if not schema.is_up_to_date:
        command.upgrade(alembic_config(connection), "head")
    return schema.newest


def _schema(connection: Connection) -> Schema:
    scripts = ScriptDirectory.from_config(alembic_config(connection))
    current = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in scripts.walk_revisions()}
    return Schema(
        current=current or "", newest=scripts.get_current_head() or "", is_known=current is None or current in known
    )


def _cannot_open(engine: Engine, error: OperationalError) -> SettingsError:
    why = " ".join(str(error.orig).split()).rstrip(".?")
    return SettingsError(
        f"DATABASE_URL: the database at {shown(engine.url)} cannot be opened: {why}. {_NEXT[engine.dialect.name]}"
    )


def alembic_config(connection: Connection) -> Config:
    """Alembic set up for our migrations on this connection."""
    config = Config()
    config.set_main_option("script_location", str(files("bot.store") / "migrations"))
    config.attributes["connection"] = connection
    return config
