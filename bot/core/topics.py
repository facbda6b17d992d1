"""What issues are about, in a few telling words; and what keeps coming without a door of its own.

Guarantee: pure and deterministic; a word tells something where it stands in many texts of a group and in few others,
so that no list of languages' small words is needed.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log

from bot.core.department import TRIAGE
from bot.core.doors import Homeless, LostTopic
from bot.core.phrases import fold

LEAST_ISSUES = 3
"""Fewer are chance, and no topic."""
MOST_TOPICS = 3
MOST_WORDS = 3
TIMES_AS_OFTEN = 2.0
SHORTEST = 4
ENOUGH_TEXTS = 10
"""With fewer to compare with, a very short word is more likely a small word of its language than a topic."""
_NOISE = re.compile(r"https?://\S+|[@#]\w+")
_WORD = re.compile(r"[^\W\d_]{4,30}")

Words = frozenset[str]


def words_of(text: str) -> Words:
    """The words of a text that could tell what it is about: no addresses, names of accounts, or very short ones."""
    return frozenset(_WORD.findall(fold(_NOISE.sub(" ", text[:4_000]))))


def telling_words(here: Sequence[Words], elsewhere: Sequence[Words], *, most: int = MOST_WORDS) -> tuple[str, ...]:
    """The words that stand in several texts `here`, and at least twice as often as `elsewhere`; most telling first."""
    count, others = _count(here), _count(elsewhere)

    def weight(word: str) -> float:
        often, otherwise = count[word] / len(here), (others[word] + 0.5) / (len(elsewhere) + 2)
        return count[word] * log(often / otherwise) if often >= TIMES_AS_OFTEN * otherwise else 0.0

    # Of two that tell as much, the longer word says more.
    shortest = SHORTEST if len(elsewhere) >= ENOUGH_TEXTS else SHORTEST + 1
    least = min(LEAST_ISSUES, max(2, len(here)))
    known = [word for word in count if count[word] >= least and len(word) >= shortest]
    weighed = [(-weight(word), -len(word), word) for word in known]
    return tuple(word for minus, _, word in sorted(weighed) if minus < 0)[:most]


def lost_topics(
    homeless: Sequence[Homeless], texts: Mapping[int, Words], elsewhere: Sequence[Words]
) -> tuple[LostTopic, ...]:
    """What keeps coming and has no door, the most frequent first; `texts` by mention."""
    found: list[LostTopic] = []
    left = sorted(homeless, key=lambda each: each.issue)
    while len(found) < MOST_TOPICS and (group := _biggest(left, texts, elsewhere)):
        words, members = group
        found.append(_topic(words, members))
        left = [each for each in left if each not in members]
    return tuple(sorted(found, key=lambda topic: (-len(topic.issues), topic.words)))


def _count(texts: Sequence[Words]) -> Counter[str]:
    return Counter(word for text in texts for word in text)


def _biggest(
    left: Sequence[Homeless], texts: Mapping[int, Words], elsewhere: Sequence[Words]
) -> tuple[tuple[str, ...], list[Homeless]] | None:
    """The tag that most of them have; without tags, those that share the most telling word."""
    tags = Counter(tag for each in left for tag in each.tags)
    often = sorted((-count, tag) for tag, count in tags.items() if count >= LEAST_ISSUES)
    if often:
        tag = often[0][1]
        return (tag,), [each for each in left if tag in each.tags]
    said = [texts.get(each.mention, frozenset()) for each in left]
    words = telling_words(said, elsewhere, most=1) if len(left) >= LEAST_ISSUES else ()
    members = [each for each, text in zip(left, said, strict=True) if words and words[0] in text]
    if len(members) < LEAST_ISSUES:
        return None
    own = [texts[each.mention] for each in members]
    rest = [*elsewhere, *(text for each, text in zip(left, said, strict=True) if each not in members)]
    return _first(words[0], telling_words(own, rest)), members


def _first(word: str, others: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((word, *others)))[:MOST_WORDS]


def _topic(words: tuple[str, ...], members: Sequence[Homeless]) -> LostTopic:
    takers = Counter(each.held_by for each in members if each.held_by != TRIAGE)
    taker, count = min(takers.items(), key=lambda each: (-each[1], each[0])) if takers else ("", 0)
    return LostTopic(
        words=words,
        issues=tuple(each.issue for each in members),
        bounced=sum(each.is_bounced for each in members),
        taken_by=taker if 3 * count >= 2 * len(members) else "",
    )
