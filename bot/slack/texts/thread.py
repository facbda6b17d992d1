"""Lines in a card's thread: what just happened, and who did it.

Guarantee: one line an event.
"""

HANDED_OFF = "➡️ {who} handed this off to *{to}*. Its clock keeps running, so nothing is lost."
FILED = "📥 {who} filed this with *{to}*. Its clock keeps running, so nothing is lost."
HANDED_OFF_NOT_OURS = "➡️ {who} handed this off to *{to}*: it wasn't ours. Noted, so that I learn."
SNOOZED = "😴 {who} asked for quiet until {until}. I'll come back then."
SNOOZE_ENDED = "🔔 The quiet is over. {who}, could you have a look?"
RELEASED = "↩️ {who} gave this back. Who can take it?"
RELEASED_STALE = "↩️ I heard nothing more from {who}, so this is open to everybody again. Who can take it?"
SHARE_RESOLVED = "✅ {who} finished the share of *{department}*."
RESOLVED = "✅ {who} resolved #{issue}. Thank you, everybody!"
DISMISSED = "🗂️ {who} decided that nobody has to act on #{issue}."
REOPENED = "🔓 {who} took #{issue} up again."
MERGED = "🔀 {who} merged #{issue} into #{into}: both are about the same. It goes on there, nothing is lost."
TAKEN_IN = "🔀 {who} merged #{other} into #{issue}: both are about the same. It goes on here."
ESCALATED = "🆙 {who} asks for help. {told}, could you have a look?"
URGENCY_CHANGED = "{sign} {who} changed the urgency from {was} to *{now}*."
NOTE = "📝 A note from {who}:"
CAUSE = "Why it happened: "
NEEDED = "Who else was needed: "
CHANGED = "Something changed; the card shows how it stands."
