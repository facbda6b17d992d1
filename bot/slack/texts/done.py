"""What a person hears after asking for something: it is done, it is known, it needs a word more.

Guarantee: nothing that went wrong is theirs to blame, and each says what comes next.
"""

from types import MappingProxyType

CLAIM = "#{issue} is yours now. Thank you! Answer where the public can see it, then press *Resolve*."
RELEASE = "#{issue} is open for the others again."
RESPOND = "Thank you, I'll keep quiet about #{issue} for a while."
ESCALATE = "Help for #{issue} is on its way: backup and strategist know about it now."
RESOLVE = "#{issue} is resolved. Well done!"
DONE = "Done. The card of #{issue} shows it in a moment."
MENTION_TAKEN = "Thank you, I have it. In a moment its card stands in the channel of the department that can help."
MENTION_KNOWN = "Somebody was quicker: I know this one already."
MENTION_EMPTY = "Tell me what was said, like this: `/mention Waited 40 minutes at check-in https://example.com/post/1`"
ROUTE_THIS_EMPTY = "I find no words in this message to work with. `/mention` takes a text or a link."
WHICH_ISSUE = "Which one? Type the number from the card, like this: `{example}`"
TRIGGER_GONE = "That took a moment too long, sorry. Please click once more."
SOMETHING_BROKE = "Something went wrong on my side and nothing was changed. Please try once more."
WHICH_DOOR = (
    "I'm not sure which door you mean. The buttons of a message always know, and so does a reply in the thread of a "
    "message about a single one. Or name it: `claim 1042`."
)
HELP = (
    "In a card's thread, tell me what to do: `claim`, `hand off billing`, `ask food was breakfast served?`, `snooze "
    "until tomorrow`, `resolve refunded her`, `note …`, `more`. Or say when you get back (“I'll reply by 3 pm”), and I "
    "remind you then. Elsewhere, type `/claim`, `/escalate 1042 reason`, "
    "`/issue 1042` (and the same words behind it), `/issues mine`, or `/mention` with a text or a link."
)
EMOJI = " An emoji on a card is enough: {meant}."
EMOJI_DOES = ":{emoji}: {does}"
GESTURES = MappingProxyType(
    {
        "claim": "claims it",
        "release": "gives it back",
        "still_on_it": "says that somebody is on it",
        "hand_off": "hands it off",
        "not_ours": "says that it isn't yours",
        "bring_in": "asks another department",
        "escalate": "asks for help",
        "snooze": "asks for quiet",
        "resolve": "resolves it",
        "dismiss": "says that nobody has to act",
        "follow": "lets you follow it",
        "unfollow": "ends that",
    }
)
"""What an emoji on a card does."""

DONE_ACTS = MappingProxyType(
    {
        "claim": CLAIM,
        "release": RELEASE,
        "still_on_it": RESPOND,
        "hand_off": "#{issue} is with *{department}* now, and its clock keeps running.",
        "not_ours": "#{issue} is with *{department}* now. Thank you, I've noted that it wasn't yours.",
        "bring_in": "*{department}* is asked about #{issue}; I'll bring their answer back here.",
        "escalate": ESCALATE,
        "urgency": "#{issue} is of {urgency} urgency now.",
        "snooze": "I'll keep quiet about #{issue} until {until}.",
        "resolve": RESOLVE,
        "dismiss": "#{issue} is dismissed: nobody has to act on it.",
        "reopen": "#{issue} is open again.",
        "note": "Noted: whoever reads #{issue} next will see it.",
        "why": "Thank you, I have written down why #{issue} happened: whoever meets the like of it will know.",
        "merge": "#{issue} is a part of {into} now, and goes on there.",
        "split": "It is {into} now, with a card of its own, and #{issue} goes on without it.",
        "follow": "You'll hear from me how #{issue} goes on. `/issue {issue} unfollow` ends it.",
        "unfollow": "I'll tell you no more of #{issue}.",
    }
)
