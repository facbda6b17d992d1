"""Finds the promise in what somebody wrote, and the instant for which it was given.

Guarantee: pure; words that are quoted, asked, denied, told of others, or hang on something else promise nothing.
"""

import html
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from bot.slack.promising.times import Found, times_in
from bot.slack.promising.verbs import DENIED, HANGS_ON, PROMISES, TOLD

LONGEST_READ = 1_000
MOST_TIMES = 10
SOONEST, FURTHEST = timedelta(minutes=1), timedelta(days=60)

_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_QUOTED_LINE = re.compile(r"^\s*>.*$", re.MULTILINE)
_QUOTED = re.compile(r"\"[^\"\n]*\"|“[^”\n]*[”“]|„[^“”\n]*[“”]|«[^»\n]*»")
_ENTITY = re.compile(r"<[^<>\n]*>")
_MARKS = str.maketrans("*_~", "   ")
_EMOJI = re.compile(r":[\w+-]+:")
_POINTS = re.compile(r"\b([ap])\.\s?m\.?(?=\W|$)")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|[\n;]+")


def promised_in(words: str, *, now: datetime, zone: str) -> datetime | None:
    """The instant that somebody in `zone` promises something for; None where they promise nothing, or never mind when.

    Of several promises the last one counts: it is what the others were waiting for.
    """
    every = (each.instant for sentence in _sentences(words) for each in _promises(sentence, now=now, zone=zone))
    plausible = (instant for instant in islice(every, MOST_TIMES) if now + SOONEST <= instant <= now + FURTHEST)
    return max(plausible, default=None)


def may_promise(words: str) -> bool:
    """Whether anything in `words` sounds like a promise, whatever it is for."""
    return any(pattern.search(sentence) for sentence in _sentences(words) for pattern in PROMISES)


def _sentences(words: str) -> Iterator[str]:
    """What was said by the speaker, a sentence at a time, in small letters; questions are left out."""
    text = html.unescape(_CODE.sub(" ", _ENTITY.sub(" ", words[:LONGEST_READ])))
    text = _QUOTED.sub(" “” ", _QUOTED_LINE.sub("", text)).translate(_MARKS)
    text = _POINTS.sub(r"\1m", _EMOJI.sub(" ", text).lower().replace("’", "'"))
    for sentence in _SENTENCE.split(text):
        said = " ".join(sentence.split())
        if said and "?" not in said and not said.startswith("¿"):
            yield said


def _promises(sentence: str, *, now: datetime, zone: str) -> Iterator[Found]:
    marks = [found for pattern in PROMISES for found in pattern.finditer(sentence)]
    if not marks:
        return
    for each in times_in(sentence, now=now, zone=zone):
        if any(_is_for(mark, each, sentence) for mark in marks):
            yield each


def _is_for(mark: re.Match[str], time: Found, sentence: str) -> bool:
    """Whether what the mark begins is promised for this time."""
    if time.start < mark.start() and time.start > 0:
        # A time before the verb is its own only at the very beginning: "Tomorrow morning I'll look".
        return False
    begins = sentence.rfind(",", 0, mark.start()) + 1
    between = sentence[begins : max(time.start, mark.end())]
    before = sentence[: mark.start()]
    if ":" in sentence[mark.end() : time.start]:
        # What follows a colon is told, and not done.
        return False
    return not (TOLD.search(before) or HANGS_ON.search(before) or HANGS_ON.search(between) or DENIED.search(between))
