"""The committee as a message: when it meets, who sits there, what is agreed and open; and the reminder on its day.

Guarantee: at most a screen; people are named without being alerted, and their words are escaped and cut short.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.core.agreed import Agreed
from bot.core.committee import Committee
from bot.core.department import TRIAGE, Department
from bot.core.rulebook import Rulebook
from bot.slack.actions import AGENDA_NOW, AGREED_DONE, NOTE_AGREED
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block, Message
from bot.slack.messages.people import People, name_of
from bot.slack.messages.safe import clean, clip, safe
from bot.slack.texts import committee as texts

MOST_SEATS = 15
MOST_OPEN = 6
LONGEST_NAME = 60
LONGEST_WHAT = 200
LONGEST_WORDS = 1_500


def committee_message(
    committee: Committee, rulebook: Rulebook, agreed: Sequence[Agreed], people: People, *, now: datetime
) -> Message:
    """What `/committee` shows."""
    begins = committee.begins_at(committee.next_meeting(now))
    upcoming = texts.NEXT.format(
        day=kit.moment(begins, zone=committee.zone),
        channel=safe(committee.channel, LONGEST_NAME),
        chair=name_of(people, committee.chair),
    )
    return Message(
        text=texts.TITLE,
        blocks=(
            kit.header(texts.TITLE),
            kit.section(upcoming),
            kit.section("\n".join((texts.SEATS, *_seats(rulebook, people)))),
            *_open(committee, agreed, people, now=now),
            kit.actions(note_button(), kit.button(texts.AGENDA, action=AGENDA_NOW, value="now")),
            kit.context(kit.mrkdwn(texts.HINT)),
        ),
    )


def note_button() -> Block:
    """Keeps what is agreed."""
    return kit.button(texts.NOTE, action=NOTE_AGREED, value="new")


def agreed_reminder(agreed: Agreed) -> Message:
    """The reminder on the day of a follow-up; once it is done it says so."""
    is_done = agreed.done_at is not None
    text = texts.REMINDER_DONE if is_done else texts.REMINDER
    words = kit.rich(kit.rich_quote(kit.words(clip(clean(agreed.what), LONGEST_WORDS) or "…")))
    button = () if is_done else (kit.actions(_done_button(agreed)),)
    return Message(text=text, blocks=(kit.section(text), words, *button))


def _seats(rulebook: Rulebook, people: People) -> Iterator[str]:
    departments = [each for each in rulebook.departments if each.key != TRIAGE]
    yield from (_seat(each, people) for each in departments[:MOST_SEATS])
    if (more := len(departments) - MOST_SEATS) > 0:
        yield texts.MORE.format(count=more)


def _seat(department: Department, people: People) -> str:
    wording = texts.SEAT_WITH_BACKUP if department.backup else texts.SEAT
    return (wording if department.seat else texts.EMPTY_SEAT).format(
        department=safe(department.name, LONGEST_NAME),
        seat=name_of(people, department.seat),
        backup=name_of(people, department.backup),
    )


def _open(committee: Committee, agreed: Sequence[Agreed], people: People, *, now: datetime) -> Iterator[Block]:
    if not agreed:
        yield kit.section(texts.NOTHING_OPEN)
        return
    yield kit.section(texts.OPEN)
    for each in agreed[:MOST_OPEN]:
        wording = texts.ITEM if each.due_at > now else texts.ITEM_WAITS
        what, day = safe(each.what, LONGEST_WHAT), kit.day(each.due_at, zone=committee.zone)
        line = wording.format(who=name_of(people, each.who), what=what, day=day)
        yield {**kit.section(line), "accessory": _done_button(each)}
    if (more := len(agreed) - MOST_OPEN) > 0:
        yield kit.context(kit.plain(texts.MORE.format(count=more)))


def _done_button(agreed: Agreed) -> Block:
    return kit.button(texts.DONE, action=AGREED_DONE, value=str(agreed.id))
