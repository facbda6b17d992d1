"""The committee's agenda as a message: when it meets, what has come up, and who will be missing.

Guarantee: every text is escaped, every link is our own; what does not fit is cut by `fit`, never refused.
"""

from bot.core.agenda import Agenda
from bot.core.agenda_words import NOTHING, since_words, title_of
from bot.core.committee import Committee
from bot.core.summary import Line, Section
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block, Message
from bot.slack.messages.committee import note_button
from bot.slack.messages.people import People, linked_number, name_of
from bot.slack.messages.safe import safe

LONGEST_LINE = 300


def agenda_message(agenda: Agenda, committee: Committee, people: People) -> Message:
    """The message. Issues are linked where `people` knows the addresses of messages too."""
    title = title_of(agenda, committee)
    told = [_section(section, people) for section in agenda.sections] or [kit.section(NOTHING)]
    since = kit.context(kit.plain(since_words(agenda, committee)))
    return Message(text=title, blocks=(kit.header(title), since, *told, kit.actions(note_button())))


def _section(section: Section, people: People) -> Block:
    lines = (f"• {_line(line, people)}" for line in section.lines)
    return kit.section("\n".join((f"*{safe(section.title)}*", *lines)))


def _line(line: Line, people: People) -> str:
    text = safe(line.text, LONGEST_LINE)
    if line.person:
        return f"{name_of(people, line.person)}: {text}"
    return text if line.issue is None else f"{linked_number(line.issue, line.card, people)} {text}"
