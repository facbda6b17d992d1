"""The controls inside "Why me?"."""

from typing import Any

from slack_bolt import Ack, App

from bot.slack.actions import FEELS, HAND_OVER, STAGE
from bot.slack.desk import Desk
from bot.slack.explaining import hand_over, put_mood_right, put_stage_right
from bot.slack.ids import Passing, Pick
from bot.slack.parse import place_of


class WhyMe:
    """Listens to the clicks that put right where an assignment went, and how its mention was read."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def register(self, app: App) -> None:
        """Listen to the button and the menu."""
        app.action(HAND_OVER)(self.on_hand_over)
        app.action(FEELS)(self.on_mood)
        app.action(STAGE)(self.on_stage)

    def on_hand_over(self, ack: Ack, body: dict[str, Any]) -> None:
        """It is not ours: hand it to the department on the button, and say so in the same modal."""
        passing = Passing.parse(str(body["actions"][0].get("value", "")))
        place = place_of(body)
        view = hand_over(self._desk, passing, by=place.user, key=f"click:{place.trigger_id}")
        self._desk.asides.update_view(str(body["view"]["id"]), view)
        ack()

    def on_mood(self, ack: Ack, body: dict[str, Any]) -> None:
        """The author feels otherwise: note it, and say so in the same modal."""
        option = body["actions"][0].get("selected_option") or {}
        view = put_mood_right(self._desk, Pick.parse(str(option.get("value", ""))), by=place_of(body).user)
        self._desk.asides.update_view(str(body["view"]["id"]), view)
        ack()

    def on_stage(self, ack: Ack, body: dict[str, Any]) -> None:
        """The author was elsewhere on their journey: note it, and say so in the same modal."""
        option, place = body["actions"][0].get("selected_option") or {}, place_of(body)
        pick = Pick.parse(str(option.get("value", "")))
        view = put_stage_right(self._desk, pick, by=place.user, key=f"click:{place.trigger_id}")
        self._desk.asides.update_view(str(body["view"]["id"]), view)
        ack()
