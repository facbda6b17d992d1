"""The committee: its table, what is agreed there, and how that is remembered.

Guarantee: nobody is pressed; what is late is said to wait, not to be late.
"""

TITLE = "The committee"
NONE = (
    "Nobody has said yet when the seats of all departments meet. `committee` in `company.yaml` does: a channel, a "
    "weekday and a time, and I write the agenda."
)
NOT_AT_TABLE = (
    "The committee is whoever sits or stands in for a department, and {chair}, who chairs it. Tell one of them what "
    "you would like them to talk about."
)
NEXT = "It meets next on *{day}*, in {channel}. {chair} chairs it."
SEATS = "*Around the table*"
SEAT = "• {department}: {seat}"
SEAT_WITH_BACKUP = "• {department}: {seat}; {backup} stands in"
EMPTY_SEAT = "• {department}: an empty chair"
AWAY = "{name} _(away)_"
AWAY_TO = "{name} _(away to {day})_"
MORE = "… and {count} more"
OPEN = "*Agreed, and still open*"
NOTHING_OPEN = "Nothing that was agreed is open."
ITEM = "{who}: {what} _(by {day})_"
ITEM_WAITS = "{who}: {what} _(has waited since {day})_"
DONE = "Done"
NOTE = "Note a follow-up"
AGENDA = "Show the agenda"
HINT = "`/committee agenda` shows what the next meeting is to talk about, `/committee note` keeps what was agreed."
FORM_TITLE = "A follow-up"
FORM_SUBMIT = "Keep it"
FORM_ABOUT = "I remind them once, on the morning of its day, and it stands on the agenda until it is done."
WHAT = "What was agreed?"
WHO = "Who does it?"
BY = "By when? (Left empty: the next meeting)"
NOTED = "Kept. I remind {who} on {day}."
IS_PAST = "That day has begun already. Pick a later one, and I'll remind them in the morning."
NOBODY = "Pick somebody; without a name, it is nobody's."
NO_WORDS = "Write down what was agreed; a few words will do."
REMINDER = "Today is the day for what you took on at the committee's table:"
REMINDER_DONE = "Done. Thank you!"
TICKED = "Ticked off: “{what}”. Thank you!"
TICKED_BEFORE = "That was ticked off already. Thank you for looking after it!"
NOT_YOURS = "{who} has taken this on; they, whoever noted it, or the chair can tick it off."
LOOKED_AROUND = "I have looked around the table, and something has changed."
NEWLY_AMISS = "*New*"
MENDED = "*Mended, thank you*"
LOOKED_AROUND_HINT = (
    "`doorknock check` and `doorknock doctor` say what to do. I look once a day, and speak up only when something "
    "changes."
)
