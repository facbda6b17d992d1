"""Themes are found by what mentions mean, on both databases: what several people say, and no storm or language."""

from datetime import timedelta

from sqlalchemy import Engine

from bot.core.week import Span
from bot.services.themes import fresh_themes, themes_of
from bot.store.unit import SqlUnitOfWork
from tests.core.example import MONDAY, RULEBOOK
from tests.services.house import House

WEEK = timedelta(days=7)
NOW = Span(start=MONDAY, end=MONDAY + WEEK)
BEFORE = [Span(start=MONDAY - back * WEEK, end=MONDAY - (back - 1) * WEEK) for back in (1, 2)]
OTHERS = ("soft bed", "lovely view", "kind porter", "warm pool", "good coffee", "nice gym", "big garden", "old piano")
QUEUES = [f"breakfast queue again, {word}" for word in ("sigh", "hungry", "upset", "cross", "tired", "furious")]


def say(house: House, *texts: str) -> None:
    for text in texts:
        house.receive(text)
    house.settle()


def found(engine: Engine) -> list[tuple[tuple[str, ...], int, float | None]]:
    with SqlUnitOfWork(engine).for_reading() as unit:
        return [(each.words, each.count, each.usual) for each in themes_of(unit, NOW, BEFORE, RULEBOOK)]


def test_what_several_people_say_is_a_theme_with_an_example(engine: Engine) -> None:
    house = House(engine)
    say(house, *OTHERS, *QUEUES)
    ((words, count, usual),) = found(engine)
    assert set(words) == {"breakfast", "queue"}
    assert (count, usual) == (6, None)
    with SqlUnitOfWork(engine).for_reading() as unit:
        (theme,) = themes_of(unit, NOW, [], RULEBOOK)
        issue = unit.issues.get(theme.issue or 0)
    assert issue is not None
    assert theme.assignment == issue.owner.number


def test_it_is_held_against_the_weeks_before(engine: Engine) -> None:
    house = House(engine)
    say(house, *OTHERS)
    house.clock.forward(WEEK)
    say(house, *QUEUES[:3], "dull")
    house.clock.forward(WEEK)
    say(house, *[f"{each}!!" for each in OTHERS], *[f"another {each}" for each in QUEUES])
    first, second, third = (Span(start=MONDAY + back * WEEK, end=MONDAY + (back + 1) * WEEK) for back in range(3))
    with SqlUnitOfWork(engine).for_reading() as unit:
        (theme,) = themes_of(unit, third, [second, first], RULEBOOK)
    assert (theme.count, theme.usual) == (6, 1.5)


def test_fewer_than_five_who_say_the_same_are_no_theme(engine: Engine) -> None:
    say(House(engine), *OTHERS, *QUEUES[:4])
    assert found(engine) == []


def test_a_storm_is_an_issue_and_no_theme(engine: Engine) -> None:
    house = House(engine)
    say(house, *OTHERS, *["The lift on the fourth floor has been stuck since seven, and nobody comes to help us"] * 9)
    assert found(engine) == []


def test_a_quiet_week_has_none(engine: Engine) -> None:
    assert found(engine) == []
    say(House(engine), *OTHERS)
    assert found(engine) == []


def test_the_committee_hears_of_what_is_new_alone(engine: Engine) -> None:
    house = House(engine)
    say(house, *OTHERS, *QUEUES)
    house.clock.forward(WEEK)
    say(house, *[f"{each}!!" for each in OTHERS], *[f"another {each}" for each in QUEUES])
    say(house, *[f"vegan menu, please, {word}" for word in ("sigh", "hungry", "upset", "cross", "tired", "furious")])
    with SqlUnitOfWork(engine).for_reading() as unit:
        fresh = fresh_themes(unit, Span(start=MONDAY + WEEK, end=MONDAY + 2 * WEEK), RULEBOOK)
    assert [set(each.words) for each in fresh] == [{"vegan", "menu"}]
