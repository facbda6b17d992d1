"""Questions about mentions as people ask them: read, answered, or told what is missing.

Guarantee: answered to every colleague, since what the public says is no secret; what is typed is only compared.
"""

from bot.core.rulebook import Rulebook
from bot.slack.desk import Desk
from bot.slack.grammar.questions import NotKnown, question_in
from bot.slack.grammar.words import Words
from bot.slack.messages import blocks as kit
from bot.slack.messages.about import asked_message
from bot.slack.messages.blocks import Message
from bot.slack.messages.safe import safe
from bot.slack.parse import Place
from bot.slack.texts import about
from bot.slack.weekly import wanted_at

ABOUT = frozenset({"about", "über", "sur", "sobre", "on"})
WEEKLY = "weekly"
MOST_KNOWN = 30


def mentions_asked_for(desk: Desk, words: str, place: Place) -> Message:
    """What `/mentions words` shows; it reads a while, so make it aside."""
    services, said = desk.services, Words.of(words)
    rulebook = services.rules.current
    if said.first(1) not in ABOUT:
        text = about.WEEKLY_TITLE if said.first(1) == WEEKLY else help_text(rulebook)
        blocks = () if said.first(1) == WEEKLY else (kit.section(text),)
        return Message(text=text, blocks=(*blocks, *wanted_at(desk, place)))
    question = question_in(said.after(1).text, rulebook)
    if question is None:
        return Message(text=about.NO_WORDS)
    if isinstance(question, NotKnown):
        return Message(text=_not_known(question))
    return asked_message(services.questions.ask(question, by=place.user), rulebook, services.directory)


def help_text(rulebook: Rulebook) -> str:
    """How to ask."""
    brand = next((each.key for each in rulebook.brands), "ours")
    return about.HELP.format(brand=safe(brand, 60))


def _not_known(found: NotKnown) -> str:
    known = ", ".join(safe(each, 60) for each in found.known[:MOST_KNOWN]) or "none"
    are = "is" if len(found.known) == 1 else "are"
    return about.NOT_KNOWN.format(kind=found.kind, what=safe(found.what, 60), are=are, known=known)
