"""`doorknock migrate`: brings the database to the schema of this version; `--check` only says whether it is there.

Exit code of `--check`: 0 where nothing is to be done, 1 where something is. 2 where it cannot be done.
"""

from typing import TYPE_CHECKING

import click

from bot.errors import SettingsError

if TYPE_CHECKING:
    from sqlalchemy import Engine


@click.command("migrate")
@click.option("--check", "is_check", is_flag=True, help="Change nothing, and say whether anything is to be done.")
@click.option(
    "--while-running",
    "is_anyway",
    is_flag=True,
    help="Do it although the bot runs. Processes of the older version may fail until they are replaced.",
)
def command(*, is_check: bool, is_anyway: bool) -> None:
    """Bring the database in DATABASE_URL to the schema of this version. Make a copy of it first."""
    from bot.settings import load_settings
    from bot.store.database import connect

    settings = load_settings()
    engine = connect(settings.database_url)
    try:
        if is_check:
            _check(engine, settings.database_label)
        else:
            _migrate(engine, settings.database_label, is_anyway=is_anyway)
    finally:
        engine.dispose()


def _check(engine: "Engine", label: str) -> None:
    from bot.store.database import sqlite_file
    from bot.store.migrate import schema_of

    file = sqlite_file(engine)
    if file is not None and not file.exists():
        click.echo(f"There is no database at {label} yet; the first start of the bot makes it.")
        raise click.exceptions.Exit(1)
    schema = schema_of(engine)
    schema.require_known()
    if not schema.is_up_to_date:
        click.echo(f"{label} has schema {schema.current or 'none'}, this Doorknock needs {schema.newest}.")
        raise click.exceptions.Exit(1)
    click.echo(f"{label} has schema {schema.newest}, as this Doorknock needs it.")


def _migrate(engine: "Engine", label: str, *, is_anyway: bool) -> None:
    from bot.store.alone import is_open_elsewhere
    from bot.store.migrate import migrate, schema_of

    before = schema_of(engine)
    before.require_known()
    if before.is_up_to_date:
        click.echo(f"{label} has schema {before.newest} already: nothing to do.")
        return
    if not is_anyway and is_open_elsewhere(engine):
        raise SettingsError(
            f"Somebody has {label} open, most likely a bot of the older version: stop it first, or add --while-running"
        )
    click.echo(f"{label} went from schema {before.current or 'none'} to {migrate(engine)}.")
