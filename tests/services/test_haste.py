"""What waits for Slack's pace in a busy channel: nobody's trouble is hidden by a storm, and a click shows soon."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from bot.core import commands as cmd
from bot.core.notices import PostCard, UpdateCard
from tests.services.house import House

STORM = "[high] billing has charged everybody at the Wrenbox Glasgow twice for the very same night, says the whole bus"
_THINGS = """
towel kettle mirror pillow carpet curtain wardrobe lamp heater radio balcony sofa desk chair window bathtub soap
blanket minibar fan
"""
THINGS = _THINGS.split()


@pytest.fixture
def house(engine: Engine) -> House:
    return House(engine)


def a_second_passes(house: House) -> None:
    house.triage.tick()
    house.delivery.tick()
    house.clock.forward(timedelta(seconds=1))


def shown(house: House) -> dict[int, PostCard | UpdateCard]:
    """What was last said of each issue that has a card."""
    notices = (each.delivery.notice for each in house.slack.cards("#billing"))
    return {each.issue: each for each in notices if isinstance(each, PostCard | UpdateCard)}


def storm(house: House) -> None:
    """A voice of the storm each second, and as often somebody with a trouble of their own."""
    for number, thing in enumerate(THINGS):
        house.receive_from((f"guest {number}", STORM), (f"visitor {number}", f"billing lists a {thing} on my bill"))
        a_second_passes(house)


def test_a_storm_in_a_channel_does_not_keep_other_cards_waiting(house: House) -> None:
    storm(house)
    for _ in range(5):
        a_second_passes(house)
    assert house.issue(1001).mentions == len(THINGS)
    # A post a second; the storm's own lines take a few of them.
    assert len(shown(house).keys() - {1001}) >= len(THINGS) - 5


def test_the_storms_card_says_how_many_in_the_end(house: House) -> None:
    storm(house)
    house.settle()
    assert len(shown(house)) == len(THINGS) + 1
    card = shown(house)[1001]
    assert isinstance(card, UpdateCard)
    last = next(each for each in house.slack.cards("#billing") if each.delivery.notice == card)
    assert last.delivery.issue is not None
    assert last.delivery.issue.mentions == len(THINGS)


def test_what_a_person_does_shows_before_the_cards_that_wait(house: House) -> None:
    house.receive("billing lists a towel on my bill")
    a_second_passes(house)
    house.receive(*(f"billing lists a {thing} on my bill" for thing in THINGS[1:]))
    a_second_passes(house)
    house.apply(1001, cmd.Claim(by="U0PRIYA", assignment=1))
    a_second_passes(house)
    a_second_passes(house)
    assert isinstance(shown(house)[1001], UpdateCard)
    assert len(shown(house)) < len(THINGS)
