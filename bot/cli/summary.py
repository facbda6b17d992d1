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
from bot.core.readers import department_name
from bot.core.rulebook import Rulebook
from bot.core.summary import Line, Report, Summary
from bot.core.week import week_of
from bot.services.reporting import Reporting

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("summary")
@click.option("--week", "key", metavar="WEEK", default=None, help="Such as 2026-W48; else the last week that is over.")
@click.option("--department", metavar="KEY", default="", help="How the week was for one department, as it reads it.")
@click.option("--json", "is_json", is_flag=True, help="One JSON object, for programs.")
@click.option("--post", "is_posted", is_flag=True, help="Have the bot post it in Slack, too; once at most.")
@click.option("--html", type=_FILE, metavar="FILE", help="Write it as one page with pictures, too.")
@click.option("--force", "is_forced", is_flag=True, help="Write over what --html names.")
@click.option("--rules", "rules_dir", default=None, metavar="DIR", help="The rulebook's folder; else RULES_DIR.")
def command(
    *,
    key: str | None,
    department: str,
    is_json: bool,
    is_posted: bool,
    html: Path | None,
    is_forced: bool,
    rules_dir: str | None,
) -> None:
    """Show the summary of a week; write it as a page, and post it, if asked."""
    if html is not None:
        refuse_if_there(html, is_forced=is_forced)
    reporting, rulebook = _reporting(rules_dir)
    name = _reader(department, reporting)
    try:
        week = week_of(key, reporting.reader(name).zone) if key else reporting.last_week(name)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--week") from error
    report = reporting.build_for(week.key, name)
    if is_json:
        click.echo(as_json(report, week.key))
    else:
        show(report, Console(), week.key)
    if html is not None:
        _write(html, report, rulebook, week.key)
    if is_posted:
        channel = reporting.post(week.key, name)
        click.echo(f"The bot posts it in {channel}, unless it has done so already.", err=True)


def _reader(department: str, reporting: Reporting) -> str:
    """The name of who reads it; a department that reads none is refused."""
    name = department_name(department) if department else ""
    try:
        return reporting.reader(name).name
    except ValueError:
        why = f"«{department}» is no department of the rulebook, or its summary is off there"
        raise click.BadParameter(why, param_hint="--department") from None


def _reporting(rules_dir: str | None) -> tuple[Reporting, Rulebook]:
    # Imported here, so that `--help` stays quick.
    from bot.clock import SystemClock

    open_unit, rules = stored_and_rules(rules_dir)
    return Reporting(open_unit, SystemClock(), rules), rules.current


def _write(file: Path, report: Report | None, rulebook: Rulebook, week: str) -> None:
    # Imported here: pictures take a moment to get ready.
    from bot.cli.summary_page import summary_page

    write_whole(file, summary_page(report, rulebook, week))


def show(report: Report | None, console: Console, week: str) -> None:
    """The summary for people."""
    if report is None:
        console.print(Text(f"{week}: a quiet week. Nothing came, and nothing is open.", style="bold"))
        return
    console.print(Text(f"{week}, {report.period}", style="dim"))
    console.print(Text(report.headline, style="bold"))
    # The strategist's figures are said at length below; a department has only its few lines.
    for line in report.look if not isinstance(report, Summary) else ():
        console.print(_line(line))
    for section in report.at_length:
        console.print()
        console.print(Text(section.title, style="bold cyan"))
        for line in section.lines:
            console.print(_line(line))


def _line(line: Line) -> Text:
    # Text, not markup, and nothing unprintable: what people wrote must not be read as instructions to the terminal.
    number = Text(f"#{line.issue} ", style="yellow") if line.issue is not None else Text()
    people = "".join(f" {person} ({count})" for person, count in line.people)
    return Text("  ").append_text(number).append(printable(line.text + people))


def as_json(report: Report | None, week: str) -> str:
    """The whole summary for programs: instants in ISO 8601, lengths of time in seconds."""
    return to_json({"week": week, **(asdict(report) if report else {})})
