"""Reads what people type: the verb in front, then what that act is done with.

Guarantee: pure; None where it is nothing that the bot could do, so that it counts as something told to a colleague.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from types import MappingProxyType

from bot.core.classification import Urgency
from bot.slack.actions import Act
from bot.slack.dates import instant_meant
from bot.slack.grammar.departments import place_in
from bot.slack.grammar.said import Said, Setting
from bot.slack.grammar.verbs import (
    ASKING,
    BARE,
    CURIOUS,
    FILLERS,
    LONGEST,
    OPENINGS,
    PHRASES,
    POLITE,
    REASONS,
    Follows,
    Verb,
)
from bot.slack.grammar.words import Words

_NUMBER = re.compile(r"(?:into|with|of|to|issue)?\s*#?\s*(\d{1,9})(?!\S*\w)", re.IGNORECASE)
_REASON = re.compile(r"^(?:because|since|as)\s+", re.IGNORECASE)
_UNTIL = frozenset(["until", "till", "for", "it", "this"])
_ITS = frozenset(
    ["it's", "its", "it", "this", "that", "that's", "is", "belongs", "goes", "but", "for", "to", "rather", "try", ">"]
)
_SETS = frozenset(["to", "is", "as", "it", "="])
SHORT = 4
"""An attempt at a command is short; whoever writes more is telling something."""
ALIKE = 0.75


def read(text: str, setting: Setting) -> Said | None:
    """The act that `text` asks for, None where it asks for none."""
    words = Words.of(text).without(POLITE)
    polite = words.shorn(POLITE)
    bare = BARE.get(polite.first(len(polite)))
    if bare:
        return Said(act=Act.DISMISS, words=bare)
    is_question = text.rstrip().endswith("?")
    for verb, count in _verbs(words):
        said = None if is_question and verb.act not in CURIOUS else _read(verb, words, count, setting)
        if said is not None and not (is_question and said.act is Act.WHY and said.words):
            return said
    return None


def looks_attempted(text: str) -> str:
    """The phrase that `text` was probably meant to be, "" where it does not look like an attempt at one."""
    words = Words.of(text).without(POLITE)
    if not 0 < len(words) <= SHORT:
        return ""
    known = sorted(phrase for phrase, verb in PHRASES.items() if verb.follows is not Follows.ARGUMENT)
    # A word that is known but stands in other company (`take care`) was meant as it stands.
    tries = [each for each in (words.first(2), words.first(1)) if each not in PHRASES]
    return next((found[0] for each in tries if (found := get_close_matches(each, known, n=1, cutoff=ALIKE))), "")


def _verbs(words: Words) -> Iterator[tuple[Verb, int]]:
    """The verbs that `words` begin with, and of how many words they are; the longest first."""
    for count in range(min(len(words), LONGEST), 0, -1):
        verb = PHRASES.get(words.first(count))
        if verb is not None:
            yield verb, count


def _read(verb: Verb, words: Words, count: int, setting: Setting) -> Said | None:
    rest = words.after(count)
    is_alone = not len(rest.without(FILLERS))
    match verb.follows:
        case Follows.NOTHING:
            return Said(act=verb.act) if is_alone else _why_of(verb, rest)
        case Follows.MARKED if not (is_alone or words.is_marked(count)):
            return None
        case _:
            pass
    said = _ARGUMENTS[verb.act](rest, setting)
    if verb.follows is Follows.ARGUMENT and not _has_argument(said):
        return None
    if verb.urgency is not None:
        return Said(act=verb.act, urgency=verb.urgency, words="" if is_alone else rest.said)
    return said


def _why_of(verb: Verb, rest: Words) -> Said | None:
    """`why two vacancies`: an answer, where `why did they …` would be a question."""
    is_answer = verb.act is Act.WHY_ME and rest.first(1) not in ASKING
    return Said(act=Act.WHY, words=rest.said) if is_answer else None


def _has_argument(said: Said) -> bool:
    return bool(said.department or said.likely or said.until or said.urgency or said.number)


def _to_department(act: Act) -> Callable[[Words, Setting], Said]:
    def reading(rest: Words, setting: Setting) -> Said:
        place = place_in(rest, setting.rulebook)
        if not place.keys and act is not Act.BRING_IN:
            # `not ours, it's the website's`: whose it is stands behind some words that say so.
            found = place_in(rest.without(_ITS), setting.rulebook)
            place = found if found.keys else place
        is_clear = len(place.keys) == 1
        return Said(
            act=act,
            department=place.keys[0] if is_clear else "",
            likely=() if is_clear else place.keys,
            words=_REASON.sub("", _behind(place.rest).said),
        )

    return reading


def _behind(rest: Words) -> Words:
    """`bring the website in: is it down?` without the end of its verb."""
    is_end_of_verb = rest.first(1) == "in" and (len(rest) == 1 or rest.is_marked(1))
    return rest.after(1) if is_end_of_verb else rest


def _with_words(act: Act) -> Callable[[Words, Setting], Said]:
    return lambda rest, setting: Said(act=act, words="" if _is_filler(rest) else rest.said)


def _is_filler(rest: Words) -> bool:
    return not len(rest.without(FILLERS))


def _until(rest: Words, setting: Setting) -> Said:
    said = rest.without(_UNTIL).shorn(POLITE)
    asked = said.first(len(said))
    if asked in OPENINGS:
        return Said(act=Act.SNOOZE, until=setting.opening)
    until = instant_meant(said.text, now=setting.now, zone=setting.zone)
    return Said(act=Act.SNOOZE, until=until, words="" if until else said.text)


def _urgency(rest: Words, setting: Setting) -> Said:
    level = rest.without(_SETS)
    named = level.first(1)
    urgency = next((each for each in Urgency if named == each.value), None)
    return Said(act=Act.URGENCY, urgency=urgency, words=(level.after(1) if urgency else level).said)


def _dismissal(rest: Words, setting: Setting) -> Said:
    said = rest.without(FILLERS | {"as", "is", "it's"})
    plain = said.shorn(POLITE)
    return Said(act=Act.DISMISS, words=REASONS.get(plain.first(len(plain)), said.said))


def _other_issue(rest: Words, setting: Setting) -> Said:
    found = _NUMBER.match(rest.without({"it", "this"}).text)
    return Said(act=Act.MERGE, number=int(found[1]) if found else None)


_ARGUMENTS: Mapping[Act, Callable[[Words, Setting], Said]] = MappingProxyType(
    {
        Act.HAND_OFF: _to_department(Act.HAND_OFF),
        Act.NOT_OURS: _to_department(Act.NOT_OURS),
        Act.BRING_IN: _to_department(Act.BRING_IN),
        Act.ESCALATE: _with_words(Act.ESCALATE),
        Act.RESOLVE: _with_words(Act.RESOLVE),
        Act.REOPEN: _with_words(Act.REOPEN),
        Act.NOTE: _with_words(Act.NOTE),
        Act.WHY: _with_words(Act.WHY),
        Act.URGENCY: _urgency,
        Act.SNOOZE: _until,
        Act.DISMISS: _dismissal,
        Act.MERGE: _other_issue,
        Act.SPLIT: _with_words(Act.SPLIT),
    }
)
