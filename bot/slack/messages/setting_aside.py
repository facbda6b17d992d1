"""A mention that could not be sorted, as a message: what went wrong, and what was said.

Guarantee: pure; what strangers wrote stands only in elements that Slack does not parse.
"""

from bot.core.setting_aside import PostSetAside
from bot.ports import StoredMention
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Message
from bot.slack.messages.quote import CLOSED, said
from bot.slack.messages.safe import safe
from bot.slack.texts import setting_aside as texts


def set_aside_message(notice: PostSetAside, mention: StoredMention) -> Message:
    """The word to the strategist."""
    told = texts.TOLD.format(source=safe(notice.source, 100), tries=notice.tries, failed=safe(notice.failed, 100))
    hint = texts.HINT.format(mention=notice.mention)
    return Message(text=told, blocks=(kit.section(told), said(mention.mention, CLOSED), kit.context(kit.mrkdwn(hint))))
