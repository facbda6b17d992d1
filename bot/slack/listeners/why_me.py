"""The buttons inside "Why me?"."""

from typing import Any

from slack_bolt import Ack, App

from bot.slack.actions import HAND_OVER
from bot.slack.desk import Desk
from bot.slack.explaining import hand_over
from bot.slack.ids import Passing
from bot.slack.parse import place_of


class WhyMe:
    """Listens to the one click that hands an assignment over."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def register(self, app: App) -> None:
        """Listen to the button."""
        app.action(HAND_OVER)(self.on_hand_over)

    def on_hand_over(self, ack: Ack, body: dict[str, Any]) -> None:
        """It is not ours: hand it to the department on the button, and say so in the same modal."""
        passing = Passing.parse(str(body["actions"][0].get("value", "")))
        place = place_of(body)
        view = hand_over(self._desk, passing, by=place.user, key=f"click:{place.trigger_id}")
        self._desk.asides.update_view(str(body["view"]["id"]), view)
        ack()
