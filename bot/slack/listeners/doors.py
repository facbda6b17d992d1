"""The menu and the buttons of the map of doors, and the modal in which a conversation is noted."""

from collections.abc import Callable
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.core.rights import Via
from bot.slack.actions import ALL_DOORS, DOOR, FORGET_TALK, TALK
from bot.slack.desk import Desk
from bot.slack.doors import doors_asked_for, one_door
from bot.slack.ids import department_key, row_number
from bot.slack.listing import for_colleagues
from bot.slack.messages.blocks import Message
from bot.slack.modals.conversation import CONVERSATION
from bot.slack.modals.form import Answers, Complaint
from bot.slack.parse import Place, place_of, view_key
from bot.slack.talking import forget_talk, keep_talk, open_form, refusal_for


class DoorsShown:
    """Shows one door, or all of them, in the place of what was clicked in."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def register(self, app: App) -> None:
        """Listen to the menu, the buttons and the modal."""
        app.action(DOOR)(self.on_door)
        app.action(ALL_DOORS)(self.on_all_doors)
        app.action(TALK)(self.on_talk)
        app.action(FORGET_TALK)(self.on_forget)
        app.view(CONVERSATION)(self.on_conversation)

    def on_door(self, ack: Ack, body: dict[str, Any]) -> None:
        """A door was picked."""
        key, place = department_key(str(body["actions"][0]["selected_option"]["value"])), place_of(body)
        self._show(place, partial(one_door, self._desk, key))
        ack()

    def on_all_doors(self, ack: Ack, body: dict[str, Any]) -> None:
        """Back to all of them."""
        self._show(place_of(body), partial(doors_asked_for, self._desk, ""))
        ack()

    def on_talk(self, ack: Ack, body: dict[str, Any]) -> None:
        """A conversation is to be noted."""
        key, place = department_key(str(body["actions"][0].get("value", ""))), place_of(body)
        why_not = refusal_for(self._desk, place.user, via=Via.BUTTON)
        if why_not:
            self._desk.asides.whisper(place, why_not)
        else:
            open_form(self._desk, key, place)
        ack()

    def on_forget(self, ack: Ack, body: dict[str, Any]) -> None:
        """A note is to be taken out."""
        number, place = row_number(str(body["actions"][0].get("value", ""))), place_of(body)
        self._show(place, forget_talk(self._desk, number, by=place.user))
        ack()

    def on_conversation(self, ack: Ack, body: dict[str, Any]) -> None:
        """A conversation was noted."""
        view, by = body["view"], str(body["user"]["id"])
        key, answers = department_key(str(view["private_metadata"])), Answers(view["state"]["values"])
        outcome = keep_talk(self._desk, key, answers, by=by, key=view_key(view))
        if isinstance(outcome, Complaint):
            ack(response_action="errors", errors={outcome.field: outcome.text})
        else:
            ack(response_action="update", view=outcome)

    def _show(self, place: Place, make: Callable[..., Message]) -> None:
        made = partial(make, by=place.user, via=Via.BUTTON)
        self._desk.asides.replace(place, lambda: for_colleagues(self._desk, made, by=place.user, via=Via.BUTTON))
