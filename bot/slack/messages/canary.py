"""The canary's line."""

from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Message
from bot.slack.texts.canary import SHOWN


def canary_line() -> Message:
    """That everything works."""
    return Message(text=SHOWN, blocks=(kit.section(SHOWN),))
