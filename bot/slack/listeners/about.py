"""The buttons under an answer: post it every week, and stop that."""

from typing import Any

from slack_bolt import Ack, App

from bot.slack.actions import STOP_WEEKLY, WEEKLY
from bot.slack.desk import Desk
from bot.slack.ids import row_number
from bot.slack.parse import place_of
from bot.slack.weekly import begin_weekly, stop_weekly


class AboutMentions:
    """Begins and ends weekly answers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def register(self, app: App) -> None:
        """Listen to both buttons."""
        app.action(WEEKLY)(self.on_weekly)
        app.action(STOP_WEEKLY)(self.on_stop)

    def on_weekly(self, ack: Ack, body: dict[str, Any]) -> None:
        """An answer is wanted every week."""
        number, place = row_number(str(body["actions"][0].get("value", ""))), place_of(body)
        self._desk.asides.answer(place, lambda: begin_weekly(self._desk, number, place))
        ack()

    def on_stop(self, ack: Ack, body: dict[str, Any]) -> None:
        """An answer is wanted no more."""
        number, place = row_number(str(body["actions"][0].get("value", ""))), place_of(body)
        self._desk.asides.whisper(place, stop_weekly(self._desk, number, place))
        ack()
