"""What a person hears where something cannot be done: a kind refusal, in a line or in a modal.

Guarantee: pure; ready for mrkdwn, safe whatever strangers wrote.
"""

from collections.abc import Sequence

from bot.core.refusal import Refusal
from bot.core.rulebook import Rulebook
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block
from bot.slack.messages.people import person_of
from bot.slack.messages.safe import safe
from bot.slack.messages.scene import department_name
from bot.slack.texts import refusals


def refused(refusal: Refusal, rulebook: Rulebook) -> str:
    """The refusal as one sentence that says what to do instead."""
    who = person_of(refusal.who)
    return refusals.REFUSALS[refusal.reason].format(
        issue=refusal.issue,
        who=who or "Somebody",
        by_who=f", by {who}" if who else "",
        what=safe(department_name(rulebook, refusal.what), 60),
    )


def message_view(title: str, blocks: Sequence[Block]) -> Block:
    """A modal that only says something."""
    return {"type": "modal", "title": kit.plain(title), "close": kit.plain("Close"), "blocks": list(blocks)}
