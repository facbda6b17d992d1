"""Themes are found by what mentions mean, on both databases: what several people say, and no storm or language."""

from datetime import timedelta

from sqlalchemy import Engine, update

from bot.core.themes import Theme
from bot.core.week import Span
from bot.services.administration import Administration
from bot.services.themes import fresh_themes, themes_of
from bot.store.tables import mentions
from bot.store.unit import SqlUnitOfWork
from tests.core.example import MONDAY, RULEBOOK
from tests.services.house import House

WEEK = timedelta(days=7)
NOW = Span(start=MONDAY, end=MONDAY + WEEK)
BEFORE = [Span(start=MONDAY - back * WEEK, end=MONDAY - (back - 1) * WEEK) for back in (1, 2)]
OTHERS = ("soft bed", "lovely view", "kind porter", "warm pool", "good coffee", "nice gym", "big garden", "old piano")
FEELINGS = ("sigh", "hungry", "upset", "cross", "tired", "furious")
QUEUES = [f"breakfast queue again, {word}" for word in FEELINGS]
STEADY = ("damp towels", "noisy fridge", "stuffy sauna", "broken lift", "dirty carpet")


def say(house: House, *texts: str) -> None:
    for text in texts:
        house.receive(text)
    # Themes are about what was sorted; whether it was posted is nothing to them.
    while house.triage.tick():
        pass


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
    say(house, *[f"vegan menu, please, {word}" for word in FEELINGS])
    with SqlUnitOfWork(engine).for_reading() as unit:
        fresh = fresh_themes(unit, Span(start=MONDAY + WEEK, end=MONDAY + 2 * WEEK), RULEBOOK)
    assert [set(each.words) for each in fresh] == [{"vegan", "menu"}]


def test_a_new_theme_is_told_beside_five_bigger_ones_that_are_always_there(engine: Engine) -> None:
    house = House(engine)
    for week in range(3):
        say(house, *[f"{each} {each[:2]}{week}{day}" for each in STEADY for day in range(7)])
        house.clock.forward(WEEK if week < 2 else timedelta())
    say(house, *QUEUES)
    third = Span(start=MONDAY + 2 * WEEK, end=MONDAY + 3 * WEEK)
    earlier = [Span(start=MONDAY + back * WEEK, end=MONDAY + (back + 1) * WEEK) for back in (1, 0)]
    with SqlUnitOfWork(engine).for_reading() as unit:
        first, *others = themes_of(unit, third, earlier, RULEBOOK)
        fresh = fresh_themes(unit, third, RULEBOOK)
    assert (set(first.words), first.count, first.is_new) == ({"breakfast", "queue"}, 6, True)
    assert [(each.count, each.usual) for each in others] == [(7, 7)] * 4
    assert fresh == [first]


def test_where_another_encoder_read_the_weeks_before_nothing_is_called_new(engine: Engine) -> None:
    house = House(engine)
    say(house, *OTHERS, *QUEUES)
    with engine.begin() as connection:
        judged = mentions.c.classification
        for row in connection.execute(mentions.select()).all():
            other = {**row.classification, "model": "another@2/heads-1"}
            connection.execute(update(mentions).where(mentions.c.id == row.id).values({judged: other}))
    house.clock.forward(WEEK)
    say(house, *[f"{each}!!" for each in OTHERS], *[f"another {each}" for each in QUEUES])
    with SqlUnitOfWork(engine).for_reading() as unit:
        (theme,) = themes_of(unit, Span(start=MONDAY + WEEK, end=MONDAY + 2 * WEEK), [NOW], RULEBOOK)
        assert (theme.count, theme.usual, theme.is_new) == (6, None, False)
        assert fresh_themes(unit, Span(start=MONDAY + WEEK, end=MONDAY + 2 * WEEK), RULEBOOK) == []


def test_of_too_much_to_read_a_part_stands_for_all_of_it_and_is_told_as_about_so_many(engine: Engine) -> None:
    house = House(engine)
    say(house, *[f"breakfast queue again, {number}" for number in range(16)])
    house.clock.forward(timedelta(hours=1))
    say(house, *[f"lovely morning, quarter past {number}" for number in range(16)])
    house.clock.forward(WEEK)
    second = Span(start=MONDAY + WEEK, end=MONDAY + 2 * WEEK)
    say(house, *[f"breakfast queue again, {word}" for word in (*FEELINGS, "so")], *OTHERS)
    with SqlUnitOfWork(engine).for_reading() as unit:
        (theme,) = themes_of(unit, second, [NOW], RULEBOOK, most_read=20)
    assert (theme.count, theme.is_rough, theme.is_new) == (7, True, False)
    assert theme.usual == 16


def test_its_example_is_quoted_until_its_words_are_erased(engine: Engine) -> None:
    house = House(engine)
    say(house, *OTHERS, *QUEUES)

    def the_theme() -> Theme:
        with SqlUnitOfWork(engine).for_reading() as unit:
            (theme,) = themes_of(unit, NOW, [], RULEBOOK)
        return theme

    before = the_theme()
    assert before.said in QUEUES
    Administration(house.open_unit, house.clock, house.issues).erase(before.issue or 0, by="U0ADA")
    after = the_theme()
    assert after.said in QUEUES
    assert after.said != before.said
    assert after.count == 5
