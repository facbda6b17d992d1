"""`doorknock move-database --to postgresql://…`: carries everything to another database, and compares.

Exit code 2 where it cannot be begun or ended; the old database is as it was then, and the same call goes on.
"""

from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.store.move import Moved


@click.command("move-database")
@click.option(
    "--to", "target", metavar="URL", help="Where to: postgresql://user:password@host/name, or sqlite:///file."
)
@click.option("--undo", "is_undone", is_flag=True, help="Let the old database be used again, although it was moved.")
def command(*, target: str | None, is_undone: bool) -> None:
    """Move everything from the database in DATABASE_URL to another one, while no bot runs.

    It may be interrupted at any time: the same call goes on where it stopped. At the end each table is counted and
    compared on both sides. The old database is left as it is, but no bot starts on it any more.
    """
    from bot.settings import load_settings

    settings = load_settings()
    if is_undone:
        _undo(settings.database_url)
    elif target:
        _move(settings.database_url, target)
    else:
        raise click.UsageError("Say where to: doorknock move-database --to postgresql://user:password@host/name")


def _move(source: str, target: str) -> None:
    from bot.clock import SystemClock
    from bot.settings import load_settings
    from bot.store.move import move

    # Read as any other DATABASE_URL is, with the same complaints.
    goal = load_settings(database_url=target)
    console = Console(stderr=True)
    with console.status("Looking at both databases …") as status:
        moved = move(
            source,
            goal.database_url,
            now=SystemClock().now(),
            progress=lambda table, rows: status.update(f"{table}: {rows:,} rows copied"),
        )
    show(moved, Console())
    click.echo(f"Everything is in {goal.database_label} now. Set DATABASE_URL to it, wherever the bot runs, and start.")


def show(moved: "Sequence[Moved]", console: Console) -> None:
    """The tables for people: the count and the beginning of the checksum, which were the same on both sides."""
    table = Table("Table", "Rows", "Checksum", box=None, pad_edge=False, header_style="bold")
    table.columns[1].justify = "right"
    for each in moved:
        table.add_row(each.table, f"{each.fingerprint.rows:,}", Text(each.fingerprint.checksum[:12], style="dim"))
    console.print(table)


def _undo(url: str) -> None:
    from bot.store.move import undo

    where = undo(url)
    click.echo(
        f"The bot may start on the old database again. What has come in since is in {where} alone, and no bot may run "
        "there meanwhile."
    )
