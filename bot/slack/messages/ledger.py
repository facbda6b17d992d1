"""The daily count as a message."""

from bot.core.notices import ReportLedger
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Message
from bot.slack.texts import ledger as texts


def ledger(notice: ReportLedger) -> Message:
    """What is off, one line each."""
    found = (
        (notice.lost, texts.LOST, texts.MENTION, texts.MENTIONS),
        (notice.waiting, texts.WAITING, texts.MENTION, texts.MENTIONS),
        (notice.undelivered, texts.UNDELIVERED, texts.NOTICE, texts.NOTICES),
        (notice.parked, texts.PARKED, texts.NOTICE, texts.NOTICES),
    )
    lines = [
        line.format(count=one if count == 1 else many.format(count=count)) for count, line, one, many in found if count
    ]
    sections = [kit.section(line) for line in (texts.TITLE, *(f"• {line}" for line in lines), texts.ALL_ELSE)]
    return Message(text=texts.TITLE, blocks=tuple(sections))
