"""Counts a week once more, from the tables alone: rows in, plain loops, a minute at a time.

Guarantee: it shares nothing with what the bot counts by but the names of the columns. Slow on purpose.
"""

import statistics
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, select

from bot.core.classification import Urgency
from bot.core.rulebook import Rulebook
from bot.store.tables import issue_events, mentions

MINUTE = timedelta(minutes=1)
OVER = {"resolved", "handed on", "dismissed", "merged"}


@dataclass
class Asked:
    """A department asked once, as the log tells it."""

    share: int
    department: str
    at: datetime
    answer_by: datetime
    ignores_hours: bool
    state: str = "waiting"
    answered: datetime | None = None
    heard: datetime | None = None
    ended: datetime | None = None
    knocks: list[datetime] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        return self.state in OVER


@dataclass
class Tale:
    """One issue, read event by event up to an instant."""

    number: int
    opened: datetime | None = None
    closed: datetime | None = None
    urgency: str = ""
    rule: str = ""
    tags: list[str] = field(default_factory=list)
    owner: int = 1
    asked: list[Asked] = field(default_factory=list)
    passed: list[tuple[datetime, str, str, bool, bool]] = field(default_factory=list)
    """When, from, to, whether as not theirs, and whether from the first door."""
    dismissed: list[tuple[datetime, str]] = field(default_factory=list)
    deeds: list[tuple[datetime, str, str]] = field(default_factory=list)
    """When, whose department, by whom."""
    brand: str = ""
    mention: int = 0
    chain: list[str] = field(default_factory=list)
    is_aside: bool = False

    def of(self, share: int) -> Asked:
        return [each for each in self.asked if each.share == share][-1]

    def end_all(self, state: str, at: datetime) -> None:
        self.closed = at
        for each in self.asked:
            if not each.is_over:
                each.state, each.ended = state, at

    def hear(self, share: int, at: datetime, by: str) -> Asked:
        ask = self.of(share)
        ask.answered, ask.heard = ask.answered or at, at
        self.deeds.append((at, ask.department, by))
        return ask

    def read(self, kind: str, at: datetime, by: str, data: dict[str, Any]) -> None:  # noqa: C901, PLR0912 - one loop without cleverness
        if kind == "IssueOpened":
            self.opened, self.urgency, self.rule, self.tags = at, data["urgency"], data["rule"], data["tags"]
            self.brand, self.mention = data["brand"], data["mention"]
        elif kind == "DepartmentAssigned":
            self.asked.append(_asked(data["assignment"], data["door"], at))
            self.owner = data["assignment"] if data["role"] == "owner" else self.owner
        elif kind == "AssignmentClaimed":
            self.hear(data["assignment"], at, by).state = "claimed"
        elif kind in ("AssignmentReleased", "AnswerWentQuiet"):
            self.of(data["assignment"]).state = "waiting"
        elif kind == "Responded":
            if not self.of(data["assignment"]).is_over:
                ask = self.hear(data["assignment"], at, by)
                ask.state = "answered" if ask.state == "waiting" else ask.state
        elif kind == "DoorKnocked":
            self.of(data["assignment"]).knocks.append(at)
        elif kind == "AssignmentHandedOff":
            ask = self.of(data["assignment"])
            if by != "doorknock":
                ask.answered, ask.heard = ask.answered or at, at
                self.passed.append((at, ask.department, data["to"], data["is_not_ours"], ask.share == 1))
            ask.state, ask.ended = "handed on", at
            self.owner = data["to_assignment"] if self.owner == ask.share else self.owner
        elif kind == "AssignmentResolved":
            ask = self.hear(data["assignment"], at, by)
            ask.state, ask.ended = "resolved", at
        elif kind == "IssueResolved":
            mine = self.hear(data["assignment"], at, by)
            mine.state, mine.ended = "resolved", at
            self.chain = [data["cause"]] if data["cause"] else self.chain
            # The others ended with it, and had resolved nothing.
            self.end_all("merged", at)
        elif kind == "IssueDismissed":
            self.dismissed.append((at, data["why"]))
            self.end_all("dismissed", at)
            self.is_aside = True
        elif kind == "IssueMerged":
            self.end_all("merged", at)
            self.is_aside = True
        elif kind == "IssueReopened":
            self.closed = None
            self.asked.append(_asked(self.owner, data["door"], at))
        elif kind == "WhyAnswered":
            self.chain = [*self.chain[: data["depth"] - 1], data["text"]]
        elif kind not in ("ClaimChecked", "TargetNeared", "StageCorrected"):
            raise AssertionError(f"{kind} has no place in the slow count yet")


