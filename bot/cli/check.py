"""`doorknock check`: is the rulebook fit for use, and if not, what is wrong in which line?

Guarantees: prints every problem at once as `file:line:column: what`; exit code 0 when the rulebook can be used
(warnings or not), 1 when it cannot, 2 when the settings do not say which one. Needs no Slack, no database and no model.
"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.errors import SettingsError

if TYPE_CHECKING:
    from bot.core.rulebook import Rulebook
    from bot.rulebook import Problem


@click.command("check")
@click.option(
    "--rules",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The folder of the rulebook; by default the one that RULES_DIR names.",
)
@click.option("--json", "is_json", is_flag=True, help="One JSON object, for programs.")
@click.pass_context
def command(context: click.Context, *, rules: Path | None, is_json: bool) -> None:
    """Check the rulebook and list everything that is wrong with it."""
    # Reading YAML and calendars takes a moment that `--help` need not wait for.
    from bot.rulebook import check_rulebook

    folder = rules or _configured_folder()
    rulebook, problems = check_rulebook(folder)
    if is_json:
        click.echo(json.dumps(_as_json(rulebook, problems), ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            click.echo(str(problem))
        click.echo(_summary(folder, rulebook, problems))
    context.exit(0 if rulebook else 1)


def _configured_folder() -> Path:
    from bot.settings import load_settings

    try:
        return load_settings().rules_dir
    except SettingsError as error:
        raise SettingsError(f"{error}\nOr name the folder yourself: doorknock check --rules DIR") from None


def _summary(folder: Path, rulebook: "Rulebook | None", problems: "tuple[Problem, ...]") -> str:
    errors = sum(problem.is_error for problem in problems)
    warnings = len(problems) - errors
    to_look_at = f", {_count(warnings, 'warning')} to look at" if warnings else ""
    if rulebook is None:
        return f"{folder} cannot be used yet: {_count(errors, 'error')} to put right{to_look_at}."
    counts = ", ".join(_count(count, noun) for noun, count in _counts(rulebook).items())
    return f"{folder} is fit for use: {counts}{to_look_at}."


def _counts(rulebook: "Rulebook") -> dict[str, int]:
    return {
        "department": len(rulebook.departments),
        "rule": len(rulebook.rules),
        "example": len(rulebook.examples),
        "source": len(rulebook.sources),
    }


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _as_json(rulebook: "Rulebook | None", problems: "tuple[Problem, ...]") -> dict[str, object]:
    told = [{**asdict(problem.place), "severity": problem.severity, "what": problem.what} for problem in problems]
    if rulebook is None:
        return {"ok": False, "version": None, "problems": told}
    counts = {f"{noun}s": count for noun, count in _counts(rulebook).items()}
    return {"ok": True, "version": rulebook.version, **counts, "problems": told}
