"""Whys: what is asked, and how what was answered is shown.

Guarantee: it is asked why things happen, never who did it.
"""

TITLE = "And why?"
SUBMIT = "Write it down"
WHY_THIS = "Why did this happen?"
WHY_THAT = "“{before}”: and why is that?"
HINT = "One honest sentence about how things are, not about who. Up to five whys; stop wherever you like."
BUTTON_FIRST = "Why did it happen?"
BUTTON_NEXT = "And why that?"
ANSWERED_FIRST = "🔎 {who} says why it happened:"
ANSWERED_NEXT = "🔎 {who} on “{before}”, and why that is:"

ANSWERED_FROM = "🔎 {who} ({department}) says why that is:"
ASK_DEPARTMENT = "Or ask another department why that is"
EMPTY = "Write a sentence, or pick a department to ask."
WAS_ASKED = "🔎 {who} asked *{department}* why {about}. Their answer comes here."
ABOUT_THAT = "“{about}” is so"
ABOUT_THIS = "this happened"
WAS_DECLINED = "🔎 *{department}* can't say why that is. *And why that?* lets you ask somebody else."
WAS_TAKEN_BACK = "🔎 {who} took the question to *{department}* back."
TAKE_BACK = "Take the question back"
ASK_THIS = "🔎 {who} ({department}) would like to know from you: why did {issue} happen?"
ASK_THAT = "🔎 {who} ({department}) would like to know from you, about {issue}: “{about}”, and why is that?"
ASK_ANSWER = "Answer"
ASK_DECLINE = "We can't say"
ASK_HINT = "One honest sentence about how things are, not about who. Answering in the thread does it, too; no hurry."
ASK_ANSWERED = "{who} answered. Thank you!"
ASK_ANSWERED_ELSEWHERE = "{who} has said it meanwhile, so there is nothing left for you to do. Thank you!"
ASK_DECLINED = "{who}: that is nothing we can say. Thank you for having a look."
ASK_TAKEN_BACK = "{who} took the question back; there is nothing left for you to do."
ASK_REOPENED = "It is being worked on again, so this can wait."
ASK_SETTLED = "🔎 This question is settled. Thank you!"
ASK_REMINDER = (
    "*{department}* still wonders, whenever you have a minute. A sentence is enough, and “We can't say” is an answer "
    "as well. I won't ask again."
)
ASK_TITLE = "And why is that?"
ASKED = "*Asked, and not answered yet*"

TREE_TITLE = "Why things happen, over the last half year"
TITLE_ABOUT = "Why things happen: {about}"
NONE = (
    "Nobody has said yet why things happen here. *Resolve* asks for it, and one honest sentence is enough; what comes "
    "together stands here for everybody."
)
NONE_ABOUT = "Nobody has said anything yet about why “{about}” happens. `/whys` shows all that was said."
MORE_WHYS = "… and {count} more"
MORE_CAUSES = "… and {causes} more, behind {issues}; name a word of them to see them."
UNASKED = "*These come back, and nobody has said yet why that is*"
TREE_HINT = (
    "`/whys breakfast` shows what is about a word, a department, a brand or a tag. “And why that?” under a closing "
    "line takes it one step further."
)
