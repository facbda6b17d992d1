"""What can be asked of an issue. A command is a wish; `decide` answers with events or a refusal.

Guarantee: `by` is the Slack id of the person who asks, or DOORKNOCK where the bot acts by itself.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.core.classification import Relevance, Urgency

DOORKNOCK = "doorknock"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Command:
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _AssignmentCommand(_Command):
    assignment: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(_AssignmentCommand):
    """Take an assignment; `with_emoji` where it was taken by an emoji, which may be taken off again."""

    with_emoji: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release(_AssignmentCommand):
    """Give a claim back; with an emoji, only the claim that was taken with it, while nothing else has happened."""

    with_emoji: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOff(_AssignmentCommand):
    """Pass an assignment to another department. `is_not_ours` says the routing was wrong, which teaches."""

    to: str
    why: str = ""
    is_not_ours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BringIn(_AssignmentCommand):
    """Ask another department to take a share, with a question."""

    department: str
    question: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalate(_AssignmentCommand):
    """Tell the backup and the strategist now, and treat it as urgent."""

    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeUrgency(_Command):
    """Say how soon somebody must act."""

    urgency: Urgency
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetStage(_Command):
    """Say at which stage of the customer's journey the author was."""

    stage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Snooze(_AssignmentCommand):
    """Keep quiet until an instant."""

    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolve(_AssignmentCommand):
    """Finish a share; the owner's resolution finishes the issue. `needed` are the departments it took besides."""

    outcome: str = ""
    public_reply: str = ""
    cause: str = ""
    needed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dismiss(_Command):
    """Say that nobody has to act. `relevance` is what they take it for, None where they say nothing about that."""

    why: str = ""
    relevance: Relevance | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen(_Command):
    """Take a closed issue up again."""

    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge(_Command):
    """Say that this issue is about the same as the issue `into`, where it goes on."""

    into: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeIn(_Command):
    """The other side of a merge: take in what the issue `issue` brings along.

    `asked` holds each department that still owed it something, with the question it was asked.
    """

    issue: int
    urgency: Urgency
    mentions: int
    reach: int
    followers: tuple[str, ...] = ()
    asked: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow(_Command):
    """Hear by direct message how an issue goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfollow(_Command):
    """Hear no more of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddNote(_Command):
    """Write something down for the next reader."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerWhy(_Command):
    """Say why it happened or, where that is known, why that is so."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskWhy(_Command):
    """Ask another department why the last answer is so; `text` is that answer, where it has not been given yet."""

    department: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _OnAskedWhy(_Command):
    ask: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerAskedWhy(_OnAskedWhy):
    """Answer the question `ask`, which was put to one's own department."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineWhy(_OnAskedWhy):
    """Say that one's own department cannot answer it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeWhyBack(_OnAskedWhy):
    """Say that it need not be answered any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindOfWhy(_OnAskedWhy):
    """Time has passed: remind of it, if that is due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Respond(_AssignmentCommand):
    """A person of the company spoke in the thread. `reply` is the message's id, "" where it was no message.

    `edited_at` is set where the message was first heard of when it was edited. `until` is when they will get back, if
    they have promised that.
    """

    reply: str = ""
    words: str = ""
    edited_at: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditReply(_AssignmentCommand):
    """They have changed what they said. `relayed_to` is the assignment in whose thread it was repeated, 0 for none.

    A reply that was never heard of is heard now, unless it `is_to_bot`: an order to the bot is no answer.
    """

    reply: str
    words: str
    edited_at: datetime
    until: datetime | None = None
    is_to_bot: bool = False
    relayed_to: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawReply(_AssignmentCommand):
    """They have deleted what they said, so that it was never said."""

    reply: str
    relayed_to: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelPromise(_AssignmentCommand):
    """Take back what was promised in a reply; the reply itself stands."""

    reply: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Join(_Command):
    """One more near-identical mention belongs to this issue. `reach` is its author's followers.

    `said_at` is when the public could read it, None where that is now. It `is_repeated` where its author has said so
    before, and counts no more then.
    """

    mention: int
    reach: int = 0
    said_at: datetime | None = None
    is_repeated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Split(_Command):
    """Say that a mention that has joined is about something else. `into` is the issue that it becomes.

    Whoever asks names the mention; the rest is found when it is done: `into`, its author's followers, when it was said,
    and whether it `is_repeated`, another mention of its author being left.
    """

    mention: int
    into: int = 0
    reach: int = 0
    said_at: datetime | None = None
    is_repeated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseWords(_Command):
    """Take the public's words out of the issue for good, as the law may ask."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remind(_AssignmentCommand):
    """Time has passed: do whatever is due for this share, nothing if nothing is."""


Command = (
    Claim
    | Release
    | HandOff
    | BringIn
    | Escalate
    | ChangeUrgency
    | SetStage
    | Snooze
    | Resolve
    | Dismiss
    | Reopen
    | Merge
    | TakeIn
    | Follow
    | Unfollow
    | AddNote
    | AnswerWhy
    | AskWhy
    | AnswerAskedWhy
    | DeclineWhy
    | TakeWhyBack
    | RemindOfWhy
    | Respond
    | EditReply
    | WithdrawReply
    | CancelPromise
    | Join
    | Split
    | EraseWords
    | Remind
)
