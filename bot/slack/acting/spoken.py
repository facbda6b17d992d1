"""Words to the bot in a card's thread: an act, a cry for help, or an answer like any other.

Guarantee: words that are no act count as an answer, so that nobody is knocked on for having misspelt something.
"""

from dataclasses import dataclass, replace
from typing import Self

from bot.core.commands import Respond
from bot.core.refusal import Refusal
from bot.core.reply import reply_id
from bot.core.rights import Via
from bot.slack.acting.doing import Request, perform, setting_of
from bot.slack.desk import Desk
from bot.slack.grammar import looks_attempted, read
from bot.slack.grammar.words import as_typed, plain_words
from bot.slack.ids import Target
from bot.slack.parse import Payload, Place, event_place
from bot.slack.texts import asking, done

HELP = frozenset({"help", "commands", "what can you do", "how"})


@dataclass(frozen=True, slots=True)
class Spoken:
    """What somebody said to the bot, about which assignment, where; `text` is all of it, as Slack wrote it."""

    words: str
    target: Target
    place: Place
    key: str
    text: str
    reply: str

    @classmethod
    def to_bot(cls, event: Payload, target: Target) -> Self:
        """`<@U…> resolve refunded her`: the words behind the bot's name, as they were typed."""
        text, channel, ts = (str(event.get(name, "")) for name in ("text", "channel", "ts"))
        words = as_typed(text.partition(">")[2])
        return cls(words, target, event_place(event), f"mention:{channel}:{ts}", text, reply_id(channel, ts))


def answer_spoken(desk: Desk, spoken: Spoken) -> None:
    """Do what was said, or take it for an answer."""
    place = spoken.place
    if plain_words(spoken.words) in HELP:
        return desk.asides.whisper(place, done.HELP)
    setting = setting_of(desk, spoken.target)
    if isinstance(setting, Refusal):
        return desk.tell(place, setting)
    said = read(spoken.words, setting)
    if said is None:
        return _take_for_an_answer(desk, spoken)
    reply = perform(desk, Request(said=said, target=spoken.target, place=place, key=spoken.key, via=Via.WORD))
    return desk.asides.whisper(place, reply.message.text, blocks=reply.message.blocks) if reply.message else None


def _take_for_an_answer(desk: Desk, spoken: Spoken) -> None:
    phrase = looks_attempted(spoken.words)
    answer = Respond(by=spoken.place.user, assignment=spoken.target.assignment)
    if not phrase:
        # An order that was misspelt shows that somebody is there, but is no answer that anybody waits for.
        answer = replace(answer, reply=spoken.reply, words=spoken.text)
    outcome = desk.apply(spoken.target.issue, answer, key=spoken.key, via=Via.WORD)
    desk.tell(spoken.place, outcome, asking.DID_YOU_MEAN.format(phrase=phrase) if phrase else "")
