"""Everything around the cards: the app's own fate, and whatever nobody else listens to."""

import re
from typing import Any

from slack_bolt import App

from bot.logs import get_logger
from bot.slack.desk import Desk


class Around:
    """Listens to what is left."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def register(self, app: App) -> None:
        """Listen to the rest; the catch-all comes last."""
        app.event("app_uninstalled")(self.on_farewell)
        app.event("tokens_revoked")(self.on_farewell)
        # An event that nobody acknowledges is sent again and again.
        app.event(re.compile(".*"))(_hear_nothing)

    def on_farewell(self, event: dict[str, Any]) -> None:
        """The app was removed, or its token revoked: nothing can be posted until somebody installs it again."""
        get_logger().error("slack_installation", gone=event["type"], remedy="install the app again: doorknock doctor")


def _hear_nothing() -> None:
    """Acknowledged by Bolt once this returns."""
