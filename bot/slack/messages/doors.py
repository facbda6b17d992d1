"""The map of doors as a message: one look of at most a screen, and each door at length.

Guarantee: names and topics are escaped; the doors that could do with a look come first, and what does not fit is
named or counted.
"""

from collections.abc import Sequence

from bot.core.door_words import door_line, door_sections, in_order, lost_line, needs_a_look
from bot.core.doors import DoorMap, DoorReport
from bot.core.rulebook import Rulebook
from bot.core.summary import Line, Section
from bot.services.doors import DoorView
from bot.slack.actions import ALL_DOORS, DOOR
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block, Message
from bot.slack.messages.people import Links, People
from bot.slack.messages.safe import one_line, safe
from bot.slack.messages.scene import department_name
from bot.slack.texts import doors

MOST_LINES = 8
MOST_NAMES = 12
MOST_OPTIONS = 100
MOST_LOST = 2
LONGEST_LINE = 300


def doors_message(found: DoorMap, rulebook: Rulebook) -> Message:
    """All doors of `found`: those that could do with a look, then the busiest, then the names of the rest."""
    ordered = in_order(found)
    looks = [door for door in ordered if needs_a_look(door)]
    shown = ordered[: max(min(len(looks), MOST_LINES), min(len(ordered), MOST_LINES // 2))]
    lines = [f"{_sign(door)} {safe(door_line(door, rulebook, now=found.until), LONGEST_LINE)}" for door in shown]
    blocks = [kit.header(doors.TITLE), *([] if looks else [kit.section(doors.QUIET)]), kit.section("\n".join(lines))]
    return Message(
        text=doors.TITLE,
        blocks=(*blocks, *_rest(ordered, shown, rulebook), *_lost(found, rulebook), *_foot(ordered, rulebook)),
    )


def door_message(view: DoorView, rulebook: Rulebook, people: People, *, more: Sequence[Block] = ()) -> Message:
    """One door at length; `more` stands below."""
    door = view.report
    title = doors.DOOR_TITLE.format(department=one_line(department_name(rulebook, door.department), 80))
    sections = [_section(each, view, people) for each in door_sections(door, rulebook, now=view.until)]
    back = kit.button(doors.ALL_DOORS, action=ALL_DOORS, value=door.department)
    return Message(text=safe(title), blocks=(kit.header(title), *sections, *more, kit.actions(back)))


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


def _foot(ordered: Sequence[DoorReport], rulebook: Rulebook) -> list[Block]:
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
    return [kit.actions(menu), kit.context(kit.mrkdwn(doors.HINT))]


def _section(section: Section, view: DoorView, people: People) -> Block:
    lines = (f"• {_line(line, view, people)}" for line in section.lines)
    return kit.section("\n".join((f"*{section.title}*", *lines)))


def _line(line: Line, view: DoorView, people: People) -> str:
    text = safe(line.text, LONGEST_LINE)
    if line.issue is None:
        return text
    card = view.cards.get((line.issue, line.assignment or 0))
    url = people.permalink(card.channel, card.ts) if card and isinstance(people, Links) else ""
    return f"<{url}|#{line.issue}> {text}" if url else f"#{line.issue} {text}"
