"""The modal that asks an administrator whether they are sure."""

from typing import Any

from slack_bolt import Ack, App

from bot.slack.admin import ERASE, erase
from bot.slack.desk import Desk
from bot.slack.ids import NotAnId


class Erasing:
    """Listens to the answer."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def register(self, app: App) -> None:
        """Listen to the modal."""
        app.view(ERASE)(self.on_sure)

    def on_sure(self, ack: Ack, body: dict[str, Any]) -> None:
        """They are sure: erase, and say so in the same modal."""
        number = str(body["view"]["private_metadata"])
        if not (number.isascii() and number.isdigit() and len(number) < 10):
            raise NotAnId(f"{number[:40]!r} is no number of an issue")
        ack(response_action="update", view=erase(self._desk, str(body["user"]["id"]), int(number)))
