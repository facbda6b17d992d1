"""The weekly summary as a message: the week's days, one sentence, and its sections with links to the cards.

Guarantee: every text is escaped, every link is our own; what does not fit is cut by `fit`, never refused.
"""

from bot.core.summary import Line, Section, Summary
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block, Message
from bot.slack.messages.people import People, linked_number
from bot.slack.messages.safe import safe

LONGEST_LINE = 300
TITLE = "The week of {period}"


def summary(week: Summary, people: People) -> Message:
    """The summary's message. Issues are linked where `people` knows the addresses of messages too."""
    title, headline = TITLE.format(period=week.period), safe(week.headline, LONGEST_LINE)
    blocks = (
        kit.header(title),
        kit.section(f"*{headline}*"),
        *(_section(section, people) for section in week.sections),
    )
    return Message(text=f"{title}: {headline}", blocks=blocks)


def _section(section: Section, people: People) -> Block:
    lines = (f"• {_line(line, people)}" for line in section.lines)
    return kit.section("\n".join((f"*{safe(section.title)}*", *lines)))


def _line(line: Line, people: People) -> str:
    text = safe(line.text, LONGEST_LINE)
    if line.issue is None:
        return text
    return f"{linked_number(line.issue, line.card, people)} {text}"
