"""Whys: what is asked, and how what was answered is shown.

Guarantee: it is asked why things happen, never who did it.
"""

TITLE = "And why?"
SUBMIT = "Write it down"
WHY_THIS = "Why did this happen?"
WHY_THAT = "“{before}”: and why is that?"
HINT = "One honest sentence about how things are, not about who. Up to five whys; stop wherever you like."
BUTTON_FIRST = "Why did it happen?"
BUTTON_NEXT = "And why that?"
ANSWERED_FIRST = "🔎 {who} says why it happened:"
ANSWERED_NEXT = "🔎 {who} on “{before}”, and why that is:"
