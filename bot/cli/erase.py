"""`doorknock erase 1042`: takes the public's words out of an issue for good.

Exit code 1 where there is no such issue; 2 where there is no database.
"""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.core.refusal import Refusal


@click.command("erase")
@click.argument("issue", type=click.IntRange(1))
@click.option("--yes", is_flag=True, help="Do not ask whether you are sure.")
def command(*, issue: int, yes: bool) -> None:
    """Erase what the public said in ISSUE, who said it, and the link to it; numbers, times and notes stay."""
    from bot.clock import SystemClock
    from bot.core.refusal import Refusal
    from bot.rulebook import RulebookKeeper
    from bot.services.administration import Administration
    from bot.services.issues import IssueService
    from bot.settings import load_settings
    from bot.store.opening import open_existing_store

    settings = load_settings()
    clock, store = SystemClock(), open_existing_store(settings.database_url)
    if not yes:
        click.confirm(f"Erase the words of #{issue} in {settings.database_label} for good?", abort=True)
    issues = IssueService(store, RulebookKeeper(settings.rules_dir), clock)
    erased = Administration(store, clock, issues).erase(issue, by="doorknock")
    if isinstance(erased, Refusal):
        raise click.ClickException(_told(erased))
    click.echo(f"Erased: {erased} mentions of #{issue}. The running bot brings the cards up to date.")


def _told(refusal: "Refusal") -> str:
    if refusal.what:
        return f"#{refusal.issue} is a part of #{refusal.what} now, and so are its mentions: erase #{refusal.what}"
    return f"there is no issue #{refusal.issue}; `doorknock audit` and the cards have the numbers"
