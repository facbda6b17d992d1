"""Rises: looks whether more is said about a brand than is usual now, and tells the strategist once.

Guarantee: one word a rise, however many processes look; nothing is told of the first weeks, of what was silenced, or of
old posts that were brought in together.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.core.alert_silence import AlertSilence, is_hushed, is_silenced
from bot.core.rise import HOUR, LEAST, PAUSE, Span, is_rise, spans_to_compare, usual
from bot.core.rise_notice import PostRise
from bot.core.topics import Words, telling_words, words_of
from bot.logs import unit_of_work_line
from bot.ports import OpenUnit, Outcome, Rules, StoredMention, UnitOfWork
from bot.ports.rises import Arrival, RiseReport

LOOK = timedelta(minutes=5)
FRESH = timedelta(hours=6)
"""What was said longer ago, and comes in now, says nothing of now."""
CURSOR = "rise:"
"""Under this and a brand's key is kept when a rise of it was told last."""
MOST_READ = 300
MOST_EXAMPLES = 2
MOST_ISSUES = 3


class Rises:
    """The step that looks whether something is brewing."""

    def __init__(self, open_unit: OpenUnit, rules: Rules, clock: Clock) -> None:
        self._open_unit = open_unit
        self._rules = rules
        self._clock = clock
        self._next_at: datetime | None = None

    def tick(self) -> int:
        """Look where it is time to; returns how many rises are told."""
        now = self._clock.now()
        if self._next_at is not None and now < self._next_at:
            return 0
        self._next_at = now + LOOK
        with self._open_unit().for_reading() as unit:
            found = list(self._found(unit, now))
        return sum(self._tell(rise, now=now) for rise in found)

    def say(self, rise: PostRise) -> RiseReport | None:
        """What the rise is about; None where none of its mentions is left."""
        with self._open_unit().for_reading() as unit:
            here = _said(unit, unit.arrivals.between(rise.at - HOUR, rise.at), rise.brand)
            before = _said(unit, unit.arrivals.between(rise.at - timedelta(days=2), rise.at - HOUR), rise.brand)
        return _report(here, before, names=self._names(rise.brand)) if here else None

    def _names(self, brand: str) -> Words:
        """What the brand is called: that is in most of what is said about it, and tells nothing."""
        known = next((each for each in self._rules.current.brands if each.key == brand), None)
        return words_of(" ".join((brand, known.name, *known.names) if known else (brand,)))

    def _found(self, unit: UnitOfWork, now: datetime) -> Iterable[PostRise]:
        last_hour = [each for each in unit.arrivals.between(now - HOUR, now) if each.said_at >= now - FRESH]
        many = {brand: count for brand, count in _by_brand(last_hour).items() if count >= LEAST}
        since = unit.arrivals.known_since() if many else None
        spans = spans_to_compare(now, known_since=since) if since else ()
        if not spans:
            return
        before = [_by_brand(unit.arrivals.between(each.start, each.end)) for each in _flat(spans)]
        for brand, count in many.items():
            counts = [each[brand] for each in before]
            if is_rise(count, counts) and is_rise(count - self._hushed(unit, last_hour, brand, now), counts):
                middle = round(usual(counts).middle)
                channel = self._rules.current.strategist.channel
                yield PostRise(channel=channel, brand=brand, at=now, count=count, usual=middle)

    def _hushed(self, unit: UnitOfWork, arrivals: Sequence[Arrival], brand: str, now: datetime) -> int:
        """How many of a brand's mentions nothing is to be heard of."""
        silences = unit.silences.active(now=now)
        ids = [each.mention for each in arrivals if each.brand == brand]
        if not silences or is_silenced(brand, silences, self._rules.current.brands):
            return len(ids) if silences else 0
        read = unit.mentions.by_ids(ids[-MOST_READ:]).values()
        hushed = sum(is_hushed(each.mention.content, silences) for each in read)
        # Of a flood a part is read, and stands for all of it.
        return round(len(ids) * hushed / max(1, len(read)))

    def silence(self, matcher: str, *, until: datetime, by: str) -> int:
        """Keep quiet about something until then; returns the silence's number."""
        with self._open_unit() as unit:
            number = unit.silences.add(matcher, until=until, by=by)
            unit.commit()
        return number

    def silences(self) -> list[AlertSilence]:
        """What is kept quiet about now."""
        with self._open_unit().for_reading() as unit:
            return unit.silences.active(now=self._clock.now())

    def lift(self, number: int) -> bool:
        """End a silence; False where there is none."""
        with self._open_unit() as unit:
            is_lifted = unit.silences.lift(number)
            unit.commit()
        return is_lifted

    def _tell(self, rise: PostRise, *, now: datetime) -> int:
        with unit_of_work_line("rise", brand=rise.brand, count=rise.count, usual=rise.usual) as line:
            with self._open_unit() as unit:
                name = f"{CURSOR}{rise.brand}"
                told = unit.cursors.get(name)
                is_told = told and datetime.fromisoformat(told) > now - PAUSE
                # Another process may be telling it at this very moment: of two, one has the lease.
                if is_told or not unit.cursors.lease(name, owner=now.isoformat(), now=now, until=now + PAUSE):
                    line.add(outcome="told_before")
                    return 0
                unit.outbox.enqueue([rise], now=now, urgency_rank=2)
                unit.cursors.set(name, now.isoformat())
                unit.commit()
            line.add(outcome="told")
        return 1


def _by_brand(arrivals: Iterable[Arrival]) -> Counter[str]:
    return Counter(each.brand for each in arrivals)


def _flat(spans: Iterable[Sequence[Span]]) -> Iterable[Span]:
    return (span for week in spans for span in week)


def _said(unit: UnitOfWork, arrivals: Sequence[Arrival], brand: str) -> list[StoredMention]:
    """The newest mentions of a brand that still have their words."""
    ids = [each.mention for each in arrivals if each.brand == brand][-MOST_READ:]
    found = unit.mentions.by_ids(ids).values()
    return sorted((each for each in found if each.outcome is not Outcome.ERASED), key=lambda each: each.mention.said_at)


def _report(here: Sequence[StoredMention], before: Sequence[StoredMention], *, names: Words) -> RiseReport:
    texts = {each.id: words_of(each.mention.content) - names for each in here}
    words = telling_words(list(texts.values()), [words_of(each.mention.content) for each in before])
    # What has none of the words is what would have been said anyway.
    about = [each for each in here if texts[each.id].intersection(words)] or list(here)
    first, *others = about
    loudest = sorted(others, key=lambda each: -(each.mention.author.followers or 0))[:MOST_EXAMPLES]
    issues = Counter(each.issue for each in about if each.issue is not None)
    return RiseReport(words=words, first=first, examples=tuple(loudest), issues=tuple(issues.most_common(MOST_ISSUES)))
