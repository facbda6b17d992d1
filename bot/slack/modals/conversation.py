"""A conversation of the strategist with a department: what she learned, and when to come back to it.

Guarantee: the modal carries the department's key only; who may note it is asked again when it is sent off.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.core.conversation import Conversation
from bot.core.normalise import clean_text, shortened
from bot.core.rulebook import Rulebook
from bot.core.working_hours import local_instant
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block
from bot.slack.messages.fit import fit_view
from bot.slack.messages.safe import one_line
from bot.slack.messages.scene import department_name
from bot.slack.modals.form import LONGEST_ANSWER, Answers, Complaint, date_field, line_field, text_field
from bot.slack.texts import doors

CONVERSATION = "conversation"
"""The callback of the modal."""
NOON = 12 * 60


def conversation_form(department: str, rulebook: Rulebook) -> Block:
    """The modal, empty."""
    about = doors.TALK_ABOUT.format(department=one_line(department_name(rulebook, department), 80))
    return fit_view(
        {
            "type": "modal",
            "callback_id": CONVERSATION,
            "private_metadata": department,
            "title": kit.plain(doors.TALK_TITLE),
            "submit": kit.plain(doors.TALK_SUBMIT),
            "close": kit.plain("Cancel"),
            "blocks": [
                kit.context(kit.plain(about)),
                text_field("learned", doors.LEARNED),
                line_field("role", doors.ROLE),
                line_field("stake", doors.STAKE),
                text_field("does", doors.DOES),
                text_field("wishes", doors.WISHES),
                text_field("follow_up", doors.FOLLOW_UP),
                date_field("follow_up_on", doors.FOLLOW_UP_ON),
                date_field("held_on", doors.HELD_ON),
            ],
        }
    )


def conversation_of(
    answers: Answers, *, department: str, by: str, rulebook: Rulebook, now: datetime
) -> Conversation | Complaint:
    """The conversation that was filled in; days are those of the strategist's zone."""
    zone, morning = ZoneInfo(rulebook.strategist.zone), rulebook.strategist.summary_minute
    back, held = answers.date("follow_up_on"), answers.date("held_on")
    today = now.astimezone(zone).date()
    if held is not None and held > today:
        return Complaint("held_on", doors.IS_TO_COME)
    follow_up_at = local_instant(back, morning, zone) if back else None
    if follow_up_at is not None and follow_up_at <= now:
        return Complaint("follow_up_on", doors.IS_PAST)
    noted = Conversation(
        department=department,
        by=by,
        held_at=_held_at(held, today, now, zone),
        role=_words(answers, "role"),
        stake=_words(answers, "stake"),
        does=_words(answers, "does"),
        wishes=_words(answers, "wishes"),
        learned=_words(answers, "learned"),
        follow_up=_words(answers, "follow_up"),
        follow_up_at=follow_up_at,
    )
    return Complaint("learned", doors.EMPTY) if noted.is_empty else noted


def _words(answers: Answers, field: str) -> str:
    return shortened(clean_text(answers.text(field)), LONGEST_ANSWER)


def _held_at(held: date | None, today: date, now: datetime, zone: ZoneInfo) -> datetime:
    return now if held is None or held == today else local_instant(held, NOON, zone)
