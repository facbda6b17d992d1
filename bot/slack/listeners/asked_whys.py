"""The buttons and the modal of a why that was put to a department."""

from typing import Any

from slack_bolt import Ack, App

from bot.core.commands import DeclineWhy, TakeWhyBack
from bot.slack.actions import ANSWER_WHY, DECLINE_WHY, TAKE_WHY_BACK
from bot.slack.asked_whys import drop, keep_answer, open_answer
from bot.slack.desk import Desk
from bot.slack.ids import Target
from bot.slack.modals.asked_why import ASKED_WHY
from bot.slack.modals.form import Answers
from bot.slack.parse import place_of, view_key


class AskedWhys:
    """Listens to those who were asked, and to those who take a question back."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def register(self, app: App) -> None:
        """Listen to the buttons and the modal."""
        app.action(ANSWER_WHY)(self.on_answer)
        app.action(DECLINE_WHY)(self.on_decline)
        app.action(TAKE_WHY_BACK)(self.on_take_back)
        app.view(ASKED_WHY)(self.on_submission)

    def on_answer(self, ack: Ack, body: dict[str, Any]) -> None:
        """Somebody would like to answer."""
        open_answer(self._desk, _target(body), place_of(body))
        ack()

    def on_decline(self, ack: Ack, body: dict[str, Any]) -> None:
        """The department cannot say."""
        drop(self._desk, _target(body), place_of(body), DeclineWhy)
        ack()

    def on_take_back(self, ack: Ack, body: dict[str, Any]) -> None:
        """It need not be answered any more."""
        drop(self._desk, _target(body), place_of(body), TakeWhyBack)
        ack()

    def on_submission(self, ack: Ack, body: dict[str, Any]) -> None:
        """An answer was filled in."""
        view, by = body["view"], str(body["user"]["id"])
        target, answers = Target.parse(str(view["private_metadata"])), Answers(view["state"]["values"])
        in_the_way = keep_answer(self._desk, target, answers, by=by, key=view_key(view))
        if in_the_way is None:
            ack()
        else:
            ack(response_action="update", view=in_the_way)


def _target(body: dict[str, Any]) -> Target:
    return Target.parse(str(body["actions"][0].get("value", "")))
