"""What the strategist reads when she asks for quiet about rises.

Guarantee: each says how it ends, or how to say it.
"""

HOW = (
    "Tell me about what, and for how long: `/doorknock silence Wrenbox for 3h`, `/doorknock silence breakfast queue "
    "until tomorrow 9:00`, or `/doorknock silence everything for 1d`."
)
KEPT = "🔕 I'll say nothing about a rise of “{matcher}” until {until}. `/doorknock lift {number}` ends that."
NONE = "I keep quiet about nothing. `/doorknock silence Wrenbox for 3h` would ask for it."
LISTED = "🔕 What I keep quiet about:"
LINE = "• {number}: “{matcher}” until {until}, asked for by {who}"
ENDS = "`/doorknock lift {number}` ends one."
WHICH = "Which one? `/doorknock silences` lists them with their numbers; then, for instance, `/doorknock lift 3`."
LIFTED = "🔔 Lifted: from now on you hear of that again."
UNKNOWN = "There is no silence {number}; maybe it has ended by itself. `/doorknock silences` lists those there are."
