"""A mention's journey through triage, follow-up and delivery, on both databases."""

import threading
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from bot.core.classification import Urgency
from bot.core.commands import ChangeUrgency
from bot.core.conditions import HasPhrase, Measure, Measured
from bot.core.events import UrgencyChanged
from bot.core.issue import AssignmentStatus, Issue
from bot.core.refusal import Refusal, RefusalReason
from bot.core.routing import Action, Rule
from bot.errors import PermanentFailure, TemporaryFailure, UnknownOutcome
from bot.ports import OutboxState, StoredMention, UnitOfWork
from bot.services.kinship import KinFinder, Relative
from tests.core.example import bring_in, claim, hand_off, resolve, respond, snooze
from tests.services.house import House

STORM = "The breakfast queue at Tamarelle is two hours long and nobody of the staff cares #food"


@pytest.fixture
def house(engine: Engine) -> House:
    return House(engine)


def test_a_mention_becomes_a_card_in_its_departments_channel(house: House) -> None:
    house.receive("my billing is wrong")
    house.settle()
    assert len(house.slack.cards("#billing")) == 1
    assert house.ledger().opened == 1


def test_what_nobody_can_file_waits_in_triage(house: House) -> None:
    house.receive("hm")
    house.settle()
    assert len(house.slack.cards("#triage")) == 1


def test_the_door_is_knocked_on_until_somebody_answers(house: House) -> None:
    house.receive("my billing is wrong")
    house.settle()
    house.forward(hours=2, minutes=1)
    assert len(house.slack.knocks("billing@example.com")) == 1
    house.apply(1001, claim())
    house.settle()
    assert house.slack.knocks("billing@example.com") == []
    house.forward(hours=3)
    assert house.slack.knocks("billing@example.com") == []


def test_a_new_knock_in_the_thread_takes_the_old_one_away(house: House) -> None:
    house.receive("my billing is wrong")
    house.settle()
    house.forward(hours=2, minutes=1)
    house.forward(hours=2)
    # The second one was for the backup, whom this department does not have, so it is said to all.
    assert len(house.slack.knocks("#billing")) == 1
    house.forward(days=1)
    assert len(house.slack.knocks("#billing")) == 1
    assert house.issue().owner.knocks > 2


def test_what_the_seat_was_told_stands_until_the_door_is_answered(house: House) -> None:
    house.receive("my billing is wrong")
    house.settle()
    for _ in range(3):
        house.forward(hours=24)
    assert house.issue().owner.knocks > 2
    assert len(house.slack.knocks("billing@example.com")) == 1
    house.apply(1001, respond())
    house.settle()
    assert house.slack.knocks("billing@example.com") == house.slack.knocks("#billing") == []


def test_a_knock_answered_before_it_is_sent_is_never_sent(house: House) -> None:
    house.receive("my billing is wrong")
    house.settle()
    house.clock.forward(house.issue().owner.due_at - house.clock.now())  # type: ignore[operator]
    house.follow_up.tick()
    house.apply(1001, respond())
    house.settle()
    assert [said.what for said in house.slack.messages] == ["UpdateCard"]


def test_a_hand_off_moves_the_card_and_keeps_the_issues_clock(house: House) -> None:
    house.receive("my billing is wrong")
    house.settle()
    opened = house.issue().opened_at
    house.forward(hours=1)
    house.apply(1001, hand_off("digital", why="the app shows it"))
    house.settle()
    assert len(house.slack.cards("#digital")) == 1
    assert house.issue().opened_at == opened
    assert house.issue().owner.department == "digital"


def test_every_card_of_an_issue_sees_its_end(house: House) -> None:
    house.receive("my billing is wrong")
    house.settle()
    house.apply(1001, bring_in("digital", question="is the app down?"))
    house.settle()
    house.apply(1001, resolve())
    house.settle()
    shown = [card.delivery.issue for channel in ("#billing", "#digital") for card in house.slack.cards(channel)]
    assert [issue.status for issue in shown if issue] == ["resolved", "resolved"]


