"""Buttons and menus of cards and reminders."""

import re
from typing import Any

from slack_bolt import Ack, App

from bot.core.refusal import Refusal
from bot.core.rights import Via
from bot.slack.actions import MORE, Act
from bot.slack.desk import Desk
from bot.slack.explaining import explain
from bot.slack.modals import FORMS
from bot.slack.parse import Click, click_of
from bot.slack.texts import done
from bot.slack.wishes import BUTTONS_AT_ONCE, KINDS, wish


class Buttons:
    """Does at once what needs no question, and asks the question where one is needed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def register(self, app: App) -> None:
        """Listen to every button there is."""
        for act in Act:
            app.action(str(act))(self.on_click)
        app.action(MORE)(self.on_click)
        # A button that only opens a link is reported too, and wants to be acknowledged.
        app.action(re.compile(".*"))(_acknowledge)

    def on_click(self, ack: Ack, body: dict[str, Any]) -> None:
        """A click on a card or a reminder."""
        click = click_of(body)
        if click.act not in BUTTONS_AT_ONCE:
            self._ask(click)
        else:
            command = wish(click.act, by=click.place.user, assignment=click.target.assignment)
            outcome = self._desk.apply(click.target.issue, command, key=click.key, via=Via.BUTTON)
            self._desk.tell(click.place, outcome, done.RESPOND if click.act is Act.STILL_ON_IT else "")
        ack()

    def _ask(self, click: Click) -> None:
        if click.act is Act.WHY_ME:
            return explain(self._desk, click.target, click.place)
        refusal = self._desk.may_ask(click.target, KINDS[click.act], by=click.place.user, via=Via.BUTTON)
        scene = refusal or self._desk.scene(click.target)
        if isinstance(scene, Refusal):
            return self._desk.tell(click.place, scene)
        mention = self._desk.services.issues.mention(scene.issue.mention)
        view = FORMS[click.act].view(scene, mention)
        return self._desk.asides.open_view(click.trigger_id, view, place=click.place)


def _acknowledge(ack: Ack) -> None:
    ack()
