"""What the strategist has noted of her conversations: under the door it is about, and on the day of its follow-up.

Guarantee: shown to nobody else; her own words are escaped and cut short all the same.
"""

from bot.core.conversation import Conversation
from bot.core.monday import questions_for
from bot.core.rulebook import Rulebook
from bot.core.sitting import since_you_sat_down
from bot.services.doors import DoorView
from bot.slack.actions import FORGET_TALK, TALK
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block, Message
from bot.slack.messages.safe import safe
from bot.slack.messages.scene import department_name
from bot.slack.texts import doors

LONGEST_PART = 300
MOST_NOTES = 2
_SURE = kit.confirm(doors.FORGET_TITLE, doors.FORGET_TEXT, doors.FORGET_YES, doors.FORGET_NO)


def talks(view: DoorView, rulebook: Rulebook) -> list[Block]:
    """How long ago it was, the newest notes, and three questions for the next time."""
    since = doors.NEVER_TALKED
    if view.sitting is not None:
        since = safe(since_you_sat_down(view.sitting, rulebook, now=view.until), LONGEST_PART)
    notes = [_note(each, rulebook) for each in view.notes[:MOST_NOTES]]
    last = "\n".join((f"*{doors.LAST_TALK}*", since, *notes))
    last_note = {view.report.department: view.notes[0]} if view.notes else {}
    questions = [f"• {safe(each, LONGEST_PART)}" for each in questions_for(view.report, view.sitting, last_note)]
    return [kit.section(last), kit.section("\n".join((f"*{doors.ASK}*", *questions)))]


def forgets(view: DoorView) -> list[Block]:
    """The button that takes the newest note out, where there is one; it asks first."""
    return [
        {**kit.button(doors.FORGET, action=FORGET_TALK, value=str(each.id)), "confirm": _SURE}
        for each in view.notes[:1]
    ]


def follow_up(noted: Conversation, rulebook: Rulebook) -> Message:
    """The reminder of what she wanted to come back to."""
    name = safe(department_name(rulebook, noted.department), 60)
    head = doors.REMINDER.format(department=name)
    day = kit.day(noted.held_at, zone=rulebook.strategist.zone)
    parts = (
        (doors.REMINDER_QUESTION, noted.follow_up),
        (doors.REMINDER_LEARNED, noted.learned),
        (doors.REMINDER_WISHES, noted.wishes),
    )
    lines = [text.format(text=safe(words, LONGEST_PART), date=day) for text, words in parts if words]
    button = kit.button(doors.TALK, action=TALK, value=noted.department)
    return Message(text=head, blocks=(kit.section("\n".join((head, *lines))), kit.actions(button)))


def brought_up(noted: Conversation, rulebook: Rulebook) -> Block | None:
    """What she noted of a department last, beside what she is told of it now; None where there is nothing to say."""
    day = kit.day(noted.held_at, zone=rulebook.strategist.zone)
    parts = (
        (doors.REMINDER_LEARNED, noted.learned),
        (doors.REMINDER_WISHES, noted.wishes),
        (doors.REMINDER_QUESTION, noted.follow_up),
    )
    lines = [text.format(text=safe(words, LONGEST_PART), date=day) for text, words in parts if words]
    return kit.context(kit.mrkdwn(" ".join(lines))) if lines else None


def _note(noted: Conversation, rulebook: Rulebook) -> str:
    zone = rulebook.strategist.zone
    parts = [
        text.format(text=safe(words, LONGEST_PART))
        for field, text in doors.PARTS.items()
        if (words := str(getattr(noted, field)))
    ]
    if noted.follow_up_at is not None and noted.reminded_at is None:
        parts.append(doors.COMES_BACK.format(date=kit.day(noted.follow_up_at, zone=zone)))
    return doors.NOTED_ON.format(date=kit.day(noted.held_at, zone=zone), text=" · ".join(parts))
