"""A year of a company's life, made from a seed: departments with habits, and things that happen to them.

What happens, and what a summary is to find, stands in the constants below. Nothing in it is from any clock but that of
the year itself, so the same seed makes the same year.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from sqlalchemy import Engine, insert

from bot.core import commands as cmd
from bot.core.classification import Classification, Sentiment
from bot.core.department import TRIAGE, Brand
from bot.core.events import IssueOpened
from bot.core.journey import Stage
from bot.core.mention import Author, Mention
from bot.core.routing import Routing
from bot.core.rulebook import Rulebook
from bot.core.working_hours import ROUND_THE_CLOCK, WorkingHours
from bot.ports import Outcome
from bot.store import codec
from bot.store.tables import mentions
from bot.store.unit import SqlUnitOfWork
from tests.core.example import NIGHT_SHIFT, OFFICE, OFFICE_DAY, RULEBOOK, Life, bring_in, claim, department, hours
from tests.core.example import resolve as finish

SEED = 2026
YEAR = 2026
QUIET_WEEKS = (1, 52, 53)
"""Nobody says anything around the holidays."""
SILENT, FALLS_SILENT, IS_BACK = "food", datetime(2026, 3, 9, tzinfo=UTC), datetime(2026, 4, 14, 9, tzinfo=UTC)
"""Food falls silent in March, and somebody new answers everything five weeks later."""
CAUSE, WHY_OF_IT, CAUSE_WEEKS = "Late rota", "Two vacancies in the kitchen", range(20, 25)
"""One cause at both brands, in spring."""
LEAVES, LEFT_AT = "U0BEA", datetime(2026, 9, 7, tzinfo=UTC)
"""Billing's seat leaves in September; from then on answers take five times as long."""
BAD_RULE, BAD_WEEK = "Anything with soup", 27
PRAISE_WEEK, STORM_WEEK, FAMOUS_WEEK, BAD_TEMPER_WEEK = 30, 46, 33, 41
REOPENED_WEEK, MERGED_WEEK, LATE_WEEK = 17, 19, 35
CHANGES_OF_THE_CLOCK = (13, 43)
STAGES = (Stage(key="arriving", description="Getting here"), Stage(key="staying", description="Being here"))
CORRECTED = 9
"""Of each so many issues somebody says that its author was arriving, whatever was guessed."""

