"""What administrators read after `/doorknock`.

Guarantee: whoever may not is told who may.
"""

HELP = (
    "`/doorknock rules` says which rules are in force and what is wrong with the last edit · `/doorknock export "
    "2026-W48` sends you the issues of a week as a table · `/doorknock erase 1042` takes the public's words out of an "
    "issue for good · `/doorknock lessons` says what I've learned from clicks, and how to put that right · `/doorknock "
    "silence Wrenbox for 3h` keeps me quiet about a rise. All are "
    "for administrators; everything else is in `/issue`, `/issues` and `@doorknock help`."
)
NOT_ADMIN = "That is for the administrators of Doorknock: {who}. They'll gladly do it for you."
NOBODY_YET = "the strategist, and whoever administers this workspace"
RULES_FINE = (
    "✅ The rules in force are version `{version}`: {departments} departments, {rules} rules, {examples} examples."
)
RULES_BAD = (
    "⚠️ The last edit has not taken effect; the rules before it, version `{version}`, stay in force. What is wrong:\n"
    "{problems}"
)
MORE_PROBLEMS = "… and {count} more; `doorknock check` lists them all."
EXPORT_COMING = "The issues of {week} are on their way to you, in our direct message."
EXPORT_TITLE = "Issues of {week}"
EXPORT_FAILED = "The table of {week} did not get through to you. Please try once more in a minute."
WEEK_UNKNOWN = "I know no week “{what}”. Write the year and the week, like this: `/doorknock export 2026-W48`"
ERASE_WHICH = "Which issue? Type the number from its card, like this: `/doorknock erase 1042`"
ERASE_TITLE = "Erase for good"
ERASE_ASK = (
    "What the public said in *#{issue}* ({mentions}), who said it, and the link to it are taken out of the database "
    "and of every card, *for good*. Numbers, times, who acted, and your colleagues' own notes stay."
)
ERASE_SURE = "Erase"
ERASED = "The words of #{issue} are erased: {count}. Its cards show it in a moment."
ERASED_ALREADY = "There is nothing left to erase in #{issue}."
ONE_MENTION, MENTIONS = "one mention", "{count} mentions"
