"""Lessons: what was learnt from people's clicks, and what the strategist may say about it.

Guarantee: says what was taught, and never that somebody was wrong.
"""

from types import MappingProxyType

NONE_YET = (
    "I haven't learned anything from clicks yet. *Not ours*, filing from triage, a changed urgency or a dismissal as "
    "spam teach me; nobody has to do anything more for it."
)
LEARNED = "I've learned from *{count:,}* of your colleagues' clicks. {judging}"
JUDGING = "Version {number} of what I know judges since {when}."
JUDGING_KEPT = "Version {number} judges, because {who} chose it; `/doorknock model newest` lets me go on."
JUDGING_RULEBOOK = "What they have taught takes effect as soon as I have tried it out."
JUDGING_RULEBOOK_KEPT = (
    "The rulebook alone judges, because {who} chose so; `/doorknock model newest` lets me use what I have learned."
)
REJECTED = "My last attempt, version {number}, did not take effect: {why}."
NEWEST = "*The newest*"
LINE = "`{id}` {change} · {who}, {when} · {issue} “{said}”"
FROM_TO = "{was} → {label}"
QUARRELS = "*Here I was told two things, so I learn from neither until you say which is right*"
QUARREL = "{line}\n      against {against}"
LESSON = "`{id}`"
EXAMPLE = "the rulebook’s example in {place}"
RULEBOOK = "an example of the rulebook"
HINT = (
    "`/doorknock keep {id}` says that a lesson is right · `/doorknock forget {id}` takes one out · `/doorknock model "
    "{before}` goes back to an earlier version"
)
WHICH = "Which lesson? Type its number from `/doorknock lessons`, like this: `/doorknock {word} 17`"
UNKNOWN = "I know no lesson {number}. `/doorknock lessons` shows their numbers."
FORGOTTEN = "I'll forget lesson {number} ({label}) and learn from it no more, in a few minutes at most."
KEPT = "Thank you! Lesson {number} ({label}) is right, and what said otherwise is forgotten."
MODEL_WHICH = (
    "Which version? Type its number, like this: `/doorknock model 6`. `0` is the rulebook alone, `newest` lets me go "
    "on learning. `doorknock model history` in the terminal lists them all."
)
MODEL_USED = (
    "Version {number} judges from now on, and stays until you choose another. `/doorknock model newest` goes on."
)
MODEL_RULEBOOK = (
    "The rulebook alone judges from now on. I keep what your colleagues teach; `/doorknock model newest` goes back "
    "to it."
)
MODEL_NEWEST = "Version {number} judges from now on, and I go on learning."
MODEL_UNKNOWN = "There is no version {number}. `/doorknock lessons` says which one judges."
MODEL_REJECTED = "Version {number} was worse when I tried it, so I'd rather not: {why}. Choose another one."
RELEVANCE = MappingProxyType({"spam": "spam", "unrelated": "not about you", "relevant": "about you"})
