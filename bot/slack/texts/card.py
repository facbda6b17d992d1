"""What stands on a card beside the public's own words.

Guarantee: each state of an assignment has its line, and each way to a department its reason.
"""

from types import MappingProxyType

from bot.core.issue import AssignmentStatus

TITLE = "{sign} #{issue} · {department}"
TITLE_OF_EMERGENCY = "{sign} #{issue} · Emergency · {department}"

WAITING = "⏳ *Waiting for an answer* · please by {date}{knocked}{help}"
WAITING_LATE = "⏰ *Still waiting* · an answer was hoped for by {date}{knocked}{help}"
KNOCKED = " · knocked {times}"
TIMES = MappingProxyType({1: "once", 2: "twice"})
HELP_ASKED = " · 🆙 help is on its way"
ANSWERED = "💬 *Somebody answered in the thread* · who claims it?{help}"
PROMISED = "🤝 *{promiser} gets back by {date}*{help}"
CLAIMED_PROMISED = "🙋 *Claimed by {who}* · gets back by {date}{help}"
CLAIMED_OTHER_PROMISED = "🙋 *Claimed by {who}* · {promiser} gets back by {date}{help}"
CLAIMED = "🙋 *Claimed by {who}* · answer hoped for by {date}{help}"
QUIET = "😴 *Quiet until {date}*{help}"
QUIET_CLAIMED = "😴 *Quiet until {date}* · claimed by {who}{help}"
MOVED = "➡️ *Handed off to {to}*"
ANOTHER_DEPARTMENT = "another department"
SHARE_DONE = "✅ *Your part is done*"
FINISHED = "✅ *Resolved*{by_who}"
SET_ASIDE = "🗂️ *Dismissed*{by_who}"
PUBLIC_REPLY = " · <{url}|our public reply> ({host})"
SINCE_THEN = "Since then: "
ENDED_RESOLVED = "✅ resolved"
ENDED_DISMISSED = "🗂️ dismissed"
MERGED = "🔀 *Merged into #{into}*, where it goes on"
ENDED_MERGED = "🔀 merged into #{into}"

BESIDE = "With: "
BESIDE_STATES = MappingProxyType(
    {
        AssignmentStatus.WAITING: "waiting",
        AssignmentStatus.ANSWERED: "answered",
        AssignmentStatus.CLAIMED: "claimed by {who}",
        AssignmentStatus.SNOOZED: "quiet until {date}",
        AssignmentStatus.HANDED_OFF: "handed off",
        AssignmentStatus.RESOLVED: "done",
        AssignmentStatus.DISMISSED: "dismissed",
        AssignmentStatus.MERGED: "merged",
    }
)
BESIDE_PROMISED = "gets back by {date}"
BESIDE_MORE = "and {count} more"

STORM = "🌊 *{mentions} people say the same*, with {reach} followers together"
SPLIT_FROM = "✂️ Split off from #{issue}: it looked the same, and is not"
ASKED = "Asked: "
READ_ON = "read on"
WHY_RULE = "Why here: the rule “{rule}”, because {why}"
WHY_JUDGED = "Why here: {why}"
WHY_HANDED = "Why here: handed off by {department}{reason}"
WHY_BROUGHT_IN = "Why here: brought in beside {department}, who have the lead"
WHY_UNKNOWN = "Why here: nobody could say whose it is, so it came to you"
FALLBACK = "#{issue} for {department}: {author}: {text}"
PLAIN = "{text} (Slack refused the buttons, sorry: `/issues` has them, and a reply here counts as an answer.)"
