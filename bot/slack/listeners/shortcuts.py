"""Message shortcuts: "Route this" hands in what somebody found in Slack, the others act on the issue of a message."""

from typing import Any

from slack_bolt import Ack, App

from bot.core.mention import Mention
from bot.core.refusal import RefusalReason
from bot.core.rights import Via
from bot.slack import surface
from bot.slack.acting.answering import answer_click
from bot.slack.acting.commanding import name_of
from bot.slack.acting.doing import Request, perform
from bot.slack.actions import Act
from bot.slack.desk import Desk
from bot.slack.grammar import Said
from bot.slack.handing_in import hand_in
from bot.slack.ids import Target
from bot.slack.parse import Place, message_of, place_of
from bot.slack.texts import asking, done

ACTS = {
    surface.CLAIM_THIS.callback_id: Act.CLAIM,
    surface.HAND_OFF_THIS.callback_id: Act.HAND_OFF,
    surface.RESOLVE_THIS.callback_id: Act.RESOLVE,
    surface.MORE_OF_THIS.callback_id: Act.ALL,
}
"""What each shortcut does to the issue that its message belongs to."""


class Shortcuts:
    """Listens to message shortcuts."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def register(self, app: App) -> None:
        """Listen to the shortcuts of the surface."""
        app.message_shortcut(surface.ROUTE_THIS.callback_id)(self.on_route_this)
        for callback_id in ACTS:
            app.message_shortcut(callback_id)(self.on_act)

    def on_act(self, ack: Ack, body: dict[str, Any]) -> None:
        """Do something to the issue of the message that a person chose."""
        place, target, said = place_of(body), self._target(body), Said(act=ACTS[str(body["callback_id"])])
        if target is None:
            self._miss(place, said.act)
        else:
            request = Request(said=said, target=target, place=place, key=place.key, via=Via.SHORTCUT)
            answer_click(self._desk, request, perform(self._desk, request))
        ack()

    def _miss(self, place: Place, act: Act) -> None:
        self._desk.note(name_of(act), by=place.user, via=Via.SHORTCUT, reason=RefusalReason.NO_SUCH_ISSUE)
        self._desk.asides.whisper(place, asking.NOT_AN_ISSUE)

    def on_route_this(self, ack: Ack, body: dict[str, Any]) -> None:
        """Hand in the message that a person chose."""
        place = place_of(body)
        told = hand_in(
            self._desk,
            lambda: self._mention(place, body),
            by=place.user,
            via=Via.SHORTCUT,
            nothing=done.ROUTE_THIS_EMPTY,
        )
        self._desk.asides.whisper(place, told)
        ack()

    def _target(self, body: dict[str, Any]) -> Target | None:
        """The assignment of a card, of a line of its thread, or of whatever stands in that thread."""
        at_message = self._desk.services.issues.at_message
        found = (at_message(channel, ts) for channel, ts in message_of(body))
        return next((Target(*pair) for pair in found if pair is not None), None)

    def _mention(self, place: Place, body: dict[str, Any]) -> Mention | None:
        services = self._desk.services
        return services.mention_from_message(
            body["message"],
            channel=place.channel,
            by=place.user,
            received_at=services.clock.now(),
            source=self._desk.source_at(place.channel),
        )
