"""`doorknock audit`: who asked for what, by which way, and what came of it.

Guarantee: looks only; nothing that anybody wrote is in it.
"""

import csv
import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime

import click
from rich.console import Console
from rich.table import Table

from bot.ports import AuditEntry, AuditQuery

COLUMNS = ("at", "by", "via", "what", "issue", "assignment", "reason")


@click.command("audit")
@click.option("--issue", type=int, help="Only about this issue.")
@click.option("--who", default="", help="Only what this person asked for, by Slack id (U…).")
@click.option("--since", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"]), help="Only from then on, in UTC.")
@click.option("--refused", is_flag=True, help="Only what was refused.")
@click.option(
    "--limit", type=click.IntRange(1, 1_000_000), default=1_000, show_default=True, help="The newest so many."
)
@click.option("--json", "is_json", is_flag=True, help="One JSON object a line, for programs.")
@click.option("--csv", "is_csv", is_flag=True, help="A table for spreadsheets.")
def command(
    *, issue: int | None, who: str, since: datetime | None, refused: bool, limit: int, is_json: bool, is_csv: bool
) -> None:
    """Show who asked for what, by which way, and what came of it."""
    from bot.settings import load_settings
    from bot.store.opening import open_existing_store

    if is_json and is_csv:
        raise click.UsageError("--json and --csv exclude each other; choose one")
    from_then = since.replace(tzinfo=UTC) if since else None
    query = AuditQuery(issue=issue, by=who, since=from_then, only_refused=refused, limit=limit)
    with open_existing_store(load_settings().database_url)() as unit:
        entries = unit.audit.find(query)
    if is_json:
        for entry in entries:
            click.echo(json.dumps({**asdict(entry), "at": entry.at.isoformat()}))
    elif is_csv:
        _write_csv(entries)
    else:
        _show(entries)


def _write_csv(entries: list[AuditEntry]) -> None:
    writer = csv.writer(sys.stdout)
    writer.writerow(COLUMNS)
    writer.writerows([*_cells(entry)] for entry in entries)


def _cells(entry: AuditEntry) -> list[str]:
    cells = {**asdict(entry), "at": entry.at.isoformat(timespec="seconds")}
    return [str(cells[name]) for name in COLUMNS]


def _show(entries: list[AuditEntry]) -> None:
    if not entries:
        click.echo("Nobody has asked for anything that fits.")
        return
    table = Table("when (UTC)", "who", "by", "what", "issue", "outcome", box=None, pad_edge=False)
    for entry in entries:
        share = f":{entry.assignment}" if entry.assignment else ""
        outcome = f"[red]refused: {entry.reason}[/red]" if entry.is_refused else "[green]done[/green]"
        table.add_row(
            f"{entry.at:%Y-%m-%d %H:%M:%S}", entry.by, entry.via, entry.what, f"#{entry.issue}{share}", outcome
        )
    Console().print(table)
