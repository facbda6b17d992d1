"""Hands in what a person found the public saying: typed after a command, or pointed at in Slack.

Guarantee: colleagues alone hand in; when the sentence is given, the mention is stored, and who handed it in is written
down.
"""

from collections.abc import Callable

from bot.core.mention import Mention
from bot.core.rights import Via
from bot.slack.desk import Desk
from bot.slack.texts import done

HAND_IN = "HandIn"
"""What the audit trail calls it."""


def hand_in(
    desk: Desk, read: Callable[[], Mention | None], *, by: str, via: Via, nothing: str, delivery_key: str = ""
) -> str:
    """Take the mention that `read` finds, and give the sentence for it: `nothing` where it finds none."""
    why_not = desk.for_colleagues(HAND_IN, by=by, via=via)
    if why_not:
        return why_not
    mention = read()
    if mention is None:
        return nothing
    received = desk.services.intake.receive([mention], delivery_key=delivery_key)
    desk.note(HAND_IN, by=by, via=via)
    return done.MENTION_TAKEN if received.new else done.MENTION_KNOWN
