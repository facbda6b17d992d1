"""The worst that can lawfully be: words that grow when they are escaped, forty departments with long names, and values
of any kind of event or notice, made from its type hints.

Guarantee: what strangers wrote has gone through the intake, so it is what a card may really have to show. A kind that
is added to the core is made by itself; where a field needs a particular value, it is named in `FITTING`.
"""

import types
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from bot.core import commands as cmd
from bot.core.classification import Classification, DepartmentScore, NearestExample, Sentiment, Urgency
from bot.core.committee import Committee
from bot.core.department import TRIAGE, Brand, Department
from bot.core.issue import Door
from bot.core.journey import Stage
from bot.core.mention import Author, Mention
from bot.core.normalise import normalise, one_line
from bot.core.routing import Routing, TraceLine
from bot.ports import StoredMention
from bot.slack.messages.safe import clean
from tests.core.example import MONDAY, RULEBOOK, Life, hours

PILES = {
    "letters that grow when escaped": "&<>" * 400_000,
    "one long word": "x" * 1_000_000,
    "right to left": "مرحبا بالعالم \u202e " * 4_000,
    "families of emoji": "👩‍👩‍👧‍👦 " * 4_000,
    "a thousand hashtags": "#hashtag " * 1_000,
    "combining marks": "Z\u0351\u0352\u0353\u0354\u0355" * 4_000,
    "a thousand lines": "\n".join(f"line {number}" for number in range(1_000)),
    "letters that travel as many bytes": "𝕎\ufffd" * 4_000,
    "markup": "<!channel> *b* _i_ ~s~ `c` ```d``` > q <https://evil.example|https://bank.example> " * 200,
    "emoji codes": ":rotating_light::skin-tone-2: " * 1_000,
    "nothing to be seen": "\u200b\u2060\ufeff \u3164",
    "nothing": "",
}
LONGEST = "letters that grow when escaped"
"""The pile for tests that need one only."""
MANY = 20
MOST_DEPARTMENTS = 40
LONGEST_KEY = "-".join("d" * 28)
"""With its number behind it about as long, and of as many parts, as a rulebook may have it."""
PERSON = "U0123456789"
AT = MONDAY + hours(1)
COMMITTEE = Committee(chair=PERSON, channel="C0123456789", zone="Europe/London", weekdays=(1,), minute=14 * 60)


def typed(pile: str, most: int = 2_000) -> str:
    """What a colleague may type into a field of a modal."""
    return PILES[pile][:most]


def book(pile: str = LONGEST) -> Any:
    """The example's rulebook with as many departments as a large company has, each with a name of the pile."""
    # A name in which nothing can be seen names no department.
    name = one_line(PILES[pile]) if clean(PILES[pile]) else ""
    more = (
        replace(RULEBOOK.departments[1], key=f"{LONGEST_KEY}-{number}", name=name or f"Department {number}")
        for number in range(MOST_DEPARTMENTS)
    )
    own = (each if each.key == TRIAGE else _renamed(each, name) for each in RULEBOOK.departments)
    journey = tuple(Stage(key=f"stage-{number}", description=name or "x") for number in range(12))
    brands = (Brand(key="brand", name=name or "Brand"),)
    return replace(
        RULEBOOK,
        departments=(*own, *more),
        brands=brands,
        company=name or "Company",
        version="v" * 12,
        committee=COMMITTEE,
        journey=journey,
    )


def _renamed(department: Department, name: str) -> Department:
    return replace(department, name=name or department.name, group="@everybody")


def mention(pile: str) -> StoredMention:
    """What a stranger wrote, as the intake has let it through, with all that was found out about it."""
    words = PILES[pile]
    author = Author(id=words, name=words, handle=words, url=words, followers=2**60, verified=True)
    said = normalise(
        Mention(
            source="feed:x",
            external_id="1",
            text=words,
            title=words,
            url="https://example.com/" + "é" * 2_000,
            platform=words,
            author=author,
            brand="brand",
            language="xx-" + words[:50],
            rating=4.5,
            received_at=MONDAY,
        )
    )
    keys = [each.key for each in book().departments]
    judged = Classification(
        departments=tuple(DepartmentScore(department=key, score=0.5) for key in keys),
        is_confident=True,
        sentiment=Sentiment.NEGATIVE,
        language="xx",
        nearest=tuple(NearestExample(text=words, department=key, likeness=0.5) for key in (*keys[:5], None)),
    )
    why = words[:600]
    trace = tuple(TraceLine(rule=why, holds=number % 2 == 0, why=why) for number in range(100))
    routing = Routing(department="billing", rule=why, why=why, trace=trace)
    return StoredMention(id=7, mention=said, classification=judged, routing=routing)


def life(state: str, pile: str) -> Life:
    """An issue in one of its states, with the pile wherever a colleague may write."""
    rules = book(pile)
    made = Life(Routing(department=TRIAGE), rulebook=rules) if state == IN_TRIAGE else Life(rulebook=rules)
    for command in _LIVED[state](typed(pile)):
        made.do(command)
    if state in _WAITED:
        made.wait(until=MONDAY + hours(_WAITED[state]))
    known = {
        "stage": "stage-1",
        "brand": "brand",
        "rule": PILES[pile],
        "policy": "patient",
        "tags": (PILES[pile],) * MANY,
        "split_from": 999,
    }
    made.issue = replace(made.issue, **known, taken_in=tuple(range(1, MANY)))
    return made


