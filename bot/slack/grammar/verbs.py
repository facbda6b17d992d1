"""The verbs that people use, by act: what they may be followed by, and which of them must stand alone.

Guarantee: no phrase means two acts.
"""

from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType

from bot.core.classification import Urgency
from bot.slack.actions import Act


class Follows(Enum):
    """What may follow a phrase for it to count as a wish, and not as something that is told."""

    ANYTHING = auto()
    NOTHING = auto()
    MARKED = auto()
    """Nothing, or words after a colon or a dash: `done: refunded her`."""
    ARGUMENT = auto()
    """What the act needs, right away: `ask food …`, `remind me tomorrow`."""


@dataclass(frozen=True, slots=True)
class Verb:
    """Phrases of one act that take the same company."""

    act: Act
    follows: Follows
    phrases: str
    urgency: Urgency | None = None


VERBS = (
    Verb(
        Act.CLAIM,
        Follows.NOTHING,
        "claim|take|i take|i'll take|taking|i'm taking|mine|on it|i'm on it|i have it|i've got this|assign to me|"
        "assign it to me|assign this to me|ack",
    ),
    Verb(
        Act.RELEASE,
        Follows.NOTHING,
        "release|unclaim|give back|give it back|give this back|hand back|hand it back|let go|drop|unassign|unassign me",
    ),
    Verb(
        Act.HAND_OFF,
        Follows.ANYTHING,
        "hand off|handoff|hand over|handover|hand it off|hand this off|reassign|transfer",
    ),
    Verb(
        Act.HAND_OFF,
        Follows.ARGUMENT,
        "pass|pass on|pass to|pass it to|pass this to|pass it on to|pass this on to|give to|give it to|give this to|"
        "hand to|hand it to|hand this to|move to|move it to|move this to|send to|send it to|send this to|forward to|"
        "forward it to|forward this to|file|file with|file under|goes to|this goes to|belongs to|it belongs to|"
        "this belongs to",
    ),
    Verb(
        Act.NOT_OURS,
        Follows.ANYTHING,
        "not ours|it's not ours|this is not ours|isn't ours|it isn't ours|not our department|wrong department|"
        "wrong door",
    ),
    Verb(Act.NOT_OURS, Follows.MARKED, "not us|not for us|not my department"),
    Verb(Act.BRING_IN, Follows.ANYTHING, "bring in"),
    Verb(Act.BRING_IN, Follows.ARGUMENT, "ask|involve|loop in|pull in|invite|include|add|bring"),
    Verb(Act.ESCALATE, Follows.ANYTHING, "escalate|escalate it|escalate this"),
    Verb(Act.ESCALATE, Follows.MARKED, "we need help|i need help|need help|sos"),
    Verb(Act.URGENCY, Follows.ANYTHING, "urgency|set urgency|change urgency|priority"),
    Verb(
        Act.URGENCY,
        Follows.MARKED,
        "urgent|it's urgent|this is urgent|make it urgent|make this urgent|mark as urgent|mark it as urgent|"
        "mark this as urgent",
        Urgency.HIGH,
    ),
    Verb(Act.URGENCY, Follows.MARKED, "emergency", Urgency.EMERGENCY),
    Verb(Act.URGENCY, Follows.MARKED, "not urgent|it's not urgent", Urgency.LOW),
    Verb(Act.SNOOZE, Follows.ANYTHING, "snooze|keep quiet|be quiet"),
    Verb(Act.SNOOZE, Follows.ARGUMENT, "quiet|pause|sleep|wait|remind me|remind us|come back|later|not before"),
    Verb(Act.RESOLVE, Follows.ANYTHING, "resolve|resolved"),
    Verb(
        Act.RESOLVE,
        Follows.MARKED,
        "done|fixed|solved|close|closed|finished|sorted|it's done|all done|we're done|i'm done|it's fixed|it's solved|"
        "it's resolved|it's sorted",
    ),
    Verb(Act.DISMISS, Follows.ANYTHING, "dismiss|dismissed"),
    Verb(Act.DISMISS, Follows.MARKED, "ignore"),
    Verb(Act.REOPEN, Follows.ANYTHING, "reopen|re open|reopened"),
    Verb(Act.REOPEN, Follows.MARKED, "open again|open it again"),
    Verb(Act.NOTE, Follows.ANYTHING, "note|add note|add a note|make a note"),
    Verb(Act.NOTE, Follows.MARKED, "fyi|remember"),
    Verb(Act.WHY, Follows.MARKED, "and why|and why that|why that|why did it happen|why did this happen"),
    Verb(Act.MERGE, Follows.ANYTHING, "merge"),
    Verb(Act.MERGE, Follows.ARGUMENT, "duplicate of|dup of|same as|belongs with"),
    Verb(Act.SPLIT, Follows.ANYTHING, "split|split off|split out"),
    Verb(Act.SPLIT, Follows.MARKED, "not the same|these are two|it's not the same"),
    Verb(Act.FOLLOW, Follows.NOTHING, "follow|watch|subscribe|keep me posted"),
    Verb(Act.UNFOLLOW, Follows.NOTHING, "unfollow|unwatch|unsubscribe|stop following"),
    Verb(Act.WHY_ME, Follows.NOTHING, "why|why me|why us|why here|explain"),
    Verb(Act.SHOW, Follows.NOTHING, "show|status|details|info|timeline|story|what happened"),
    Verb(Act.ALL, Follows.NOTHING, "more|menu|actions"),
)

