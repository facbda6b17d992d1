"""`doorknock whys`: why things happened over the last half year, as a tree."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.text import Text

from bot.cli.looking import printable, stored_and_rules, to_json
from bot.core.rulebook import Rulebook
from bot.core.why_tree import Cause
from bot.core.why_words import open_why_lines, where_met

if TYPE_CHECKING:
    from bot.services.whys import WhyView

SHOWN = 3
"""Issues named with each cause."""


@click.command("whys")
@click.argument("about", required=False, default="")
@click.option("--json", "is_json", is_flag=True, help="One JSON object, for programs.")
@click.option("--rules", "rules_dir", default=None, metavar="DIR", help="The rulebook's folder; else RULES_DIR.")
def command(*, about: str, is_json: bool, rules_dir: str | None) -> None:
    """Show why things happened; with ABOUT only what has all of its words."""
    view, rulebook = _gathered(about, rules_dir)
    if is_json:
        found = {name: [asdict(each) for each in getattr(view, name)] for name in ("causes", "unasked", "asked")}
        click.echo(to_json(found))
    else:
        show(view, rulebook, Console())


def _gathered(about: str, rules_dir: str | None) -> "tuple[WhyView, Rulebook]":
    # Imported here, so that `--help` stays quick.
    from bot.clock import SystemClock
    from bot.services.whys import Whys

    open_unit, rules = stored_and_rules(rules_dir)
    return Whys(open_unit, SystemClock()).gather(about), rules.current


def show(view: "WhyView", rulebook: Rulebook, console: Console) -> None:
    """The tree for people."""
    console.print(Text("Why things happened, over the last half year", style="bold cyan"))
    if not view.causes:
        console.print(Text("  Nobody has said why yet." if not view.about else "  Nothing about that yet."))
    for line in _lines(view.causes, rulebook):
        # Text, not markup, and nothing unprintable: these are people's own words.
        console.print(Text(printable(line)))
    if view.asked:
        console.print(Text("Asked, and not answered yet", style="bold cyan"))
        for asked in open_why_lines(view.asked, rulebook, now=view.until):
            console.print(Text(printable(f"  #{asked.issue} {asked.text}")))
    if view.unasked:
        console.print(Text("These come back, and nobody has said yet why", style="bold cyan"))
        for each in view.unasked:
            console.print(Text(printable(f"  {each.words}: {where_met(each, rulebook)}")))


def _lines(causes: tuple[Cause, ...], rulebook: Rulebook, depth: int = 0) -> Iterator[str]:
    for each in causes:
        numbers = " ".join(f"#{number}" for number in each.issues[:SHOWN])
        arrow = "← " if depth else ""
        yield f"  {'   ' * depth}{arrow}{' '.join(each.words.split())} · {where_met(each, rulebook)} · {numbers}"
        yield from _lines(each.whys, rulebook, depth + 1)
