"""The two-minute tour for whoever opens the App Home for the first time.

Guarantee: one thing a step, and nothing that has to be remembered.
"""

from types import MappingProxyType

TITLES = MappingProxyType(
    {
        1: "👋 Welcome! First of all: the card",
        2: "💬 How to answer",
        3: "➡️ Not yours, or not yours alone?",
        4: "😴 When I keep quiet",
    }
)
STEPS = MappingProxyType(
    {
        1: (
            "When somebody says something in public that your department can answer, I post a *card* in your channel: "
            "what was said, whose turn it is, and by when an answer would be good. The card changes in place, so it is "
            "always true. *Why me?* on it says why it came to you."
        ),
        2: (
            "{claim} says “I'm on it”. A line in the card's thread counts as an answer too. When the public has its "
            "answer, {resolve} closes it. That is all."
        ),
        3: (
            "*Hand off* passes it to another department. Nobody minds: the clock keeps running, so nothing is lost. "
            "*Bring in* asks another department a question while you keep the lead, and *Escalate* calls for help."
        ),
        4: (
            "I remind in working hours, and stop the moment somebody answers. *Snooze* asks for quiet for as long as "
            "you need. What is yours and what waits stands on this page; `/issues` and `/issue 1042` show it anywhere."
        ),
    }
)
BUTTON = "*{button}*"
EMOJI_OR_BUTTON = ":{emoji}: on the card, or *{button}*,"
COUNT = "Step {step} of {steps}"
BACK = "‹ Back"
NEXT = "Next ›"
DONE = "Got it, thanks"
SKIP = "Skip the tour"
