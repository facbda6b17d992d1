"""Knock etiquette: the seat before the backup, nobody outside their hours, and never more than a person's budget."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import commands as cmd
from bot.core import events as ev
from bot.core.classification import Urgency
from bot.core.colleague import Absence, Colleague, Etiquette, PersonTerms
from bot.core.escalation import Tell
from bot.core.knocking import GAP, PersonalKnock, Recipient, free_at, is_said_by_channel, personal_knocks, recipient
from bot.core.routing import Routing
from bot.core.rulebook import Rulebook
from bot.core.telling import still_waits
from bot.core.working_hours import WorkingHours
from tests.core.example import MONDAY, OFFICE, OFFICE_DAY, RULEBOOK, Life, claim, department, hours, minutes

SEAT, BACKUP = "seat@example.com", "backup@example.com"
BILLING = replace(department("billing"), seat=SEAT, backup=BACKUP)
BOOK = replace(RULEBOOK, departments=(BILLING, *RULEBOOK.departments))
IDS = {SEAT: "U0SEAT", BACKUP: "U0BACKUP", "U0STRATEGIST": "U0STRATEGIST"}


def knock(whom: Tell = Tell.SEAT, *others: Tell) -> PersonalKnock:
    event = ev.DoorKnocked(at=MONDAY, by="", assignment=1, knock=1, step=0, tell=(whom, *others))
    return PersonalKnock(issue=1001, assignment=1, number=4, whom=whom, event=event, is_urgent=False)


def told(
    whom: Tell = Tell.SEAT,
    *,
    away: Iterable[str] = (),
    missing: Iterable[str] = (),
    book: Rulebook = BOOK,
    zone: str = "",
) -> Recipient | None:
    def find(person: str) -> Colleague | None:
        return None if person in missing else Colleague(id=IDS[person], zone=zone, is_away=person in away)

    return recipient(knock(whom), "billing", book, find=find, now=MONDAY)


def with_terms(person: str, terms: PersonTerms) -> Rulebook:
    return replace(BOOK, etiquette=Etiquette(people={person: terms}))


def name_of(found: Recipient | None) -> str:
    return found.id if found else ""


class TestWhoIsTold:
    def test_seat_backup_and_strategist_are_told_what_is_for_them(self) -> None:
        assert [name_of(told(whom)) for whom in (Tell.SEAT, Tell.BACKUP, Tell.STRATEGIST)] == [
            "U0SEAT",
            "U0BACKUP",
            "U0STRATEGIST",
        ]

    def test_backup_is_told_when_the_seat_says_away(self) -> None:
        assert name_of(told(away=[SEAT])) == "U0BACKUP"

    def test_backup_is_told_when_the_seat_has_left_the_company(self) -> None:
        assert name_of(told(missing=[SEAT])) == "U0BACKUP"

    def test_nobody_is_told_alone_when_seat_and_backup_are_away(self) -> None:
        assert told(away=[SEAT, BACKUP]) is None
        assert told(Tell.BACKUP, away=[BACKUP]) is None

    @pytest.mark.parametrize("person", [SEAT, "U0SEAT"])
    def test_listed_absence_counts_by_address_and_by_slack_id(self, person: str) -> None:
        away = PersonTerms(away=(Absence(first=MONDAY.date(), last=MONDAY.date()),))
        assert name_of(told(book=with_terms(person, away))) == "U0BACKUP"

    def test_absence_begins_and_ends_at_midnight_of_the_persons_own_zone(self) -> None:
        # Nine on Monday in London is ten in the evening in Auckland, and eleven on Sunday evening in Honolulu.
        sunday = PersonTerms(away=(Absence(first=date(2026, 11, 22), last=date(2026, 11, 22)),))
        assert name_of(told(book=with_terms(SEAT, sunday), zone="Pacific/Auckland")) == "U0SEAT"
        early = replace(sunday, zone="Pacific/Honolulu")
        assert name_of(told(book=with_terms(SEAT, early), zone="Pacific/Auckland")) == "U0BACKUP"

    def test_absence_of_somebody_without_a_zone_is_one_of_their_departments_days(self) -> None:
        sunday = PersonTerms(away=(Absence(first=date(2026, 11, 22), last=date(2026, 11, 22)),))
        in_honolulu = replace(BILLING, hours=replace(OFFICE, zone="Pacific/Honolulu"))
        book = replace(with_terms(SEAT, sunday), departments=(in_honolulu,))
        assert name_of(told(book=book)) == "U0BACKUP"
        assert name_of(told(book=with_terms(SEAT, sunday))) == "U0SEAT"

    def test_seat_of_a_department_without_backup_is_not_replaced_by_anybody(self) -> None:
        book = replace(BOOK, departments=(replace(BILLING, backup=""),))
        assert told(away=[SEAT], book=book) is None
        assert told(Tell.BACKUP, book=book) is None


class TestWhen:
    def test_person_works_the_departments_week_in_the_zone_set_in_slack(self) -> None:
        found = told(zone="America/New_York")
        assert found is not None
        assert free_at(found, (), now=MONDAY) == datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("America/New_York"))

    def test_own_hours_and_zone_come_first(self) -> None:
        own = WorkingHours("Asia/Tokyo", (OFFICE_DAY,) * 7)
        found = told(book=with_terms(SEAT, PersonTerms(hours=own)), zone="America/New_York")
        assert found is not None
        assert found.hours is own

    def test_zone_listed_for_a_person_is_taken_before_that_in_slack(self) -> None:
        found = told(book=with_terms(SEAT, PersonTerms(zone="Asia/Tokyo")), zone="America/New_York")
        assert found is not None
        assert found.hours == replace(OFFICE, zone="Asia/Tokyo")

    def test_department_zone_is_taken_where_slack_knows_none(self) -> None:
        found = told()
        assert found is not None
        assert found.hours == OFFICE

    def test_second_message_waits_so_that_doors_can_gather(self) -> None:
        assert free_at(person(), [MONDAY], now=MONDAY + minutes(1)) == MONDAY + GAP
        assert free_at(person(), [MONDAY], now=MONDAY + GAP) == MONDAY + GAP

    def test_what_exceeds_the_budget_waits_for_the_next_morning(self) -> None:
        told_today = [MONDAY + hours(each) for each in (0, 1, 2)]
        now = MONDAY + hours(3)
        assert free_at(person(budget=4), told_today, now=now) == now
        assert free_at(person(budget=3), told_today, now=now) == MONDAY + timedelta(days=1)

    def test_budget_of_friday_is_continued_on_monday(self) -> None:
        friday = MONDAY + timedelta(days=4)
        assert free_at(person(budget=1), [friday], now=friday + hours(2)) == MONDAY + timedelta(days=7)

    def test_budget_counts_days_of_the_persons_own_zone(self) -> None:
        tokyo = WorkingHours("Asia/Tokyo", (OFFICE_DAY,) * 7)
        last_of_monday = datetime(2026, 11, 23, 16, 59, tzinfo=ZoneInfo("Asia/Tokyo"))
        free = free_at(person(tokyo, budget=1), [last_of_monday], now=last_of_monday + minutes(1))
        assert free == datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("Asia/Tokyo"))

    def test_morning_after_the_clocks_went_forward_is_nine_all_the_same(self) -> None:
        every_day = replace(OFFICE, week=(OFFICE_DAY,) * 7)
        saturday = datetime(2026, 3, 28, 12, tzinfo=UTC)
        free = free_at(person(every_day, budget=1), [saturday], now=saturday + hours(1))
        assert free == datetime(2026, 3, 29, 8, tzinfo=UTC)


def person(week: WorkingHours = OFFICE, *, budget: int = 5) -> Recipient:
    return Recipient(id="U0SEAT", hours=week, budget=budget)


ZONES = ("Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia")


@given(
    asked=st.lists(st.integers(0, 6 * 24 * 60), min_size=1, max_size=60).map(sorted),
    budget=st.integers(1, 4),
    zone=st.sampled_from(ZONES),
    start=st.dates(date(2026, 1, 1), date(2026, 12, 24)),
)
def test_nobody_hears_more_than_the_budget_a_day_nor_outside_their_hours(
    asked: list[int], budget: int, zone: str, start: date
) -> None:
    who = person(replace(OFFICE, zone=zone), budget=budget)
    begin = datetime.combine(start, datetime.min.time(), UTC)
    said: list[datetime] = []
    waiting = [begin + minutes(each) for each in asked]
    while waiting:
        # The step looks at what is due, tells it all at once if the person is free, and puts it off if not.
        now = waiting[0]
        free = free_at(who, said, now=now)
        assert free >= now
        if free == now:
            said.append(now)
            waiting = [each for each in waiting if each > now]
        else:
            waiting = sorted({*(max(each, free) for each in waiting if each <= now), *(e for e in waiting if e > now)})
    days = Counter(each.astimezone(ZoneInfo(zone)).date() for each in said)
    assert max(days.values()) <= budget
    assert all(who.hours.is_open(each) for each in said)
    assert all(later - earlier >= GAP for earlier, later in pairwise(said))


class TestWhatIsPersonal:
    def test_step_for_the_channel_alone_is_for_nobody_in_person(self) -> None:
        life = Life()
        event = ev.DoorKnocked(at=MONDAY, by="", assignment=1, knock=1, step=0, tell=(Tell.CHANNEL,))
        assert personal_knocks(life.issue, [event]) == ()

    def test_each_person_a_step_tells_gets_a_knock_of_their_own(self) -> None:
        event = ev.DoorKnocked(at=MONDAY, by="", assignment=1, knock=1, step=0, tell=(Tell.SEAT, Tell.BACKUP))
        found = personal_knocks(Life().issue, [event])
        assert [each.whom for each in found] == [Tell.SEAT, Tell.BACKUP]
        assert len({(each.issue, each.assignment, each.number, each.whom) for each in found}) == 2

    @pytest.mark.parametrize(
        ("urgency", "is_urgent"), [(Urgency.NORMAL, False), (Urgency.HIGH, False), (Urgency.EMERGENCY, True)]
    )
    def test_only_what_may_wake_people_counts_as_urgent(self, urgency: Urgency, is_urgent: bool) -> None:
        life = Life(routing=Routing(department="billing", urgency=urgency))
        life.wait(until=MONDAY + hours(3))
        [found, *_] = [each for event in life.events for each in personal_knocks(life.issue, [event])]
        assert found.is_urgent is is_urgent

    def test_step_that_tells_the_channel_too_skips_nobody_whoever_is_missing(self) -> None:
        assert is_said_by_channel(knock(Tell.BACKUP, Tell.CHANNEL))
        assert not is_said_by_channel(knock(Tell.BACKUP))


class TestHowLongItHolds:
    def knocked(self) -> tuple[Life, ev.DoorKnocked]:
        life = Life()
        life.wait(until=MONDAY + hours(2))
        [event] = [each for each in life.events if isinstance(each, ev.DoorKnocked)]
        return life, event

    def test_later_knock_for_somebody_else_changes_nothing(self) -> None:
        life, event = self.knocked()
        life.wait(until=MONDAY + hours(5))
        assert life.share().knocks > 1
        assert still_waits(event, life.issue)

    def test_answer_ends_it_for_good(self) -> None:
        life, event = self.knocked()
        life.do(claim())
        assert not still_waits(event, life.issue)
        life.do(cmd.Release(by="U1", assignment=1))
        life.wait(until=life.now + timedelta(days=2))
        assert life.share().knocks >= event.knock
        assert not still_waits(event, life.issue)
