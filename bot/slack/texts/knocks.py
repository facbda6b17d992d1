"""Reminders: what is asked and by when.

Guarantee: the wording changes with each knock and with whoever is told, and gets no louder.
"""

# In the card's thread, for the whole channel.
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
NEAR = "A heads-up for #{issue} · {who}: somebody hopes for an answer {by_when}. *Claim* on the card is enough for now."
INSTEAD = (
    "*Knock {knock}* for #{issue} · {who}: this one was meant for {missed}, who doesn't seem to be around. Could one "
    "of you have a look {by_when}? *Claim* on the card is enough for now."
)
BY_WHEN = "by {date}"
BY_WHEN_PAST = "soon (an answer was hoped for by {date})"
STILL_ON_IT = (
    "{who}, are you still on #{issue}? No hurry: I only ask so that nobody waits in vain. Unless I hear "
    "from you by {date}, I'll open it to the others again."
)

# To whoever said when they would get back.
PROMISE_DUE = (
    "⏰ You wanted to get back about {issue} by now. Is there any news? A line in its thread is enough, and if you "
    "need more time, just say until when."
)
PROMISE_DUE_TO_ALL = (
    "⏰ {who} wanted to get back about {issue} by now. Is there any news? A line here is enough, and if it takes more "
    "time, just say until when."
)

# To one person alone.
SEAT_FIRST = (
    "Knock, knock! *#{issue}* is waiting for {department}. Could you have a look {by_when}? *Claim* is enough for now."
)
SEAT_SECOND = (
    "*#{issue}* is still waiting for {department}. Could you have a look {by_when}? If it isn't yours, *Hand off* "
    "passes it on, and no harm done."
)
SEAT_AGAIN = (
    "*#{issue}* has been waiting for {department} since {since}. Is something in the way? A line in reply is enough, "
    "or *Snooze* it until you get round to it."
)
HEADS_UP = (
    "A quick heads-up: somebody hopes for an answer to *#{issue}* from {department} {by_when}. *Claim* is enough for "
    "now."
)
HEADS_UP_STANDING_IN = (
    "{seat} is away, so here is a quick heads-up for you: somebody hopes for an answer to *#{issue}* from {department} "
    "{by_when}. *Claim* is enough for now."
)
STANDING_IN = (
    "{seat} is away, so I come to you: *#{issue}* is waiting for {department}. Could you have a look {by_when}? "
    "*Claim* is enough for now."
)
BACKUP = (
    "Could you step in for {seat} {by_when}? *#{issue}* has been waiting for {department} since {since}. *Claim* is "
    "enough for now."
)
STRATEGIST = (
    "One door is still silent: {department} has had *#{issue}* since {since}, and I have knocked {knock} times. "
    "Perhaps you know what is in the way, or who else could take it {by_when}."
)

# The same among others, each in a line above its buttons.
SEVERAL = "*{count} doors are waiting for you.* Take them in any order; *Claim* is enough for now."
SEVERAL_SILENT = (
    "*{count} doors are still silent.* Perhaps you know what is in the way, or who else could take these on."
)
AMONG_FIRST = "*#{issue}* for {department}: please have a look {by_when}."
AMONG_SECOND = "*#{issue}* for {department} still waits: please have a look {by_when}, or hand it off."
AMONG_AGAIN = "*#{issue}* for {department}, since {since}: is something in the way?"
AMONG_HEADS_UP = "*#{issue}* for {department}: somebody hopes for an answer {by_when}."
AMONG_STANDING_IN = "*#{issue}* for {department}, since {seat} is away: please have a look {by_when}."
AMONG_BACKUP = "*#{issue}* for {department}: could you step in for {seat} {by_when}?"
AMONG_STRATEGIST = "*#{issue}*: {department} has been silent since {since}, after {knock} knocks."
MORE_DOORS = "… and {count} more. Your *Home* tab here shows them all."
TO_THE_CARD = "<{address}|Open the card>"
QUESTION = "They ask: {question}"
