"""`/mention text or link`: hand in what the public said.

`/mention about "…"` is a question that lacks one letter: it is answered, and nobody's door is knocked on for it.
"""

import re

from bot.core.mention import Mention
from bot.core.rights import Via
from bot.slack import surface
from bot.slack.desk import Desk
from bot.slack.handing_in import hand_in
from bot.slack.listeners.slash import mentions
from bot.slack.listeners.slash.command import SlashCommand
from bot.slack.messages.blocks import Message
from bot.slack.parse import Typed
from bot.slack.texts import done

_ASKS = re.compile(r"\s*about\s+[\"“”„«]", re.IGNORECASE)


def _answer(desk: Desk, typed: Typed) -> str | Message:
    if _ASKS.match(typed.text):
        return mentions.COMMAND.answer(desk, typed)
    by, nothing = typed.place.user, done.MENTION_EMPTY
    return hand_in(desk, lambda: _said(desk, typed), by=by, via=Via.COMMAND, nothing=nothing, delivery_key=typed.key)


def _said(desk: Desk, typed: Typed) -> Mention | None:
    services = desk.services
    # Splitting off a number is for issues: what the public said is taken whole.
    return services.mention_from_text(typed.text, by=typed.place.user, received_at=services.clock.now())


COMMAND = SlashCommand(shown=surface.MENTION, answer=_answer)
