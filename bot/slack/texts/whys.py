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

TREE_TITLE = "Why things happen, over the last half year"
TITLE_ABOUT = "Why things happen: {about}"
NONE = (
    "Nobody has said yet why things happen here. *Resolve* asks for it, and one honest sentence is enough; what comes "
    "together stands here for everybody."
)
NONE_ABOUT = "Nobody has said anything yet about why “{about}” happens. `/whys` shows all that was said."
MORE_WHYS = "… and {count} more"
MORE_CAUSES = "… and {causes} more, behind {issues}; name a word of them to see them."
UNASKED = "*These come back, and nobody has said yet why that is*"
TREE_HINT = (
    "`/whys breakfast` shows what is about a word, a department, a brand or a tag. “And why that?” under a closing "
    "line takes it one step further."
)
