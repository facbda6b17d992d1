"""Words to the bot: in a card's thread an act, a cry for help, or an answer like any other; elsewhere with a number.

Guarantee: words in a thread that are no act count as an answer, so that nobody is knocked on for having misspelt
something.
"""

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import Self

from bot.core.commands import Respond
from bot.core.refusal import Refusal
from bot.core.reply import reply_id
from bot.core.rights import Via
from bot.slack.acting.commanding import name_of
from bot.slack.acting.doing import Request, perform, setting_of
from bot.slack.acting.helping import help_text
from bot.slack.actions import Act
from bot.slack.desk import Desk
from bot.slack.doors import doors_asked_for, doors_meant
from bot.slack.grammar import Said, looks_attempted, read
from bot.slack.grammar.words import as_typed, plain_words
from bot.slack.hearing import promise_in
from bot.slack.ids import Target
from bot.slack.listing import for_colleagues
from bot.slack.parse import Payload, Place, event_place
from bot.slack.texts import asking, done

_NUMBERED = re.compile(r"(?P<before>\D{0,80}?)#?(?P<number>\d{4,9})\b[:,]?(?P<after>.*)", re.DOTALL)
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
        return cls(_words(event), target, event_place(event), _key(event), text, reply_id(channel, ts))


def answer_spoken(desk: Desk, spoken: Spoken) -> None:
    """Do what was said, or take it for an answer."""
    place = spoken.place
    if plain_words(spoken.words) in HELP:
        return desk.asides.whisper(place, help_text(desk.services.rules.current))
    if _shows_doors(desk, spoken.words, place):
        return None
    setting = setting_of(desk, spoken.target)
    if isinstance(setting, Refusal):
        return _turned_down(desk, place, setting)
    said = read(spoken.words, setting)
    if said is None:
        return _take_for_an_answer(desk, spoken)
    return _do(desk, Request(said=said, target=spoken.target, place=place, key=spoken.key, via=Via.WORD))


def answer_with_number(desk: Desk, event: Payload) -> None:
    """`@doorknock claim 1042`, said where there is no card: the number says which one."""
    place, found = event_place(event), _NUMBERED.fullmatch(_words(event))
    if _shows_doors(desk, _words(event), place):
        return None
    if found is None:
        return desk.asides.whisper(place, help_text(desk.services.rules.current))
    target = desk.share_for(int(found["number"]), place)
    if isinstance(target, Refusal):
        return _turned_down(desk, place, target)
    setting = setting_of(desk, target)
    if isinstance(setting, Refusal):
        return _turned_down(desk, place, setting)
    words = f"{found['before']} {found['after']}".strip()
    said = read(words, setting) if words else Said(act=Act.SHOW)
    if said is None:
        return desk.asides.whisper(place, asking.NO_SUCH_WORDS.format(issue=target.issue))
    return _do(desk, Request(said=said, target=target, place=place, key=_key(event), via=Via.WORD))


def answer_alone(desk: Desk, event: Payload) -> None:
    """`claim 1042`, said in private, where nobody calls the bot by its name."""
    named = {**event, "text": f"<@>{event.get('text', '')}"}
    words = _words(named)
    is_doors = doors_meant(words, desk.services.rules.current) is not None
    if _NUMBERED.fullmatch(words) or plain_words(words) in HELP or is_doors:
        return answer_with_number(desk, named)
    return desk.asides.whisper(event_place(event), done.WHICH_DOOR)


def _shows_doors(desk: Desk, words: str, place: Place) -> bool:
    """Show the doors where they were asked for."""
    meant = doors_meant(words, desk.services.rules.current)
    if meant is None:
        return False
    made = partial(doors_asked_for, desk, meant, by=place.user, via=Via.WORD)
    desk.asides.answer(place, lambda: for_colleagues(desk, made, by=place.user, via=Via.WORD))
    return True


def _do(desk: Desk, request: Request) -> None:
    message = perform(desk, request).message
    if message is not None:
        desk.asides.whisper(request.place, message.text, blocks=message.blocks)


def _turned_down(desk: Desk, place: Place, refusal: Refusal) -> None:
    # What was to be done with it cannot be read before it is known whose it is.
    desk.asides.whisper(place, desk.turned_down(refusal, name_of(Act.SHOW), by=place.user, via=Via.WORD))


def _take_for_an_answer(desk: Desk, spoken: Spoken) -> None:
    phrase = looks_attempted(spoken.words)
    answer = Respond(by=spoken.place.user, assignment=spoken.target.assignment)
    if not phrase:
        # An order that was misspelt shows that somebody is there, but is no answer that anybody waits for.
        until = promise_in(desk, spoken.words, spoken.target, by=spoken.place.user, reply=spoken.reply)
        answer = replace(answer, reply=spoken.reply, words=spoken.text, until=until)
    outcome = desk.apply(spoken.target.issue, answer, key=spoken.key, via=Via.WORD)
    desk.tell(spoken.place, outcome, asking.DID_YOU_MEAN.format(phrase=phrase) if phrase else "")


def _words(event: Payload) -> str:
    """What stands behind the bot's name, as it was typed."""
    return as_typed(str(event.get("text", "")).partition(">")[2])


def _key(event: Payload) -> str:
    return f"mention:{event.get('channel', '')}:{event.get('ts', '')}"
