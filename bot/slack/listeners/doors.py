"""The menu and the buttons of the map of doors."""

from collections.abc import Callable
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.core.rights import Via
from bot.slack.actions import ALL_DOORS, DOOR
from bot.slack.desk import Desk
from bot.slack.doors import doors_asked_for, one_door
from bot.slack.ids import department_key
from bot.slack.listing import for_colleagues
from bot.slack.messages.blocks import Message
from bot.slack.parse import Place, place_of


class DoorsShown:
    """Shows one door, or all of them, in the place of what was clicked in."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def register(self, app: App) -> None:
        """Listen to the menu and the button."""
        app.action(DOOR)(self.on_door)
        app.action(ALL_DOORS)(self.on_all_doors)

    def on_door(self, ack: Ack, body: dict[str, Any]) -> None:
        """A door was picked."""
        key, place = department_key(str(body["actions"][0]["selected_option"]["value"])), place_of(body)
        self._show(place, partial(one_door, self._desk, key))
        ack()

    def on_all_doors(self, ack: Ack, body: dict[str, Any]) -> None:
        """Back to all of them."""
        self._show(place_of(body), partial(doors_asked_for, self._desk, ""))
        ack()

    def _show(self, place: Place, make: Callable[..., Message]) -> None:
        made = partial(make, by=place.user, via=Via.BUTTON)
        self._desk.asides.replace(place, lambda: for_colleagues(self._desk, made, by=place.user, via=Via.BUTTON))
