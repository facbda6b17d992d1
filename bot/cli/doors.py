"""`doorknock doors`: how each department's door has opened over the last four weeks."""

from dataclasses import asdict

import click
from rich.console import Console
from rich.text import Text

from bot.cli.looking import printable, stored_and_rules, to_json
from bot.core.door_words import door_line, door_sections, in_order, lost_line
from bot.core.doors import DoorMap
from bot.core.rulebook import Rulebook
from bot.core.summary_words import name_of


@click.command("doors")
@click.argument("department", required=False, default="")
@click.option("--json", "is_json", is_flag=True, help="One JSON object, for programs.")
@click.option("--rules", "rules_dir", default=None, metavar="DIR", help="The rulebook's folder; else RULES_DIR.")
def command(*, department: str, is_json: bool, rules_dir: str | None) -> None:
    """Show every door, or the one of DEPARTMENT (its key) at length."""
    found, rulebook = _map(rules_dir)
    if department and found.door(department) is None:
        known = ", ".join(door.department for door in found.doors)
        raise click.BadParameter(f"there is no department «{department}»; there are: {known}", param_hint="DEPARTMENT")
    if is_json:
        click.echo(to_json(asdict(found)))
    else:
        show(found, rulebook, Console(), department=department)


def _map(rules_dir: str | None) -> tuple[DoorMap, Rulebook]:
    # Imported here, so that `--help` stays quick.
    from bot.clock import SystemClock
    from bot.services.doors import Doors

    open_unit, rules = stored_and_rules(rules_dir)
    return Doors(open_unit, rules, SystemClock()).all().found, rules.current


def show(found: DoorMap, rulebook: Rulebook, console: Console, *, department: str = "") -> None:
    """The doors for people."""
    door = found.door(department) if department else None
    if door is None:
        lines = [
            f"{name_of(each.department, rulebook)}: {door_line(each, now=found.until)}" for each in in_order(found)
        ]
        parts = [("The doors, over the last four weeks", lines)]
        parts += [("Topics without a door", [lost_line(each, rulebook) for each in found.lost])] if found.lost else []
    else:
        sections = door_sections(door, rulebook, now=found.until)
        parts = [
            (each.title, [f"#{line.issue} {line.text}" if line.issue else line.text for line in each.lines])
            for each in sections
        ]
    for title, texts in parts:
        console.print(Text(title, style="bold cyan"))
        for text in texts:
            # Text, not markup, and nothing unprintable: topics are strangers' words.
            console.print(Text("  " + printable(text)))
