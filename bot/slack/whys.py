"""Why things happen, as people ask for it: all of it, or what is about some words.

Guarantee: shown to every colleague, since what one department learns helps the next; what is typed is only compared.
"""

from bot.slack.desk import Desk
from bot.slack.grammar.words import as_typed
from bot.slack.messages.blocks import Message
from bot.slack.messages.why_tree import whys_message

LONGEST_ASKED = 200


def whys_asked_for(desk: Desk, words: str) -> Message:
    """What `/whys words` shows; it reads half a year, so make it aside."""
    services = desk.services
    view = services.whys.gather(as_typed(words).strip()[:LONGEST_ASKED])
    return whys_message(view, services.rules.current, services.directory)
