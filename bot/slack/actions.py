"""The names of everything that can be clicked, in one place, so that buttons and listeners cannot disagree.

Guarantee: an action's id says what it does; which issue it is about travels in its value, as a `Target`.
"""

from enum import StrEnum


class Act(StrEnum):
    """What a person can do to an assignment; the value is the action id of its button."""

    CLAIM = "claim"
    HAND_OFF = "hand_off"
    NOT_OURS = "not_ours"
    BRING_IN = "bring_in"
    ESCALATE = "escalate"
    SNOOZE = "snooze"
    RESOLVE = "resolve"
    RELEASE = "release"
    STILL_ON_IT = "still_on_it"
    URGENCY = "urgency"
    DISMISS = "dismiss"
    NOTE = "note"
    WHY = "why"
    REOPEN = "reopen"
    MERGE = "merge"
    SPLIT = "split"
    FOLLOW = "follow"
    UNFOLLOW = "unfollow"
    WHY_ME = "why_me"
    SHOW = "show"
    ALL = "all"


MORE = "more"
"""The overflow menu; its options' values are `act:issue:assignment`."""

FILE = "file"
"""One click from triage to the department in the button's value, a `Passing`; a row of them is numbered."""

HAND_OVER = "hand_over"
"""One click to the department in the button's value, a `Passing`: "it is not ours"."""

STAGE = "stage"
"""Saying at which stage of the journey the author was; its options' values are `Pick`s."""

FEELS = "feels"
"""The menu that puts the author's mood right; its options' values are `Pick`s of the same name."""

PICK = "pick"
"""One click that answers what was missing; `pick:1`, `pick:2` …, each with a `Pick` as its value."""

TURN = "turn"
"""Turning the pages of a list; `turn:previous` and `turn:next`, each with a `Page` as its value."""

DOOR = "door"
"""The menu of all doors; its options' values are keys of departments."""

ALL_DOORS = "all_doors"
"""Back from one door to all of them."""

TALK = "talk"
"""Noting a conversation with the department in the button's value."""

WEEKLY = "weekly"
"""Having the question whose number is the button's value answered every week."""

STOP_WEEKLY = "stop_weekly"
"""Ending the subscription whose number is the button's value; in a list each button has its own id behind it."""

FORGET_TALK = "forget_talk"
"""Taking out the conversation whose number is the button's value."""

ANSWER_WHY = "answer_why"
"""Answering a why that was put to one's own department; its value is a `Target` with the question's number."""

DECLINE_WHY = "decline_why"
"""Saying that one's own department cannot answer it."""

TAKE_WHY_BACK = "take_why_back"
"""Saying that it need not be answered any more."""

NOTE_AGREED = "note_agreed"
"""Noting what was agreed at the committee's table."""

AGREED_DONE = "agreed_done"
"""Ticking off the follow-up whose number is the button's value."""

AGENDA_NOW = "agenda_now"
"""Looking at the committee's agenda as it would be now."""

ANSWER_INTERVIEW = "answer_interview"
"""Answering the interview of the month that is the button's value."""

DECLINE_INTERVIEW = "decline_interview"
"""Saying not this month."""

PAUSE_INTERVIEWS = "pause_interviews"
"""Saying that one would rather not be asked again."""

LABELS = {
    Act.CLAIM: "Claim",
    Act.HAND_OFF: "Hand off",
    Act.NOT_OURS: "Not ours",
    Act.BRING_IN: "Bring in",
    Act.ESCALATE: "Escalate",
    Act.SNOOZE: "Snooze",
    Act.RESOLVE: "Resolve",
    Act.RELEASE: "Release",
    Act.STILL_ON_IT: "Yes, still on it",
    Act.URGENCY: "Change urgency",
    Act.DISMISS: "Dismiss",
    Act.NOTE: "Note",
    Act.WHY: "And why?",
    Act.REOPEN: "Reopen",
    Act.MERGE: "Merge",
    Act.SPLIT: "Split off",
    Act.FOLLOW: "Follow",
    Act.UNFOLLOW: "Unfollow",
    Act.WHY_ME: "Why me?",
    Act.SHOW: "Show",
    Act.ALL: "More…",
}
