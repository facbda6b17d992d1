"""The monthly interview: three short questions to each seat, and what the rules could learn from the answers.

Guarantee: pure; a snippet for the rulebook is made ready to be pasted by a person, and never written by itself.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

FIRST_DAY = 10
"""Of each month, the days on which seats are asked; whoever was away by the last one is left in peace."""
LAST_DAY = 19
SUMMED_UP_ON = 20
MOST_KEYWORDS = 12


class InterviewState(StrEnum):
    """What became of one interview."""

    ASKED = "asked"
    ANSWERED = "answered"
    DECLINED = "declined"
    PAUSED = "paused"
    """They do not want to be asked in the months to come either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """One seat asked in one month (`2026-12`). `person` is a Slack id.

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


def month_of(now: datetime, zone: str) -> str:
    """The month in `zone`: `2026-12`."""
    return f"{now.astimezone(ZoneInfo(zone)):%Y-%m}"


def day_of(now: datetime, zone: str) -> date:
    """The day in `zone`."""
    return now.astimezone(ZoneInfo(zone)).date()


def words_in(keywords: str) -> tuple[str, ...]:
    """The words apart, each once; commas and line ends stand between them."""
    parts = (" ".join(part.split()) for part in keywords.replace("\n", ",").replace(";", ",").split(","))
    return tuple(dict.fromkeys(part for part in parts if part))[:MOST_KEYWORDS]


def snippet(answered: Sequence[Interview], names: dict[str, str]) -> str:
    """What could be pasted into the rulebook: new examples, and a rule for each department's own words.

    `names` says what people call the departments. Quoted as JSON, which is YAML as well, whatever was written.
    """
    return "\n".join((*_examples(answered), *_rules(answered, names)))


def _examples(answered: Sequence[Interview]) -> Iterator[str]:
    told = [each for each in answered if each.example]
    if told:
        yield "# examples.yaml, under «examples» (join departments that stand there already)"
    for each in told:
        yield f"  {each.department}:"
        yield f"    - text: {_quoted(' '.join(each.example.split()))}"


def _rules(answered: Sequence[Interview], names: dict[str, str]) -> Iterator[str]:
    told = [each for each in answered if words_in(each.keywords)]
    if told:
        yield "# rules.yaml, under «rules», above the last one"
    for each in told:
        words = ", ".join(map(_quoted, words_in(each.keywords)))
        yield f"  - name: {_quoted(names.get(each.department, each.department) + ', in their own words')}"
        yield f"    when: {{text: [{words}]}}"
        yield f"    then: {{department: {each.department}}}"


def _quoted(text: str) -> str:
    return json.dumps("".join(letter for letter in text if letter.isprintable()), ensure_ascii=False)
