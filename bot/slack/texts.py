"""Every sentence that people read from the bot in Slack, in one place.

Guarantees: warm, short, plain, never scolding; each refusal says what to do instead. Arguments arrive ready for mrkdwn
(mentions, dates, escaped words); nothing in here is computed.
"""

from types import MappingProxyType

from bot.core.classification import Sentiment, Urgency
from bot.core.refusal import RefusalReason

URGENCY_SIGN = MappingProxyType({Urgency.LOW: "⚪", Urgency.NORMAL: "🔵", Urgency.HIGH: "🔴", Urgency.EMERGENCY: "🚨"})
URGENCY_NAME = MappingProxyType(
    {Urgency.LOW: "Low", Urgency.NORMAL: "Normal", Urgency.HIGH: "High", Urgency.EMERGENCY: "Emergency"}
)
URGENCY_MEANING = MappingProxyType(
    {
        Urgency.LOW: "Low: when there is time",
        Urgency.NORMAL: "Normal: in the usual time",
        Urgency.HIGH: "High: today, before other things",
        Urgency.EMERGENCY: "Emergency: now, whatever the hour",
    }
)
SENTIMENT_NAME = MappingProxyType(
    {Sentiment.NEGATIVE: "🙁 Negative", Sentiment.NEUTRAL: "😐 Neutral", Sentiment.POSITIVE: "🙂 Positive"}
)
PLATFORMS = MappingProxyType(
    {
        "appstore": "the App Store",
        "bluesky": "Bluesky",
        "facebook": "Facebook",
        "google": "Google",
        "instagram": "Instagram",
        "linkedin": "LinkedIn",
        "mastodon": "Mastodon",
        "playstore": "Google Play",
        "reddit": "Reddit",
        "tiktok": "TikTok",
        "tripadvisor": "Tripadvisor",
        "twitter": "X",
        "web": "the web",
        "x": "X",
        "youtube": "YouTube",
    }
)
_LANGUAGES = """
    ar=Arabic bg=Bulgarian bn=Bengali ca=Catalan cs=Czech da=Danish de=German el=Greek en=English es=Spanish
    et=Estonian eu=Basque fa=Persian fi=Finnish fr=French ga=Irish gl=Galician he=Hebrew hi=Hindi hr=Croatian
    hu=Hungarian id=Indonesian is=Icelandic it=Italian ja=Japanese ko=Korean lt=Lithuanian lv=Latvian
    ms=Malay mt=Maltese nb=Norwegian nl=Dutch no=Norwegian pl=Polish pt=Portuguese ro=Romanian ru=Russian
    sk=Slovak sl=Slovenian sq=Albanian sr=Serbian sv=Swedish ta=Tamil th=Thai tl=Tagalog tr=Turkish
    uk=Ukrainian ur=Urdu vi=Vietnamese zh=Chinese
"""
LANGUAGES = MappingProxyType(dict(entry.split("=") for entry in _LANGUAGES.split()))

# ── Refusals: one sentence that says what to do instead ──

REFUSALS = MappingProxyType(
    {
        RefusalReason.NO_SUCH_ISSUE: (
            "I know no issue #{issue}. Could the number have a typo? `/issues` lists the open ones."
        ),
        RefusalReason.NO_SUCH_ASSIGNMENT: "#{issue} has no share with that number; `/issue {issue}` shows who has it.",
        RefusalReason.NO_SUCH_DEPARTMENT: "I know no department called “{what}”; please pick one from the list.",
        RefusalReason.ISSUE_CLOSED: (
            "#{issue} is closed already{by_who}. If it needs more work, *Reopen* on the card brings it back."
        ),
        RefusalReason.ISSUE_OPEN: "#{issue} is still open, so there is nothing to reopen: just carry on with it.",
        RefusalReason.ASSIGNMENT_CLOSED: (
            "This share of #{issue} is finished or has moved on; `/issue {issue}` shows where it is now."
        ),
        RefusalReason.CLAIMED_BY_ANOTHER: (
            "{who} has #{issue} already. Have a word with them, or let them press *Release* first."
        ),
        RefusalReason.NOT_CLAIMED: (
            "Nobody has claimed #{issue} yet, so there is nothing to give back. *Claim* makes it yours."
        ),
        RefusalReason.ALREADY_THERE: "{what} is working on #{issue} already; write to them in its thread.",
        RefusalReason.TIME_IS_PAST: "That time has passed already; please pick one that is still to come.",
        RefusalReason.NOTHING_TO_SAY: "The note is empty; write a word or two and send it again.",
        RefusalReason.NOT_ALLOWED: "That is for others to decide on #{issue}; the strategist is glad to help.",
    }
)

# ── What a person hears after an action ──

