"""`/mention text or link`: hand in what the public said."""

from bot.core.mention import Mention
from bot.core.rights import Via
from bot.slack import surface
from bot.slack.desk import Desk
from bot.slack.handing_in import hand_in
from bot.slack.listeners.slash.command import SlashCommand
from bot.slack.parse import Typed
from bot.slack.texts import done


def _answer(desk: Desk, typed: Typed) -> str:
    by, nothing = typed.place.user, done.MENTION_EMPTY
    return hand_in(desk, lambda: _said(desk, typed), by=by, via=Via.COMMAND, nothing=nothing, delivery_key=typed.key)


def _said(desk: Desk, typed: Typed) -> Mention | None:
    services = desk.services
    # Splitting off a number is for issues: what the public said is taken whole.
    return services.mention_from_text(typed.text, by=typed.place.user, received_at=services.clock.now())


COMMAND = SlashCommand(shown=surface.MENTION, answer=_answer)
