"""The monthly interview: three short questions to each seat, and what the rules could learn from the answers.

Guarantee: pure; a snippet for the rulebook is made ready to be pasted by a person, and never written by itself. All
answers of one part, and their snippet, stand in one message uncut.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from zoneinfo import ZoneInfo

FIRST_DAY = 10
"""Of each month, the days on which seats are asked; whoever was away by the last one is left in peace."""
LAST_DAY = 19
SUMMED_UP_ON = 20
MOST_KEYWORDS = 12
LONGEST_ANSWER = 600
"""What one answer may have: three of them and their snippet fit into a message, whatever was written."""
LETTERS_A_PART = 7_500
"""What the answers of one message may have, labels and snippet included."""
LETTERS_AROUND = 500
"""About what the labels of one interview have."""
MOST_A_PART = 8

_EMOJI_CODE = re.compile(r":(?=[\w+'-]{1,100}:)", re.ASCII)


class InterviewState(StrEnum):
    """What became of one interview."""

    ASKED = "asked"
    ANSWERED = "answered"
    DECLINED = "declined"
    PAUSED = "paused"
    """They do not want to be asked in the months to come either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """One seat asked in one month (`2026-12`). `person` is a Slack id; whoever has two seats has two.

    `example` is a post that is typically theirs, `keywords` words by which they know it, `wish` what they wish.
    """

    month: str
    person: str
    department: str
    asked_at: datetime
    state: InterviewState = InterviewState.ASKED
    example: str = ""
    keywords: str = ""
    wish: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Whose answers about which department."""

    person: str
    department: str


def with_answers(interview: Interview, *, example: str = "", keywords: str = "", wish: str = "") -> Interview:
    """The same interview, answered; declined where nothing was said about this department."""
    state = InterviewState.ANSWERED if example or keywords or wish else InterviewState.DECLINED
    return replace(interview, state=state, example=example, keywords=keywords, wish=wish)


def month_of(now: datetime, zone: str) -> str:
    """The month in `zone`: `2026-12`."""
    return f"{now.astimezone(ZoneInfo(zone)):%Y-%m}"


def day_of(now: datetime, zone: str) -> date:
    """The day in `zone`."""
    return now.astimezone(ZoneInfo(zone)).date()


def is_to_be_told(month: str, day: str) -> bool:
    """Whether answers of `month` are told on that day (ISO 8601): from its twentieth on, however late that is."""
    return day >= f"{month}-{SUMMED_UP_ON:02d}"


def words_in(keywords: str) -> tuple[str, ...]:
    """The words apart, each once, as rules can look for them; commas and line ends stand between them.

    A star may end a word, as in `refund*`; elsewhere rules know none.
    """
    parts = (part.strip() for part in keywords.replace("\n", ",").replace(";", ",").split(","))
    starred = (part[:-1].replace("*", " ") + part[-1:] for part in parts)
    words = (" ".join(word.split()) for word in starred)
    return tuple(dict.fromkeys(word for word in words if word.strip("* ")))[:MOST_KEYWORDS]


def parts_of(answered: Iterable[Interview]) -> Iterator[tuple[Interview, ...]]:
    """The answers in messages of a size that can be read, each month by itself."""
    for _, of_month in groupby(sorted(answered, key=_place), key=lambda each: each.month):
        part: tuple[Interview, ...] = ()
        for each in of_month:
            if part and (len(part) == MOST_A_PART or _letters((*part, each)) > LETTERS_A_PART):
                yield part
                part = ()
            part += (each,)
        yield part


def _place(interview: Interview) -> tuple[str, str, str]:
    return interview.month, interview.department, interview.person


def _letters(part: Sequence[Interview]) -> int:
    said = sum(len(each.example) + len(each.keywords) + len(each.wish) + LETTERS_AROUND for each in part)
    return said + len(snippet(part, {each.department: each.department for each in part}))


def snippet(answered: Sequence[Interview], names: Mapping[str, str]) -> str:
    """What could be pasted into the rulebook: new examples, and a rule for each department's own words.

    `names` says what people call the departments; one that is not in there any more has no use for rules. Quoted as
    JSON, which is YAML as well, whatever was written.
    """
    told = sorted((each for each in answered if each.department in names), key=_place)
    return "\n".join((*_examples(told), *_rules(told, names)))


def _examples(answered: Sequence[Interview]) -> Iterator[str]:
    told = [each for each in answered if each.example]
    if told:
        yield "# examples.yaml, under «examples»; what stands there already is not named again"
    for department, said in groupby(told, key=lambda each: each.department):
        yield f"  {department}:"
        yield from (f"    - text: {_quoted(' '.join(each.example.split()))}" for each in said)


def _rules(answered: Sequence[Interview], names: Mapping[str, str]) -> Iterator[str]:
    told = [each for each in answered if words_in(each.keywords)]
    if told:
        yield "# rules.yaml, under «rules», above the last one"
    for department, said in groupby(told, key=lambda each: each.department):
        own = list(said)
        words = dict.fromkeys(word for each in own for word in words_in(each.keywords))
        # With its month, since two rules must not have one name.
        yield f"  - name: {_quoted(f'{names[department]}, in their own words of {own[0].month}')}"
        yield f"    when: {{text: [{', '.join(map(_quoted, words))}]}}"
        yield f"    then: {{department: {department}}}"


def _quoted(text: str) -> str:
    """As JSON; the first colon of what Slack would take for an emoji is spelt out, which YAML reads as the colon."""
    quoted = json.dumps("".join(letter for letter in text if letter.isprintable()), ensure_ascii=False)
    return _EMOJI_CODE.sub(r"\\u003a", quoted)
