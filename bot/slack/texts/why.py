"""What "Why me?" says: what was found, how sure that is, and what to do where it is wrong.

Guarantee: a guess is called a guess.
"""

TITLE = "Why me?"
CLOSE = "Thanks"

SCORES = "*How well the departments fit*"
SCORES_LEARNED = "*How well the departments fit*, by version {version} of what I've learned"
SCORE = "{department}: {score:.0%}"

RUNNER_UP = (
    "*Not yours?* My next best guess is *{department}* ({score:.0%}). One click hands it over: its clock keeps "
    "running, and I note that I was wrong."
)
HAND_OVER = "Hand off to {department}"
HANDED_OVER = "#{issue} is with *{department}* now, and its clock keeps running. Thank you, I have noted it."
HANDED_OVER_TITLE = "Handed off"

STAGE_GUESSED = "*Where on their journey, as I guess:* {stage}. If that's off, tell me and I'll learn from it."
STAGE_SAID = "*Where on their journey:* {stage}, as one of you has said."
STAGE_UNKNOWN = "*Where on their journey?* I cannot tell. If you can, tell me and I'll learn from it."
STAGE_MENU = "They were …"
STAGE_NOTED = "Thank you! I've noted that #{issue} is about this stage: {stage}, and I'll learn from it."
MOOD = "*How I read the author's mood:* {mood}. If that's off, tell me and I'll learn from it."
MOOD_UNSURE = "I'm not sure enough to say"
MOOD_MENU = "It reads as …"
MOOD_TITLE = "Noted"
MOOD_NOTED = "Thank you! I've noted that #{issue} reads as {mood}, and I'll learn from it."

NEAREST = "*The examples it is most like*"
NEAREST_ONE = "“{text}” → {department} ({likeness:.0%} alike)"
SET_ASIDE = "nobody has to act"

PAST = "*Similar issues before*"
PAST_LOOKING = "I'm looking for them …"
PAST_NONE = "None that I remember."
PAST_SAID = " · {likeness:.0%} alike · “{said}”\n"
PAST_RESOLVED = "Resolved by {department} after {span}"
PAST_DISMISSED = "Set aside by {department} after {span}"
PAST_PASSED_ON = ", who got it from {first}"
PAST_OUTCOME = ": “{outcome}”"
PAST_BECAUSE = "\nThat time it was: {chain}"

RULES = "*The rules it met, in order*"
