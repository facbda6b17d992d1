"""What modals say beside their fields.

Guarantee: a complaint about an answer says what to pick instead.
"""

SUBJECT = "{number} · “{text}”"
SNOOZE_HOW_LONG = "Please pick a length, or a moment below."
SNOOZE_PAST = "That time has passed already; please pick one that is still to come."
PICK_ONE = "Please pick one from the list."
REFUSED_TITLE = "One moment"
