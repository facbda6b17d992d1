"""Reminders: what is asked and by when.

Guarantee: the wording changes with each knock, and gets no louder.
"""

FIRST = (
    "*Knock 1* for #{issue} · {who}: somebody is waiting for an answer here. Could you have a look {by_when}? *Claim* "
    "on the card is enough for now."
)
SECOND = (
    "*Knock 2* for #{issue} · {who}: this one still waits, please have a look {by_when}. If it isn't yours, *Hand "
    "off* passes it on, and no harm done."
)
THIRD = (
    "*Knock 3* for #{issue} · {who}: it has been waiting since {since}. Can one of you take it {by_when}? A line in "
    "this thread is enough."
)
AGAIN = (
    "*Knock {knock}* for #{issue} · {who}: still waiting since {since}. Is something in the way? Say so here, and "
    "we'll find a way together."
)
BY_WHEN = "by {date}"
BY_WHEN_PAST = "as soon as you can (an answer was hoped for by {date})"
STILL_ON_IT = (
    "{who}, are you still on #{issue}? No hurry: I only ask so that nobody waits in vain. Unless I hear "
    "from you by {date}, I'll open it to the others again."
)
