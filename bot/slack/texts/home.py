"""The App Home: its greeting, the titles of its parts, and what stands in its lines.

Guarantee: says what waits, for whom and since when; an empty part is good news.
"""

HELLO = (
    "*Hello!* When the public says something that your department can answer, I knock on your door. Here is what waits."
)
HELLO_OUTSIDE = (
    "*Hello!* When the public says something about us, I bring it to the department that can answer. Nothing here "
    "waits for you. If you come across a post that somebody should see, hand it in: `/mention` with its text or link."
)
TOUR_AGAIN = "Take the tour again"

MINE = "Yours"
MINE_NONE = "You have claimed nothing. Enjoy the quiet!"
WAITING_FOR = "Waiting for {department}"
WAITING_FOR_ALL = "Waiting for your departments"
WAITING_NONE = "Nothing is waiting. Enjoy the quiet!"
COUNTED = "{title} · {count}"
PAGE = "{first}–{last}"
PAGE_BACK = "‹ {page}"
PAGE_ON = "{page} ›"

LINE = "{sign} *{number}* · {department} · {state}"
SAID = "“{text}” — {author}"
SAID_BY_MANY = "“{text}” — {author} and {others} more"
STATE_WAITING = "please by {date}"
STATE_LATE = "⏰ was hoped for by {date}"
STATE_ANSWERED = "answered, who claims it?"
STATE_PROMISED = "{who} gets back by {date}"
STATE_CLAIMED = "answer hoped for by {date}"
STATE_CLAIMED_BY = "claimed by {who}"
STATE_QUIET = "😴 quiet until {date}"
STATE_DONE = "done"

WEEK = "The week of {department}"
WEEK_FIGURES = (
    "Asked *{asked}* · answered *{answered}* · in time *{in_time}*{overdue}\n"
    "Median time to an answer: *{median}*{oldest}"
)
WEEK_OVERDUE = " · overdue *{overdue}*"
WEEK_OLDEST = " · waiting longest since {date}"
WEEK_NO_ANSWER = "none yet"
WEEK_QUIET = "A quiet week so far: nobody was asked for anything."
WEEK_THANKS = "🙏 Thanks to {people} for the first answers."

FIRE = "On fire"
FIRE_NONE = "Nothing burns: no emergency, no call for help, no storm."
FIRE_EMERGENCY = "🚨 emergency"
FIRE_ESCALATED = "🆙 help asked"
FIRE_STORM = "🌊 {mentions} people, {reach} followers"

TRIAGE = "To be filed"
TRIAGE_NONE = "Everything has found its door."
FILE_TO = "{department} {score:.0%}"
FILE_ELSEWHERE = "Other…"
FILE_NOWHERE = "Nobody must act"

DOORS = "All doors"
DOORS_HINT = "`/doors` says why a door is silent, and which one to knock on next.{last}"
DOORS_LAST_TALK = " Your last talk: {department}, {ago}."
DOOR = "{sign} *{department}* · {open} open, {waiting} waiting{overdue}"
DOOR_CLEAR = "{sign} *{department}* · nothing open"
DOOR_OVERDUE = ", *{overdue} overdue*"
DOOR_OLDEST = " · oldest since {date}"
DOOR_SILENT = " · 🔇 silent since {date}"
DOOR_LAST_ANSWER = " · last answer {date}"
DOOR_QUIET, DOOR_BUSY, DOOR_LATE = "🟢", "🟡", "🔴"
