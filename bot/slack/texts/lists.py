"""Lists of issues: their titles, and what is said where there is nothing to list.

Guarantee: each list says in its title what it holds.
"""

OPEN = "Open issues"
MINE = "Yours"
OVERDUE = "Waiting longer than hoped"
MY_DEPARTMENT = "Open at your doors"
OF_DEPARTMENT = "Open for {department}"
CLOSED = "Closed lately"
TO_CLAIM = "Which one would you like?"
TO_CLAIM_HINT = "Or type its number: `/claim 1042`"
TO_ESCALATE = "Which one do you need help with?"
TO_ESCALATE_HINT = "Or type its number, and why: `/escalate 1042 reason`"
PAGE = " · page {page} of {pages}"
SAID = "“{text}”"
PREVIOUS = "Previous"
NEXT = "Next"
UNKNOWN = (
    "I know no department called “{what}”. Try `/issues`, `/issues mine`, `/issues my department`, `/issues overdue`, "
    "`/issues closed`, or one of: {known}"
)
NO_DEPARTMENT = (
    "I don't know yet for which department you sit. `/issues` shows all that is open, `/issues billing` one's."
)
NOTHING_CLOSED = "Nothing has been closed yet."
NOTHING_TO_CLAIM = "Everything has somebody. If you have a number, type it like this: `/claim 1042`"
NOTHING_TO_ESCALATE = "Nothing is open, so nobody needs help. If you have a number: `/escalate 1042 reason`"
NOTHING_OPEN = "Nothing is waiting. Enjoy the quiet!"
