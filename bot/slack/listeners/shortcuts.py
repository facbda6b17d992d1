"""The message shortcut "Route this": a person hands in what they found in Slack."""

from typing import Any

from slack_bolt import Ack, App

from bot.core.mention import Mention
from bot.slack import surface
from bot.slack.desk import Desk
from bot.slack.parse import Place, place_of
from bot.slack.texts import done


class Shortcuts:
    """Listens to message shortcuts."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def register(self, app: App) -> None:
        """Listen to the shortcuts of the surface."""
        app.message_shortcut(surface.ROUTE_THIS.callback_id)(self.on_route_this)

    def on_route_this(self, ack: Ack, body: dict[str, Any]) -> None:
        """Hand in the message that a person chose."""
        place = place_of(body)
        mention = self._mention(place, body)
        text = done.ROUTE_THIS_EMPTY
        if mention is not None:
            received = self._desk.services.intake.receive([mention])
            text = done.MENTION_TAKEN if received.new else done.MENTION_KNOWN
        self._desk.asides.whisper(place, text)
        ack()

    def _mention(self, place: Place, body: dict[str, Any]) -> Mention | None:
        services = self._desk.services
        return services.mention_from_message(
            body["message"],
            channel=place.channel,
            by=place.user,
            received_at=services.clock.now(),
            source=self._desk.source_at(place.channel),
        )
