"""What a person hears after asking for something: it is done, it is known, it needs a word more.

Guarantee: nothing that went wrong is theirs to blame, and each says what comes next.
"""

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
HELP = (
    "In a card's thread, tell me `claim`, `release`, `resolve` or `escalate`, and why if you like. Elsewhere, type "
    "`/claim 1042`, `/escalate 1042 reason`, `/issue 1042`, `/issues`, or `/mention` with a text or a link. "
    "👀 on a card claims it, ✅ resolves it."
)
