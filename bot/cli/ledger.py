"""`doorknock ledger`: what came in against what became of it.

Exit code 1 where a mention has been lost, so that a cron job can ask; 2 where there is no database to count in.
"""

import json
from dataclasses import asdict

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.ports import Ledger


@click.command("ledger")
@click.option("--json", "is_json", is_flag=True, help="One JSON object, for programs.")
def command(*, is_json: bool) -> None:
    """Count what came in against what became of it; `lost` must be 0."""
    from bot.settings import load_settings
    from bot.store.opening import open_existing_store

    settings = load_settings()
    with open_existing_store(settings.database_url, is_only_read=True)() as unit:
        ledger = unit.record.ledger()
    if is_json:
        click.echo(json.dumps({**asdict(ledger), "lost": ledger.lost}))
    else:
        console = Console()
        console.print(Text(settings.database_label, style="dim"), soft_wrap=True)
        show(ledger, console)
    if ledger.lost:
        raise click.exceptions.Exit(1)


def show(ledger: Ledger, console: Console) -> None:
    """The ledger for people."""
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_row("Received", f"{ledger.received:,}", style="bold")
    for name, about in (
        ("opened", "became an issue"),
        ("joined", "joined one that was open"),
        ("dismissed", "needed nobody, with a reason"),
        ("waiting", "still to be sorted"),
        ("erased", "erased on request"),
    ):
        table.add_row(f"  {name}", f"{getattr(ledger, name):,}", f"[dim]{about}[/dim]")
    table.add_row("Lost", f"{ledger.lost:,}", style="bold red" if ledger.lost else "bold green")
    console.print(table)
    states = ", ".join(f"{count:,} {state}" for state, count in sorted(ledger.outbox.items())) or "nothing yet"
    console.print(f"Told Slack: {states}.")
