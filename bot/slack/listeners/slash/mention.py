"""`/mention text or link`: hand in what the public said."""

from bot.slack import surface
from bot.slack.desk import Desk
from bot.slack.listeners.slash.command import SlashCommand
from bot.slack.parse import Typed
from bot.slack.texts import done


def _answer(desk: Desk, typed: Typed) -> str:
    services = desk.services
    # Splitting off a number is for issues: what the public said is taken whole.
    mention = services.mention_from_text(typed.text, by=typed.place.user, received_at=services.clock.now())
    if mention is None:
        return done.MENTION_EMPTY
    received = services.intake.receive([mention], delivery_key=typed.key)
    return done.MENTION_TAKEN if received.new else done.MENTION_KNOWN


COMMAND = SlashCommand(shown=surface.MENTION, answer=_answer)
