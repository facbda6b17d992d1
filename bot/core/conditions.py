"""What a rule may ask: words, source, brand, author, language, judgement, time and storm, joined by all, any and not.

Guarantee: pure, total and quick. The `why` of a verdict always states what is so ("sentiment is negative"), whether or
not the condition wanted it; that is why `Not` only turns the verdict round and keeps the words.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.core.classification import Urgency
from bot.core.phrases import find_phrase
from bot.core.routing import Condition, Facts, Verdict
from bot.core.working_hours import Window, WorkingHours

_MANY = 3


@dataclass(frozen=True, slots=True)
class Always:
    """Holds for every mention: the condition of the default rule."""

    def test(self, facts: Facts) -> Verdict:
        """Hold, whatever the facts."""
        return Verdict(holds=True, why="no rule above has taken it")


@dataclass(frozen=True, slots=True)
class AllOf:
    """Holds where every part holds; the first part that does not decides."""

    parts: tuple[Condition, ...]

    def test(self, facts: Facts) -> Verdict:
        """Hold each part against `facts`, up to the first that fails."""
        whys = []
        for part in self.parts:
            verdict = part.test(facts)
            if not verdict.holds:
                return verdict
            whys.append(verdict.why)
        return Verdict(holds=True, why=" and ".join(whys))


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds where one part holds; the first part that does decides."""

    parts: tuple[Condition, ...]

    def test(self, facts: Facts) -> Verdict:
        """Hold each part against `facts`, up to the first that holds."""
        whys = []
        for part in self.parts:
            verdict = part.test(facts)
            if verdict.holds:
                return verdict
            whys.append(verdict.why)
        return Verdict(holds=False, why=" and ".join(whys))


@dataclass(frozen=True, slots=True)
class Not:
    """Holds where its part does not."""

    part: Condition

    def test(self, facts: Facts) -> Verdict:
        """The part's verdict turned round, with its words."""
        verdict = self.part.test(facts)
        return Verdict(holds=not verdict.holds, why=verdict.why)


@dataclass(frozen=True, slots=True)
class HasPhrase:
    """Holds where title or text has one of the phrases as whole words (`bot.core.phrases`)."""

    phrases: tuple[str, ...]

    def test(self, facts: Facts) -> Verdict:
        """Look for each phrase in order."""
        found = find_phrase(self.phrases, facts.mention.content)
        if found is not None:
            return Verdict(holds=True, why=f"text has «{found}»")
        return Verdict(holds=False, why=f"text has {_none_of(self.phrases)}")


class Pattern(Protocol):
    """A compiled expression that searches in time linear in the text, whatever the text."""

    @property
    def source(self) -> str:
        """The expression as the strategist wrote it."""
        ...

    def search(self, text: str, /) -> str | None:
        """The first piece of `text` that fits, None where none does."""
        ...


@dataclass(frozen=True, slots=True)
class Matches:
    """Holds where one of the patterns fits a piece of title or text."""

    patterns: tuple[Pattern, ...]

    def test(self, facts: Facts) -> Verdict:
        """Search with each pattern in order."""
        for pattern in self.patterns:
            found = pattern.search(facts.mention.content)
            if found is not None:
                return Verdict(holds=True, why=f"text has «{found}», which fits /{pattern.source}/")
        shown = tuple(f"/{pattern.source}/" for pattern in self.patterns)
        return Verdict(holds=False, why=f"text fits none of {', '.join(shown)}")


class Trait(StrEnum):
    """What a mention has exactly one word for."""

    PLATFORM = "platform"
    LANGUAGE = "language"
    KIND = "kind"
    SENTIMENT = "sentiment"
    RELEVANCE = "relevance"


def _language(facts: Facts) -> str:
    told = facts.classification.language
    return (facts.mention.language if told == "und" else told) or "und"


_TRAITS: Mapping[Trait, Callable[[Facts], str]] = {
    Trait.PLATFORM: lambda facts: facts.mention.platform,
    Trait.LANGUAGE: _language,
    Trait.KIND: lambda facts: facts.mention.kind,
    Trait.SENTIMENT: lambda facts: facts.classification.sentiment,
    Trait.RELEVANCE: lambda facts: facts.classification.relevance,
}


@dataclass(frozen=True, slots=True)
class Among:
    """Holds where the trait is one of `wanted` (small letters). Language is the classifier's, else the source's."""

    trait: Trait
    wanted: frozenset[str]

    def test(self, facts: Facts) -> Verdict:
        """Compare the trait without regard to case."""
        value = _TRAITS[self.trait](facts)
        return Verdict(holds=value.casefold() in self.wanted, why=f"{self.trait} is {value or 'not known'}")


