"""Lists of issues: their titles, and what is said where there is nothing to list.

Guarantee: each list says in its title what it holds.
"""

OPEN = "Open issues"
MINE = "Yours"
OVERDUE = "Waiting longer than hoped"
UNKNOWN = "I know no department called “{what}”. Try `/issues`, `/issues mine`, `/issues overdue`, or one of: {known}"
NOTHING_OPEN = "Nothing is waiting. Enjoy the quiet!"
