"""The door to knock on next, and how long ago the strategist sat down with whom."""

from datetime import datetime, timedelta

import pytest

from bot.core.conversation import Conversation
from bot.core.doors import DoorMap, DoorReport, Silence, Streak, Why
from bot.core.figures import AnswerTimes
from bot.core.monday import door_for_monday, monday_section, questions_for
from bot.core.sitting import Sitting, ago, longest_ago, since_any, since_you_sat_down, usual_answer
from bot.core.week import Span
from tests.core.example import MONDAY, OFFICE, RULEBOOK, hours, minutes

WEEK = timedelta(weeks=1)
FINE = AnswerTimes(answered=4, in_time=4, median=hours(1))


def a_door(
    key: str, *, streak: int = 0, overdue: int = 0, silences: tuple[Silence, ...] = (), **more: object
) -> DoorReport:
    return DoorReport(
        department=key,
        asked=4,
        knocks=streak,
        answers=AnswerTimes(answered=4, in_time=4, overdue=overdue, median=hours(1)),
        streak=Streak(count=streak, since=MONDAY - timedelta(days=2)) if streak else None,
        silences=silences,
        **more,  # type: ignore[arg-type]
    )


def silence(why: Why, issue: int = 1001) -> Silence:
    return Silence(issue=issue, assignment=1, department="billing", why=why, since=MONDAY - hours(3))


def a_map(*doors: DoorReport) -> DoorMap:
    named = {door.department for door in doors}
    quiet = [
        DoorReport(department=each.key, asked=0, knocks=0, answers=AnswerTimes())
        for each in RULEBOOK.departments
        if each.key not in named
    ]
    return DoorMap(span=Span(start=MONDAY - 4 * WEEK, end=MONDAY), until=MONDAY, doors=(*doors, *quiet))


def sat(key: str, weeks: float, *, before: timedelta | None = None, now: timedelta | None = None) -> dict[str, Sitting]:
    return {key: Sitting(department=key, at=MONDAY - weeks * WEEK, before=before, now=now)}


def test_a_quiet_time_has_no_door_to_worry_about() -> None:
    assert door_for_monday(a_map(), {}, RULEBOOK) is None
    assert door_for_monday(a_map(a_door("billing")), sat("billing", 3), RULEBOOK) is None


def test_the_door_that_stayed_silent_is_the_one_to_knock_on() -> None:
    found = a_map(a_door("digital", overdue=1), a_door("billing", streak=2, silences=(silence(Why.UNANSWERED),)))
    monday = door_for_monday(found, {}, RULEBOOK)
    assert monday is not None
    assert monday.department == "billing"
    assert monday.because == "The last 2 knocks in a row were not answered, for 2 days."
    assert monday.questions[0] == "What would have made #1001 easy to answer?"
    assert len(set(monday.questions)) == 3


def test_one_knock_that_still_has_time_calls_nobody_anywhere() -> None:
    assert (
        door_for_monday(a_map(a_door("billing", streak=1, silences=(silence(Why.UNANSWERED),))), {}, RULEBOOK) is None
    )


def test_triage_is_the_strategists_own_and_nowhere_to_go() -> None:
    assert door_for_monday(a_map(a_door("triage", streak=3)), {}, RULEBOOK) is None


def test_one_issue_that_is_stuck_is_not_yet_worth_a_visit() -> None:
    assert door_for_monday(a_map(a_door("billing", silences=(silence(Why.IDLE),))), {}, RULEBOOK) is None


def test_a_department_that_is_only_asleep_is_left_in_peace() -> None:
    asleep = tuple(silence(Why.OUT_OF_HOURS, 1001 + number) for number in range(5))
    assert door_for_monday(a_map(a_door("billing", silences=asleep)), {}, RULEBOOK) is None


def test_slower_answers_since_the_last_talk_are_a_reason_to_go() -> None:
    slower = sat("billing", 9, before=hours(1), now=hours(2))
    monday = door_for_monday(a_map(a_door("billing")), slower, RULEBOOK)
    assert monday is not None
    assert monday.because == ("Nine weeks since you last sat down with Billing; their answer time has doubled since.")
    assert monday.questions[0] == "Answers took 1 hour when we last spoke, and take 2 hours now: what changed?"


