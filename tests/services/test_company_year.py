"""A year of a company's life: what happens to it is found and said in plain words, and quiet weeks stay quiet."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from bot.clock import MovableClock
from bot.core.committee import Committee
from bot.core.committee_notices import ReportVacancies
from bot.core.department import Department
from bot.core.notices import Notice
from bot.core.readers import department_name
from bot.core.rulebook import Rulebook
from bot.core.summary import Report, Summary
from bot.services.agenda import Agendas
from bot.services.night_watch import NightWatch
from bot.services.reporting import Reporting
from bot.slack.directory import Channel
from bot.slack.looking_around import look_around
from bot.slack.messages.vacancies import vacancies_message
from bot.store import codec
from bot.store.database import connect
from bot.store.tables import outbox
from bot.store.unit import SqlUnitOfWork
from tests.company_year import (
    BAD_RULE,
    BAD_TEMPER_WEEK,
    BAD_WEEK,
    BOOK,
    CAUSE,
    CAUSE_WEEKS,
    FAMOUS_WEEK,
    HABITS,
    LEAVES,
    LEFT_AT,
    MERGED_WEEK,
    PEOPLE,
    PRAISE_WEEK,
    QUIET_WEEKS,
    REOPENED_WEEK,
    STORM_WEEK,
    WHY_OF_IT,
    store,
    the_year,
)
from tests.databases import migrated_sqlite
from tests.services.house import FakeColleagues, Rules

__all__ = ["migrated_sqlite"]

ODD = {
    *(*QUIET_WEEKS, *CAUSE_WEEKS, BAD_TEMPER_WEEK, BAD_WEEK, FAMOUS_WEEK, PRAISE_WEEK, STORM_WEEK),
    *(11, 12, 13, 14, 15, 16),  # Food is silent, and comes back
    *(PRAISE_WEEK + 1, PRAISE_WEEK + 2, 35, 36, 37),  # praise and a late answer that wait; answers that slow down
}
"""Weeks of which something is to be said."""
ORDINARY = [week for week in range(6, 52) if week not in ODD]
ALARMING = ("nusual", "silent", "has not answered", "Slower", "wrong door", "nobody took")


@pytest.fixture(scope="module")
def past(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    path = tmp_path_factory.mktemp("year") / "doorknock.db"
    shutil.copy(migrated_sqlite, path)
    engine = connect(f"sqlite:///{path}")
    store(engine, the_year())
    yield engine
    engine.dispose()


@pytest.fixture
def reporting(past: Engine) -> Reporting:
    return reporter(past, BOOK)


def reporter(past: Engine, rulebook: Rulebook) -> Reporting:
    return Reporting(lambda: SqlUnitOfWork(past), MovableClock(datetime(2027, 3, 1, tzinfo=UTC)), Rules(rulebook))


def of(reporting: Reporting, week: int) -> Summary:
    return reporting.build(f"2026-W{week:02d}")


def first_message(report: Report) -> str:
    """All that stands in the channel."""
    closing = report.closing.lines if report.closing else ()
    return "\n".join([report.headline, *(line.text for line in (*report.look, *closing))])


def at_length(report: Report) -> str:
    return "\n".join(line.text for section in report.sections for line in section.lines)


def test_the_department_that_fell_silent_in_march_is_the_door_for_monday(reporting: Reporting) -> None:
    week = of(reporting, 12)
    said = first_message(week)
    assert week.headline.endswith("; 1 department has a door that stayed silent.")
    assert re.search(r"Food has not answered for 1\d days", said)
    assert re.search(r"Knock on Food's door. The last \d+ knocks in a row were not answered, for 1\d days", said)
    assert re.search(r"Food: no answer for 1\d days, knocked \d+ times; \d+ issues wait there", at_length(week))
    assert "Food" not in first_message(of(reporting, 18)), "what is over is over"


@pytest.mark.parametrize("week", [8, 26, 32])
def test_each_departments_habit_shows_in_how_soon_it_answers(reporting: Reporting, week: int) -> None:
    found = {each.key: each.answers.median for each in of(reporting, week).figures.departments}
    assert found.keys() == HABITS.keys()
    for key, usual in HABITS.items():
        took = found[key]
        assert took is not None
        assert usual / 2 <= took.total_seconds() / 60 <= usual * 1.5, key
    said = at_length(of(reporting, week))
    assert re.search(r"Safety: .* median \d\d? minutes", said)
    assert re.search(r"Digital: .* median \d h \d\d? min", said)


def test_a_holiday_makes_nobody_slow(past: Engine, reporting: Reporting) -> None:
    """What came to New York before the third of July was answered on the Monday after it."""
    told = of(reporting, 28)
    assert "Slower" not in first_message(told)
    assert slowest(told) < timedelta(hours=4)
    no_holiday = replace(BOOK, departments=tuple(map(working_through, BOOK.departments)))
    assert slowest(of(reporter(past, no_holiday), 28)) > slowest(told) + timedelta(hours=1), "there was one to find"


def slowest(week: Summary) -> timedelta:
    """Nine of ten of Digital's first answers came within this."""
    [taken] = [each.answers.p90 for each in week.figures.departments if each.key == "digital"]
    assert taken is not None
    return taken


