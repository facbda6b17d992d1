"""What was agreed at the table: who does what, by when.

Guarantee: the modal carries nothing; who may note it is asked again when it is sent off.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.core.agreed import Agreed
from bot.core.committee import Committee
from bot.core.normalise import clean_text, shortened
from bot.core.notices import is_person
from bot.core.working_hours import local_instant
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block
from bot.slack.messages.fit import fit_view
from bot.slack.modals.form import LONGEST_ANSWER, Answers, Complaint, date_field, person_field, text_field
from bot.slack.texts import committee as texts

AGREED = "agreed"
"""The callback of the modal."""


def agreed_form() -> Block:
    """The modal, empty."""
    return fit_view(
        {
            "type": "modal",
            "callback_id": AGREED,
            "title": kit.plain(texts.FORM_TITLE),
            "submit": kit.plain(texts.FORM_SUBMIT),
            "close": kit.plain("Cancel"),
            "blocks": [
                kit.context(kit.plain(texts.FORM_ABOUT)),
                text_field("what", texts.WHAT, is_needed=True),
                person_field("who", texts.WHO),
                date_field("by", texts.BY),
            ],
        }
    )


def agreed_of(answers: Answers, committee: Committee, *, by: str, morning: int, now: datetime) -> Agreed | Complaint:
    """The follow-up that was filled in; its day is the committee's, and `morning` counts minutes from midnight."""
    what, who = shortened(clean_text(answers.text("what")), LONGEST_ANSWER), answers.person("who")
    if not what:
        return Complaint("what", texts.NO_WORDS)
    if not is_person(who):
        return Complaint("who", texts.NOBODY)
    day, minute = answers.date("by"), min(morning, committee.minute)
    due_at = _morning_of(day or committee.next_meeting(now), minute, committee)
    if due_at <= now and day is None:
        # The morning of today's meeting is over: it is for the one after.
        after = committee.next_meeting(committee.begins_at(committee.next_meeting(now)))
        due_at = _morning_of(after, minute, committee)
    if due_at <= now:
        return Complaint("by", texts.IS_PAST)
    return Agreed(what=what, who=who, due_at=due_at, noted_by=by, noted_at=now)


def _morning_of(day: date, minute: int, committee: Committee) -> datetime:
    return local_instant(day, minute, ZoneInfo(committee.zone))
