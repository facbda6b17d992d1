"""The map of doors: titles, hints, and what is said to whom it is not shown.

Guarantee: doors are spoken of, never people.
"""

from types import MappingProxyType

TITLE = "The doors, over the last four weeks"
QUIET = "Every door that was knocked on has opened. Enjoy it!"
OTHERS = "{count} more, all well: {names}"
AND_MORE = "… and {count} more that could do with a look"
LOST = "*Topics without a door*"
LOOK_CLOSER = "Look at a door…"
HINT = "`/doors billing` shows one door, and why it is silent."
HINT_STRATEGIST = (
    "`/doors billing` shows one door, and why it is silent. `/doors talk billing` notes what you learned when you sat "
    "down with somebody."
)
DOOR_TITLE = "{department}: the door"
ALL_DOORS = "All doors"
UNKNOWN = "I know no department called “{what}”. Try `/doors`, or one of: {known}"
SEVERAL = "Which one do you mean: {names}?"
NOT_YOURS = (
    "That door is shown to its own department, the seats and the strategist. Yours: {own}. `/issues` lists what is "
    "open everywhere."
)
NO_DOOR = (
    "The map of doors is for departments, seats and the strategist, and I don't know yet where you sit. Join your "
    "department's channel, and try again in a few minutes; `/issues` lists what is open."
)
NEXT_DOOR = "*The door to knock on next: {department}.* {because}"
ASK = "Ask there"
ANYBODY = "It is {weeks} since you last sat down with anybody. Half an hour at any door would do."
NOBODY_YET = "You have not noted a conversation with anybody yet. Half an hour at any door would do."
NO_TALK_YET = "; no talk yet"
TALK = "Note a conversation"
FORGET = "Take the last note out"
FORGET_TITLE = "Take it out for good?"
FORGET_TEXT = "What you noted is gone then, and I won't remind you of it."
FORGET_YES, FORGET_NO = "Take it out", "Keep it"
LAST_TALK = "The last conversation"
NEVER_TALKED = "You have not noted a conversation here yet."
NOTED_ON = "*{date}* · {text}"
PARTS = MappingProxyType(
    {
        "learned": "What you learned: {text}",
        "role": "Who: {text}",
        "stake": "Their stake: {text}",
        "does": "What they do: {text}",
        "wishes": "What they wish: {text}",
        "follow_up": "To come back to: {text}",
    }
)
COMES_BACK = "I remind you on {date}."
TALK_TITLE = "A conversation"
TALK_SUBMIT = "Keep it"
TALK_ABOUT = "With {department}. Only you read this, and only one field has to be filled in."
ROLE = "Whom did you talk to, and what are they there for?"
STAKE = "What is at stake for them in what people say in public?"
DOES = "What do they do, and how?"
WISHES = "What do they wish?"
LEARNED = "What did you learn?"
FOLLOW_UP = "What do you want to come back with?"
FOLLOW_UP_ON = "When shall I remind you?"
HELD_ON = "When did you talk? (Left empty: today)"
EMPTY = "Write down one thing at least; a few words will do."
IS_PAST = "That day has begun already. Pick a later one, and I'll remind you in the morning."
IS_TO_COME = "That day is still to come. Note it once you have talked."
NOTED = "Kept. You find it again under `/doors {department}`."
NOTED_WITH_DATE = "Kept. I come back to you on {date}; you find it again under `/doors {department}`."
NOT_STRATEGIST = (
    "Conversations are noted by whoever owns social media here, {who}, and only they read them. `/doors` shows your "
    "own door."
)
TALK_WHICH = "With whom did you talk? Like this: `/doors talk billing`. There are: {known}"
TALK_BY_COMMAND = (
    "A conversation is noted in a form, and that opens from a command: type `/doors talk billing`, or press *Note a "
    "conversation* under the door."
)
REMINDER = "Today you wanted to come back to *{department}*."
REMINDER_QUESTION = "You wanted to ask: “{text}”"
REMINDER_LEARNED = "When you talked ({date}), you learned: “{text}”"
REMINDER_WISHES = "They wished: “{text}”"
