"""A rise is told once, with what it is about; quiet weeks, old posts and the first weeks are not."""

from datetime import datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import Engine, insert, update

from bot.core.mention import Author, Mention
from bot.core.rise_notice import PostRise
from bot.ports import Outcome
from bot.ports.rises import RiseReport
from bot.services.quoting import quoted_in
from bot.services.rises import LOOK, Rises
from bot.store.mention_rows import new_row
from bot.store.tables import mentions
from tests.core.example import MONDAY
from tests.services.house import House, Said
from tests.store.together import together

LIFT = "The lift at Wrenbox Glasgow is stuck and nobody knows when it will be mended"
USUAL = ("Lovely breakfast", "Is there parking?", "The pillows were too soft", "Can I bring a dog?")
VOICES = "abcdefghijklmnopqrst"
ids = count(1)


def said(engine: Engine, at: datetime, *texts: str, brand: str = "wrenbox", published: datetime | None = None) -> None:
    """Mentions that came in at an instant, and were settled."""
    rows = [
        new_row(
            Mention(
                source="past",
                external_id=str(next(ids)),
                text=text,
                brand=brand,
                received_at=at,
                published_at=published,
                author=Author(name=f"Guest {number}", followers=number),
            )
        )
        | {"outcome": Outcome.JOINED}
        for number, text in enumerate(texts)
    ]
    with engine.begin() as connection:
        connection.execute(insert(mentions), rows)


def weeks_before(engine: Engine, weeks: int) -> None:
    """Four mentions an hour around this hour, in each of the weeks before."""
    for week in range(1, weeks + 1):
        for hours in (-2, -1, 0):
            said(engine, MONDAY - timedelta(weeks=week) + timedelta(hours=hours, minutes=20), *USUAL)
    said(engine, MONDAY - timedelta(weeks=weeks, hours=3), "The first of all")


@pytest.fixture
def house(engine: Engine) -> House:
    return House(engine)


def look(house: House) -> list[Said]:
    """The rises that have been told by now, after one more look."""
    house.clock.forward(LOOK)
    house.rises.tick()
    house.settle()
    return [said for said in house.slack.messages if isinstance(said.delivery.notice, PostRise)]


def told(house: House) -> PostRise:
    """The only one."""
    [found] = look(house)
    notice = found.delivery.notice
    assert isinstance(notice, PostRise)
    assert found.channel == house.rules.current.strategist.channel
    return notice


def test_a_rise_is_told_with_what_it_is_about_and_who_began(house: House, engine: Engine) -> None:
    weeks_before(engine, 5)
    said(engine, MONDAY - timedelta(days=1), *USUAL)
    said(
        engine,
        MONDAY - timedelta(minutes=30),
        "Lovely breakfast",
        *(f"{LIFT} {word}" for word in "abcdefghijklmnopqrst"),
    )
    [found] = look(house)
    report = found.delivery.summary
    assert isinstance(report, RiseReport)
    notice = told(house)
    assert (notice.brand, notice.count, notice.usual) == ("wrenbox", 21, 4)
    assert "lift" in " ".join(report.words) or "glasgow" in report.words
    assert "wrenbox" not in report.words, "that is said already"
    assert report.first.mention.text == f"{LIFT} a"
    assert [each.mention.text for each in report.examples] == [f"{LIFT} t", f"{LIFT} s"]
    assert quoted_in(notice, report) == (report.first.id, *(each.id for each in report.examples))


def test_it_is_told_once_however_long_it_goes_on_and_however_many_look(house: House, engine: Engine) -> None:
    weeks_before(engine, 5)
    for minutes in (30, 20, 10, 1):
        said(engine, MONDAY - timedelta(minutes=minutes), *(LIFT for _ in range(9)))
    assert len(look(house)) == 1
    assert len(look(house)) == 1
    other = Rises(house.open_unit, house.rules, house.clock)
    assert other.tick() == 0


def test_another_brand_has_a_rise_of_its_own(house: House, engine: Engine) -> None:
    weeks_before(engine, 5)
    for brand in ("wrenbox", "tamarelle"):
        said(engine, MONDAY - timedelta(minutes=30), *(LIFT for _ in range(20)), brand=brand)
    assert len(look(house)) == 2


def test_a_busy_hour_is_none(house: House, engine: Engine) -> None:
    weeks_before(engine, 5)
    said(engine, MONDAY - timedelta(minutes=30), *USUAL, *USUAL)
    assert look(house) == []


def test_in_the_first_weeks_nothing_is_told(house: House, engine: Engine) -> None:
    weeks_before(engine, 3)
    said(engine, MONDAY - timedelta(minutes=30), *(LIFT for _ in range(60)))
    assert look(house) == []


def test_old_posts_that_are_brought_in_together_are_none(house: House, engine: Engine) -> None:
    weeks_before(engine, 5)
    long_ago = MONDAY - timedelta(days=90)
    said(engine, MONDAY - timedelta(minutes=30), *(LIFT for _ in range(60)), published=long_ago)
    assert look(house) == []


def test_what_was_erased_before_it_could_be_told_is_not_told(house: House, engine: Engine) -> None:
    weeks_before(engine, 5)
    said(engine, MONDAY - timedelta(minutes=30), *(LIFT for _ in range(20)))
    house.clock.forward(LOOK)
    assert house.rises.tick() == 1
    with engine.begin() as connection:
        connection.execute(update(mentions).values(outcome=Outcome.ERASED))
    assert look(house) == []


def silence(house: House, matcher: str, **length: float) -> int:
    return house.rises.silence(matcher, until=house.clock.now() + timedelta(**length), by="U1")


@pytest.mark.parametrize("matcher", ["wrenbox", "WRENBOX", "everything", "lift", "Glasgow"])
def test_what_is_silenced_is_not_told_while_the_silence_lasts(house: House, engine: Engine, matcher: str) -> None:
    weeks_before(engine, 5)
    said(engine, MONDAY - timedelta(minutes=5), *(LIFT for _ in range(40)))
    silence(house, matcher, minutes=12)
    assert look(house) == []
    assert look(house) == []
    assert len(look(house)) == 1


def test_a_silence_about_something_else_hides_no_rise(house: House, engine: Engine) -> None:
    weeks_before(engine, 5)
    said(engine, MONDAY - timedelta(minutes=5), *(LIFT for _ in range(40)), *("The pool is green" for _ in range(9)))
    silence(house, "pool", hours=1)
    silence(house, "tamarelle", hours=1)
    assert len(look(house)) == 1


def test_a_lifted_silence_hides_nothing_more(house: House, engine: Engine) -> None:
    weeks_before(engine, 5)
    said(engine, MONDAY - timedelta(minutes=5), *(LIFT for _ in range(40)))
    number = silence(house, "everything", hours=1)
    assert house.rises.lift(number)
    assert not house.rises.lift(number)
    assert len(look(house)) == 1


def test_of_many_processes_that_see_it_at_once_one_tells_it(house: House) -> None:
    seen = [
        PostRise(channel="#strategy", brand="wrenbox", at=MONDAY + timedelta(milliseconds=each), count=20, usual=4)
        for each in range(8)
    ]
    assert sum(together(lambda rise: house.rises._tell(rise, now=rise.at), seen)) == 1
    assert sum(house.ledger().outbox.values()) == 1
