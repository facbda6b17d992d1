"""Questions about mentions: how they are asked, how they are answered, and answered every week.

Guarantee: an answer says what was looked at, and where nothing was found, what else to try.
"""

from types import MappingProxyType

from bot.core.subscribing import Beginning

TITLE = "What is said about {about}"
COUNT = "*{mentions}* {time}, {change}."
MORE = "{count} more than in the {days} before"
FEWER = "{count} fewer than in the {days} before"
AS_MANY = "as many as in the {days} before"
NONE_BEFORE = "and none in the {days} before"
IN_THE_LAST = "in the last {days}"
TODAY = "in the last 24 hours"
HOW_FOUND = "{literal} in these words, {meant} by their meaning."
ONLY = "Only {filters}."
OF_BRAND = "about {brand}"
AT_DEPARTMENT = "what {department} has or had"
FROM_SOURCE = "from {source}"
AT = "*Who has it:* {doors}"
WEEKS = "*Week by week:* {weeks}  {chart}"
MORE_DOORS = "{count} more"
BELONGS_TO = "It became {issue}."
LOOKED_AT = "I read {count} for this."
CUT = "That is as far back as I read at once; ask for fewer days to have them all."
WORDS_ALONE = "By the words alone: the model that knows what words mean is not at hand just now."
NOTHING = "Nobody has said anything about {about} {time}{filters}."
QUIET_WEEK = "Nobody has said anything about {about} {time}{filters}. I keep listening, and say so when somebody does."
BUT_BEFORE = "In the {days} before there were {count}."
TRY = "Other words may help, or more time: `/mentions about {words} last 90 days`"
HELP = (
    "Ask me what the public says about something:\n"
    '• `/mentions about "late check-out" last 30 days`\n'
    "• `/mentions about breakfast last 3 months at Housekeeping`\n"
    "• `/mentions about queues brand:{brand} source:tripadvisor`\n"
    "To hand in something that somebody said, it is `/mention` and the text or link."
)
NO_WORDS = 'What would you like to know about? Like this: `/mentions about "late check-out" last 30 days`'
NOT_KNOWN = "I know no {kind} called “{what}”. There {are}: {known}"
POST_WEEKLY = "Post this every week"
STOP = "Stop"
WEEKLY_TITLE = "*Posted every week*"
NO_WEEKLY = "Nothing is posted here every week. Under each answer stands the button for it."
WEEKLY_ROW = "• {about}{filters}, {who}"
IN_CHANNEL = "here"
TO_YOU = "to you alone"
WEEKLY_FOOT = "{who} asked for this every week. Weeks in which nobody says it are left out."
BEGUN_ALONE = (
    "Gladly. It comes to you alone, as a direct message, every week in which somebody says it: {when} for the first "
    "time. To share it, ask in a channel where I may post. `/mentions weekly` stops it."
)
BEGINNINGS = MappingProxyType(
    {
        Beginning.BEGUN: (
            "Gladly. I'll post it here every week in which somebody says it, {when} for the first time. Anybody here "
            "can stop it, by the button under the post or with `/mentions weekly`."
        ),
        Beginning.THERE_ALREADY: "It is posted here every week already; the next time {when}.",
        Beginning.TOO_MANY: (
            "A lot is posted here every week already. `/mentions weekly` shows all of it: stop one, and there is room."
        ),
        Beginning.NO_SUCH_QUESTION: "That was a while ago, and I have forgotten the question. Please ask it once more.",
    }
)
"""What is said when somebody wants an answer every week."""
STOPPED = "Stopped: {about} is not posted any more. Ask again whenever you like."
STOPPED_ALREADY = "That one is not posted any more."
