"""Modals that were sent off."""

import re
from typing import Any

from slack_bolt import Ack, App

from bot.core.refusal import Refusal, RefusalReason
from bot.core.rights import Via
from bot.slack.acting.commanding import name_of
from bot.slack.actions import Act
from bot.slack.answers import message_view
from bot.slack.desk import Desk
from bot.slack.messages import blocks as kit
from bot.slack.messages.scene import Scene
from bot.slack.modals import FORMS
from bot.slack.modals.form import Answers, Complaint
from bot.slack.parse import Submission, submission_of
from bot.slack.texts import modals

MENDABLE = frozenset(
    {
        RefusalReason.NO_SUCH_DEPARTMENT,
        RefusalReason.ALREADY_THERE,
        RefusalReason.MERGE_WITH_ITSELF,
        RefusalReason.TIME_IS_PAST,
        RefusalReason.NOTHING_TO_SAY,
        RefusalReason.NOT_JOINED,
        RefusalReason.STANDING_UNKNOWN,
    }
)
"""What another answer mends, or the same one in a minute; as does whatever stands against the other issue of two."""


class Submissions:
    """Turns answers into a command; a refusal is shown in the modal itself, where the person is looking.

    Where it can be mended the form stays open beneath it, with all that was filled in: Slack keeps the answers of
    blocks that go by the same ids.
    """

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
        elif outcome is not None:
            ack(response_action="update", view=outcome)
        else:
            # All of them: the list of acts beneath tells of what was.
            ack(response_action="clear")

    def _do(self, sent: Submission) -> Complaint | kit.Block | None:
        """What stands in the way, None where nothing does."""
        scene = self._desk.scene(sent.target)
        if isinstance(scene, Refusal):
            return _told(self._desk.turned_down(scene, name_of(sent.act), by=sent.user, via=Via.MODAL))
        command = FORMS[sent.act].read(Answers(sent.values), scene, sent.user)
        if isinstance(command, Complaint):
            return command
        outcome = self._desk.apply(sent.target.issue, command, key=sent.key, via=Via.MODAL)
        return self._refused(sent, scene, outcome) if isinstance(outcome, Refusal) else None

    def _refused(self, sent: Submission, scene: Scene, refusal: Refusal) -> kit.Block:
        sentence = self._desk.sentence(refusal)
        if refusal.reason not in MENDABLE and refusal.issue == sent.target.issue:
            return _told(sentence)
        mention = self._desk.services.issues.mention(scene.issue.mention)
        if sent.act is Act.SPLIT:
            scene = self._desk.with_joined(scene)
        return FORMS[sent.act].view(scene, mention, note=sentence)


def _told(sentence: str) -> kit.Block:
    return message_view(modals.REFUSED_TITLE, [kit.section(sentence)])


def _acknowledge(ack: Ack) -> None:
    ack()
