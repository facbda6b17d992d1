"""`doorknock summary`: what a week was like, here or in Slack."""

import json
from dataclasses import asdict
from datetime import datetime, timedelta

import click
from rich.console import Console
from rich.text import Text

from bot.core.summary import Line, Summary
from bot.services.reporting import Reporting


@click.command("summary")
@click.option("--week", "key", metavar="WEEK", default=None, help="Such as 2026-W48; else the last week that is over.")
@click.option("--json", "is_json", is_flag=True, help="One JSON object, for programs.")
@click.option("--post", "is_posted", is_flag=True, help="Have the bot post it in Slack, too; once at most.")
@click.option("--rules", "rules_dir", default=None, metavar="DIR", help="The rulebook's folder; else RULES_DIR.")
def command(*, key: str | None, is_json: bool, is_posted: bool, rules_dir: str | None) -> None:
    """Show the summary of a week, and post it if asked."""
    reporting = _reporting(rules_dir)
    try:
        summary = reporting.build(key or reporting.last_week().key)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--week") from error
    if is_json:
        click.echo(as_json(summary))
    else:
        show(summary, Console())
    if is_posted:
        channel = reporting.post(summary.week)
        click.echo(f"The bot posts it in {channel}, unless it has done so already.", err=True)


def _reporting(rules_dir: str | None) -> Reporting:
    # Imported here, so that `--help` stays quick.
    from bot.clock import SystemClock
    from bot.logs import configure_logging
    from bot.rulebook import RulebookKeeper
    from bot.settings import load_settings
    from bot.store.opening import open_existing_store

    settings = load_settings(rules_dir=rules_dir)
    # Whoever asks for a summary wants to read that, not that it was built.
    configure_logging(level="DEBUG" if settings.log_level == "DEBUG" else "WARNING", log_format=settings.log_format)
    open_unit = open_existing_store(settings.database_url)
    return Reporting(open_unit, SystemClock(), RulebookKeeper(settings.rules_dir))


def show(summary: Summary, console: Console) -> None:
    """The summary for people."""
    console.print(Text(f"{summary.week}, {summary.period}", style="dim"))
    console.print(Text(summary.headline, style="bold"))
    for section in summary.sections:
        console.print()
        console.print(Text(section.title, style="bold cyan"))
        for line in section.lines:
            console.print(_line(line))


def _line(line: Line) -> Text:
    # Text, not markup, and nothing unprintable: what people wrote must not be read as instructions to the terminal.
    number = Text(f"#{line.issue} ", style="yellow") if line.issue is not None else Text()
    return Text("  ").append_text(number).append("".join(each for each in line.text if each.isprintable()))


def as_json(summary: Summary) -> str:
    """The whole summary for programs: instants in ISO 8601, lengths of time in seconds."""
    return json.dumps({"week": summary.week, **asdict(summary)}, default=_plain, ensure_ascii=False, indent=2)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    raise TypeError(f"cannot write {type(value).__name__} as JSON")