IN_TRIAGE = "in triage"
_WAITED = {"knocked on for days": 24 * 9, "claimed for days": 6}
_LIVED: Mapping[str, Any] = {
    "waiting": lambda words: (),
    "answered": lambda words: (cmd.Respond(by=PERSON, assignment=1, reply="C1/1.1", words=words),),
    "promised": lambda words: (
        cmd.Claim(by=PERSON, assignment=1, with_emoji="eyes"),
        cmd.Respond(by=PERSON, assignment=1, reply="C1/1.1", words=words, until=MONDAY + hours(30)),
    ),
    "claimed for days": lambda words: (cmd.Claim(by=PERSON, assignment=1),),
    "quiet": lambda words: (cmd.Snooze(by=PERSON, assignment=1, until=MONDAY + hours(30)),),
    "with everybody": lambda words: (
        *(cmd.Follow(by=f"{PERSON}{number}") for number in range(300)),
        *(
            cmd.BringIn(by=PERSON, assignment=1, department=f"{LONGEST_KEY}-{number}", question=words)
            for number in range(MANY)
        ),
    ),
    "moved on": lambda words: (
        cmd.HandOff(by=PERSON, assignment=1, to=f"{LONGEST_KEY}-1", why=words, is_not_ours=True),
    ),
    "its share done": lambda words: (
        cmd.BringIn(by=PERSON, assignment=1, department="food", question=words),
        cmd.Resolve(by=PERSON, assignment=2, outcome=words),
    ),
    "resolved": lambda words: (
        cmd.Escalate(by=PERSON, assignment=1, why=words),
        cmd.AddNote(by=PERSON, text=words or "."),
        cmd.ChangeUrgency(by=PERSON, urgency=Urgency.EMERGENCY, why=words),
        cmd.Resolve(
            by=PERSON,
            assignment=1,
            outcome=words,
            public_reply="https://example.com/" + "&" * 1_900,
            cause=words,
            needed=tuple(f"{LONGEST_KEY}-{number}" for number in range(MOST_DEPARTMENTS)),
        ),
        *(cmd.AnswerWhy(by=PERSON, text=f"{number}{words}") for number in range(3)),
    ),
    "asked elsewhere": lambda words: (
        cmd.Resolve(by=PERSON, assignment=1, outcome=words),
        cmd.AskWhy(by=PERSON, department=f"{LONGEST_KEY}-1", text=words),
    ),
    "dismissed": lambda words: (cmd.Dismiss(by=PERSON, why=words),),
    "reopened": lambda words: (cmd.Dismiss(by=PERSON, why=words), cmd.Reopen(by=PERSON, why=words)),
    "merged": lambda words: (cmd.Merge(by=PERSON, into=999_999_999),),
    "a storm": lambda words: (
        *(cmd.Join(by=cmd.DOORKNOCK, mention=number, reach=10**9) for number in range(100, 150)),
        *(cmd.Split(by=PERSON, mention=number, into=999_999_000 + number) for number in range(100, 120)),
    ),
    "knocked on for days": lambda words: (),
    IN_TRIAGE: lambda words: (),
}
STATES = tuple(_LIVED)


FITTING: Mapping[str, object] = {
    "by": PERSON,
    "assignment": 1,
    "to_assignment": 1,
    "origin": 1,
    "relayed_to": 1,
    "asked_by": 1,
    "claimed_by": PERSON,
    "zone": "Europe/London",
    "channel": "C0123456789",
    "reply": "C1/1.1",
    "month": "2026-12",
    "text": "rules.yaml:3:1: <oh> " * 1_000,
}
"""Fields that mean something, by name: the rest is filled in with the worst of its type."""


def worst(kind: type, words: str, **known: Any) -> Any:
    """A value of the dataclass `kind` with the worst in each field."""
    hints = get_type_hints(kind)
    values = {
        each.name: known[each.name]
        if each.name in known
        else FITTING[each.name]
        if each.name in FITTING
        else _worst_of(hints[each.name], words)
        for each in fields(kind)
    }
    return kind(**values)


def _worst_of(hint: Any, words: str) -> Any:
    """The worst value of a type."""
    if hint is Door:
        return Life().share().door
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _worst_of(next(each for each in arguments if each is not type(None)), words)
    if origin is tuple:
        if arguments[-1] is ...:
            return (_worst_of(arguments[0], words),) * MANY
        return tuple(_worst_of(each, words) for each in arguments)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return list(hint)[-1]
    if is_dataclass(hint) and isinstance(hint, type):
        return worst(hint, words)
    return _PLAIN[hint](words)


_PLAIN: Mapping[Any, Any] = {
    str: lambda words: words,
    int: lambda words: 999_999_999,
    float: lambda words: 0.999,
    bool: lambda words: True,
    bytes: lambda words: b"",
    datetime: lambda words: AT,
    timedelta: lambda words: timedelta(days=999),
}


def kinds_of(union: Any) -> Iterator[type]:
    """Every kind in a union, also in unions inside it, which Python flattens."""
    yield from get_args(union) or (union,)
