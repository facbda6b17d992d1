"""What the bot asks back where a person has not said enough.

Guarantee: each question can be answered by one click, or leads to the form that takes the answer.
"""

from types import MappingProxyType

QUESTIONS = MappingProxyType(
    {
        "department": "Which department should have #{issue}?",
        "question": "What would you like to ask them about #{issue}?",
        "urgency": "How urgent is #{issue}?",
        "moment": "For how long should I keep quiet about #{issue}?",
        "reason": "Why does nobody have to act on #{issue}?",
        "why": "Why did #{issue} happen, or why is what was said last so?",
        "words": "What should the next reader of #{issue} know?",
        "mention": "Which of those who seemed to say the same as #{issue} is about something else?",
        "number": "Which issue is about the same as #{issue}?",
    }
)
MOMENTS = MappingProxyType({"An hour": "1h", "Four hours": "4h", "Until we open": "next"})
LABELS = MappingProxyType({"why_me": "Why me?", "all": "More…"})
ANOTHER = "Something else…"
OPEN = "Tell me…"
WHY_ME = "Why #{issue} came here: one click shows it."
MORE = "Here is all that can be done with #{issue}."
NO_SUCH_WORDS = (
    "I'm not sure what you'd like to do with #{issue}. Try `claim`, `hand off billing`, `snooze until tomorrow`, "
    "`resolve refunded her` or `note her name is Ann`; `/issue {issue} more` shows everything that can be done."
)
DID_YOU_MEAN = "Did you mean `{phrase}`? I counted your words as an answer, so nothing waits for you meanwhile."
NOT_AN_ISSUE = (
    "This message belongs to none of my issues. Choose the shortcut on a card or in its thread; *Route this* makes an "
    "issue of this message."
)
