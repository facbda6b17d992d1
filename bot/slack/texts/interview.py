"""The monthly interview: how it is asked, thanked for and summed up.

Guarantee: it is an offer; to say no is as easy as to answer.
"""

ASK = (
    "👋 Once a month I ask whoever sits for a department three short questions, so that what is yours finds you. Two "
    "minutes are enough, and one answer as well."
)
SEVERAL_SEATS = "You sit for {departments}: the same form asks about each."
ANSWER = "Answer"
NOT_NOW = "Not this month"
NEVER = "Please don't ask me again"
THANKS = "Thank you! The strategist gets it with what the others said, around the 20th; after that, right away."
DECLINED = "All right, not this month. Thank you for having a look."
PAUSED = "All right, I won't ask you again. Should you change your mind, *Answer* still works."
TITLE = "Three short questions"
SUBMIT = "Send"
EXAMPLE = "Which post or sentence of late was typically yours? In the public's own words, please."
KEYWORDS = "By which words do you know at once that something is yours? (Commas between)"
WISH = "What do you wish, or what should everybody else know about your work?"
EMPTY = "One answer is enough; a few words will do."
GONE = "That interview is over; the next one comes next month."
REPORT = "What the seats said in {month}"
PART = " ({part} of {parts})"
LINE_WISH = "wish, or would like others to know: {text}"
LINE_EXAMPLE = "call this typically theirs: {text}"
LINE_KEYWORDS = "know it by: {text}"
PASTE = "For the rules, if you agree; paste it, and `doorknock check` reads it over:"
