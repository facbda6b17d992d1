"""The map of doors: titles, hints, and what is said to whom it is not shown.

Guarantee: doors are spoken of, never people.
"""

TITLE = "The doors, over the last four weeks"
QUIET = "Every door that was knocked on has opened. Enjoy it!"
OTHERS = "{count} more, all well: {names}"
AND_MORE = "… and {count} more that could do with a look"
LOST = "*Topics without a door*"
LOOK_CLOSER = "Look at a door…"
HINT = "`/doors billing` shows one door, and why it is silent."
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