def test_near_identical_mentions_become_one_issue(house: House) -> None:
    house.receive(STORM, brand="tamarelle", followers=100)
    house.settle()
    house.receive(f"RT @someone: {STORM}", f"{STORM}!!", brand="tamarelle", followers=50)
    house.settle()
    assert house.issue().mentions == 3
    assert house.issue().reach == 200
    assert [said.what for said in house.slack.messages] == ["UpdateCard", "PostNote"]
    assert (house.ledger().opened, house.ledger().joined) == (1, 2)


def test_a_storm_that_has_grown_brings_in_whom_its_rule_names(house: House) -> None:
    loud = Rule(
        name="storm", when=Measured(measure=Measure.STORM, at_least=3), then=Action(also=("safety",), continues=True)
    )
    house.rules.current = replace(house.rules.current, rules=(loud,))
    house.receive(STORM, brand="tamarelle")
    house.settle()
    house.receive(f"{STORM}!", brand="tamarelle")
    house.settle()
    assert house.slack.cards("#safety") == []
    house.receive(f"{STORM}!!", f"{STORM}?!", brand="tamarelle")
    house.settle()
    assert len(house.slack.cards("#safety")) == 1
    assert house.issue().owner.first_response_at is None


def test_what_raises_the_urgency_of_a_storm_is_told_without_words_that_may_have_to_be_erased(house: House) -> None:
    hurt = Rule(name="Hurt", when=HasPhrase(("Ann",)), then=Action(urgency=Urgency.EMERGENCY, department="food"))
    house.rules.current = replace(house.rules.current, rules=(hurt,))
    house.receive(STORM, brand="tamarelle")
    house.settle()
    house.receive(f"{STORM} Ann Example", brand="tamarelle")
    house.settle()
    (raised,) = [event for event in house.issues.story(1001) if isinstance(event, UrgencyChanged)]
    assert raised.urgency is Urgency.EMERGENCY
    assert raised.why == "somebody else says the same, and the rule “Hurt” asks for it"


def test_once_a_person_has_said_how_urgent_it_is_no_copy_says_otherwise(house: House) -> None:
    house.receive(STORM, brand="tamarelle")
    house.settle()
    house.apply(1001, ChangeUrgency(by="U1", urgency=Urgency.LOW, why="the caterer is on the way"))
    house.receive(f"{STORM} [high]", brand="tamarelle")
    house.settle()
    assert (house.issue().mentions, house.issue().urgency) == (2, Urgency.LOW)


def test_one_person_who_says_it_ten_times_is_one_voice(house: House) -> None:
    loud = Rule(
        name="storm", when=Measured(measure=Measure.STORM, at_least=2), then=Action(also=("safety",), continues=True)
    )
    house.rules.current = replace(house.rules.current, rules=(loud,))
    house.receive_by("@ann", *(f"{STORM} [low]{'!' * count}" for count in range(10)), followers=5_000)
    house.settle()
    issue = house.issue()
    assert (issue.mentions, issue.repeats, issue.reach, issue.urgency) == (1, 9, 5_000, Urgency.LOW)
    assert house.slack.cards("#safety") == []
    assert house.ledger().joined == 9
    house.receive_by("@ben", STORM, f"{STORM}!!", followers=7)
    house.settle()
    assert (house.issue().mentions, house.issue().reach) == (2, 5_007)


def test_people_whom_the_source_gives_no_more_of_than_the_same_name_are_many(house: House) -> None:
    house.receive_from(("A guest", STORM), ("A guest", f"{STORM}!"))
    house.settle()
    assert house.issue().mentions == 2


def test_the_same_words_about_another_brand_are_another_issue(house: House) -> None:
    house.receive(STORM, brand="tamarelle")
    house.settle()
    house.receive(STORM, brand="wrenbox")
    house.settle()
    assert house.ledger().opened == 2


def test_a_poisonous_mention_is_set_aside_and_the_rest_goes_on(house: House) -> None:
    house.receive("poison pill", "my billing is wrong")
    house.settle()
    assert len(house.slack.cards("#billing")) == 1
    for _ in range(6):
        house.forward(minutes=10)
    ledger = house.ledger()
    assert (ledger.waiting, ledger.lost) == (1, 0)
    assert [said.what for said in house.slack.in_channel("#strategy")] == ["PostSetAside"]
    house.classifier.calls.clear()
    house.forward(hours=1)
    assert house.classifier.calls == []


