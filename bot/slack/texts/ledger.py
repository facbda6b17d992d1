"""The daily count, when something is off: what it is, and what to do about it."""

TITLE = "🧾 I counted what came in against what became of it, and something is off:"
LOST = (
    "*Nowhere to be found: {count}.* That should never happen. Was the database restored from a copy, or changed by "
    "hand? `doorknock ledger` shows the count; please keep the log."
)
WAITING = (
    "*Waiting to be sorted for more than a day: {count}.* Is a process with the role `triage` running? Its `/healthz` "
    "says what it waits for."
)
UNDELIVERED = (
    "*Waiting for Slack for more than a day: {count}.* Is a process with the role `deliver` running? `doorknock "
    "doctor` says what Slack does not let me do."
)
PARKED = (
    "*Refused by Slack since the last count: {count}.* I told you of each when it happened; `/issues` still shows them."
)
MENTION, MENTIONS = "one mention", "{count:,} mentions"
NOTICE, NOTICES = "one message", "{count:,} messages"
ALL_ELSE = "Everything else adds up. You'll only hear of this again tomorrow if it's still off."
