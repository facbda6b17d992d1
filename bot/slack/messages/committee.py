"""The committee as a message: when it meets, who sits there, what is agreed and open; and the reminder on its day.

Guarantee: at most a screen; people are named without being alerted, and their words are escaped and cut short.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType

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
NOBODY: Mapping[str, date | None] = MappingProxyType({})


def committee_message(
    committee: Committee,
    rulebook: Rulebook,
    agreed: Sequence[Agreed],
    people: People,
    *,
    now: datetime,
    away: Mapping[str, date | None] = NOBODY,
) -> Message:
    """What `/committee` shows; `away` are those who are, as the rulebook calls them, with their last day if known."""
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
            kit.section("\n".join((texts.SEATS, *_seats(rulebook, people, away)))),
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


def _seats(rulebook: Rulebook, people: People, away: Mapping[str, date | None]) -> Iterator[str]:
    departments = [each for each in rulebook.departments if each.key != TRIAGE]
    yield from (_seat(each, people, away) for each in departments[:MOST_SEATS])
    if (more := len(departments) - MOST_SEATS) > 0:
        yield texts.MORE.format(count=more)


def _seat(department: Department, people: People, away: Mapping[str, date | None]) -> str:
    wording = texts.SEAT_WITH_BACKUP if department.backup else texts.SEAT
    return (wording if department.seat else texts.EMPTY_SEAT).format(
        department=safe(department.name, LONGEST_NAME),
        seat=_named(department.seat, people, away),
        backup=_named(department.backup, people, away),
    )


def _named(person: str, people: People, away: Mapping[str, date | None]) -> str:
    name = name_of(people, person)
    if person not in away:
        return name
    last = away[person]
    return texts.AWAY_TO.format(name=name, day=f"{last.day} {last:%B}") if last else texts.AWAY.format(name=name)


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