@dataclass(frozen=True, slots=True)
class FromSource:
    """Holds where the source is one of `wanted`: a full key, its family (`feed`) or its own name (`google-alerts`)."""

    wanted: frozenset[str]

    def test(self, facts: Facts) -> Verdict:
        """Compare the source's key and both its halves."""
        source = facts.mention.source
        family, _, name = source.partition(":")
        return Verdict(holds=not self.wanted.isdisjoint({source, family, name}), why=f"source is {source}")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfBrand:
    """Holds where the mention is of brand `key`: the source says so or, where it names none, the text does.

    `names` are the brand's names and handles.
    """

    key: str
    names: tuple[str, ...]

    def test(self, facts: Facts) -> Verdict:
        """Believe the source, else read the text."""
        stated = facts.mention.brand
        if stated:
            return Verdict(holds=stated == self.key, why=f"brand is {stated}")
        found = find_phrase(self.names, facts.mention.content)
        if found is not None:
            return Verdict(holds=True, why=f"text names {self.key} («{found}»)")
        return Verdict(holds=False, why=f"text does not name {self.key}")


@dataclass(frozen=True, slots=True)
class ByAuthor:
    """Holds where the author's handle or id is listed; `handles` are in small letters, without the @."""

    handles: frozenset[str]

    def test(self, facts: Facts) -> Verdict:
        """Compare handle and id without regard to case or a leading @."""
        author = facts.mention.author
        known = {name.removeprefix("@").casefold() for name in (author.handle, author.id) if name}
        return Verdict(holds=not known.isdisjoint(self.handles), why=f"author is {author.handle or author.shown}")


@dataclass(frozen=True, slots=True)
class IsVerified:
    """Holds where the platform vouches for the author."""

    def test(self, facts: Facts) -> Verdict:
        """Look at the author's mark."""
        is_verified = facts.mention.author.verified
        return Verdict(holds=is_verified, why="author is verified" if is_verified else "author is not verified")


class Measure(StrEnum):
    """What a mention has a number for."""

    RATING = "rating"
    FOLLOWERS = "followers"
    CONFIDENCE = "confidence"
    STORM = "storm"


_MEASURES: Mapping[Measure, Callable[[Facts], float | None]] = {
    Measure.RATING: lambda facts: facts.mention.rating,
    Measure.FOLLOWERS: lambda facts: facts.mention.author.followers,
    Measure.CONFIDENCE: lambda facts: facts.classification.confidence,
    Measure.STORM: lambda facts: facts.storm_size,
}

_TOLD: Mapping[Measure, Callable[[float], str]] = {
    Measure.RATING: lambda value: f"rating is {value:g}",
    Measure.FOLLOWERS: lambda value: f"author has {value:,.0f} followers",
    Measure.CONFIDENCE: lambda value: f"confidence is {value:.2f}",
    Measure.STORM: lambda value: "nobody else says it" if value <= 1 else f"{value:.0f} mentions say the same",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Holds where the number is known and within every bound that is set."""

    measure: Measure
    at_least: float | None = None
    at_most: float | None = None
    above: float | None = None
    below: float | None = None

    def test(self, facts: Facts) -> Verdict:
        """Compare the number with the bounds; an unknown number is within none."""
        value = _MEASURES[self.measure](facts)
        if value is None:
            return Verdict(holds=False, why=f"{self.measure} is not known")
        return Verdict(holds=self._is_within(value), why=_TOLD[self.measure](value))

    def _is_within(self, value: float) -> bool:
        return (
            (self.at_least is None or value >= self.at_least)
            and (self.at_most is None or value <= self.at_most)
            and (self.above is None or value > self.above)
            and (self.below is None or value < self.below)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgencyWithin:
    """Holds where the urgency so far (the classifier's, as raised by continuing rules) is within both bounds."""

    at_least: Urgency = Urgency.LOW
    at_most: Urgency = Urgency.EMERGENCY

    def test(self, facts: Facts) -> Verdict:
        """Compare by rank."""
        urgency = facts.urgency
        return Verdict(holds=self.at_least <= urgency <= self.at_most, why=f"urgency is {urgency}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreAtLeast:
    """Holds where the classifier gives `department` at least `score`."""

    department: str
    score: float

    def test(self, facts: Facts) -> Verdict:
        """Compare the department's score."""
        score = facts.classification.score_of(self.department)
        return Verdict(holds=score >= self.score, why=f"{self.department} scores {score:.0%}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DuringWindows:
    """Holds while local time in `zone` is within the weekly windows (Monday first)."""

    zone: str
    week: tuple[tuple[Window, ...], ...]

    def test(self, facts: Facts) -> Verdict:
        """Read the wall clock of the zone."""
        local = facts.now.astimezone(ZoneInfo(self.zone))
        holds = any(window.opens <= _minute(local) < window.closes for window in self.week[local.weekday()])
        return Verdict(holds=holds, why=f"it is {local:%A %H:%M} in {self.zone}")


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideHours:
    """Holds while `department` is closed: outside its windows or on a holiday."""

    department: str
    hours: WorkingHours

    def test(self, facts: Facts) -> Verdict:
        """Ask the department's working hours."""
        is_open = self.hours.is_open(facts.now)
        return Verdict(holds=not is_open, why=f"{self.department} is {'at work' if is_open else 'closed'} now")


def _minute(local: datetime) -> int:
    return local.hour * 60 + local.minute


def _none_of(words: tuple[str, ...]) -> str:
    shown = ", ".join(f"«{word}»" for word in words[:_MANY])
    if len(words) == 1:
        return f"no {shown}"
    rest = len(words) - _MANY
    return f"none of {shown}" + (f" and {rest} more" if rest > 0 else "")
