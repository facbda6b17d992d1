"""`doorknock model`: what was learnt from people's clicks, version by version, and which version is in force.

Guarantee: nothing is learnt here. Whatever anybody wrote is shown as text, and never obeyed.
"""

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.looking import printable, to_json

if TYPE_CHECKING:
    from bot.core.lessons import Lesson
    from bot.core.model import ModelVersion, Score, Trial
    from bot.services.model_choice import History, ModelChoice, Shown

WORDS_SHOWN = 60


@click.group("model")
def command() -> None:
    """Show what was learnt from people's clicks, and choose by which version to judge."""


@command.command("history")
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="The newest so many.")
@click.option("--json", "is_json", is_flag=True, help="One JSON object, for programs.")
def history(*, limit: int, is_json: bool) -> None:
    """List the versions of the model, newest first: what each has learnt, and how it was tried."""
    found = _choice().history(limit=limit)
    if is_json:
        click.echo(to_json({"in_force": found.number, "versions": [asdict(each) for each in found.versions]}))
        return
    Console().print(_table(found))
    click.echo("An arrow leads from the number judged rightly before to that after; each was judged unseen.")


@command.command("show")
@click.argument("number", type=click.IntRange(1), required=False)
@click.option("--json", "is_json", is_flag=True, help="One JSON object, for programs.")
def show(*, number: int | None, is_json: bool) -> None:
    """Show version NUMBER, by default the one in force: its lessons, and who gave them."""
    found = _choice().show(number)
    if is_json:
        click.echo(to_json({"version": asdict(found.version), "lessons": [*map(asdict, found.lessons.values())]}))
        return
    console = Console()
    for line in _lines(found):
        # Text, not markup: these are strangers' words.
        console.print(Text(printable(line)))


@command.command("use")
@click.argument("which", metavar="NUMBER|newest")
def use(*, which: str) -> None:
    """Judge by version NUMBER and stay with it; 0 is the rulebook alone, newest goes on learning."""
    if which != "newest" and not which.isdecimal():
        raise click.UsageError(f"«{which}» is no version. Write its number, or newest.")
    chosen = _choice().use(None if which == "newest" else int(which), by="doorknock", via="terminal")
    said = f"Version {chosen.number}" if chosen.number else "The rulebook alone"
    goes_on = "It stays until you choose another." if chosen.is_kept else "What is learnt from now on takes effect."
    click.echo(f"{said} judges from now on; running bots follow within seconds. {goes_on}")


@command.command("encoder")
@click.option("--use-anyway", is_flag=True, help="Change to the one that ENCODER names, whatever its trial says.")
@click.option("--json", "is_json", is_flag=True, help="One JSON object, for programs.")
def encoder(*, use_anyway: bool, is_json: bool) -> None:
    """Show by which encoder mentions are read, and how far another one is that is to follow it."""
    from bot.core.encoder_words import progress_line

    choice = _choice()
    if use_anyway:
        wanted = choice.want_encoder(by="doorknock", via="terminal")
        click.echo(f"{wanted.version} follows as soon as it has read what is stored; running bots see to it.")
    found = choice.encoders()
    if is_json:
        click.echo(to_json(asdict(found)))
        return
    click.echo(f"In use: {found.in_use.version}" if found.in_use else "None yet: the bot has not been started.")
    if line := progress_line(found):
        click.echo(f"{line}.")


def _choice() -> "ModelChoice":
    from bot.clock import SystemClock
    from bot.services.model_choice import ModelChoice
    from bot.settings import load_settings
    from bot.store.opening import open_existing_store

    return ModelChoice(open_existing_store(load_settings().database_url), SystemClock())


def _table(found: "History") -> Table:
    table = Table(
        "version", "made (UTC)", "lessons", "own examples", "corrections", "outcome", box=None, pad_edge=False
    )
    for each in found.versions:
        table.add_row(
            str(each.number),
            f"{each.made_at:%Y-%m-%d %H:%M}",
            str(len(each.lessons)),
            _right([trial.rulebook for trial in each.trials]),
            _right([trial.held_back for trial in each.trials]),
            Text(_outcome(found, each.number, each.why_not) + _with_encoder(each)),
        )
    table.add_row("0", "", "", "", "", Text(_outcome(found, 0, "")))
    return table


def _right(scores: "list[Score]") -> str:
    count = sum(score.count for score in scores)
    before, after = (sum(score.right_before for score in scores), sum(score.right_after for score in scores))
    return f"{before} → {after} of {count}" if count else ""


def _outcome(found: "History", number: int, why_not: str) -> str:
    if number == found.number:
        return "in force, and kept" if found.in_force and found.in_force.is_kept else "in force"
    if why_not:
        return f"rejected: {why_not}"
    used = found.uses.get(number)
    if used is not None:
        return f"was in force from {used.at:%Y-%m-%d %H:%M}"
    return "good, never in force" if number else "the rulebook alone"


def _with_encoder(version: "ModelVersion") -> str:
    return f"; {version.was_encoder} → {version.encoder}" if version.was_encoder else ""


def _lines(found: "Shown") -> Iterator[str]:
    version = found.version
    yield f"Version {version.number}, made {version.made_at:%Y-%m-%d %H:%M} UTC" + (
        ", in force" if found.is_in_force else ""
    )
    instead = f" instead of {version.was_encoder}" if version.was_encoder else ""
    yield f"  encoder {version.encoder}{instead}, rulebook {version.rulebook}"
    if version.unlabelled:
        yield f"  read beside its lessons: {version.unlabelled:,} mentions that nobody has labelled"
    for trial in version.trials:
        verdict = _verdict(version, trial)
        yield (
            f"  {trial.aspect}: own examples {_right([trial.rulebook]) or '–'}, "
            f"corrections {_right([trial.held_back]) or '–'}; {verdict}"
        )
    yield f"Lessons ({len(version.lessons)})"
    yield from (f"  {_lesson(found, each)}" for each in version.lessons if each in found.lessons)
    if version.contradictions:
        yield "Left out, because they contradict each other or the rulebook"
    for apart in version.contradictions:
        against = f"lesson {apart.other}" if apart.other else f"the rulebook ({apart.example or 'its examples'})"
        yield f"  {_lesson(found, apart.lesson)} · {against} says otherwise"
    if version.unborne:
        yield "Left out, because what everybody else says speaks against them, and makes more sense without them"
    yield from (f"  {_lesson(found, each)}" for each in version.unborne)


def _verdict(version: "ModelVersion", trial: "Trial") -> str:
    if version.was_encoder:
        return trial.why_not or "no worse"
    return f"left out: {trial.why_not}" if trial.why_not else "learnt"


def _lesson(found: "Shown", number: int) -> str:
    lesson = found.lessons.get(number)
    if lesson is None:
        return f"{number}: its words were erased"
    mention = found.mentions.get(lesson.mention)
    words = " ".join(mention.mention.content.split()) if mention else ""
    said = words[:WORDS_SHOWN] + ("…" if len(words) > WORDS_SHOWN else "")
    return f"{lesson.id}: {_change(lesson)} · {lesson.by} · {lesson.at:%Y-%m-%d} · #{lesson.issue} “{said}”"


def _change(lesson: "Lesson") -> str:
    return f"{lesson.was} → {lesson.label}" if lesson.was else f"{lesson.label} ({lesson.how.replace('_', ' ')})"
