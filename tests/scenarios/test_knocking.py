"""Knocking: on the right door, at the right hour, ever a little louder, and never once somebody has answered."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from bot.core.events import DoorKnocked
from bot.workspace.promises import Posted
from tests.scenarios.both import on_both
from tests.scenarios.play import Colleague, Play, alerts


def a_card(bot: Play, said: str = "My refund is late", channel: str = "#billing") -> Posted:
    bot.receive(said)
    return bot.the_card(channel)


def knocked_at(bot: Play) -> list[datetime]:
    return [event.at for event in bot.events() if isinstance(event, DoorKnocked)]


def at(day: int, hour: int, minute: int = 0, *, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def play_from(database_url: str, start: datetime) -> Play:
    return Play(database_url=database_url, start=start)


@on_both
def test_the_seat_comes_first_then_channel_and_backup_then_the_strategist(bot: Play, clock: Play) -> None:
    card = a_card(bot)
    priya, omar, ines = (bot.person(name) for name in ("priya", "omar", "ines"))
    clock.forward(hours=2, minutes=1)
    assert "Knock, knock! #1001 is waiting for Billing." in priya.the_knock.plain
    assert (omar.knocks, ines.knocks, bot.knocks(card)) == ([], [], [])
    clock.forward(hours=2)
    (second,) = bot.knocks(card)
    assert second.startswith("Knock 2 for #1001 · everybody here:")
    assert "Could you step in for Priya by Tue 24 Nov, 17:00 GMT?" in omar.the_knock.plain
    assert ines.knocks == []
    clock.forward(hours=3)
    assert "I have knocked 3 times" in ines.the_knock.plain
    assert "knocked 3 times" in card.plain
    # Nobody has answered, so what the others were told holds on, and nobody is told it twice.
    assert len(priya.knocks) == len(omar.knocks) == len(bot.knocks(card)) == 1
    priya.clicks(priya.the_knock, "Claim")
    assert (priya.knocks, omar.knocks, ines.knocks, bot.knocks(card)) == ([], [], [], [])


def test_a_knock_for_the_channel_is_seen_there_and_alerts_nobody(bot: Play, clock: Play) -> None:
    card = a_card(bot)
    clock.forward(hours=4, minutes=1)
    (knock,) = bot.posts("Knock 2")
    assert alerts(knock) == set()
    assert knock.now.is_broadcast
    assert knock.now.thread_ts == card.ts


def test_the_last_step_repeats_until_somebody_answers(bot: Play, clock: Play, priya: Colleague) -> None:
    card = a_card(bot)
    ines = bot.person("ines")
    clock.forward(days=4)
    asked = len(bot.posts("I have knocked"))
    assert asked >= 3
    assert len(ines.knocks) == 1
    priya.says("#billing", "Sorry, I was ill", thread=card)
    assert ines.knocks == []
    clock.forward(hours=1)
    assert len(bot.posts("I have knocked")) == asked


@on_both
def test_an_answer_in_the_thread_stops_the_knocking_and_clears_it_away(
    bot: Play, clock: Play, priya: Colleague
) -> None:
    card = a_card(bot)
    omar = bot.person("omar")
    clock.forward(hours=4, minutes=1)
    assert len(bot.knocks(card)) == len(omar.knocks) == 1
    priya.says("#billing", "Looking into it", thread=card)
    assert bot.knocks(card) == omar.knocks == []
    assert "Somebody answered in the thread" in card.plain
    clock.forward(hours=3)
    assert len(bot.posts("Knock ")) == 1


def test_what_is_answered_and_then_forgotten_is_knocked_for_again(bot: Play, clock: Play, priya: Colleague) -> None:
    card = a_card(bot)
    priya.says("#billing", "Looking into it", thread=card)
    clock.forward(days=2)
    assert "AnswerWentQuiet" in bot.story()
    assert bot.story().count("DoorKnocked") >= 1
    assert bot.knocks(card) or priya.knocks or bot.person("ines").knocks


@on_both
def test_a_knock_that_falls_due_on_saturday_waits_for_monday(database_url: str) -> None:
    with play_from(database_url, at(27, 16, 0)) as bot:  # Friday at four, an hour before the door shuts
        a_card(bot)
        bot.forward_to(at(30, 9, 59))
        assert bot.posts("Knock") == []
        bot.forward_to(at(30, 10, 1))
        assert len(bot.person("priya").knocks) == 1
        assert knocked_at(bot) == [at(30, 10, 0)]


def test_a_holiday_is_no_working_day(database_url: str) -> None:
    with play_from(database_url, at(24, 16, 30, month=12)) as bot:
        a_card(bot)
        # Christmas, Boxing Day on a Saturday, a Sunday, and the Monday that stands in for it.
        bot.forward_to(at(29, 9, 0, month=12))
        assert bot.posts("Knock") == []
        bot.forward_to(at(29, 12, 0, month=12))
        assert knocked_at(bot) == [at(29, 10, 30, month=12)]


@on_both
def test_an_emergency_knocks_at_night(database_url: str) -> None:
    with play_from(database_url, at(28, 2, 0)) as bot:  # a Saturday at two in the morning
        card = a_card(bot, "There is a fire in the kitchen!", "#safety")
        bot.forward(minutes=6)
        assert "#1001" in bot.person("sam").the_knock.plain
        bot.forward(minutes=5)
        (second,) = bot.knocks(card)
        assert "everybody here" in second
        assert "#1001" in bot.person("tess").the_knock.plain
        bot.forward(minutes=10)
        assert "#1001" in bot.person("ines").the_knock.plain


@pytest.mark.parametrize(
    ("night", "due"),
    [
        # The clocks go back at one o'clock UTC: the hour is lived twice, and counted twice.
        pytest.param(datetime(2026, 10, 24, 23, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC), id="back"),
        # The clocks go forward: there is one hour less, and none is counted that was not there.
        pytest.param(datetime(2027, 3, 28, 0, 15, tzinfo=UTC), datetime(2027, 3, 28, 2, 15, tzinfo=UTC), id="forward"),
    ],
)
def test_two_hours_are_two_hours_in_the_night_when_the_clocks_change(
    database_url: str, night: datetime, due: datetime
) -> None:
    with play_from(database_url, night) as bot:
        a_card(bot, "No bread again", "#bakery")
        bot.forward(hours=3)
        assert knocked_at(bot) == [due]


def test_the_monday_after_the_clocks_change_opens_at_nine_by_the_wall(database_url: str) -> None:
    with play_from(database_url, datetime(2026, 10, 23, 15, 0, tzinfo=UTC)) as bot:  # Friday, four in London
        a_card(bot)
        bot.forward_to(datetime(2026, 10, 26, 11, 0, tzinfo=UTC))
        # An hour on Friday, another one on Monday from nine, which is nine in UTC by now.
        assert knocked_at(bot) == [datetime(2026, 10, 26, 10, 0, tzinfo=UTC)]


@on_both
def test_a_weekend_of_downtime_is_answered_with_one_knock_in_working_hours(database_url: str) -> None:
    with play_from(database_url, at(27, 10, 0)) as bot:
        card = a_card(bot)
        bot.clock.forward_to(at(29, 3, 0))  # the bot was down since, and comes up in the night to Sunday
        bot.settle()
        assert bot.posts("#1001") == [card]
        bot.forward_to(at(30, 9, 5))
        assert knocked_at(bot) == [at(30, 9, 0)]
        assert len(bot.knocks(card)) == 1
        told = [bot.person(name).the_knock.plain for name in ("priya", "omar", "ines")]
        assert len(set(told)) == 3


@on_both
def test_a_knock_that_is_answered_before_it_was_sent_is_never_sent(bot: Play, clock: Play, priya: Colleague) -> None:
    card = a_card(bot)
    clock.clock.forward_to(bot.issue().owner.due_at)
    assert bot.doorknock.follow_up.tick() == 1  # the knock is due, and waits to be delivered
    assert priya.actor.clicks(card, "Claim").is_ok
    bot.settle()
    assert "DoorKnocked" in bot.story()
    assert bot.posts("Knock") == priya.knocks == []
    with bot.doorknock.open_unit.engine.connect() as connection:
        states = connection.execute(text("SELECT DISTINCT state FROM outbox")).scalars().all()
    assert set(states) <= {"sent", "dropped"}


def test_each_department_has_its_own_door(bot: Play, clock: Play, priya: Colleague) -> None:
    bot.receive("I was charged twice")
    lead = bot.the_card("#billing")
    priya.clicks(lead, "Claim")
    clock.forward(hours=2, minutes=1)
    assert priya.knocks == []
    assert "#1001 is waiting for Counter" in bot.person("gita").the_knock.plain
