"""The weekly summary as a message: the headline and as many sections as one screen holds.

Guarantee: takes anything with a headline and titled lines of ready mrkdwn; whatever does not fit is cut, never refused.
"""

from typing import Protocol

from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Message

SECTION = 2_800


class Summary(Protocol):
    """What a summary must have to be shown. Lines are mrkdwn, safe already."""

    @property
    def headline(self) -> str:
        """The week in one sentence."""
        ...

    @property
    def sections(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """(title, lines) in order."""
        ...


def summary(week: Summary) -> Message:
    """The summary's message."""
    parts = [kit.header(week.headline)]
    for title, lines in week.sections:
        parts.append(kit.section("\n".join((f"*{title}*", *lines))))
    return Message(text=week.headline, blocks=tuple(parts))
