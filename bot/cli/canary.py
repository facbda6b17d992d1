"""`doorknock canary`: a mention of its own goes the whole way, through whatever processes run, and is timed.

Exit code 1 where a stage does not move, with its name and what to look at; 2 where it cannot begin.
"""

import secrets
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.services.canary import CanaryWatch, Stuck

PATIENCE_S = 120


@click.command("canary")
@click.option(
    "--timeout", "patience_s", type=click.IntRange(1), default=PATIENCE_S, help="Seconds to wait; 120 by default."
)
def command(*, patience_s: int) -> None:
    """Send a canary the whole way: taken in, sorted, said in the strategist's channel, taken away again.

    The running bot does the work. No issue is opened, nobody is asked, and no summary counts it.
    """
    fly(_watch(), patience_s=patience_s)


def fly(watch: "CanaryWatch", *, patience_s: float) -> None:
    """Tell of each stage as it is passed."""
    from bot.services.canary import Stuck

    try:
        for passed in watch.fly(secrets.token_hex(8), patience_s=patience_s):
            click.echo(f"{passed.stage:<14} {passed.seconds:6.1f} s")
    except Stuck as stuck:
        click.echo(_told(stuck, patience_s), err=True)
        raise click.exceptions.Exit(1) from stuck
    click.echo("All well: it went the whole way.")


def _told(stuck: "Stuck", patience_s: float) -> str:
    from bot.services.canary import Stage

    if stuck.why:
        return f"Not {stuck.stage}: {stuck.why}."
    role = "triage" if stuck.stage is Stage.SORTED else "deliver"
    return (
        f"Not {stuck.stage} after {patience_s:.0f} s. Is a process with the role {role} running? Its /healthz says "
        "what it waits for; a long queue in front of it shows in /metrics."
    )


def _watch() -> "CanaryWatch":
    from bot.clock import SystemClock
    from bot.logs import configure_logging
    from bot.rulebook import RulebookKeeper
    from bot.services.canary import CanaryWatch
    from bot.settings import load_settings
    from bot.store.opening import open_existing_store

    settings = load_settings()
    configure_logging(level="DEBUG" if settings.log_level == "DEBUG" else "WARNING", log_format=settings.log_format)
    channel = RulebookKeeper(settings.rules_dir).current.strategist.channel
    return CanaryWatch(open_existing_store(settings.database_url), SystemClock(), channel=channel)
