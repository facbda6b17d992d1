"""What stands on a card beside the public's own words.

Guarantee: each state of an assignment has its line, and each way to a department its reason.
"""

from types import MappingProxyType

WAITING = "⏳ *Waiting for an answer* · please by {date}"
WAITING_LATE = "⏰ *Still waiting* · an answer was hoped for by {date}"
KNOCKED = " · knocked {times}"
TIMES = MappingProxyType({1: "once", 2: "twice"})
ANSWERED = "💬 *Somebody answered in the thread* · who claims it?"
CLAIMED = "🙋 *Claimed by {who}* · answer hoped for by {date}"
QUIET = "😴 *Quiet until {date}*"
QUIET_CLAIMED = "😴 *Quiet until {date}* · claimed by {who}"
MOVED = "➡️ *Handed off to {to}*"
FINISHED = "✅ *Resolved*{by_who}"
SET_ASIDE = "🗂️ *Dismissed*{by_who}"
STORM = "🌊 *{mentions} people say the same*, with {reach} followers together"
ASKED = "Asked: "
READ_ON = "read on"
WHY_RULE = "Why here: the rule “{rule}” ({why})"
WHY_JUDGED = "Why here: {why}"
WHY_HANDED = "Why here: handed off by {department}{reason}"
WHY_BROUGHT_IN = "Why here: brought in beside {department}, who have the lead"
WHY_UNKNOWN = "Why here: nobody could say whose it is, so it came to you"
FALLBACK = "#{issue} for {department}: {author}: {text}"
PLAIN = "{text} (Slack refused the buttons, sorry: `/issues` has them, and a reply here counts as an answer.)"
