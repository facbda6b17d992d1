"""`doorknock agenda`: what the committee's next meeting is to talk about, as Markdown that a Slack canvas takes."""

from datetime import date
from pathlib import Path

import click

from bot.cli.looking import stored_and_rules


@click.command("agenda")
@click.option("--meeting", "day", metavar="DATE", default=None, help="Such as 2026-12-01; else the next meeting.")
@click.option("--output", "path", metavar="FILE", default=None, help="Write it there instead of showing it.")
@click.option("--rules", "rules_dir", default=None, metavar="DIR", help="The rulebook's folder; else RULES_DIR.")
def command(*, day: str | None, path: str | None, rules_dir: str | None) -> None:
    """Write the agenda of a meeting of the committee, ready to paste into a canvas."""
    text = _markdown(day, rules_dir)
    if path is None:
        click.echo(text, nl=False)
        return
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.BadParameter(f"cannot write there: {error.strerror}", param_hint="--output") from error
    click.echo(f"Written to {path}; paste it into the committee's canvas.", err=True)


def _markdown(day: str | None, rules_dir: str | None) -> str:
    # Imported here, so that `--help` stays quick.
    from bot.clock import SystemClock
    from bot.core.agenda_markdown import as_markdown
    from bot.services.agenda import Agendas

    open_unit, rules = stored_and_rules(rules_dir)
    agendas = Agendas(open_unit, SystemClock(), rules)
    committee = agendas.committee()
    meeting = _day(day) if day else agendas.next_meeting()
    if not committee.meets_on(meeting):
        raise click.BadParameter(
            f"there is no meeting on {meeting}; the next one is on {agendas.next_meeting()}", param_hint="--meeting"
        )
    return as_markdown(agendas.build(meeting), committee)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"«{text}» is no day; write 2026-12-01", param_hint="--meeting") from error
