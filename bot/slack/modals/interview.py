"""The three questions of the monthly interview.

Guarantee: the modal carries the month only; whose interview it is comes from the id that Slack has signed.
"""

from bot.core.normalise import clean_text, shortened
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block
from bot.slack.messages.fit import fit_view
from bot.slack.modals.form import Answers, Complaint, text_field
from bot.slack.texts import interview as texts

INTERVIEW = "interview"
"""The callback of the modal."""
LONGEST = 1_000
FIELDS = ("example", "keywords", "wish")


def interview_form(month: str) -> Block:
    """The modal, empty."""
    return fit_view(
        {
            "type": "modal",
            "callback_id": INTERVIEW,
            "private_metadata": month,
            "title": kit.plain(texts.TITLE),
            "submit": kit.plain(texts.SUBMIT),
            "close": kit.plain("Cancel"),
            "blocks": [
                text_field("example", texts.EXAMPLE),
                text_field("keywords", texts.KEYWORDS),
                text_field("wish", texts.WISH),
            ],
        }
    )


def interview_in(answers: Answers) -> dict[str, str] | Complaint:
    """What was filled in, by field."""
    found = {field: shortened(clean_text(answers.text(field)), LONGEST) for field in FIELDS}
    return found if any(found.values()) else Complaint(FIELDS[0], texts.EMPTY)
