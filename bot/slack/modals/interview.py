"""The three questions of the monthly interview, for each seat of whoever is asked.

Guarantee: the modal carries the month and departments only; whose interview it is comes from the id that Slack has
signed, and only departments that this person was asked about are read.
"""

from collections.abc import Iterator, Sequence

from bot.core.interview import LONGEST_ANSWER, Interview
from bot.core.normalise import clean_text, shortened
from bot.core.rulebook import Rulebook
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block
from bot.slack.messages.fit import fit_view
from bot.slack.messages.safe import ELLIPSIS, one_line
from bot.slack.messages.scene import department_name
from bot.slack.modals.form import Answers, Complaint, text_field
from bot.slack.texts import interview as texts

INTERVIEW = "interview"
"""The callback of the modal."""
MOST_SEATS = 20
"""What a modal has room for; nobody sits for more."""
LONGEST_NAME = 60
QUESTIONS = {"example": texts.EXAMPLE, "keywords": texts.KEYWORDS, "wish": texts.WISH}

Said = dict[str, dict[str, str]]
"""What was answered, by department and question."""


def interview_form(month: str, asked: Sequence[Interview], rulebook: Rulebook) -> Block:
    """The modal, empty."""
    return fit_view(
        {
            "type": "modal",
            "callback_id": INTERVIEW,
            "private_metadata": month,
            "title": kit.plain(texts.TITLE),
            "submit": kit.plain(texts.SUBMIT),
            "close": kit.plain("Cancel"),
            "blocks": [block for each in asked[:MOST_SEATS] for block in _of_seat(each, asked, rulebook)],
        }
    )


def _of_seat(interview: Interview, asked: Sequence[Interview], rulebook: Rulebook) -> Iterator[Block]:
    if len(asked) > 1:
        yield kit.header(one_line(department_name(rulebook, interview.department), LONGEST_NAME) or ELLIPSIS)
    for question, label in QUESTIONS.items():
        yield text_field(_field(question, interview), label, most=LONGEST_ANSWER)


def _field(question: str, interview: Interview) -> str:
    return f"{question}:{interview.department}"


def said_in(answers: Answers, asked: Sequence[Interview]) -> Said | Complaint:
    """What was filled in."""
    said = {each.department: {question: _text(answers, question, each) for question in QUESTIONS} for each in asked}
    if any(text for of_one in said.values() for text in of_one.values()):
        return said
    return Complaint(_field("example", asked[0]), texts.EMPTY)


def _text(answers: Answers, question: str, interview: Interview) -> str:
    return shortened(clean_text(answers.text(_field(question, interview))), LONGEST_ANSWER)
