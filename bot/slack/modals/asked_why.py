"""The answer to a why that was put to one's own department.

Guarantee: the modal carries the issue's and the question's numbers only; who may answer is asked again when it is sent
off.
"""

from bot.core.why_ask import WhyAsk
from bot.slack.ids import Target
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block
from bot.slack.messages.fit import fit_view
from bot.slack.messages.safe import one_line
from bot.slack.modals.form import text_field
from bot.slack.texts import whys

ASKED_WHY = "asked_why"
"""The callback of the modal."""
FIELD = "text"
LONGEST_ABOUT = 90


def asked_why_form(issue: int, ask: WhyAsk) -> Block:
    """The modal, empty."""
    about = one_line(ask.about, LONGEST_ABOUT)
    label = whys.WHY_THAT.format(before=about) if about else whys.WHY_THIS
    return fit_view(
        {
            "type": "modal",
            "callback_id": ASKED_WHY,
            "private_metadata": str(Target(issue, ask.number)),
            "title": kit.plain(whys.ASK_TITLE),
            "submit": kit.plain(whys.SUBMIT),
            "close": kit.plain("Cancel"),
            "blocks": [kit.context(kit.plain(f"#{issue}")), text_field(FIELD, label, hint=whys.HINT, is_needed=True)],
        }
    )
