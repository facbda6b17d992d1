"""Slash commands. They cannot be typed in threads, so they take the number from the card."""

from typing import Any

from slack_bolt import Ack, App

from bot.core.commands import Claim, Escalate
from bot.core.refusal import Refusal, RefusalReason
from bot.slack import lookups, surface
from bot.slack.desk import Desk
from bot.slack.ids import Target
from bot.slack.messages.blocks import Message
from bot.slack.messages.fit import fit
from bot.slack.messages.story import shown
from bot.slack.parse import Typed, typed_of
from bot.slack.texts import done


class Commands:
    """Answers in the acknowledgement itself, visible to the one who typed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def register(self, app: App) -> None:
        """Listen to every command of the surface."""
        for command, listener in {
            surface.CLAIM: self.on_claim,
            surface.ESCALATE: self.on_escalate,
            surface.ISSUE: self.on_issue,
            surface.ISSUES: self.on_issues,
            surface.MENTION: self.on_mention,
        }.items():
            app.command(command.name)(listener)

    def on_claim(self, ack: Ack, body: dict[str, Any]) -> None:
        """Take the issue of this number."""
        typed = typed_of(body)
        target = self._target(typed)
        if isinstance(target, Target):
            wish = Claim(by=typed.place.user, assignment=target.assignment)
            outcome = self._desk.apply(target.issue, wish, key=typed.key)
            return _say(ack, self._desk.sentence(outcome, done.CLAIM))
        return _say(ack, self._why_not(target, "/claim 1042"))

    def on_escalate(self, ack: Ack, body: dict[str, Any]) -> None:
        """Ask for help with the issue of this number."""
        typed = typed_of(body)
        target = self._target(typed)
        if isinstance(target, Target):
            wish = Escalate(by=typed.place.user, assignment=target.assignment, why=typed.rest)
            outcome = self._desk.apply(target.issue, wish, key=typed.key)
            return _say(ack, self._desk.sentence(outcome, done.ESCALATE))
        return _say(ack, self._why_not(target, "/escalate 1042 reason"))

    def on_issue(self, ack: Ack, body: dict[str, Any]) -> None:
        """Show the issue of this number with its story."""
        target = self._target(typed_of(body))
        scene = self._desk.scene(target) if isinstance(target, Target) else target
        if scene is None or isinstance(scene, Refusal):
            return _say(ack, self._why_not(scene, "/issue 1042"))
        mention = self._desk.services.issues.mention(scene.issue.mention)
        if mention is None:
            return _say(ack, self._why_not(_unknown(scene.issue.number), "/issue 1042"))
        return _show(ack, shown(scene, mention, self._desk.services.issues.story(scene.issue.number)))

    def on_issues(self, ack: Ack, body: dict[str, Any]) -> None:
        """List what is open, mine, overdue, or a department's."""
        typed = typed_of(body)
        _show(ack, lookups.issues_asked_for(self._desk.services, typed.rest, by=typed.place.user))

    def on_mention(self, ack: Ack, body: dict[str, Any]) -> None:
        """Hand in what the public said."""
        typed = typed_of(body)
        services = self._desk.services
        # The number-splitting of `typed` is for issues: what the public said is taken whole.
        text = str(body.get("text", ""))
        mention = services.mention_from_text(text, by=typed.place.user, received_at=services.clock.now())
        if mention is None:
            return _say(ack, done.MENTION_EMPTY)
        received = services.intake.receive([mention], delivery_key=typed.key)
        return _say(ack, done.MENTION_TAKEN if received.new else done.MENTION_KNOWN)

    def _target(self, typed: Typed) -> Target | Refusal | None:
        """Which assignment is meant; None where no number was typed."""
        if typed.number is None:
            return None
        return self._desk.share_for(typed.number, channel=typed.place.channel, channel_name=typed.channel_name)

    def _why_not(self, target: Target | Refusal | None, example: str) -> str:
        if isinstance(target, Refusal):
            return self._desk.sentence(target)
        return done.WHICH_ISSUE.format(example=example)


def _unknown(number: int) -> Refusal:
    return Refusal(reason=RefusalReason.NO_SUCH_ISSUE, issue=number)


def _say(ack: Ack, text: str) -> None:
    ack(text)


def _show(ack: Ack, message: Message) -> None:
    fitted = fit(message)
    ack(text=fitted.text, blocks=list(fitted.blocks))
