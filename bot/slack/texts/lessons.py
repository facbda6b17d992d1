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
MODEL_NOW = "{judging}{reading} `/doorknock lessons` says what I've learned."
MODEL_FRESH = "The rulebook alone judges; nothing has been learned yet."
READING = " I read mentions with `{encoder}`."
READING_AGAIN = (
    " {encoder} is to follow it, and is reading what is stored again: {read:,} of {all:,} mentions so far. It judges "
    "once it has read all of them and has been tried."
)
CATCHING_UP = (
    " It is reading {left:,} stored mentions again, the newest first; until then I may miss that some are alike."
)
DECLINED = (
    " I've tried {encoder}, which was worse; `/doorknock model anyway` uses it all the same, and to leave it at that "
    "set ENCODER back."
)
ANYWAY = "Then {encoder} it is. I'll read what is stored with it and change over once that is done."
ANYWAY_NONE = "No other encoder waits. Set ENCODER and start me again; I'll try it then."
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
