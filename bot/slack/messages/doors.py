"""The map of doors as a message: one look of at most a screen, and each door at length.

Guarantee: names and topics are escaped; the doors that could do with a look come first, and what does not fit is
named or counted.
"""

from collections.abc import Sequence

from bot.core.department import TRIAGE
from bot.core.door_words import door_line, door_sections, in_order, lost_line, needs_a_look
from bot.core.doors import DoorMap, DoorReport
from bot.core.monday import door_for_monday
from bot.core.rulebook import Rulebook
from bot.core.sitting import since_any, weeks
from bot.core.summary import Line, Section
from bot.services.doors import DoorsView, DoorView
from bot.slack.actions import ALL_DOORS, DOOR, TALK
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block, Message
from bot.slack.messages.people import People, linked_number
from bot.slack.messages.safe import one_line, safe
from bot.slack.messages.scene import department_name
from bot.slack.messages.talk import forgets, talks
from bot.slack.texts import doors

MOST_LINES = 8
MOST_NAMES = 12
MOST_OPTIONS = 100
MOST_LOST = 2
LONGEST_LINE = 300


def doors_message(view: DoorsView, rulebook: Rulebook, *, is_for_strategist: bool) -> Message:
    """All doors: those that could do with a look, then the busiest, then the names of the rest.

    The strategist reads also on which one to knock next.
    """
    found, ordered = view.found, in_order(view.found)
    looks = [door for door in ordered if needs_a_look(door)]
    shown = ordered[: max(min(len(looks), MOST_LINES), min(len(ordered), MOST_LINES // 2))]
    lines = [_door(door, view, rulebook) for door in shown]
    blocks = [kit.header(doors.TITLE), *([] if looks else [kit.section(doors.QUIET)]), kit.section("\n".join(lines))]
    return Message(
        text=doors.TITLE,
        blocks=(
            *blocks,
            *_rest(ordered, shown, rulebook),
            *_lost(found, rulebook),
            *(_next_door(view, rulebook) if is_for_strategist else ()),
            *_foot(ordered, rulebook, hint=doors.HINT_STRATEGIST if is_for_strategist else doors.HINT),
        ),
    )


def door_message(view: DoorView, rulebook: Rulebook, people: People, *, is_for_strategist: bool) -> Message:
    """One door at length; the strategist reads also what she has noted, and what to ask."""
    door = view.report
    title = doors.DOOR_TITLE.format(department=one_line(department_name(rulebook, door.department), 80))
    sections = [_section(each, view, people) for each in door_sections(door, rulebook, now=view.until)]
    back = kit.button(doors.ALL_DOORS, action=ALL_DOORS, value=door.department)
    talk = kit.button(doors.TALK, action=TALK, value=door.department)
    own = talks(view, rulebook) if is_for_strategist else []
    row = kit.actions(talk, *forgets(view), back) if is_for_strategist else kit.actions(back)
    return Message(text=safe(title), blocks=(kit.header(title), *sections, *own, row))


def _door(door: DoorReport, view: DoorsView, rulebook: Rulebook) -> str:
    line = door_line(door, now=view.found.until, sitting=view.sittings.get(door.department))
    if view.sittings and door.department not in view.sittings and door.department != TRIAGE:
        line += doors.NO_TALK_YET
    name = safe(department_name(rulebook, door.department), 60)
    return f"{_sign(door)} *{name}*: {safe(line, LONGEST_LINE)}"


def _next_door(view: DoorsView, rulebook: Rulebook) -> list[Block]:
    monday = door_for_monday(view.found, view.sittings, rulebook, notes=view.notes)
    if monday is None:
        return [] if view.sittings else [kit.context(kit.mrkdwn(doors.NOBODY_YET))]
    name, because = safe(department_name(rulebook, monday.department), 60), safe(monday.because, LONGEST_LINE)
    idle = since_any(view.sittings.values(), now=view.found.until)
    never = "" if view.sittings else doors.NOBODY_YET
    anybody = doors.ANYBODY.format(weeks=weeks(idle)) if idle and weeks(idle) not in monday.because else ""
    questions = [f"• {safe(question, LONGEST_LINE)}" for question in monday.questions]
    head = doors.NEXT_DOOR.format(department=name, because=because)
    return [kit.section("\n".join(filter(None, (head, *questions, anybody, never))))]


def _sign(door: DoorReport) -> str:
    return "🔔" if needs_a_look(door) else "💤" if door.is_quiet else "🚪"


def _rest(ordered: Sequence[DoorReport], shown: Sequence[DoorReport], rulebook: Rulebook) -> list[Block]:
    left = [door for door in ordered if door not in shown]
    silent, well = [each for each in left if needs_a_look(each)], [each for each in left if not needs_a_look(each)]
    texts = [doors.AND_MORE.format(count=len(silent))] if silent else []
    if well:
        names = ", ".join(safe(department_name(rulebook, each.department), 40) for each in well[:MOST_NAMES])
        texts.append(doors.OTHERS.format(count=len(well), names=names + (" …" if len(well) > MOST_NAMES else "")))
    return [kit.context(*map(kit.mrkdwn, texts))] if texts else []


def _lost(found: DoorMap, rulebook: Rulebook) -> list[Block]:
    lines = [f"• {safe(lost_line(topic, rulebook), LONGEST_LINE)}" for topic in found.lost[:MOST_LOST]]
    return [kit.section("\n".join((doors.LOST, *lines)))] if lines else []


def _foot(ordered: Sequence[DoorReport], rulebook: Rulebook, *, hint: str) -> list[Block]:
    options = [
        kit.option(one_line(department_name(rulebook, door.department), 75) or door.department, door.department)
        for door in ordered[:MOST_OPTIONS]
    ]
    menu = {
        "type": "static_select",
        "action_id": DOOR,
        "placeholder": kit.plain(doors.LOOK_CLOSER),
        "options": options,
    }
    return [kit.actions(menu), kit.context(kit.mrkdwn(hint))]


def _section(section: Section, view: DoorView, people: People) -> Block:
    lines = (f"• {_line(line, view, people)}" for line in section.lines)
    return kit.section("\n".join((f"*{section.title}*", *lines)))


def _line(line: Line, view: DoorView, people: People) -> str:
    text = safe(line.text, LONGEST_LINE)
    if line.issue is None:
        return text
    return f"{linked_number(line.issue, view.cards.get((line.issue, line.assignment or 0)), people)} {text}"
