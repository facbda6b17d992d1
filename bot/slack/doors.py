"""The map of doors as people ask for it: all doors, or one of them, each to whom it is shown.

Guarantee: the strategist and the seats see every door, people of a department their own; a refusal is written down.
What is typed is matched against departments, never run as anything.
"""

from dataclasses import replace

from bot.core.doors import DoorMap
from bot.core.refusal import RefusalReason
from bot.core.rights import Via
from bot.core.rulebook import Rulebook
from bot.slack.desk import Desk
from bot.slack.grammar.departments import department_called, place_in
from bot.slack.grammar.words import Words
from bot.slack.home.reader import Reader, reader_of
from bot.slack.messages.blocks import Message
from bot.slack.messages.doors import door_message, doors_message
from bot.slack.messages.safe import safe
from bot.slack.messages.scene import department_name
from bot.slack.texts import doors, refusals

WHAT = "Doors"
"""What the audit trail calls it."""
TALKED = frozenset({"talk", "talked", "talking", "spoke", "met", "conversation"})
"""The first words of `/doors talk billing`, as people say it."""


def doors_meant(words: str, rulebook: Rulebook) -> str | None:
    """The department named in `doors billing`, "" in `doors` alone, what stands behind in `doors talk billing`.

    None where something else was said.
    """
    said = Words.of(words)
    if said.first(1) != "doors":
        return None
    rest = said.after(1)
    if not len(rest) or rest.first(1) in TALKED:
        return rest.text
    return department_called(rest.text, rulebook) or None


def doors_asked_for(desk: Desk, words: str, *, by: str, via: Via) -> Message:
    """What `/doors words` shows this person; it takes a moment, so make it aside."""
    reader = reader_of(desk.services, by)
    if not words.strip():
        return _all(desk, reader, via=via)
    if Words.of(words).first(1) in TALKED:
        return Message(text=doors.TALK_BY_COMMAND)
    rulebook = desk.services.rules.current
    found = place_in(Words.of(words), rulebook)
    if len(found.keys) > 1:
        names = ", ".join(safe(department_name(rulebook, key), 60) for key in found.keys)
        return Message(text=doors.SEVERAL.format(names=names))
    if not found.keys or len(found.rest):
        known = ", ".join(each.key for each in rulebook.departments)
        return Message(text=doors.UNKNOWN.format(what=safe(words, 60), known=known))
    return one_door(desk, found.keys[0], by=by, via=via)


def one_door(desk: Desk, department: str, *, by: str, via: Via) -> Message:
    """One door at length, to whom it is shown."""
    reader, services = reader_of(desk.services, by), desk.services
    if not (_sees_all(reader) or department in reader.departments):
        return _not_shown(desk, reader, via=via)
    view = services.doors.door(department)
    if view is None:
        known = ", ".join(each.key for each in services.rules.current.departments)
        return Message(text=doors.UNKNOWN.format(what=safe(department, 60), known=known))
    return door_message(view, services.rules.current, services.directory, is_for_strategist=reader.is_strategist)


def unsure(desk: Desk, user: str, *, via: Via) -> str:
    """What to say while Slack does not say who is who."""
    reason = RefusalReason.STANDING_UNKNOWN
    desk.note(WHAT, by=user, via=via, reason=reason)
    return refusals.FOR_COLLEAGUES[reason]


def _all(desk: Desk, reader: Reader, *, via: Via) -> Message:
    if not (_sees_all(reader) or reader.departments):
        return _not_shown(desk, reader, via=via)
    view = desk.services.doors.all()
    shown = view if _sees_all(reader) else replace(view, found=_own(view.found, reader))
    return doors_message(shown, desk.services.rules.current, is_for_strategist=reader.is_strategist)


def _own(found: DoorMap, reader: Reader) -> DoorMap:
    own = tuple(door for door in found.doors if door.department in reader.departments)
    return DoorMap(span=found.span, until=found.until, doors=own)


def _sees_all(reader: Reader) -> bool:
    return reader.is_strategist or bool(reader.seats)


def _not_shown(desk: Desk, reader: Reader, *, via: Via) -> Message:
    standing = desk.services.standings.of(reader.user)
    if standing.unsure_of or standing.is_unsure_of_admins:
        return Message(text=unsure(desk, reader.user, via=via))
    desk.note(WHAT, by=reader.user, via=via, reason="not_a_member")
    if not reader.departments:
        return Message(text=doors.NO_DOOR)
    names = (safe(department_name(desk.services.rules.current, key), 60) for key in reader.departments)
    return Message(text=doors.NOT_YOURS.format(own=", ".join(names)))
