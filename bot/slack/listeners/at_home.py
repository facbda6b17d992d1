"""The App Home: it is opened, leafed through, toured, and filed from."""

import re
from typing import Any

from slack_bolt import Ack, App

from bot.core.commands import HandOff
from bot.core.rights import Via
from bot.slack.actions import FILE
from bot.slack.desk import Desk
from bot.slack.home import pages, tour
from bot.slack.home.homes import Homes
from bot.slack.ids import Passing, small_number
from bot.slack.parse import place_of


class AtHome:
    """Listens to what happens in Homes alone; buttons that cards have too are heard elsewhere."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def _homes(self) -> Homes:
        return Homes(self._desk.services, self._desk.asides)

    def register(self, app: App) -> None:
        """Listen to the Home and its own buttons."""
        app.event("app_home_opened")(self.on_home)
        app.action(pages.BACK)(self.on_leaf)
        app.action(pages.ON)(self.on_leaf)
        for name in tour.ACTIONS:
            app.action(name)(self.on_tour)
        app.action(re.compile(rf"{FILE}_\d"))(self.on_file)

    def on_home(self, event: dict[str, Any]) -> None:
        """Somebody opened the bot's Home."""
        if event.get("tab") == "home":
            self._homes.open(str(event["user"]))

    def on_leaf(self, ack: Ack, body: dict[str, Any]) -> None:
        """To another page of a list."""
        wanted = pages.Pages.parse(str(body["actions"][0].get("value", "")))
        self._homes.leaf(place_of(body).user, wanted)
        ack()

    def on_tour(self, ack: Ack, body: dict[str, Any]) -> None:
        """To another step of the tour, or out of it."""
        step = small_number(str(body["actions"][0].get("value", "")))
        self._homes.tour(place_of(body).user, step)
        ack()

    def on_file(self, ack: Ack, body: dict[str, Any]) -> None:
        """File what waits in triage with the department on the button."""
        passing, place = Passing.parse(str(body["actions"][0].get("value", ""))), place_of(body)
        command = HandOff(by=place.user, assignment=passing.target.assignment, to=passing.department)
        outcome = self._desk.apply(passing.target.issue, command, key=f"click:{place.trigger_id}", via=Via.HOME)
        self._desk.tell(place, outcome)
        ack()