NEW_YORK = WorkingHours("America/New_York", (OFFICE_DAY,) * 5 + ((), ()), frozenset({date(2026, 7, 3)}))
HABITS = {"billing": 60, "digital": 150, "food": 30, "safety": 10, "front-desk": 90}
"""How many minutes of working time a first answer takes, about."""
PEOPLE = {
    "billing": ("U0BEA", "U0BEN"),
    "digital": ("U0DOT", "U0DAN"),
    "food": ("U0FAY", "U0FRED"),
    "safety": ("U0SAL", "U0SAM"),
    "front-desk": ("U0NED", "U0NAN"),
}
BOOK: Rulebook = replace(
    RULEBOOK,
    brands=(Brand(key="harbour", name="Harbour"), Brand(key="hill", name="Hill")),
    departments=(
        department(TRIAGE),
        department("billing", OFFICE),
        department("digital", NEW_YORK),
        department("food", OFFICE),
        department("safety", ROUND_THE_CLOCK),
        department("front-desk", NIGHT_SHIFT),
    ),
    journey=STAGES,
    # Knocking once a day keeps the year, and the tests, short.
    policies={key: replace(each, repeat_every=hours(24)) for key, each in RULEBOOK.policies.items()},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One mention of the year."""

    at: datetime
    sentiment: Sentiment
    followers: int
    dismissed: str = ""
    words: str = "something"


@dataclass(slots=True)
class Year:
    """The year: its issues, and all mentions, those of the issues too."""

    lives: list[Life] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)


@lru_cache(maxsize=1)
def the_year() -> Year:
    """The one year that the tests share; nobody changes it."""
    year = Year()
    dice = random.Random(SEED)  # noqa: S311 - dice, not secrets
    for week in range(1, 54):
        if week not in QUIET_WEEKS:
            _Week(year, dice, week).happen()
    return year


@dataclass
class _Week:
    year: Year
    dice: random.Random
    number: int

    @property
    def begin(self) -> datetime:
        return datetime.combine(date.fromisocalendar(YEAR, self.number, 1), datetime.min.time(), UTC)

    def happen(self) -> None:
        for key in HABITS:
            for _ in range(self.dice.randint(3, 4) + 2 * (key == "billing")):
                self._ordinary(key)
        self._talk()
        self._odd()

    def _some_time(self) -> datetime:
        """Any minute from Sunday night on, when clocks change, to Saturday evening."""
        return self.begin + timedelta(minutes=self.dice.randrange(-120, 6 * 24 * 60))

    def _open(self, key: str, *, at: datetime | None = None, mood: Sentiment = Sentiment.NEGATIVE, **more: str) -> Life:
        at = at or self._some_time()
        routing = Routing(
            department=key, rule=more.get("rule", "Whoever fits best"), tags=tuple(filter(None, [more.get("tag", "")]))
        )
        life = Life(routing, now=at, number=1001 + len(self.year.lives), rulebook=BOOK)
        self.year.said.append(
            Said(at=at, sentiment=mood, followers=self.dice.randrange(50, 900), words=more.get("words", "something"))
        )
        opened = life.events[0]
        assert isinstance(opened, IssueOpened)
        brand = more.get("brand", self.dice.choice(("harbour", "hill")))
        life.events[0] = replace(opened, mention=len(self.year.said), brand=brand)
        life.issue = replace(life.issue, mention=len(self.year.said), brand=brand)
        self.year.lives.append(life)
        return life

    def _ordinary(self, key: str) -> None:
        life = self._open(key)
        self._answer(life, key)
        if key != "safety" and self.dice.random() < 0.15:
            life.do(bring_in("safety", by=self._who(key, life)))
            self._answer(life, "safety", share=2)
            life.do(finish(self._who("safety", life), assignment=2))
        self._end(life, key)

    def _who(self, key: str, life: Life) -> str:
        first, second = PEOPLE[key]
        has_left = key == "billing" and life.now >= LEFT_AT
        return second if has_left or self.dice.random() < 0.3 else first

    def _answer(self, life: Life, key: str, share: int = 1) -> None:
        minutes = max(1, round(HABITS[key] * self.dice.uniform(0.5, 1.5)))
        if key == "billing" and life.now >= LEFT_AT:
            minutes *= 5
        when = BOOK.door(key).hours.add(life.now, timedelta(minutes=minutes))
        if key == SILENT and FALLS_SILENT <= life.now < IS_BACK:
            when = max(when, IS_BACK + timedelta(minutes=self.dice.randrange(300)))
        life.wait(until=when.replace(second=0, microsecond=0))
        life.do(claim(self._who(key, life), assignment=share))
        if life.number % CORRECTED == 0:
            life.do(cmd.SetStage(by=self._who(key, life), stage=STAGES[0].key))

    def _end(self, life: Life, key: str, *, cause: str = "", share: int = 1) -> None:
        when = BOOK.door(key).hours.add(life.now, timedelta(minutes=self.dice.randrange(30, 240)))
        life.wait(until=when.replace(second=0, microsecond=0))
        life.do(replace(finish(self._who(key, life), assignment=share), cause=cause))

    def _talk(self) -> None:
        """What opens no issue: about as much each week, in about the same temper."""
        many = 4 if self.number == STORM_WEEK else 1
        for _ in range(many * self.dice.randint(38, 44)):
            is_bad = self.dice.random() < (0.95 if self.number == BAD_TEMPER_WEEK else 0.1)
            mood = Sentiment.NEGATIVE if is_bad else self.dice.choice((Sentiment.NEUTRAL, Sentiment.POSITIVE))
            self.year.said.append(Said(at=self._some_time(), sentiment=mood, followers=self.dice.randrange(50, 900)))
        for _ in range(self.dice.randint(2, 4)):
            self.year.said.append(
                Said(at=self._some_time(), sentiment=Sentiment.POSITIVE, followers=9_999_999, dismissed="spam")
            )
        if self.number == FAMOUS_WEEK:
            self.year.said.append(Said(at=self._some_time(), sentiment=Sentiment.NEUTRAL, followers=4_000_000))

    def _odd(self) -> None:
        if self.number in CAUSE_WEEKS:
            self._cause()
        if self.number == BAD_WEEK:
            for _ in range(3):
                self._misrouted()
        if self.number == PRAISE_WEEK:
            mood, words = Sentiment.POSITIVE, "The breakfast was the best of my life"
            praise = self._open("digital", at=self.begin + hours(15), mood=mood, words=words, tag="praise")
            praise.wait(until=self.begin + timedelta(days=16))
            praise.do(cmd.Dismiss(by="U0INES", why="too late to say thank you"))
        if self.number == REOPENED_WEEK:
            self._reopened()
        if self.number == MERGED_WEEK:
            self._merged()
        if self.number == LATE_WEEK:
            late = self._open("billing", at=self.begin + hours(10))
            late.wait(until=self.begin + timedelta(days=16, hours=10))
            late.do(claim("U0BEN"))
            self._end(late, "billing")

    def _cause(self) -> None:
        for brand in ("harbour", "hill"):
            life = self._open("food" if brand == "harbour" else "front-desk", brand=brand)
            key = life.issue.owner.department
            self._answer(life, key)
            self._end(life, key, cause=CAUSE)
            if self.number == max(CAUSE_WEEKS):
                life.do(cmd.AnswerWhy(by=self._who(key, life), text=WHY_OF_IT))

    def _misrouted(self) -> None:
        life = self._open("food", at=self.begin + hours(self.dice.randrange(9, 15)), rule=BAD_RULE)
        life.wait(until=life.now + timedelta(minutes=20))
        life.do(cmd.HandOff(by="U0FAY", assignment=1, to="safety", is_not_ours=True, why="an allergy, not the taste"))
        self._answer(life, "safety", share=2)
        self._end(life, "safety", share=2)

    def _reopened(self) -> None:
        life = self._open("digital", at=self.begin + hours(15))
        self._answer(life, "digital")
        self._end(life, "digital")
        life.wait(until=life.now + hours(3))
        life.do(cmd.Reopen(by="U0DOT", why="it is back"))
        self._answer(life, "digital")
        self._end(life, "digital")

    def _merged(self) -> None:
        one, other = (self._open("billing", at=self.begin + hours(10 + number)) for number in range(2))
        self._answer(one, "billing")
        other.wait(until=one.now)
        other.do(cmd.Merge(by="U0BEN", into=one.number))
        self._end(one, "billing")


def store(engine: Engine, year: Year) -> None:
    """The year as it lies in a database when it is over."""
    with SqlUnitOfWork(engine) as unit:
        for life in year.lives:
            unit.issues.add(life.issue, life.events)
        unit.commit()
    with engine.begin() as connection:
        connection.execute(insert(mentions), list(_mention_rows(year)))


def _mention_rows(year: Year) -> Iterator[dict[str, object]]:
    issues = {life.issue.mention: life.number for life in year.lives}
    for number, said in enumerate(year.said, start=1):
        mention = Mention(
            source="test",
            external_id=str(number),
            text=said.words,
            received_at=said.at,
            author=Author(name="Ann", followers=said.followers),
        )
        stage = (*(each.key for each in STAGES), "")[number % 3]
        judged = Classification(departments=(), is_confident=False, sentiment=said.sentiment, stage=stage)
        yield {
            "id": number,
            "source": mention.source,
            "external_id": mention.external_id,
            "received_at": said.at,
            "not_before": said.at,
            "issue": issues.get(number),
            "outcome": Outcome.DISMISSED if said.dismissed else Outcome.JOINED,
            "reason": said.dismissed,
            "data": codec.to_json(mention),
            "classification": codec.classification_to_json(judged),
        }