PHRASES = MappingProxyType({phrase: verb for verb in VERBS for phrase in verb.phrases.split("|")})
"""Every phrase with its verb."""

LONGEST = max(len(phrase.split()) for phrase in PHRASES)

POLITE = frozenset(
    ["please", "pls", "kindly", "hi", "hey", "hello", "ok", "okay", "can", "could", "would", "you", "thanks", "thank"]
)
"""Words that may stand before a wish and behind it, and change nothing."""

FILLERS = POLITE | frozenset(["this", "it", "that", "one", "issue", "the", "card", "now", "for", "me", "us", "here"])
"""Words that may follow a wish that takes nothing else."""

CURIOUS = frozenset({Act.WHY_ME, Act.SHOW, Act.ALL, Act.BRING_IN, Act.NOTE, Act.ESCALATE, Act.WHY})
"""Acts that may be asked for with a question mark; of the others it makes a question to a colleague."""

_ASKING = """
am are aren't can can't could did didn't do does doesn't don't had has hasn't have haven't he i is
isn't it not on our she should shouldn't so that then they this us was wasn't we were weren't will
won't would wouldn't you
"""
ASKING = frozenset(_ASKING.split())
"""Words behind `why` that make a question of it, or a remark: whoever answers begins otherwise."""

REASONS = MappingProxyType(
    {
        "spam": "spam",
        "noise": "spam",
        "not about us": "not_about_us",
        "not us": "not_about_us",
        "nothing to do": "nothing_to_do",
        "no action": "nothing_to_do",
        "no action needed": "nothing_to_do",
    }
)
"""What people say for a reason to dismiss, and the key of the reason."""

BARE = MappingProxyType(
    {
        "spam": "spam",
        "it's spam": "spam",
        "this is spam": "spam",
        "close as spam": "spam",
        "close it as spam": "spam",
        "close this as spam": "spam",
        "mark as spam": "spam",
        "mark it as spam": "spam",
        "mark this as spam": "spam",
        "not about us": "not_about_us",
        "nothing to do": "nothing_to_do",
        "no action needed": "nothing_to_do",
    }
)
"""Reasons that are a wish when they are all that is said."""

OPENINGS = frozenset(
    (
        "next",
        "opening",
        "next opening",
        "we open",
        "we open again",
        "next working hour",
        "our next working hour",
        "the next working hour",
        "next working day",
        "our next working day",
        "working hours",
    )
)
"""What people call the moment at which their department opens again."""
