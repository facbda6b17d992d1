"""What modals say beside their fields.

Guarantee: a complaint about an answer says what to pick instead.
"""

from types import MappingProxyType

SUBJECT = "{number} · “{text}”"
SNOOZE_HOW_LONG = "Please pick a length, or a moment below."
SNOOZE_PAST = "That time has passed already; please pick one that is still to come."
SNOOZE_FAR = "That is more than a year away; please pick a moment before, and snooze it again then."
PICK_ONE = "Please pick one from the list."
REFUSED_TITLE = "One moment"
MERGE_HINT = "Its number, for instance 1040. This issue becomes a part of it, with all that was said."
SPLIT_HINT = "It becomes an issue of its own, with a card at the door that fits it; its like stays away from here."
SPLIT_NOTHING = "Nothing has joined this issue that could be split off any more."
NO_WORDS = "(no words)"
MERGE_NUMBER = "Please type the number of the other issue, for instance 1040."
DONE_TITLE = "Done"
ALL_ACTS_TITLE = "#{issue}: what next?"
WHAT_IT_DOES = MappingProxyType(
    {
        "claim": "You take it; the others see that it has somebody.",
        "release": "You give it back, and somebody else can take it.",
        "hand_off": "It goes to another department, with a word from you. Its clock keeps running.",
        "not_ours": "It came to the wrong door. I pass it on to the next best one, and learn.",
        "bring_in": "Another department answers a question; you keep the lead.",
        "escalate": "Your backup and the strategist are asked to help, now.",
        "urgency": "How soon somebody must act.",
        "snooze": "I keep quiet for a while.",
        "resolve": "It is done: how it ended, and why it happened.",
        "dismiss": "Nobody has to act: spam, or not about us.",
        "reopen": "It needs more work after all.",
        "note": "Something that the next reader should know.",
        "why": "Why it happened, and why that: up to five times.",
        "merge": "It is about the same as another issue, and becomes a part of it.",
        "split": "One of those who seemed to say the same is about something else.",
        "follow": "You hear of its turns in a direct message.",
        "unfollow": "You hear no more of it.",
        "why_me": "The rule, the examples and similar issues of the past.",
    }
)
