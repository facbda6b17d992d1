"""The command behind an act that needs no further question: a button, an emoji, or a word to the bot.

Guarantee: pure. An act whose command would need an answer first counts as what it surely is: somebody is there.
"""

from types import MappingProxyType

from bot.core.commands import (
    AddNote,
    BringIn,
    ChangeUrgency,
    Claim,
    Command,
    Dismiss,
    Escalate,
    HandOff,
    Release,
    Reopen,
    Resolve,
    Respond,
    Snooze,
)
from bot.slack.actions import Act
from bot.slack.texts import done

BUTTONS_AT_ONCE = frozenset({Act.CLAIM, Act.RELEASE, Act.STILL_ON_IT})
"""The buttons that ask nothing back."""

KINDS = MappingProxyType(
    {
        Act.CLAIM: Claim,
        Act.RELEASE: Release,
        Act.STILL_ON_IT: Respond,
        Act.HAND_OFF: HandOff,
        Act.BRING_IN: BringIn,
        Act.ESCALATE: Escalate,
        Act.SNOOZE: Snooze,
        Act.RESOLVE: Resolve,
        Act.URGENCY: ChangeUrgency,
        Act.DISMISS: Dismiss,
        Act.NOTE: AddNote,
        Act.REOPEN: Reopen,
    }
)
"""The command that an act becomes; "Why me?" changes nothing, so it is none."""

SPOKEN = MappingProxyType({str(act): act for act in (Act.CLAIM, Act.RELEASE, Act.RESOLVE, Act.ESCALATE)})
"""The words that `@doorknock` understands in a card's thread."""

DONE = MappingProxyType(
    {
        Act.CLAIM: done.CLAIM,
        Act.RELEASE: done.RELEASE,
        Act.RESOLVE: done.RESOLVE,
        Act.ESCALATE: done.ESCALATE,
    }
)
"""What a person hears when it is done."""


def wish(act: Act, *, by: str, assignment: int, words: str = "") -> Command:
    """What the person `by` asks for; `words` are the outcome or the reason, where there is one."""
    match act:
        case Act.CLAIM:
            return Claim(by=by, assignment=assignment)
        case Act.RELEASE:
            return Release(by=by, assignment=assignment)
        case Act.RESOLVE:
            return Resolve(by=by, assignment=assignment, outcome=words)
        case Act.ESCALATE:
            return Escalate(by=by, assignment=assignment, why=words)
        case _:
            return Respond(by=by, assignment=assignment)


def spoken(text: str) -> tuple[Act, str]:
    """The act and the words in `<@U…> resolve refunded her`; any other words are an answer."""
    said = text.partition(">")[2].strip()
    word, _, rest = said.partition(" ")
    return SPOKEN.get(word.lower().strip(".,!:"), Act.STILL_ON_IT), rest.strip()
