"""The buttons and the modal of the monthly interview."""

from typing import Any

from slack_bolt import Ack, App

from bot.core.interview import InterviewState
from bot.core.rights import Via
from bot.slack.actions import ANSWER_INTERVIEW, DECLINE_INTERVIEW, PAUSE_INTERVIEWS
from bot.slack.answers import message_view
from bot.slack.desk import Desk
from bot.slack.ids import month_name
from bot.slack.messages import blocks as kit
from bot.slack.modals.form import Answers, Complaint
from bot.slack.modals.interview import INTERVIEW, interview_form, said_in
from bot.slack.parse import place_of
from bot.slack.texts import interview as texts

WHAT = "Interview"
"""What the audit trail calls it."""


class Interviewed:
    """Listens to those who were asked; each deals with their own interview only."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def register(self, app: App) -> None:
        """Listen to the buttons and the modal."""
        app.action(ANSWER_INTERVIEW)(self.on_answer)
        app.action(DECLINE_INTERVIEW)(self.on_decline)
        app.action(PAUSE_INTERVIEWS)(self.on_pause)
        app.view(INTERVIEW)(self.on_submission)

    def on_answer(self, ack: Ack, body: dict[str, Any]) -> None:
        """They would like to answer."""
        month, place = month_name(str(body["actions"][0].get("value", ""))), place_of(body)
        asked = self._desk.services.interviews.of_person(month, place.user)
        view = interview_form(month, asked, self._desk.services.rules.current) if asked else _gone()
        self._desk.asides.open_view(place.trigger_id, view, place=place)
        ack()

    def on_decline(self, ack: Ack, body: dict[str, Any]) -> None:
        """Not this month."""
        self._turn_down(body, InterviewState.DECLINED)
        ack()

    def on_pause(self, ack: Ack, body: dict[str, Any]) -> None:
        """Not in the months to come either."""
        self._turn_down(body, InterviewState.PAUSED)
        ack()

    def on_submission(self, ack: Ack, body: dict[str, Any]) -> None:
        """The answers."""
        view, by = body["view"], str(body["user"]["id"])
        month = month_name(str(view["private_metadata"]))
        answer = self._kept(month, Answers(view["state"]["values"]), by=by)
        if isinstance(answer, Complaint):
            ack(response_action="errors", errors={answer.field: answer.text})
        else:
            ack(response_action="update", view=answer)

    def _kept(self, month: str, answers: Answers, *, by: str) -> kit.Block | Complaint:
        interviews = self._desk.services.interviews
        asked = interviews.of_person(month, by)
        if not asked:
            return _gone()
        said = said_in(answers, asked)
        if isinstance(said, Complaint):
            return said
        interviews.answer(month, by, said)
        self._desk.note(WHAT, by=by, via=Via.MODAL)
        return message_view(texts.TITLE, [kit.section(texts.THANKS)])

    def _turn_down(self, body: dict[str, Any], state: InterviewState) -> None:
        month, by = month_name(str(body["actions"][0].get("value", ""))), place_of(body).user
        if self._desk.services.interviews.turn_down(month, by, state):
            self._desk.note(WHAT, by=by, via=Via.BUTTON)


def _gone() -> kit.Block:
    return message_view(texts.TITLE, [kit.section(texts.GONE)])