def working_through(department: Department) -> Department:
    return replace(department, hours=replace(department.hours, holidays=frozenset()))


def test_a_cause_that_comes_back_at_both_brands_is_named_with_its_why_once_somebody_said_it(
    reporting: Reporting,
) -> None:
    again = rf"Again: “{CAUSE}”: [56] issues, at Harbour and Hill, in Food and Front desk; nobody has said yet why"
    assert re.search(again, first_message(of(reporting, 22)))
    assert f"because: {WHY_OF_IT}" in first_message(of(reporting, max(CAUSE_WEEKS)))
    assert CAUSE not in first_message(of(reporting, 30))


def test_the_seat_that_left_shows_in_slower_answers_and_in_who_is_thanked(reporting: Reporting) -> None:
    assert re.search(r"Slower answers: Billing \(\d h.*, last week .*\)", first_message(of(reporting, 37)))
    before, after = (reporting.build_for(f"2026-W{week}", department_name("billing")) for week in (34, 38))
    assert before is not None
    assert after is not None
    assert "U0BEA" in str([line.people for line in before.look])
    assert "U0BEA" not in str([line.people for line in after.look])


def test_the_rule_that_sent_things_to_the_wrong_door_is_named(reporting: Reporting) -> None:
    week = of(reporting, BAD_WEEK)
    assert "3 hand-offs; all had come to the wrong door" in first_message(week)
    assert f"Food → Safety, 3 times; sent there by the rule “{BAD_RULE}”" in at_length(week)


def test_praise_that_nobody_answered_is_an_opportunity_once(reporting: Reporting) -> None:
    assert "1 opportunity nobody took: 1 × praise" in first_message(of(reporting, PRAISE_WEEK))
    assert "“The breakfast was the best of my life”" in at_length(of(reporting, PRAISE_WEEK))
    assert "opportunit" not in first_message(of(reporting, PRAISE_WEEK + 1))


def test_a_storm_bad_temper_and_somebody_famous_are_unusual_each_in_its_way(reporting: Reporting) -> None:
    assert of(reporting, STORM_WEEK).headline.startswith("Unusually many mentions: ")
    assert re.search(r"Unusual: more negative than usual \(about 3\d%\)", first_message(of(reporting, BAD_TEMPER_WEEK)))
    famous = r"Unusual: read by 4,0\d\d,\d{3} followers, usually about \d\d,\d{3}"
    assert re.search(famous, first_message(of(reporting, FAMOUS_WEEK)))


@pytest.mark.parametrize("week", ORDINARY)
def test_an_ordinary_week_is_told_without_alarm(reporting: Reporting, week: int) -> None:
    said = first_message(of(reporting, week))
    assert [word for word in ALARMING if word in said] == [], said


def test_a_week_without_anybody_is_one_calm_sentence(reporting: Reporting) -> None:
    calm = r"No mentions, where there are usually about 6\d; nothing is left open\."
    assert re.fullmatch(calm, of(reporting, 52).headline)
    assert of(reporting, 1).headline == "A quiet week: nobody mentioned us, and nothing is open."
    assert of(reporting, 53).closing is None


