"""From the `when` of a rule to a condition of the core.

Guarantee: every word of `CONDITIONS` has one reader; a condition that cannot be read is None, with its problems noted.
Several keys in one mapping must all hold; several values of one key are alternatives.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf

from bot.core.classification import Relevance, Sentiment
from bot.core.conditions import (
    AllOf,
    Always,
    Among,
    AnyOf,
    ByAuthor,
    DuringWindows,
    FromSource,
    HasPhrase,
    IsVerified,
    Matches,
    Measure,
    Measured,
    Not,
    OfBrand,
    OutsideHours,
    ScoreAtLeast,
    Trait,
    UrgencyWithin,
)
from bot.core.mention import Kind
from bot.core.routing import Condition
from bot.rulebook import values
from bot.rulebook.document import Entry, Node
from bot.rulebook.models import BoundsEntry, TimeEntry, UrgencyBoundsEntry, fill
from bot.rulebook.names import Names
from bot.rulebook.patterns import LinearPattern, linear_pattern
from bot.rulebook.problems import Place, nearest

ALWAYS = "always"

Reader = Callable[[Entry, Names], Condition | None]


def read_condition(node: Node, names: Names) -> Condition | None:
    """The condition that `node` states; None, with its problems noted, where it states none."""
    if node.value == ALWAYS:
        return Always()
    if not node.entries:
        names.problems.refuse(node.at, f"expected a condition such as «text: refund», or «{ALWAYS}»")
        return None
    parts = [_read_entry(entry, names) for entry in node.entries.values()]
    whole = tuple(part for part in parts if part is not None)
    if len(whole) < len(parts):
        return None
    return whole[0] if len(whole) == 1 else AllOf(whole)


def _read_entry(entry: Entry, names: Names) -> Condition | None:
    reader = CONDITIONS.get(entry.key)
    if reader is None:
        names.problems.refuse(entry.at, f"there is no condition «{entry.key}»{nearest(entry.key, CONDITIONS)}")
        return None
    return reader(entry, names)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    at: Place


def _words(entry: Entry, names: Names) -> tuple[_Word, ...]:
    """The value as one or several texts; none, with a problem noted, where it is anything else."""
    nodes = entry.node.items or (entry.node,)
    words = tuple(_Word(node.value.strip(), node.at) for node in nodes if isinstance(node.value, str))
    if len(words) == len(nodes) and all(word.text for word in words):
        return words
    names.problems.refuse(entry.at, f"{entry.key} needs a text or a list of texts (put numbers in quotes)")
    return ()


def _parts(entry: Entry, names: Names) -> tuple[Condition, ...] | None:
    if not entry.node.items:
        names.problems.refuse(entry.at, f"{entry.key} needs a list of conditions, each with a dash before it")
        return None
    parts = [read_condition(item, names) for item in entry.node.items]
    whole = tuple(part for part in parts if part is not None)
    return whole if len(whole) == len(parts) else None


def _all(entry: Entry, names: Names) -> Condition | None:
    parts = _parts(entry, names)
    return None if parts is None else AllOf(parts)


def _any(entry: Entry, names: Names) -> Condition | None:
    parts = _parts(entry, names)
    return None if parts is None else AnyOf(parts)


def _not(entry: Entry, names: Names) -> Condition | None:
    part = read_condition(entry.node, names)
    return None if part is None else Not(part)


def _text(entry: Entry, names: Names) -> Condition | None:
    words = _words(entry, names)
    unfit = [word for word in words if "*" in word.text[:-1] or not word.text.strip("* ")]
    for word in unfit:
        names.problems.refuse(word.at, f"«{word.text}»: a * may only end a word or phrase, as in refund*")
    return HasPhrase(tuple(word.text for word in words)) if words and not unfit else None


def _regex(entry: Entry, names: Names) -> Condition | None:
    words = _words(entry, names)
    patterns: list[LinearPattern] = []
    for word in words:
        try:
            patterns.append(linear_pattern(word.text))
        except ValueError as error:
            names.problems.refuse(word.at, str(error))
    return Matches(tuple(patterns)) if words and len(patterns) == len(words) else None


def _source(entry: Entry, names: Names) -> Condition | None:
    words = _words(entry, names)
    for word in words:
        if names.sources is not None and word.text not in names.sources:
            hint = nearest(word.text, names.sources)
            names.problems.warn(word.at, f"sources.yaml has no source «{word.text}»{hint}")
    return FromSource(frozenset(word.text for word in words)) if words else None


def _among(trait: Trait, *, known: frozenset[str] | None = None) -> Reader:
    def read(entry: Entry, names: Names) -> Condition | None:
        words = _words(entry, names)
        unknown = [word for word in words if known is not None and word.text.casefold() not in known]
        for word in unknown:
            names.problems.refuse(word.at, f"there is no {trait} «{word.text}»{nearest(word.text, known or ())}")
        return Among(trait, frozenset(word.text.casefold() for word in words)) if words and not unknown else None

    return read


def _language(entry: Entry, names: Names) -> Condition | None:
    words = _words(entry, names)
    try:
        wanted = frozenset(values.language(word.text) for word in words)
    except ValueError as error:
        names.problems.refuse(entry.at, str(error))
        return None
    return Among(Trait.LANGUAGE, wanted) if words else None


def _brand(entry: Entry, names: Names) -> Condition | None:
    words = _words(entry, names)
    brands = []
    for word in words:
        names.check_brand(word.text, word.at)
        brand = (names.brands or {}).get(word.text)
        if brand:
            brands.append(OfBrand(key=brand.key, names=(*brand.names, *brand.handles)))
    if not words or len(brands) < len(words):
        return None
    return brands[0] if len(brands) == 1 else AnyOf(tuple(brands))


def _author(entry: Entry, names: Names) -> Condition | None:
    words = _words(entry, names)
    return ByAuthor(frozenset(word.text.removeprefix("@").casefold() for word in words)) if words else None


def _verified(entry: Entry, names: Names) -> Condition | None:
    if not isinstance(entry.node.value, bool):
        names.problems.refuse(entry.at, "verified needs true or false")
        return None
    return IsVerified() if entry.node.value else Not(IsVerified())


def _measured(measure: Measure) -> Reader:
    def read(entry: Entry, names: Names) -> Condition | None:
        bounds = fill(BoundsEntry, entry.node, names.problems)
        if bounds is None:
            return None
        floor = max(each for each in (bounds.at_least, bounds.above, -inf) if each is not None)
        ceiling = min(each for each in (bounds.at_most, bounds.below, inf) if each is not None)
        if floor > ceiling:
            names.problems.refuse(entry.at, f"{entry.key}: no number is within these bounds")
        return Measured(
            measure=measure, at_least=bounds.at_least, at_most=bounds.at_most, above=bounds.above, below=bounds.below
        )

    return read


def _urgency(entry: Entry, names: Names) -> Condition | None:
    bounds = fill(UrgencyBoundsEntry, entry.node, names.problems)
    return None if bounds is None else UrgencyWithin(at_least=bounds.at_least, at_most=bounds.at_most)


def _score(entry: Entry, names: Names) -> Condition | None:
    if not entry.node.entries:
        names.problems.refuse(entry.at, "score needs a department and the least it must score, such as «billing: 0.4»")
        return None
    parts: list[Condition] = []
    for key, each in entry.node.entries.items():
        names.check_department(key, each.at)
        score = each.node.value
        if isinstance(score, bool) or not isinstance(score, int | float) or not 0 <= score <= 1:
            names.problems.refuse(each.node.at, f"a score is a number from 0 to 1, not «{score}»")
        else:
            parts.append(ScoreAtLeast(department=key, score=float(score)))
    if len(parts) < len(entry.node.entries):
        return None
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))


def _time(entry: Entry, names: Names) -> Condition | None:
    when = fill(TimeEntry, entry.node, names.problems)
    if when is None:
        return None
    try:
        days, spans = values.weekdays(when.days), values.spans(when.between)
    except ValueError as error:
        names.problems.refuse(entry.at, f"time: {error}")
        return None
    week = values.week_of((day, span) for day in days for span in spans)
    return DuringWindows(zone=when.zone or names.zone, week=week)


def _outside_hours(entry: Entry, names: Names) -> Condition | None:
    words = _words(entry, names)
    parts: list[Condition] = []
    for word in words:
        names.check_department(word.text, word.at)
        department = names.departments.get(word.text)
        if department:
            parts.append(OutsideHours(department=department.key, hours=department.hours))
    if not words or len(parts) < len(words):
        return None
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))


CONDITIONS: dict[str, Reader] = {
    "all": _all,
    "any": _any,
    "not": _not,
    "text": _text,
    "regex": _regex,
    "source": _source,
    "platform": _among(Trait.PLATFORM),
    "kind": _among(Trait.KIND, known=frozenset(Kind)),
    "brand": _brand,
    "author": _author,
    "verified": _verified,
    "followers": _measured(Measure.FOLLOWERS),
    "rating": _measured(Measure.RATING),
    "language": _language,
    "sentiment": _among(Trait.SENTIMENT, known=frozenset(Sentiment)),
    "relevance": _among(Trait.RELEVANCE, known=frozenset(Relevance)),
    "urgency": _urgency,
    "score": _score,
    "confidence": _measured(Measure.CONFIDENCE),
    "time": _time,
    "outside_hours": _outside_hours,
    "storm": _measured(Measure.STORM),
}
"""The conditions by the word a strategist writes."""