DONE_CLAIM = "#{issue} is yours now. Thank you! Answer where the public can see it, then press *Resolve*."
DONE_RELEASE = "#{issue} is open for the others again."
DONE_RESPOND = "Thank you, I'll keep quiet about #{issue} for a while."
DONE_ESCALATE = "Help for #{issue} is on its way: backup and strategist know about it now."
DONE_RESOLVE = "#{issue} is resolved. Well done!"
DONE = "Done. The card of #{issue} shows it in a moment."
MENTION_TAKEN = "Thank you, I have it. In a moment its card stands in the channel of the department that can help."
MENTION_KNOWN = "Somebody was quicker: I know this one already."
MENTION_EMPTY = "Tell me what was said, like this: `/mention Waited 40 minutes at check-in https://example.com/post/1`"
ROUTE_THIS_EMPTY = "I find no words in this message to work with. `/mention` takes a text or a link."
NO_ISSUES_OPEN = "Nothing is waiting. Enjoy the quiet!"
WHICH_ISSUE = "Which one? Type the number from the card, like this: `{example}`"
TRIGGER_GONE = "That took a moment too long, sorry. Please click once more."
SOMETHING_BROKE = "Something went wrong on my side and nothing was changed. Please try once more."
HELP = (
    "In a card's thread, tell me `claim`, `release`, `resolve` or `escalate`, and why if you like. Elsewhere, type "
    "`/claim 1042`, `/escalate 1042 reason`, `/issue 1042`, `/issues`, or `/mention` with a text or a link. "
    "👀 on a card claims it, ✅ resolves it."
)

# ── Reminders: what is asked and by when; the wording changes with each one ──

KNOCK_FIRST = (
    "*Knock 1* for #{issue} · {who}: somebody is waiting for an answer here. Could you have a look {by_when}? *Claim* "
    "on the card is enough for now."
)
KNOCK_SECOND = (
    "*Knock 2* for #{issue} · {who}: this one still waits, please have a look {by_when}. If it isn't yours, *Hand "
    "off* passes it on, and no harm done."
)
KNOCK_THIRD = (
    "*Knock 3* for #{issue} · {who}: it has been waiting since {since}. Can one of you take it {by_when}? A line in "
    "this thread is enough."
)
KNOCK_AGAIN = (
    "*Knock {knock}* for #{issue} · {who}: still waiting since {since}. Is something in the way? Say so here, and "
    "we'll find a way together."
)
BY_WHEN = "by {date}"
BY_WHEN_PAST = "as soon as you can (an answer was hoped for by {date})"
STILL_ON_IT = (
    "{who}, are you still on #{issue}? No hurry: I only ask so that nobody waits in vain. Unless I hear "
    "from you by {date}, I'll open it to the others again."
)

# ── Lines in the thread ──

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
ESCALATED = "🆙 {who} asks for help. {told}, could you have a look?"
URGENCY_CHANGED = "{sign} {who} changed the urgency from {was} to *{now}*."
NOTE = "📝 A note from {who}:"
CAUSE = "Why it happened: "
CHANGED = "Something changed; the card shows how it stands."

# ── The card ──

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
CARD_FALLBACK = "#{issue} for {department}: {author}: {text}"
CARD_PLAIN = "{text} (Slack refused the buttons, sorry: `/issues` has them, and a reply here counts as an answer.)"

# ── The story of an issue ──

HAPPENED = MappingProxyType(
    {
        "AnswerWentQuiet": "quiet again, so it waits anew",
        "AssignmentClaimed": "claimed",
        "AssignmentReleased": "given back",
        "AssignmentResolved": "share finished",
        "AssignmentSnoozed": "asked for quiet",
        "ClaimChecked": "asked whether the claim still holds",
        "IssueDismissed": "dismissed",
        "IssueEscalated": "asked for help",
        "IssueReopened": "reopened",
        "IssueResolved": "resolved",
        "NoteAdded": "note added",
        "Responded": "answered",
        "SnoozeEnded": "quiet over",
    }
)

# ── Modals ──

SNOOZE_HOW_LONG = "Please pick a length, or a moment below."
SNOOZE_PAST = "That time has passed already; please pick one that is still to come."
PICK_ONE = "Please pick one from the list."
WHY_SCORES = "*What the classifier thought of it*"
WHY_TRACE = "*The rules it met, in order*"
REFUSED_TITLE = "One moment"

# ── Lists ──

ISSUES_OPEN = "Open issues"
ISSUES_MINE = "Yours"
ISSUES_OVERDUE = "Waiting longer than hoped"
ISSUES_UNKNOWN = (
    "I know no department called “{what}”. Try `/issues`, `/issues mine`, `/issues overdue`, or one of: {known}"
)
HOME_HELLO = (
    "*Hello!* When the public says something that your department can answer, I knock on your door. Here is what waits."
)
HOME_MINE = "Yours"
HOME_DEPARTMENT = "Waiting for {department}"
