"""Slash commands. They cannot be typed in threads, so they take the number from the card."""

from typing import Any

from slack_bolt import Ack, App

from bot.slack.desk import Desk
from bot.slack.listeners.slash import SLASH_COMMANDS
from bot.slack.messages.fit import fit
from bot.slack.parse import typed_of


class Commands:
    """Answers in the acknowledgement itself, visible to the one who typed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def register(self, app: App) -> None:
        """Listen to every command there is."""
        for name in SLASH_COMMANDS:
            app.command(name)(self.on_command)

    def on_command(self, ack: Ack, body: dict[str, Any]) -> None:
        """A command with what follows it."""
        answer = SLASH_COMMANDS[str(body["command"])].answer(self._desk, typed_of(body))
        if isinstance(answer, str):
            ack(answer) if answer else ack()
        else:
            fitted = fit(answer)
            ack(text=fitted.text, blocks=list(fitted.blocks))