def _asked(share: int, door: dict[str, Any], at: datetime) -> Asked:
    return Asked(
        share=share,
        department=door["department"],
        at=at,
        answer_by=datetime.fromisoformat(door["answer_by"]),
        ignores_hours=door["policy"]["ignores_working_hours"],
    )


@dataclass
class SlowWeek:
    """What one week says, by these loops."""

    start: datetime
    end: datetime
    book: Rulebook
    tales: list[Tale] = field(default_factory=list)
    felt: Counter[str] = field(default_factory=Counter)
    set_aside: Counter[str] = field(default_factory=Counter)
    heard: int = 0
    reach: int = 0

    def has(self, at: datetime | None) -> bool:
        return at is not None and self.start <= at < self.end

    @property
    def asks(self) -> list[Asked]:
        return [each for tale in self.tales for each in tale.asked]

    def minutes_of(self, department: str, start: datetime, end: datetime, *, ignores_hours: bool) -> int:
        """Working minutes between two instants, each minute looked at by itself."""
        if ignores_hours:
            return (end - start) // MINUTE
        hours = self.book.door(department).hours
        zone, total, at = ZoneInfo(hours.zone), 0, start
        while at < end:
            wall = at.astimezone(zone)
            minute = wall.hour * 60 + wall.minute
            is_work = wall.date() not in hours.holidays
            total += is_work and any(each.opens <= minute < each.closes for each in hours.week[wall.weekday()])
            at += MINUTE
        return total

    def answers(self, department: str = "") -> tuple[int, int, int, float | None, int | None]:
        """Answered, in time, overdue, median and ninth tenth in minutes."""
        mine = [each for each in self.asks if department in ("", each.department)]
        given = [each for each in mine if self.has(each.answered)]
        took = sorted(self._took(each, each.answered) for each in given)
        return (
            len(given),
            sum(each.answered is not None and each.answered <= each.answer_by for each in given),
            sum(not each.answered and not each.is_over and each.answer_by < self.end for each in mine),
            *_middle_and_tenth(took),
        )

    def resolved(self, department: str = "") -> tuple[int, float | None, int | None]:
        mine = [each for each in self.asks if each.state == "resolved" and self.has(each.ended)]
        mine = [each for each in mine if department in ("", each.department)]
        took = sorted(self._took(each, each.ended) for each in mine)
        return (len(mine), *_middle_and_tenth(took))

    def resolved_in_time(self, department: str = "") -> tuple[int, int]:
        """Of what was resolved: how many had a target, and how many were within it."""
        targeted = in_time = 0
        for tale in self.tales:
            for each in tale.asked:
                target = self.book.door(each.department).resolve_within.get(Urgency(tale.urgency))
                is_ours = each.state == "resolved" and self.has(each.ended) and department in ("", each.department)
                if is_ours and target is not None:
                    targeted += 1
                    in_time += self._took(each, each.ended) * MINUTE <= target
        return targeted, in_time

    def opened_at(self, department: str) -> int:
        return sum(self.has(tale.opened) and tale.asked[0].department == department for tale in self.tales)

    def missed(self, moods: Mapping[int, str]) -> dict[int, str]:
        """What nobody took, as issue and kind; `moods` says how each mention was meant."""
        found = {}
        for tale in self.tales:
            ran_out = min(tale.asked[0].answer_by, tale.closed or tale.asked[0].answer_by)
            is_left = not tale.is_aside and not any(each.answered for each in tale.asked)
            kinds = [tag for tag in tale.tags if tag in self.book.opportunities]
            kinds += ["kind words"] if moods[tale.mention] == "positive" else []
            if is_left and kinds and self.has(ran_out):
                found[tale.number] = kinds[0]
        return found

    def causes(self, since: datetime) -> dict[str, tuple[int, set[str], set[str]]]:
        """What came back this week: how many issues since then, at which brands, in which departments."""
        over = [tale for tale in self.tales if tale.closed and since <= tale.closed < self.end]
        found = {}
        for cause in {each for tale in over for each in tale.chain}:
            met = [tale for tale in over if cause in tale.chain]
            brands = {tale.brand for tale in met}
            comes_back = len(met) >= 3 or len(brands) > 1
            # What always stands behind the same other one is told with that.
            stands_behind = {tale.chain[tale.chain.index(cause) - 1] for tale in met if tale.chain[0] != cause}
            is_told = len(stands_behind) != 1 or any(tale.chain[0] == cause for tale in met)
            if comes_back and is_told and any(self.has(tale.closed) for tale in met):
                found[cause] = (len(met), brands, {tale.of(tale.owner).department for tale in met})
        return found

    def _took(self, ask: Asked, until: datetime | None) -> int:
        assert until is not None
        return self.minutes_of(ask.department, ask.at, until, ignores_hours=ask.ignores_hours)

    def silent(self) -> set[tuple[int, int, datetime, int]]:
        found = set()
        for tale in self.tales:
            for ask in tale.asked:
                since = ask.heard or ask.at
                knocks = sum(at > since for at in ask.knocks)
                if ask.state == "waiting" and knocks:
                    found.add((tale.number, ask.share, since, knocks))
        return found

    def hand_offs(self) -> dict[tuple[str, str], tuple[int, int]]:
        found: dict[tuple[str, str], tuple[int, int]] = defaultdict(lambda: (0, 0))
        for tale in self.tales:
            for at, giver, to, is_not_theirs, _ in tale.passed:
                if self.has(at):
                    count, wrong = found[giver, to]
                    found[giver, to] = (count + 1, wrong + is_not_theirs)
        return dict(found)

    def thanks(self, department: str) -> Counter[str]:
        by_issue = {
            (by, tale.number)
            for tale in self.tales
            for at, whose, by in tale.deeds
            if self.has(at) and whose == department
        }
        return Counter(by for by, _ in by_issue)


def _middle_and_tenth(took: list[int]) -> tuple[float | None, int | None]:
    if not took:
        return None, None
    enough = [each for each in took if sum(other <= each for other in took) * 10 >= len(took) * 9]
    return statistics.median(took), min(enough)


def slow_week(engine: Engine, start: datetime, end: datetime, book: Rulebook) -> SlowWeek:
    """The week from `start` to `end`, from every row there is."""
    week = SlowWeek(start=start, end=end, book=book)
    tales: dict[int, Tale] = {}
    with engine.connect() as connection:
        rows = connection.execute(
            select(
                issue_events.c.issue, issue_events.c.at, issue_events.c.type, issue_events.c.by, issue_events.c.data
            ).order_by(issue_events.c.issue, issue_events.c.version)
        )
        for row in rows:
            if row.at < end:
                tales.setdefault(row.issue, Tale(row.issue)).read(row.type, row.at, row.by, row.data)
        for said in connection.execute(select(mentions)):
            if week.has(said.received_at):
                week.heard += 1
                if said.outcome == "dismissed":
                    week.set_aside[said.reason] += 1
                else:
                    week.felt[said.classification["sentiment"]] += 1
                    week.reach += said.data["author"]["followers"] or 0
    week.tales = list(tales.values())
    return week
