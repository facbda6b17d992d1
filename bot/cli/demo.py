"""`doorknock demo`: a week at a hotel group, with the whole bot and a Slack of its own on this machine.

Guarantees: needs no Slack account, no settings and no network; leaves nothing behind. Exit code 0 when no mention was
lost and everything was delivered, 1 when not.
"""

from pathlib import Path

import click
from rich.console import Console

DAYS_OF_A_WEEK = 7


@click.command("demo")
@click.option("--headless", is_flag=True, help="No page: print the week as fast as it goes, then exit.")
@click.option(
    "--minutes", type=click.FloatRange(min=0.5), default=6.0, show_default=True, help="How long the week lasts."
)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The page's port; any free one by default.")
@click.option("--no-browser", is_flag=True, help="Print the page's address, open nothing.")
@click.option("--seed", type=int, default=0, show_default=True, help="Another seed: the colleagues decide otherwise.")
@click.option("--rules", type=click.Path(path_type=Path), metavar="DIR", help="Rehearse with your own rules.")
@click.option(
    "--days", type=click.IntRange(1, DAYS_OF_A_WEEK), default=DAYS_OF_A_WEEK, help="Only the first days of the week."
)
@click.pass_context
def command(  # noqa: PLR0913 - one parameter an option
    context: click.Context,
    *,
    headless: bool,
    minutes: float,
    port: int,
    no_browser: bool,
    seed: int,
    rules: Path | None,
    days: int,
) -> None:
    """Play a week at Halden Hotels: two hundred mentions, eleven departments, one bot that keeps knocking.

    Open the page and act as anybody: claim, hand off, resolve, or let the bot knock. Nothing leaves this machine.
    """
    # The whole bot is loaded for this, which `--help` need not wait for.
    from bot.demo.show import Options, read, watch
    from bot.demo.stage import RULES
    from bot.logs import configure_logging

    configure_logging(level="WARNING")
    options = Options(
        rules=rules or RULES, seed=seed, days=days, minutes=minutes, port=port, opens_browser=not no_browser
    )
    console = Console(highlight=False)
    context.exit(read(options, console) if headless else watch(options, console))
