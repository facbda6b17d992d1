"""Questions about mentions: how they are asked, and how they are answered.

Guarantee: an answer says what was looked at, and where nothing was found, what else to try.
"""

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