def test_a_door_that_was_not_knocked_on_for_long_is_the_one_where_all_else_is_well() -> None:
    talks = {**sat("billing", 9), **sat("digital", 1), **sat("food", 20)}
    monday = door_for_monday(a_map(a_door("billing"), a_door("digital")), talks, RULEBOOK)
    assert monday is not None
    assert monday.because == "Nine weeks since you last sat down with Billing."
    assert door_for_monday(a_map(a_door("digital")), talks, RULEBOOK) is None, "a quiet door can wait"


def test_who_has_not_knocked_anywhere_for_long_is_shown_the_door_that_waits_longest() -> None:
    talks = {**sat("billing", 6), **sat("digital", 5), **sat("food", 7), **sat("safety", 5), **sat("front-desk", 6)}
    monday = door_for_monday(a_map(), talks, RULEBOOK)
    assert monday is not None
    assert monday.department == "food"
    assert monday.because == "All is well, and it is five weeks since you knocked on any door: a good time to."
    assert door_for_monday(a_map(), {**talks, **sat("digital", 1)}, RULEBOOK) is None


def test_whoever_was_never_sat_down_with_comes_first() -> None:
    assert longest_ago(sat("billing", 20), RULEBOOK) == "digital"


def test_who_has_never_noted_a_conversation_is_not_reproached() -> None:
    assert since_any([], now=MONDAY) is None


@pytest.mark.parametrize(
    ("before", "now", "sentence"),
    [
        (hours(1), hours(2), "; their answer time has doubled since."),
        (hours(1), hours(3), "; their answer time has tripled since."),
        (hours(2), hours(3.2), "; their answer time has gone from 2 hours to 3 h 12 min since."),
        (hours(2), hours(2.5), "."),
        (minutes(10), minutes(30), "."),
        (hours(3), hours(1), "."),
        (None, hours(9), "."),
    ],
)
def test_a_change_is_called_one_only_where_it_is_large(
    before: timedelta | None, now: timedelta | None, sentence: str
) -> None:
    (sitting,) = sat("billing", 9, before=before, now=now).values()
    said = since_you_sat_down(sitting, RULEBOOK, now=MONDAY)
    assert said == f"Nine weeks since you last sat down with Billing{sentence}"


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "today"), (1, "one day ago"), (13, "13 days ago"), (14, "two weeks ago"), (100, "14 weeks ago")],
)
def test_how_long_ago_is_said_as_people_say_it(days: int, words: str) -> None:
    assert ago(MONDAY - timedelta(days=days), now=MONDAY) == words


def test_the_usual_answer_is_the_median_of_working_time() -> None:
    friday: datetime = MONDAY - timedelta(days=3) + hours(7)
    answers = [(friday, MONDAY + hours(1)), (MONDAY, MONDAY + hours(1)), (MONDAY, MONDAY + hours(5))]
    assert usual_answer(answers, OFFICE) == hours(2)
    assert usual_answer(answers[:2], OFFICE) is None


def test_what_was_noted_is_asked_first_where_nothing_is_stuck() -> None:
    note = Conversation(
        department="billing", by="U1", held_at=MONDAY, follow_up="Did the refund form change?", wishes="fewer cards"
    )
    door = a_door("billing", topics=(("refund", 2),), not_ours=2)
    assert questions_for(door, None, {"billing": note}) == (
        "You wanted to come back with: “Did the refund form change?”",
        "Last time they wished: “fewer cards”. What became of it?",
        "2 times you passed something on as not yours: what should land here, and what should not?",
    )


@pytest.mark.parametrize(("count", "is_asked"), [(2, False), (3, True)])
def test_a_topic_keeps_coming_from_its_third_time_on(count: int, is_asked: bool) -> None:
    questions = questions_for(a_door("billing", topics=(("refund", count),)), None)
    assert ("“refund” keeps coming: where does it begin, and who could end it?" in questions) is is_asked


def test_a_door_without_trouble_has_questions_all_the_same() -> None:
    assert len(questions_for(a_door("billing"), None)) == 3


def test_the_summary_says_which_door_and_what_to_ask() -> None:
    monday = door_for_monday(a_map(a_door("billing", streak=1, overdue=1, opened=((0, 1), (2, 3)))), {}, RULEBOOK)
    assert monday is not None
    section = monday_section(monday, RULEBOOK)
    assert section.title == "What to do on Monday"
    assert [line.text for line in section.lines] == [
        "Knock on Billing's door. 1 answer still due.",
        "Ask: Most doors open only once others hear of it: does the first knock reach the right person?",
        "Ask: What did the public get right about you lately?",
        "Ask: What do you wish the other departments knew about your work?",
    ]
