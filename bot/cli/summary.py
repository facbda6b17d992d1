"""`doorknock summary`: what a week was like, here, as a page, or in Slack.

Guarantee: stores nothing but what --html names, and writes over nothing unless told so.
"""

from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from bot.cli.looking import printable, stored_and_rules, to_json
from bot.cli.page import refuse_if_there, write_whole
from bot.core.rulebook import Rulebook
from bot.core.summary import Line, Summary
from bot.services.reporting import Reporting

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("summary")
@click.option("--week", "key", metavar="WEEK", default=None, help="Such as 2026-W48; else the last week that is over.")
@click.option("--json", "is_json", is_flag=True, help="One JSON object, for programs.")
@click.option("--post", "is_posted", is_flag=True, help="Have the bot post it in Slack, too; once at most.")
@click.option("--html", type=_FILE, metavar="FILE", help="Write it as one page with pictures, too.")
@click.option("--force", "is_forced", is_flag=True, help="Write over what --html names.")
@click.option("--rules", "rules_dir", default=None, metavar="DIR", help="The rulebook's folder; else RULES_DIR.")
def command(
    *, key: str | None, is_json: bool, is_posted: bool, html: Path | None, is_forced: bool, rules_dir: str | None
) -> None:
    """Show the summary of a week; write it as a page, and post it, if asked."""
    if html is not None:
        refuse_if_there(html, is_forced=is_forced)
    reporting, rulebook = _reporting(rules_dir)
    try:
        summary = reporting.build(key or reporting.last_week().key)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--week") from error
    if is_json:
        click.echo(as_json(summary))
    else:
        show(summary, Console())
    if html is not None:
        _write(html, summary, rulebook)
    if is_posted:
        channel = reporting.post(summary.week)
        click.echo(f"The bot posts it in {channel}, unless it has done so already.", err=True)


def _reporting(rules_dir: str | None) -> tuple[Reporting, Rulebook]:
    # Imported here, so that `--help` stays quick.
    from bot.clock import SystemClock

    open_unit, rules = stored_and_rules(rules_dir)
    return Reporting(open_unit, SystemClock(), rules), rules.current


def _write(file: Path, summary: Summary, rulebook: Rulebook) -> None:
    # Imported here: pictures take a moment to get ready.
    from bot.cli.summary_page import summary_page

    write_whole(file, summary_page(summary, rulebook))


def show(summary: Summary, console: Console) -> None:
    """The summary for people."""
    console.print(Text(f"{summary.week}, {summary.period}", style="dim"))
    console.print(Text(summary.headline, style="bold"))
    for section in summary.at_length:
        console.print()
        console.print(Text(section.title, style="bold cyan"))
        for line in section.lines:
            console.print(_line(line))


def _line(line: Line) -> Text:
    # Text, not markup, and nothing unprintable: what people wrote must not be read as instructions to the terminal.
    number = Text(f"#{line.issue} ", style="yellow") if line.issue is not None else Text()
    return Text("  ").append_text(number).append(printable(line.text))


def as_json(summary: Summary) -> str:
    """The whole summary for programs: instants in ISO 8601, lengths of time in seconds."""
    return to_json({"week": summary.week, **asdict(summary)})
