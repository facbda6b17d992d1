"""Modals that were sent off."""

import re
from typing import Any

from slack_bolt import Ack, App

from bot.core.refusal import Refusal
from bot.core.rights import Via
from bot.slack.acting.commanding import name_of
from bot.slack.answers import message_view
from bot.slack.desk import Desk
from bot.slack.messages import blocks as kit
from bot.slack.modals import FORMS
from bot.slack.modals.form import Answers, Complaint
from bot.slack.parse import Submission, submission_of
from bot.slack.texts import modals


class Submissions:
    """Turns answers into a command; a refusal is shown in the modal itself, where the person is looking."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def register(self, app: App) -> None:
        """Listen to every modal there is."""
        for act in FORMS:
            app.view(str(act))(self.on_submission)
        app.view(re.compile(".*"))(_acknowledge)
        app.view_closed(re.compile(".*"))(_acknowledge)

    def on_submission(self, ack: Ack, body: dict[str, Any]) -> None:
        """A modal with its answers."""
        outcome = self._do(submission_of(body))
        if isinstance(outcome, Complaint):
            ack(response_action="errors", errors={outcome.field: outcome.text})
        elif outcome:
            ack(response_action="update", view=message_view(modals.REFUSED_TITLE, [kit.section(outcome)]))
        else:
            # All of them: the list of acts beneath tells of what was.
            ack(response_action="clear")

    def _do(self, sent: Submission) -> Complaint | str:
        """What stands in the way, "" where nothing does."""
        scene = self._desk.scene(sent.target)
        if isinstance(scene, Refusal):
            return self._desk.turned_down(scene, name_of(sent.act), by=sent.user, via=Via.MODAL)
        command = FORMS[sent.act].read(Answers(sent.values), scene, sent.user)
        if isinstance(command, Complaint):
            return command
        return self._desk.sentence(self._desk.apply(sent.target.issue, command, key=sent.key, via=Via.MODAL))


def _acknowledge(ack: Ack) -> None:
    ack()
