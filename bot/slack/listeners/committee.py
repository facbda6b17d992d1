"""The buttons of the committee, and the modal in which is kept what was agreed."""

from functools import partial
from typing import Any

from slack_bolt import Ack, App

from bot.core.rights import Via
from bot.slack.actions import AGENDA_NOW, AGREED_DONE, NOTE_AGREED
from bot.slack.committee import keep_agreed, open_note, show_agenda, tick_off
from bot.slack.desk import Desk
from bot.slack.ids import row_number
from bot.slack.modals.agreed import AGREED
from bot.slack.modals.form import Answers, Complaint
from bot.slack.parse import place_of, view_key


class AtTheTable:
    """Listens to those who sit there."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def register(self, app: App) -> None:
        """Listen to the buttons and the modal."""
        app.action(NOTE_AGREED)(self.on_note)
        app.action(AGENDA_NOW)(self.on_agenda)
        app.action(AGREED_DONE)(self.on_done)
        app.view(AGREED)(self.on_agreed)

    def on_note(self, ack: Ack, body: dict[str, Any]) -> None:
        """Something was agreed."""
        place = place_of(body)
        if in_the_way := open_note(self._desk, place, via=Via.BUTTON):
            self._desk.asides.whisper(place, in_the_way)
        ack()

    def on_agenda(self, ack: Ack, body: dict[str, Any]) -> None:
        """The agenda as it would be now."""
        place = place_of(body)
        self._desk.asides.answer(place, partial(show_agenda, self._desk, by=place.user, via=Via.BUTTON))
        ack()

    def on_done(self, ack: Ack, body: dict[str, Any]) -> None:
        """A follow-up is done."""
        number, place = row_number(str(body["actions"][0].get("value", ""))), place_of(body)
        self._desk.asides.whisper(place, tick_off(self._desk, number, by=place.user))
        ack()

    def on_agreed(self, ack: Ack, body: dict[str, Any]) -> None:
        """A follow-up was filled in."""
        view, by = body["view"], str(body["user"]["id"])
        outcome = keep_agreed(self._desk, Answers(view["state"]["values"]), by=by, key=view_key(view))
        if isinstance(outcome, Complaint):
            ack(response_action="errors", errors={outcome.field: outcome.text})
        else:
            ack(response_action="update", view=outcome)
