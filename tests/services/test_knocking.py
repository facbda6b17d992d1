"""Personal knocks: each in one message, none lost, whoever else is at it and wherever a process dies."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from bot.core.classification import Urgency
from bot.core.colleague import Etiquette
from bot.core.department import Department
from bot.core.escalation import Step, Tell
from bot.core.knocking import GATHERING
from bot.core.rulebook import Rulebook
from bot.errors import PermanentFailure, TemporaryFailure, UnknownOutcome
from tests.core.example import PATIENT, RULEBOOK, claim
from tests.services.house import House, Said, slack_id
from tests.store.together import together

DEPARTMENTS = ("billing", "digital", "food")
WORDS = (
    "Nobody picked up the telephone",
    "Two hours in a queue for a towel",
    "Charged for a breakfast I never had",
    "The heating broke and the lobby smelled of paint",
    "What a wonderful view, and what an awful pillow",
    "My reservation was gone when we arrived at midnight",
)
PRIYA, OMAR = "priya@example.com", "omar@example.com"


def shared(key: str) -> Department:
    """A department for which the same two people sit."""
    return replace(RULEBOOK.door(key), seat=PRIYA, backup=OMAR)


BOOK = replace(
    RULEBOOK,
    departments=(*(shared(key) for key in DEPARTMENTS), *(d for d in RULEBOOK.departments if d.key not in DEPARTMENTS)),
)


def with_budget(budget: int) -> Rulebook:
    return replace(BOOK, etiquette=Etiquette(knocks_a_day=budget))


@pytest.fixture
def house(engine: Engine) -> House:
    return at_home(engine)


def at_home(engine: Engine, *, owner: str = "worker-1", like: House | None = None) -> House:
    house = House(engine, owner=owner, slack=like.slack if like else None)
    house.rules.current = BOOK
    return house


def mail(house: House, person: str = PRIYA) -> list[Said]:
    """What stands between the bot and a person now."""
    return house.slack.knocks(person)


def doors(said: Said) -> list[int]:
    return [door.issue.number for door in said.delivery.doors]


def posts(house: House, person: str = PRIYA) -> list[Said]:
    """All that was ever posted to a person."""
    return [said for said in house.slack.messages if said.channel == slack_id(person)]


def receive(house: House, *departments: str) -> None:
    """One issue for each department named; no two of six are alike enough to be one."""
    for department in departments:
        house.receive(f"{WORDS[house.ledger().opened % len(WORDS)]} ({department})")
        house.settle()


class TestOneMessage:
    def test_doors_that_fall_due_together_are_told_together(self, house: House) -> None:
        receive(house, *DEPARTMENTS)
        house.forward(hours=2, minutes=1)
        [letter] = posts(house)
        assert doors(letter) == [1001, 1002, 1003]

    def test_newer_message_takes_over_what_still_waits_of_the_older_one(self, house: House) -> None:
        receive(house, "billing")
        house.forward(hours=1)
        receive(house, "digital")
        house.forward(hours=1, minutes=1)
        assert [doors(said) for said in mail(house)] == [[1001]]
        house.forward(hours=1)
        assert [doors(said) for said in mail(house)] == [[1001, 1002]]
        assert len(posts(house)) == 2

    def test_message_says_only_what_still_waits(self, house: House) -> None:
        receive(house, *DEPARTMENTS)
        house.forward(hours=2, minutes=1)
        house.apply(1002, claim())
        house.settle()
        assert [doors(said) for said in mail(house)] == [[1001, 1003]]
        house.apply(1001, claim())
        house.apply(1003, claim())
        house.settle()
        assert mail(house) == []

    def test_what_was_answered_before_it_was_sent_is_left_out(self, house: House) -> None:
        receive(house, "billing", "digital")
        house.clock.forward(timedelta(hours=2, minutes=1))
        house.follow_up.tick()
        house.clock.forward(GATHERING)
        house.knocking.tick()
        house.apply(1001, claim())
        house.settle()
        [letter] = posts(house)
        assert doors(letter) == [1002]

    def test_answer_between_the_post_and_its_record_leaves_nothing_behind(self, house: House) -> None:
        receive(house, "billing")
        house.clock.forward(timedelta(hours=2, minutes=1))
        house.follow_up.tick()
        house.clock.forward(GATHERING)
        house.knocking.tick()
        claimed = house.delivery._claim()
        assert claimed is not None
        house.apply(1001, claim())
        assert claimed.delivery is not None
        house.slack.deliver(claimed.delivery)
        house.clock.forward(timedelta(minutes=2))  # the worker died after the post; another one finds it
        house.settle()
        assert mail(house) == []


class TestBudget:
    def test_what_exceeds_the_budget_comes_next_morning_in_one_message(self, house: House) -> None:
        house.rules.current = with_budget(2)
        for department in ("billing", "digital", "food", "billing"):
            receive(house, department)
            house.forward(minutes=45)
        house.forward(hours=4)
        assert len(posts(house)) == 2
        house.forward(hours=15)
        assert len(posts(house)) == 2
        house.forward(hours=2)
        assert len(posts(house)) == 3
        assert set(doors(posts(house)[-1])) == {1001, 1002, 1003, 1004}

    def test_emergency_exceeds_the_budget_and_is_said_at_once(self, house: House) -> None:
        house.rules.current = with_budget(1)
        receive(house, "billing")
        house.forward(hours=2, minutes=1)
        house.receive(f"[{Urgency.EMERGENCY}] The digital key opens every door")
        house.settle()
        house.forward(minutes=11)
        assert [doors(said) for said in mail(house)] == [[1001], [1002]]


class TestWhoIsThere:
    def test_backup_gets_it_at_once_when_the_seat_is_away(self, house: House) -> None:
        house.colleagues.away.add(PRIYA)
        receive(house, "billing")
        house.forward(hours=2, minutes=1)
        assert posts(house) == []
        assert [doors(said) for said in mail(house, OMAR)] == [[1001]]

    def test_both_away_is_said_in_the_departments_thread(self, house: House) -> None:
        house.colleagues.away |= {PRIYA, OMAR}
        receive(house, "billing")
        house.forward(hours=2, minutes=1)
        [said] = house.slack.knocks("#billing")
        assert said.thread
        assert posts(house) == posts(house, OMAR) == []

    def test_channel_hears_once_of_a_step_that_was_meant_for_both(self, house: House) -> None:
        both = replace(PATIENT, steps=(Step(after=timedelta(hours=2), tell=(Tell.SEAT, Tell.BACKUP)),))
        house.rules.current = replace(BOOK, policies={**BOOK.policies, "patient": both})
        house.colleagues.away |= {PRIYA, OMAR}
        receive(house, "billing")
        house.forward(hours=2, minutes=1)
        assert len(house.slack.knocks("#billing")) == 1

    def test_channel_is_not_told_at_night_because_it_is_morning_where_the_seat_is(self, house: House) -> None:
        house.colleagues.zones |= {PRIYA: "Asia/Tokyo"}
        receive(house, "billing")
        house.forward(hours=2, minutes=1)
        house.colleagues.away |= {PRIYA, OMAR}
        house.forward(hours=15)
        assert house.slack.knocks("#billing") == posts(house) == []
        house.forward(hours=7)
        assert len(house.slack.knocks("#billing")) == 1

    def test_somebody_who_comes_back_before_their_morning_is_told(self, house: House) -> None:
        house.colleagues.zones[PRIYA] = "America/New_York"
        receive(house, "billing")
        house.forward(hours=2, minutes=1)
        assert posts(house) == []
        house.colleagues.away.add(OMAR)
        house.forward(hours=3)
        assert [doors(said) for said in mail(house)] == [[1001]]

    def test_slack_that_does_not_say_who_is_there_holds_a_knock_up_but_loses_none(self, house: House) -> None:
        receive(house, "billing")
        house.colleagues.troubles.append(TemporaryFailure("Slack is having a bad minute"))
        house.forward(hours=2, minutes=1)
        house.forward(minutes=2)
        assert [doors(said) for said in posts(house)] == [[1001]]

    def test_slack_out_of_reach_costs_a_tick_three_questions_at_most(self, house: House) -> None:
        receive(house, *DEPARTMENTS, *DEPARTMENTS)
        house.clock.forward(timedelta(hours=2, minutes=1))
        house.follow_up.tick()
        house.clock.forward(GATHERING)
        house.colleagues.troubles.extend(TemporaryFailure("nobody answers") for _ in range(6))
        house.knocking.tick()
        assert len(house.colleagues.troubles) == 3
        house.settle()
        house.forward(minutes=2)
        assert [len(doors(said)) for said in mail(house)] == [6]

    def test_mistake_about_one_knock_does_not_hold_up_the_others(self, house: House) -> None:
        receive(house, "billing", "digital")
        house.colleagues.troubles.append(ValueError("nobody expected this"))
        house.forward(hours=2, minutes=1)
        assert [doors(said) for said in mail(house)] == [[1002]]
        house.forward(minutes=40)
        assert [set(doors(said)) for said in mail(house)] == [{1001, 1002}]

    def test_person_who_cannot_be_written_to_is_knocked_for_in_the_thread(self, house: House) -> None:
        receive(house, "billing")
        house.slack.faults.extend(
            (None, (PermanentFailure("cannot_dm_bot"), False))
        )  # the card is brought up to date first
        house.forward(hours=2, minutes=1)
        assert len(house.slack.knocks("#billing")) == 1

    def test_strategist_hears_once_that_somebody_takes_no_messages(self, house: House) -> None:
        for number in range(2):
            receive(house, "billing")
            house.clock.forward(timedelta(hours=1, minutes=59))
            house.settle()
            house.slack.faults.extend((None, (PermanentFailure("cannot_dm_bot"), False)))
            house.forward(minutes=2)
            assert len(house.slack.knocks("#billing")) == number + 1
        assert [said.what for said in house.slack.in_channel("#strategy")] == ["TellStrategist"]


class TestHeldUp:
    def begun_and_left(self, house: House, *, at: timedelta) -> None:
        """A message is on its way when the process goes down."""
        receive(house, "billing")
        house.clock.forward(at)
        house.follow_up.tick()
        house.clock.forward(GATHERING)
        house.knocking.tick()

    def test_message_that_could_not_be_said_by_day_is_said_in_the_morning(self, house: House) -> None:
        house.rules.current = with_budget(1)
        self.begun_and_left(house, at=timedelta(hours=7, minutes=50))
        house.forward(hours=5)
        assert posts(house) == []
        house.forward(hours=12)
        [letter] = posts(house)
        assert doors(letter) == [1001]

    def test_what_was_never_said_does_not_count_towards_the_budget(self, house: House) -> None:
        house.rules.current = with_budget(1)
        self.begun_and_left(house, at=timedelta(hours=2))
        house.forward(hours=2)
        [letter] = posts(house)
        assert doors(letter) == [1001]

    def test_emergency_is_said_however_late(self, house: House) -> None:
        house.receive(f"[{Urgency.EMERGENCY}] The digital key opens every door")
        house.settle()
        house.clock.forward(timedelta(minutes=11))
        house.follow_up.tick()
        house.knocking.tick()
        house.clock.forward(timedelta(hours=12))
        house.delivery.tick()
        assert [doors(said) for said in mail(house)] == [[1001]]

    def test_message_that_may_have_arrived_is_looked_for_first(self, house: House) -> None:
        self.begun_and_left(house, at=timedelta(hours=2))
        claimed = house.delivery._claim()
        assert claimed is not None
        assert claimed.delivery is not None
        house.slack.deliver(claimed.delivery)  # and dies before it can write that down
        house.forward(hours=1)
        assert len(posts(house)) == 1
        house.apply(1001, claim())
        house.settle()
        assert mail(house) == []


class TestWorkers:
    def test_two_workers_at_once_say_each_knock_once(self, engine: Engine) -> None:
        first = at_home(engine)
        second = at_home(engine, owner="worker-2", like=first)
        for count in range(1, 3):
            receive(first, *DEPARTMENTS)
            for house in (first, second):
                house.clock.forward(timedelta(hours=2, minutes=31))
            first.follow_up.tick()
            for house in (first, second):
                house.clock.forward(GATHERING)
            together(lambda house: house.knocking.tick(), (first, second))
            first.settle()
            assert len(posts(first)) == count
            assert [doors(said) for said in mail(first)] == [[1000 + each for each in range(1, 3 * count + 1)]]

    def test_process_that_dies_between_the_steps_loses_nothing(self, engine: Engine) -> None:
        house = at_home(engine)
        receive(house, "billing")
        house.clock.forward(timedelta(hours=2, minutes=1))
        house.follow_up.tick()  # … and dies; the next one takes over
        second = at_home(engine, owner="worker-2", like=house)
        second.clock.forward(timedelta(hours=2, minutes=2))
        second.knocking.tick()  # … dies as well
        third = at_home(engine, owner="worker-3", like=house)
        third.clock.forward(timedelta(hours=2, minutes=3))
        third.settle()
        assert [doors(said) for said in mail(third)] == [[1001]]

    def test_message_whose_answer_was_lost_is_found_again(self, house: House) -> None:
        receive(house, "billing")
        house.slack.faults.extend((None, (UnknownOutcome("the line went dead"), True)))
        house.forward(hours=2, minutes=1)
        house.forward(minutes=2)
        assert len(posts(house)) == 1
        house.apply(1001, claim())
        house.settle()
        assert mail(house) == []
