"""A weekly summary as messages: a first look of a screen at most, and its parts for the thread below.

Guarantee: every text is escaped, every link is our own; what does not fit is cut by `fit`, never refused.
"""

from bot.core.summary import Line, Report, Section
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block, Message
from bot.slack.messages.people import People, linked_number, name_of
from bot.slack.messages.safe import safe
from bot.slack.texts import summaries as texts

LONGEST_LINE = 300


def summary(report: Report, people: People, *, part: str = "") -> Message:
    """One part of a summary, "" for the first look. Issues are linked where `people` knows addresses of messages."""
    return _in_thread(report, people, part) if part else _first_look(report, people)


def _first_look(report: Report, people: People) -> Message:
    title, headline = _title(report), safe(report.headline, LONGEST_LINE)
    blocks = [kit.header(title), kit.section(f"*{headline}*")]
    if report.look:
        blocks.append(kit.section(_bullets(report.look, people)))
    if report.closing:
        blocks.append(_section(report.closing, people))
    if report.sections:
        blocks.append(kit.context(kit.mrkdwn(texts.MORE_IN_THREAD)))
    return Message(text=f"{title}: {headline}", blocks=tuple(blocks))


def _in_thread(report: Report, people: People, part: str) -> Message:
    sections = report.in_part(part)
    titles = ", ".join(section.title for section in sections)
    blocks = tuple(_section(section, people) for section in sections)
    return Message(text=f"{_title(report)}: {safe(titles, LONGEST_LINE)}", blocks=blocks)


def _title(report: Report) -> str:
    return safe(report.title.replace("{period}", report.period))


def _section(section: Section, people: People) -> Block:
    return kit.section(f"*{safe(section.title)}*\n{_bullets(section.lines, people)}")


def _bullets(lines: tuple[Line, ...], people: People) -> str:
    return "\n".join(f"• {_line(line, people)}" for line in lines)


def _line(line: Line, people: People) -> str:
    text = safe(line.text, LONGEST_LINE)
    if line.people:
        text += f" {', '.join(f'{name_of(people, person)} ({count:,})' for person, count in line.people)}"
    if line.issue is None:
        return text
    return f"{linked_number(line.issue, line.card, people)} {text}"
