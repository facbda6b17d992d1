"""From what was said to the command that does it, or to what is missing yet.

Guarantee: pure; whatever a person gave is checked against the rulebook as it is now, by `decide` and not here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from bot.core import commands as cmd
from bot.core.department import TRIAGE
from bot.ports import StoredMention
from bot.slack.acting.next_door import next_door
from bot.slack.actions import Act
from bot.slack.grammar import Said
from bot.slack.messages.scene import Scene
from bot.slack.modals.dismiss import REASONS, TAKEN_FOR
from bot.slack.modals.split import joined_by


class Lack(StrEnum):
    """What a person has not said yet."""

    DEPARTMENT = "department"
    QUESTION = "question"
    URGENCY = "urgency"
    MOMENT = "moment"
    REASON = "reason"
    WORDS = "words"
    WHY = "why"
    NUMBER = "number"
    MENTION = "mention"


@dataclass(frozen=True, slots=True)
class Missing:
    """A wish that cannot be done before somebody says more."""

    said: Said
    lack: Lack


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be done, to which assignment, by whom."""

    said: Said
    scene: Scene
    mention: StoredMention | None
    by: str

    @property
    def share(self) -> int:
        """The assignment's number."""
        return self.scene.share.number

    def lacks(self, lack: Lack) -> Missing:
        """This wish, with what it lacks."""
        return Missing(self.said, lack)


def command_of(wish: Wish) -> cmd.Command | Missing:
    """The command that does what was said."""
    return _COMMANDS[wish.said.act](wish)


def _hand_off(wish: Wish) -> cmd.Command | Missing:
    if not wish.said.department:
        return wish.lacks(Lack.DEPARTMENT)
    return cmd.HandOff(by=wish.by, assignment=wish.share, to=wish.said.department, why=wish.said.words)


def _not_ours(wish: Wish) -> cmd.Command | Missing:
    # Where a first click has moved it, a second one means the same door, and not the next one after that.
    moved = wish.scene.issue.assignment(wish.scene.share.handed_to or 0)
    there = moved.department if moved else next_door(wish.scene, wish.mention)
    to = wish.said.department or ("" if wish.said.likely else there)
    if not to:
        return wish.lacks(Lack.DEPARTMENT)
    # Passing on is what triage is for: that it was not theirs says nothing.
    is_not_ours = wish.scene.share.department != TRIAGE
    return cmd.HandOff(by=wish.by, assignment=wish.share, to=to, why=wish.said.words, is_not_ours=is_not_ours)


def _bring_in(wish: Wish) -> cmd.Command | Missing:
    said = wish.said
    if not said.department:
        return wish.lacks(Lack.DEPARTMENT)
    if not said.words:
        return wish.lacks(Lack.QUESTION)
    return cmd.BringIn(by=wish.by, assignment=wish.share, department=said.department, question=said.words)


def _urgency(wish: Wish) -> cmd.Command | Missing:
    urgency = wish.said.urgency
    if urgency is None:
        return wish.lacks(Lack.URGENCY)
    return cmd.ChangeUrgency(by=wish.by, urgency=urgency, why=wish.said.words)


def _snooze(wish: Wish) -> cmd.Command | Missing:
    until = wish.said.until
    if until is None:
        return wish.lacks(Lack.MOMENT)
    return cmd.Snooze(by=wish.by, assignment=wish.share, until=until)


def _dismiss(wish: Wish) -> cmd.Command | Missing:
    said = wish.said.words
    if not said:
        return wish.lacks(Lack.REASON)
    return cmd.Dismiss(by=wish.by, why=REASONS.get(said, said), relevance=TAKEN_FOR.get(said))


def _note(wish: Wish) -> cmd.Command | Missing:
    return cmd.AddNote(by=wish.by, text=wish.said.words) if wish.said.words else wish.lacks(Lack.WORDS)


def _why(wish: Wish) -> cmd.Command | Missing:
    return cmd.AnswerWhy(by=wish.by, text=wish.said.words) if wish.said.words else wish.lacks(Lack.WHY)


def _merge(wish: Wish) -> cmd.Command | Missing:
    into = wish.said.number
    return wish.lacks(Lack.NUMBER) if into is None else cmd.Merge(by=wish.by, into=into)


def _split(wish: Wish) -> cmd.Command | Missing:
    mention = wish.said.number or joined_by(wish.said.words, wish.scene.joined)
    return cmd.Split(by=wish.by, mention=mention) if mention else wish.lacks(Lack.MENTION)


_COMMANDS: Mapping[Act, Callable[[Wish], cmd.Command | Missing]] = MappingProxyType(
    {
        Act.CLAIM: lambda wish: cmd.Claim(by=wish.by, assignment=wish.share, with_emoji=wish.said.emoji),
        Act.RELEASE: lambda wish: cmd.Release(by=wish.by, assignment=wish.share),
        Act.STILL_ON_IT: lambda wish: cmd.Respond(by=wish.by, assignment=wish.share),
        Act.HAND_OFF: _hand_off,
        Act.NOT_OURS: _not_ours,
        Act.BRING_IN: _bring_in,
        Act.ESCALATE: lambda wish: cmd.Escalate(by=wish.by, assignment=wish.share, why=wish.said.words),
        Act.URGENCY: _urgency,
        Act.SNOOZE: _snooze,
        Act.RESOLVE: lambda wish: cmd.Resolve(by=wish.by, assignment=wish.share, outcome=wish.said.words),
        Act.DISMISS: _dismiss,
        Act.REOPEN: lambda wish: cmd.Reopen(by=wish.by, why=wish.said.words),
        Act.NOTE: _note,
        Act.WHY: _why,
        Act.MERGE: _merge,
        Act.SPLIT: _split,
        Act.FOLLOW: lambda wish: cmd.Follow(by=wish.by),
        Act.UNFOLLOW: lambda wish: cmd.Unfollow(by=wish.by),
    }
)
KINDS: Mapping[Act, type[cmd.Command]] = MappingProxyType(
    {
        Act.CLAIM: cmd.Claim,
        Act.RELEASE: cmd.Release,
        Act.STILL_ON_IT: cmd.Respond,
        Act.HAND_OFF: cmd.HandOff,
        Act.NOT_OURS: cmd.HandOff,
        Act.BRING_IN: cmd.BringIn,
        Act.ESCALATE: cmd.Escalate,
        Act.URGENCY: cmd.ChangeUrgency,
        Act.SNOOZE: cmd.Snooze,
        Act.RESOLVE: cmd.Resolve,
        Act.DISMISS: cmd.Dismiss,
        Act.REOPEN: cmd.Reopen,
        Act.NOTE: cmd.AddNote,
        Act.WHY: cmd.AnswerWhy,
        Act.MERGE: cmd.Merge,
        Act.SPLIT: cmd.Split,
        Act.FOLLOW: cmd.Follow,
        Act.UNFOLLOW: cmd.Unfollow,
    }
)
"""The kind of command that each act becomes; the other acts only show something."""


def name_of(act: Act) -> str:
    """What the audit trail calls an act: by its command, or by itself where it only shows something."""
    kind = KINDS.get(act)
    return kind.__name__ if kind else act.title().replace("_", "")
