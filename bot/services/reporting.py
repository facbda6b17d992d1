"""Reporting: each reader's weekly summary, posted once when it is due.

Guarantee: a week is enqueued in one transaction with the note that it has been, under a key of its own, so that any
number of processes may tick. Weeks from before the installation are never posted, and after a long absence only the
newest one is; the strategist gets a word on those that were left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.core.chart_notice import PostChart
from bot.core.charts import Chart, chart_of
from bot.core.notices import Notice, TellStrategist
from bot.core.readers import Audience, Reader, latest_due, reader_called, readers_of
from bot.core.summary import Report, Summary
from bot.core.summary_notice import PostSummary, notices_of
from bot.core.week import Week, week_at, week_before, week_of
from bot.logs import unit_of_work_line
from bot.ports import OpenUnit, Rules, UnitOfWork
from bot.services.department_week import department_week
from bot.services.quoting import CURSOR as ERASED
from bot.services.strategist_week import strategist_week

CURSOR = "weekly-summary"
"""Under this name, and that of the reader, the key of the last week that was dealt with is kept."""
KEPT = timedelta(minutes=5)
"""The parts of a summary are posted one after the other, and need not each be counted anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """What was built a moment ago, by which rules, after which erasure, and until when it is good enough."""

    rules: str
    erased: str
    until: datetime
    report: Report | None


class Reporting:
    """Builds summaries, and has each posted when its time has come."""

    def __init__(self, open_unit: OpenUnit, clock: Clock, rules: Rules) -> None:
        self._open_unit = open_unit
        self._clock = clock
        self._rules = rules
        self._dealt_with: frozenset[tuple[str, str]] = frozenset()
        self._kept: dict[str, _Kept] = {}

    def tick(self) -> int:
        """Enqueue the summaries that are due; returns for how many readers."""
        now = self._clock.now()
        due = [(reader, latest_due(now, reader)) for reader in readers_of(self._rules.current)]
        news = [(reader, week) for reader, week in due if (reader.name, week.key) not in self._dealt_with]
        if not news:
            return 0
        with self._open_unit() as unit:
            posted = sum([self._deal_with(unit, reader, week, now=now) for reader, week in news])
            unit.commit()
        self._dealt_with = frozenset((reader.name, week.key) for reader, week in due)
        return posted

    def _deal_with(self, unit: UnitOfWork, reader: Reader, due: Week, *, now: datetime) -> bool:
        cursor = ":".join(filter(None, (CURSOR, reader.name)))
        last = unit.cursors.get(cursor)
        if last and week_of(last, reader.zone).start >= due.start:
            return False
        if last:
            unit.outbox.enqueue(list(self._notices(due, last, reader)), now=now)
        # The first run only notes where it begins: what was before is not ours to report.
        begun = week_before(week_at(now, reader.zone), reader.zone)
        unit.cursors.set(cursor, due.key if last else begun.key)
        return bool(last)

    def _notices(self, due: Week, last: str, reader: Reader) -> Iterator[Notice]:
        yield from notices_of(due, reader)
        first_missed = week_of(last, reader.zone).end
        if first_missed < due.start and reader.audience is Audience.STRATEGIST:
            yield _word_on_missed(due, first_missed, reader)

    def post(self, key: str, name: str = "") -> str:
        """Have a reader's summary of the week called `key` posted as soon as the bot runs; returns the channel.

        It is posted once, however often it is asked for. ValueError where there is no such week or reader.
        """
        reader = self.reader(name)
        with self._open_unit() as unit:
            unit.outbox.enqueue(notices_of(week_of(key, reader.zone), reader), now=self._clock.now())
            unit.commit()
        return reader.channel

    def reader(self, name: str = "") -> Reader:
        """The reader kept under `name`, "" for the strategist; ValueError where there is none."""
        found = reader_called(name, self._rules.current)
        if found is None:
            raise ValueError(f"nobody reads the summary «{name}»: the rulebook has no such reader, or it is off there")
        return found

    def last_week(self, name: str = "") -> Week:
        """The newest week that is over in the reader's zone."""
        zone = self.reader(name).zone
        return week_before(week_at(self._clock.now(), zone), zone)

    def build(self, key: str) -> Summary:
        """The strategist's summary of the week called `key` (`2026-W48`); ValueError where there is no such week."""
        rulebook = self._rules.current
        week = week_of(key, rulebook.strategist.zone)
        with unit_of_work_line("summary", week=week.key) as line, self._open_unit().for_reading() as unit:
            summary = strategist_week(unit, week, rulebook, now=self._clock.now())
            volume = summary.figures.volume
            line.add(mentions=volume.mentions.now, opened=volume.opened.now)
        return summary

    def build_for(self, key: str, name: str) -> Report | None:
        """The summary of the week called `key` for the reader kept under `name`; None where there was nothing.

        ValueError where there is no such week or reader.
        """
        reader = self.reader(name)
        if reader.audience is Audience.STRATEGIST:
            return self.build(key)
        week = week_of(key, reader.zone)
        with unit_of_work_line("summary", week=week.key, reader=name), self._open_unit().for_reading() as unit:
            return department_week(unit, week, reader, self._rules.current, now=self._clock.now())

    def say(self, notice: PostSummary | PostChart) -> Report | Chart | None:
        """The summary of which `notice` posts a part, or the chart that it shows; None where there is none."""
        report = self._report_for(notice)
        if isinstance(notice, PostChart):
            return chart_of(notice.chart, report.figures, self._rules.current) if isinstance(report, Summary) else None
        return report if report and (not notice.part or report.in_part(notice.part)) else None

    def _report_for(self, notice: PostSummary | PostChart) -> Report | None:
        now, rules, erased = self._clock.now(), self._rules.current.version, self._last_erasure()
        self._kept = {
            lane: each
            for lane, each in self._kept.items()
            if (each.rules, each.erased) == (rules, erased) and now < each.until
        }
        if kept := self._kept.get(notice.lane):
            return kept.report
        # A reader whom an edit has removed meanwhile is told nothing more.
        name = notice.reader if isinstance(notice, PostSummary) else ""
        is_known = reader_called(name, self._rules.current) is not None
        report = self.build_for(notice.week, name) if is_known else None
        self._kept[notice.lane] = _Kept(rules=rules, erased=erased, until=now + KEPT, report=report)
        return report

    def _last_erasure(self) -> str:
        """Before which nothing may be read that is said now."""
        with self._open_unit().for_reading() as unit:
            return unit.cursors.get(ERASED)


def _word_on_missed(due: Week, first_missed: datetime, reader: Reader) -> TellStrategist:
    missed = week_at(first_missed, reader.zone).key
    newest_missed = week_before(due, reader.zone).key
    weeks = missed if missed == newest_missed else f"{missed} to {newest_missed}"
    text = (
        f"I was away for a while, so only the newest weekly summary is posted. What happened in {weeks} is shown by: "
        f"doorknock summary --week {missed}"
    )
    return TellStrategist(channel=reader.channel, text=text, about=f"summaries-missed:{due.key}")