def test_a_mention_that_meets_a_restart_of_the_database_is_sorted_soon_after_and_not_when_its_lease_ends(
    house: House,
) -> None:
    class Restarting(KinFinder):
        def issue_of(self, unit: UnitOfWork, stored: StoredMention, *, now: datetime) -> Relative | None:
            house.triage._kin = KinFinder()
            raise TemporaryFailure("the server closed the connection")

    house.triage._kin = Restarting()
    house.receive("[emergency] billing: smoke", "billing: too late")
    house.triage.tick()
    assert (house.ledger().opened, house.ledger().waiting) == (1, 1)
    house.clock.forward(timedelta(seconds=11))
    house.triage.tick()
    assert (house.ledger().opened, house.ledger().waiting) == (2, 0)


def test_the_first_of_two_people_wins_and_the_second_is_told(house: House) -> None:
    house.receive("my billing is wrong")
    house.settle()
    answers: list[Issue | Refusal] = []
    together = threading.Barrier(8)

    def click(person: str) -> None:
        together.wait()
        answers.append(house.apply(1001, claim(person)))

    threads = [threading.Thread(target=click, args=(f"U{index}",)) for index in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    winners = [answer for answer in answers if isinstance(answer, Issue)]
    refused = [answer for answer in answers if isinstance(answer, Refusal)]
    assert len(winners) == 1
    assert {answer.reason for answer in refused} == {RefusalReason.CLAIMED_BY_ANOTHER}
    assert {answer.who for answer in refused} == {winners[0].owner.claimed_by}
    assert [type(event).__name__ for event in house.issues.story(1001)].count("AssignmentClaimed") == 1


def test_a_replayed_event_changes_nothing(house: House) -> None:
    house.receive("my billing is wrong")
    house.settle()
    house.apply(1001, respond(), event_key="Ev1")
    version = house.issue().version
    house.apply(1001, respond(), event_key="Ev1")
    assert house.issue().version == version


def test_an_unknown_number_is_refused(house: House) -> None:
    answer = house.apply(77, claim())
    assert isinstance(answer, Refusal)
    assert answer.reason is RefusalReason.NO_SUCH_ISSUE


def test_a_snooze_keeps_quiet_until_its_end(house: House) -> None:
    house.receive("my billing is wrong")
    house.settle()
    house.apply(1001, snooze(house.clock.now() + (house.issue().owner.door.answer_by - house.clock.now()) / 2))
    house.settle()
    house.forward(hours=3, minutes=50)
    assert house.slack.knocks("billing@example.com") == []
    house.forward(hours=1)
    assert house.issue().owner.status is AssignmentStatus.WAITING


class TestSlacksBadDays:
    def test_a_definite_refusal_is_tried_again(self, house: House) -> None:
        house.slack.faults.append((TemporaryFailure("connection refused"), False))
        house.receive("my billing is wrong")
        house.settle()
        assert len(house.slack.cards("#billing")) == 1

    def test_a_post_whose_answer_was_lost_is_found_and_not_posted_again(self, house: House) -> None:
        house.slack.faults.append((UnknownOutcome("timed out"), True))
        house.receive("my billing is wrong")
        house.settle()
        house.forward(minutes=1)
        assert len(house.slack.messages) == 1
        assert house.slack.looked == 1
        house.apply(1001, claim())
        house.settle()
        assert house.slack.messages[0].edits == 1

    def test_a_post_that_never_arrived_is_posted_after_looking(self, house: House) -> None:
        house.slack.faults.append((UnknownOutcome("timed out"), False))
        house.receive("my billing is wrong")
        house.settle()
        house.forward(minutes=1)
        assert (len(house.slack.messages), house.slack.looked) == (1, 1)

    def test_not_being_able_to_look_is_not_taken_for_not_found(self, house: House) -> None:
        house.slack.faults += [(UnknownOutcome("timed out"), True), (TemporaryFailure("rate limited"), False)]
        house.receive("my billing is wrong")
        house.settle()
        house.forward(minutes=1)
        house.forward(minutes=1)
        assert (len(house.slack.messages), house.slack.looked) == (1, 2)

    def test_retry_after_holds_for_every_process(self, house: House, engine: Engine) -> None:
        other = House(engine, owner="worker-2", slack=house.slack)
        house.slack.faults.append((TemporaryFailure("rate limited", retry_after=120, scope="*"), False))
        house.receive("my billing is wrong", "my digital is wrong")
        house.triage.tick()
        house.delivery.tick()
        assert (house.delivery.tick(), other.delivery.tick()) == (0, 0)
        house.forward(minutes=2)
        assert len(house.slack.messages) == 2

    def test_a_card_that_its_channel_refuses_comes_to_the_strategist(self, house: House) -> None:
        house.slack.faults.append((PermanentFailure("is_archived: unarchive #billing"), False))
        house.receive("my billing is wrong")
        house.settle()
        assert [said.what for said in house.slack.in_channel("#strategy")] == ["TellStrategist", "PostCard"]
        assert house.slack.cards("#billing") == []
        assert house.ledger().outbox == {OutboxState.SENT: 2}

    def test_what_cannot_be_posted_anywhere_is_parked_and_the_strategist_told(self, house: House) -> None:
        refused = (PermanentFailure("is_archived: unarchive it"), False)
        house.slack.faults.extend([refused, None, refused])
        house.receive("my billing is wrong")
        house.settle()
        assert [said.what for said in house.slack.in_channel("#strategy")] == ["TellStrategist"]
        assert house.ledger().outbox[OutboxState.FAILED] == 1
        # The second knock is for a backup that there is not, and there is no card to say it beside.
        house.forward(hours=5)
        assert [said.what for said in house.slack.in_channel("#strategy")] == ["TellStrategist", "PostReminder"]

    def test_a_worker_that_died_in_the_middle_is_taken_over_without_a_double(
        self, house: House, engine: Engine
    ) -> None:
        house.receive("my billing is wrong")
        house.triage.tick()
        claimed = house.delivery._claim()
        assert claimed is not None
        assert claimed.delivery is not None
        house.slack.deliver(claimed.delivery)
        other = House(engine, owner="worker-2", slack=house.slack)
        other.forward(minutes=2)
        assert (len(house.slack.messages), house.slack.looked) == (1, 1)
        assert other.ledger().outbox == {OutboxState.SENT: 1}

    def test_a_worker_that_wakes_after_its_lease_may_not_speak_for_it(self, house: House, engine: Engine) -> None:
        house.receive("my billing is wrong")
        house.triage.tick()
        asleep = house.delivery._claim()
        assert asleep is not None
        other = House(engine, owner="worker-2", slack=house.slack)
        other.forward(minutes=2)
        with house.open_unit() as unit:
            assert not unit.outbox.fail(asleep.row, owner="worker-1", error="", now=house.clock.now())


def test_an_emergency_overtakes_what_waits(house: House) -> None:
    house.receive("my billing is wrong", "my billing is odd, quite odd", "[emergency] billing is on fire")
    house.triage.tick()
    house.delivery.tick(limit=1)
    assert house.slack.messages[0].delivery.issue is not None
    assert house.slack.messages[0].delivery.issue.urgency is Urgency.EMERGENCY


def test_a_channel_gets_about_one_post_a_second(house: House) -> None:
    house.receive("my billing is wrong", "my billing is odd, quite odd", "my digital is wrong")
    house.triage.tick()
    assert house.delivery.tick() == 2
    assert {said.channel for said in house.slack.messages} == {"#billing", "#digital"}


def test_triage_by_a_worker_that_lost_its_lease_settles_nothing(house: House, engine: Engine) -> None:
    house.receive("my billing is wrong")
    waiting = house.triage._claim()
    other = House(engine, owner="worker-2", slack=house.slack)
    other.forward(minutes=10)
    pairs = house.triage._classify(waiting, house.rules.current)
    from bot.services.triage import _Judged

    judged = _Judged(stored=pairs[0][0], classification=pairs[0][1], rulebook=house.rules.current)
    assert house.triage._settle(judged) == "lease_lost"
    assert (house.ledger().opened, house.ledger().lost) == (1, 0)
    assert house.issues.get(1002) is None
