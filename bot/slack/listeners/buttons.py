"""Buttons and menus: of cards and reminders, of lists, of modals, and of what the bot asks back."""

import re
from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.core.rights import Via
from bot.slack.acting.answering import answer_click
from bot.slack.acting.doing import Request, perform
from bot.slack.acting.picking import said_by
from bot.slack.actions import MORE, PICK, TURN, Act
from bot.slack.desk import Desk
from bot.slack.grammar import Said
from bot.slack.ids import Page, Pick, Target
from bot.slack.listing import for_colleagues, page_of
from bot.slack.parse import Place, click_of, place_of


class Buttons:
    """Does at once what needs no question, and asks the question where one is needed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def register(self, app: App) -> None:
        """Listen to every button there is."""
        for act in Act:
            app.action(str(act))(self.on_click)
        app.action(MORE)(self.on_click)
        app.action(re.compile(rf"{PICK}:\d"))(self.on_pick)
        app.action(re.compile(rf"{TURN}:\w+"))(self.on_turn)
        # A button that only opens a link is reported too, and wants to be acknowledged.
        app.action(re.compile(".*"))(_acknowledge)

    def on_click(self, ack: Ack, body: dict[str, Any]) -> None:
        """A click on a card, a reminder, a list or a modal."""
        click = click_of(body)
        self._do(Said(act=click.act), click.target, click.place)
        ack()

    def on_pick(self, ack: Ack, body: dict[str, Any]) -> None:
        """A click on one of the likely answers to a question."""
        pick, place = Pick.parse(str(body["actions"][0].get("value", ""))), place_of(body)
        self._do(said_by(self._desk, pick), pick.target, place)
        ack()

    def on_turn(self, ack: Ack, body: dict[str, Any]) -> None:
        """The next page of a list, or the one before."""
        page, place = Page.parse(str(body["actions"][0].get("value", ""))), place_of(body)
        made = partial(page_of, self._desk.services, page, by=place.user)
        self._desk.asides.replace(place, lambda: for_colleagues(self._desk, made, by=place.user, via=Via.BUTTON))
        ack()

    def _do(self, said: Said, target: Target, place: Place) -> None:
        request = Request(said=said, target=target, place=place, key=place.key, via=Via.BUTTON)
        answer_click(self._desk, request, perform(self._desk, request))


def _acknowledge(ack: Ack) -> None:
    ack()
