"""`doorknock run`: starts the bot and serves until a signal ends it."""

import signal
from types import FrameType
from typing import NoReturn

import click

from bot.settings import Role


@click.command("run")
@click.option(
    "--roles",
    metavar="ROLE,…",
    help=f"What this process does, of {', '.join(Role)}; by default what ROLES says, else all of them.",
)
def command(*, roles: str | None) -> None:
    """Start the bot.

    One process does everything unless ROLES or --roles splits it; any number of processes may share a role.
    """
    # Imported when it is really to run: assembling brings in Slack, the database and the model.
    from bot.assembly import assemble
    from bot.logs import configure_logging, get_logger
    from bot.settings import load_settings
    from bot.web import listen, serve

    settings = load_settings(roles=roles)
    settings.require_slack()
    # A port that is taken must not be found out when the roles are at work already.
    listener = listen(settings.web_host, settings.web_port)
    configure_logging(level=settings.log_level, log_format=settings.log_format)
    bot = assemble(settings)
    signal.signal(signal.SIGTERM, _leave)
    bot.start()
    host, port, *_ = listener.getsockname()
    get_logger().info("started", web=f"{host}:{port}", slack=settings.slack_transport, roles=" ".join(settings.roles))
    try:
        # In the foreground, so that the signals that end the process end it in order.
        serve(bot.web, listener)
    finally:
        bot.stop()


def _leave(_signal: int, _frame: FrameType | None) -> NoReturn:
    """Instead of dying at once, as a process does by default: uvicorn sends its signal on when it has stopped."""
    raise SystemExit(0)