def test_what_was_reopened_or_merged_is_neither_lost_nor_counted_twice(reporting: Reporting) -> None:
    lives = the_year().lives
    for week in (REOPENED_WEEK, MERGED_WEEK):
        volume = of(reporting, week).figures.volume
        period = of(reporting, week).figures.week
        assert volume.opened.now == sum(life.events[0].at in period for life in lives)


def test_every_first_message_is_one_look(reporting: Reporting) -> None:
    for week in range(1, 54):
        summary = of(reporting, week)
        assert len(summary.look) <= 6
        assert len(first_message(summary)) < 1_100, week


ENDED = "Digital: its calendar knows no holidays of the year ahead"
"""Since July, in a rulebook that only knows those of this year."""
GONE = "Billing: Bea (U0BEA) is not in this workspace any more"
EMPTY = "Billing: nobody sits for it"


class Slack:
    """Everybody is there but the seat that has left by then."""

    def __init__(self, clock: MovableClock) -> None:
        self.clock = clock

    def user_id(self, person: str) -> str:
        return person

    def is_here(self, user_id: str) -> bool:
        return user_id != LEAVES or self.clock.now() < LEFT_AT

    def name_of(self, person: str) -> str:
        return "Bea"

    def channel(self, ref: str) -> Channel:
        return Channel(id="C1", name=ref, is_member=True)

    def forget_channels(self) -> None: ...


def seated(billing: str) -> Rulebook:
    """The year's rulebook with whoever sits for each department, and a committee that meets on Thursdays."""
    committee = Committee(chair="U0INES", channel="#table", zone="Europe/London", weekdays=(3,), minute=15 * 60)
    seats = {key: first for key, (first, _) in PEOPLE.items()} | {"billing": billing}
    departments = tuple(replace(each, seat=seats.get(each.key, each.seat)) for each in BOOK.departments)
    return replace(BOOK, departments=departments, committee=committee)


def around_the_table(engine: Engine, clock: MovableClock, rulebook: Rulebook) -> list[str]:
    """What the agenda of the next meeting says of the seats."""
    agendas = Agendas(lambda: SqlUnitOfWork(engine), clock, Rules(rulebook))
    sections = agendas.build(agendas.next_meeting()).sections
    return [line.text for each in sections if each.title == "Around the table" for line in each.lines]


def test_the_seat_that_left_is_found_the_next_morning_and_stands_on_the_agenda_until_somebody_sits_there(
    past: Engine,
) -> None:
    clock, rules = MovableClock(LEFT_AT - timedelta(days=20)), Rules(seated(LEAVES))
    watch = NightWatch(
        lambda: SqlUnitOfWork(past),
        clock,
        rules,
        colleagues=FakeColleagues(),
        look=partial(look_around, Slack(clock)),
    )

    def mornings(count: int) -> list[str]:
        """What the strategist has heard on so many mornings more."""
        for _ in range(count):
            clock.forward(timedelta(days=1))
            watch.tick()
        with past.connect() as connection:
            rows = connection.execute(select(outbox.c.notice).where(outbox.c.kind == "ReportVacancies")).scalars().all()
        heard, told[:] = rows[len(told) :], rows
        return [_shown(codec.notice_from_json(each), rules.current) for each in heard]

    told: list[object] = []
    assert [ENDED in each for each in mornings(1)] == [True]
    assert mornings(18) == []
    assert around_the_table(past, clock, rules.current) == [ENDED]
    (left,) = mornings(3)
    assert f"*New*\n• {GONE}" in left
    assert around_the_table(past, clock, rules.current) == [ENDED, GONE]
    rules.current = seated("")
    (empty,) = mornings(2)
    assert f"*New*\n• {EMPTY}; its knocks go to the channel only" in empty
    assert f"*Mended, thank you*\n• {GONE}" in empty
    assert around_the_table(past, clock, rules.current) == [EMPTY, ENDED]
    rules.current = seated("U0BEN")
    assert [f"*Mended, thank you*\n• {EMPTY}" in each for each in mornings(20)] == [True]
    assert around_the_table(past, clock, rules.current) == [ENDED]


def _shown(notice: Notice, rulebook: Rulebook) -> str:
    assert isinstance(notice, ReportVacancies)
    return "\n".join(each["text"]["text"] for each in vacancies_message(notice, rulebook).blocks if "text" in each)
