"""`doorknock run`: starts the bot and serves until a signal ends it."""

import signal
from socket import socket
from types import FrameType
from typing import NoReturn

import click

from bot.settings import Role, Settings


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
    from bot.classify.encoder import require_backend
    from bot.classify.weights import find_encoder
    from bot.logs import configure_logging
    from bot.settings import load_settings
    from bot.web import listen, serve

    settings = load_settings(roles=roles)
    settings.require_slack()
    if Role.TRIAGE in settings.roles:
        # The model loads in the background, too late to say at the start that ENCODER names none,
        # or that what ENCODER_BACKEND asks for is not installed.
        find_encoder(settings.encoder)
        require_backend(settings.encoder_backend)
    # A port that is taken must not be found out when the roles are at work already.
    with listen(settings.web_host, settings.web_port) as listener:
        configure_logging(level=settings.log_level, log_format=settings.log_format)
        bot = assemble(settings)
        signal.signal(signal.SIGTERM, _leave)
        bot.start()
        _tell(settings, listener)
        try:
            # In the foreground, so that the signals that end the process end it in order.
            serve(bot.web, listener)
        finally:
            bot.stop()


def _tell(settings: Settings, listener: socket) -> None:
    from bot.logs import get_logger

    host, port, *_ = listener.getsockname()
    get_logger().info("started", web=f"{host}:{port}", slack=settings.slack_transport, roles=" ".join(settings.roles))


def _leave(_signal: int, _frame: FrameType | None) -> NoReturn:
    """Instead of dying at once, as a process does by default: uvicorn sends its signal on when it has stopped."""
    raise SystemExit(0)
