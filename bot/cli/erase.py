"""`doorknock erase 1042`: takes the public's words out of an issue for good, or out of a mention that is in none.

Exit code 1 where there is no such issue or mention; 2 where there is no database.
"""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.core.refusal import Refusal
    from bot.services.administration import Administration


@click.command("erase")
@click.argument("issue", type=click.IntRange(1), required=False)
@click.option("--mention", type=click.IntRange(1), metavar="ID", help="One that is part of no issue, instead.")
@click.option("--yes", is_flag=True, help="Do not ask whether you are sure.")
def command(*, issue: int | None, mention: int | None, yes: bool) -> None:
    """Erase what the public said in ISSUE, who said it, and the link to it; numbers, times and notes stay."""
    if (issue is None) == (mention is None):
        raise click.UsageError("Name the issue, as on its card: doorknock erase 1042; or a mention by --mention")
    from bot.clock import SystemClock
    from bot.rulebook import RulebookKeeper
    from bot.services.administration import Administration
    from bot.services.issues import IssueService
    from bot.settings import load_settings
    from bot.store.opening import open_existing_store

    settings = load_settings()
    clock, store = SystemClock(), open_existing_store(settings.database_url)
    what = f"#{issue}" if issue else f"mention {mention}"
    if not yes:
        click.confirm(f"Erase the words of {what} in {settings.database_label} for good?", abort=True)
    issues = IssueService(store, RulebookKeeper(settings.rules_dir), clock)
    click.echo(_erased(Administration(store, clock, issues), issue=issue, mention=mention))


def _erased(administration: "Administration", *, issue: int | None, mention: int | None) -> str:
    """What was done, in a sentence; ClickException where nothing could be."""
    from bot.core.refusal import Refusal

    if mention is not None:
        found = administration.erase_mention(mention, by="doorknock")
        if isinstance(found, Refusal):
            raise click.ClickException(f"mention {mention} is a part of #{found.issue}: erase {found.issue}")
        if found is None:
            raise click.ClickException(f"there is no mention {mention}")
        return f"Erased: the words of mention {mention}. The running bot shows anew what quotes it."
    erased = administration.erase(issue or 0, by="doorknock")
    if isinstance(erased, Refusal):
        raise click.ClickException(_told(erased))
    return f"Erased: {erased} mentions of #{issue}. The running bot brings the cards up to date."


def _told(refusal: "Refusal") -> str:
    if refusal.what:
        return f"#{refusal.issue} is a part of #{refusal.what} now, and so are its mentions: erase #{refusal.what}"
    return f"there is no issue #{refusal.issue}; `doorknock audit` and the cards have the numbers"
