"""The names of everything that can be clicked, in one place, so that buttons and listeners cannot disagree.

Guarantee: an action's id says what it does; which issue it is about travels in its value, as a `Target`.
"""

from enum import StrEnum


class Act(StrEnum):
    """What a person can do to an assignment; the value is the action id of its button."""

    CLAIM = "claim"
    HAND_OFF = "hand_off"
    BRING_IN = "bring_in"
    ESCALATE = "escalate"
    SNOOZE = "snooze"
    RESOLVE = "resolve"
    RELEASE = "release"
    STILL_ON_IT = "still_on_it"
    URGENCY = "urgency"
    DISMISS = "dismiss"
    NOTE = "note"
    REOPEN = "reopen"
    WHY_ME = "why_me"


MORE = "more"
"""The overflow menu; its options' values are `act:issue:assignment`."""

FILE = "file"
"""One click from triage to the department in the button's value, a `Passing`; a row of them is numbered."""

HAND_OVER = "hand_over"
"""One click to the department in the button's value, a `Passing`: "it is not ours"."""

LABELS = {
    Act.CLAIM: "Claim",
    Act.HAND_OFF: "Hand off",
    Act.BRING_IN: "Bring in",
    Act.ESCALATE: "Escalate",
    Act.SNOOZE: "Snooze",
    Act.RESOLVE: "Resolve",
    Act.RELEASE: "Release",
    Act.STILL_ON_IT: "Yes, still on it",
    Act.URGENCY: "Change urgency",
    Act.DISMISS: "Dismiss",
    Act.NOTE: "Note",
    Act.REOPEN: "Reopen",
    Act.WHY_ME: "Why me?",
}
