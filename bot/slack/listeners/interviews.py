"""The buttons and the modal of the monthly interview."""

from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App

from bot.core.interview import InterviewState
from bot.core.rights import Via
from bot.services.interviews import with_answers
from bot.slack.actions import ANSWER_INTERVIEW, DECLINE_INTERVIEW, PAUSE_INTERVIEWS
from bot.slack.answers import message_view
from bot.slack.desk import Desk
from bot.slack.ids import month_name
from bot.slack.messages import blocks as kit
from bot.slack.modals.form import Answers, Complaint
from bot.slack.modals.interview import INTERVIEW, interview_form, interview_in
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
        self._desk.asides.open_view(place.trigger_id, interview_form(month), place=place)
        ack()

    def on_decline(self, ack: Ack, body: dict[str, Any]) -> None:
        """Not this month."""
        self._settle(body, InterviewState.DECLINED)
        ack()

    def on_pause(self, ack: Ack, body: dict[str, Any]) -> None:
        """Not in the months to come either."""
        self._settle(body, InterviewState.PAUSED)
        ack()

    def on_submission(self, ack: Ack, body: dict[str, Any]) -> None:
        """The answers."""
        view, by = body["view"], str(body["user"]["id"])
        found, month = interview_in(Answers(view["state"]["values"])), month_name(str(view["private_metadata"]))
        if isinstance(found, Complaint):
            ack(response_action="errors", errors={found.field: found.text})
        else:
            ack(response_action="update", view=self._kept(month, found, by=by))

    def _kept(self, month: str, found: dict[str, str], *, by: str) -> kit.Block:
        interview = self._desk.services.interviews.get(month, by)
        if interview is None:
            return message_view(texts.TITLE, [kit.section(texts.GONE)])
        self._desk.services.interviews.settle(with_answers(interview, **found))
        self._desk.note(WHAT, by=by, via=Via.MODAL)
        return message_view(texts.TITLE, [kit.section(texts.THANKS)])

    def _settle(self, body: dict[str, Any], state: InterviewState) -> None:
        month, by = month_name(str(body["actions"][0].get("value", ""))), place_of(body).user
        interview = self._desk.services.interviews.get(month, by)
        if interview is not None and interview.state is not InterviewState.ANSWERED:
            self._desk.services.interviews.settle(replace(interview, state=state))
            self._desk.note(WHAT, by=by, via=Via.BUTTON)
