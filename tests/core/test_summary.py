"""The weekly summary: its words, its figures, and a quiet week told quietly."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core import commands as cmd
from bot.core.asks import tell
from bot.core.classification import Sentiment, Urgency
from bot.core.department import TRIAGE
from bot.core.figures import AnswerTimes, Change, Figures, Heard, Volume
from bot.core.routing import Routing
from bot.core.summary import CardPlace, Summary
from bot.core.summary_words import plural, put_into_words, span
from bot.core.tally import tally
from bot.core.usual import usual_count
from bot.core.week import week_before, week_of
from tests.core.example import (
    MONDAY,
    RULEBOOK,
    Life,
    bring_in,
    claim,
    hand_off,
    hours,
    minutes,
    resolve,
    respond,
    snooze,
    without,
)

WEEK = week_of("2026-W48", "Europe/London")
LAST_WEEK = week_before(WEEK, "Europe/London")
HEARD = Heard(sentiment=Sentiment.NEGATIVE)


def summed(
    *lives: Life, heard: list[Heard] | None = None, before: list[list[Heard]] | None = None
) -> tuple[Figures, Summary]:
    told = [tell(life.events, until=WEEK.end) for life in lives]
    figures = tally(
        WEEK,
        last_week=LAST_WEEK,
        heard=heard or [],
        heard_before=before or [],
        stories=[story for story in told if story is not None],
        rulebook=RULEBOOK,
    )
    return figures, put_into_words(figures, RULEBOOK)


def lines(summary: Summary, title: str) -> list[str]:
    return [line.text for section in summary.sections if section.title == title for line in section.lines]


def live(number: int = 1001, department: str = "billing", **later: float) -> Life:
    return Life(Routing(department=department), now=MONDAY + timedelta(**later), number=number)


def test_week_without_anything_reads_well() -> None:
    _, summary = summed()
    assert summary.headline == "A quiet week: nobody mentioned us, and nothing is open."
    assert summary.sections == ()
    assert summary.period == "23 – 29 November 2026"


def test_quiet_week_is_not_dramatised() -> None:
    life = live()
    life.do(claim())
    life.do(resolve())
    _, summary = summed(life, heard=[HEARD] * 9, before=[[HEARD] * 12, [HEARD] * 11, [HEARD] * 10])
    assert summary.headline == "9 mentions, 1 new issue; nothing is left open."
    assert "unusual" not in str(summary.sections)


def test_unusual_week_is_said_to_be_so() -> None:
    figures, summary = summed(heard=[HEARD] * 90, before=[[HEARD] * 30, [HEARD] * 34, [HEARD] * 28])
    assert figures.volume.is_unusual
    assert summary.headline.startswith("Unusually many mentions: 90 mentions")
    assert "That is unusual: the weeks before had about 30." in lines(summary, "Volume")


def test_first_week_has_nothing_to_be_unusual_against() -> None:
    figures, _ = summed(heard=[HEARD] * 90, before=[[HEARD] * 2, [], [], []])
    assert figures.volume.usual is None
    assert not figures.volume.is_unusual


def test_volumes_stand_beside_last_weeks() -> None:
    _, summary = summed(live(), live(1002, days=-5), heard=[HEARD] * 3, before=[[HEARD] * 5])
    assert lines(summary, "Volume") == [
        "3 mentions (2 fewer than last week)",
        "1 new issue (as many as last week)",
        "0 issues closed, 2 open at the week's end",
    ]


def test_a_first_week_is_not_said_to_have_more_of_everything() -> None:
    _, summary = summed(live(), heard=[HEARD] * 3)
    assert lines(summary, "Volume")[:2] == ["3 mentions", "1 new issue"]


def test_filing_from_triage_is_no_mistake_of_anybodys() -> None:
    life = live(department=TRIAGE)
    life.do(cmd.HandOff(by="U1", assignment=1, to="food", is_not_ours=True))
    _, summary = summed(life)
    assert lines(summary, "Hand-offs") == ["Triage → Food: once"]


def test_departments_are_named_as_people_know_them() -> None:
    life = live(department="front-desk")
    life.wait(until=life.now + hours(14))
    life.do(claim())
    _, summary = summed(life)
    assert lines(summary, "By department") == ["Front desk: 1 new issue; 1 answer, 1 in time, median 1 hour"]


def test_sentiment_leaves_out_what_was_dismissed() -> None:
    spam = Heard(sentiment=Sentiment.POSITIVE, dismissed="spam")
    figures, summary = summed(heard=[HEARD, spam, Heard(sentiment=Sentiment.POSITIVE)], before=[[HEARD, HEARD]])
    assert figures.sentiments == (
        (Sentiment.NEGATIVE, Change(now=1, before=2)),
        (Sentiment.POSITIVE, Change(now=1, before=0)),
    )
    assert lines(summary, "Dismissed") == ["spam: 1"]


def test_answer_is_timed_in_the_departments_own_hours() -> None:
    life = live(hours=7)
    life.wait(until=MONDAY + hours(25))
    life.do(respond())
    figures, _ = summed(life)
    assert figures.answers == AnswerTimes(answered=1, in_time=1, median=hours(2), p90=hours(2))


def test_answers_to_an_emergency_are_timed_by_the_clock_on_the_wall() -> None:
    life = Life(Routing(department="billing", urgency=Urgency.EMERGENCY), now=MONDAY + hours(12))
    life.wait(until=life.now + minutes(40))
    life.do(claim())
    figures, _ = summed(life)
    assert figures.answers == AnswerTimes(answered=1, median=minutes(40), p90=minutes(40))


def test_answer_is_held_to_the_target_that_stood_when_it_was_given() -> None:
    raised, raised_later = live(), live(1002)
    for life in (raised, raised_later):
        life.wait(until=MONDAY + hours(3))
    raised.do(cmd.ChangeUrgency(by="U1", urgency=Urgency.HIGH))
    for life in (raised, raised_later):
        life.do(claim())
    raised_later.do(cmd.ChangeUrgency(by="U1", urgency=Urgency.HIGH))
    assert summed(raised)[0].answers.in_time == 0
    assert summed(raised_later)[0].answers.in_time == 1


def test_door_that_never_answered_counts_as_late() -> None:
    answered, silent = live(), live(1002)
    answered.do(claim())
    silent.wait(until=MONDAY + timedelta(days=3))
    figures, summary = summed(answered, silent)
    assert figures.answers.share_in_time == 0.5
    assert "1 of 2 doors answered in time (50%)" in lines(summary, "Answers")


def test_answer_counts_in_the_week_it_was_given() -> None:
    life = live(days=-3)
    life.wait(until=MONDAY + hours(1))
    life.do(claim())
    figures, _ = summed(life)
    assert figures.answers.answered == 1
    assert figures.volume.opened == Change(now=0, before=1)


def test_reopened_issue_asks_its_owner_again() -> None:
    life = live()
    life.do(resolve())
    life.wait(until=MONDAY + hours(1))
    life.do(cmd.Reopen(by="U2"))
    life.wait(until=MONDAY + hours(4))
    life.do(claim())
    figures, _ = summed(life)
    assert figures.answers == AnswerTimes(answered=2, in_time=2, median=minutes(90), p90=hours(3))


def test_median_and_p90_are_those_of_a_hand_count() -> None:
    lives = [live(1001 + index) for index in range(10)]
    for index, life in enumerate(lives):
        life.wait(until=MONDAY + minutes(10 * (index + 1)))
        life.do(respond())
    figures, _ = summed(*lives)
    assert (figures.answers.median, figures.answers.p90) == (minutes(55), minutes(90))


def test_silent_door_is_told_with_how_long_and_how_often() -> None:
    life = live(days=1)
    life.wait(until=WEEK.end)
    figures, summary = summed(life)
    [door] = figures.silent
    assert (door.department, door.since) == ("billing", MONDAY + timedelta(days=1))
    assert lines(summary, "Silent doors") == [f"Billing: no answer for 5 days 15 h, knocked {door.knocks} times"]
    assert summary.headline == "No mentions, 1 new issue; 1 department has a door that stayed silent."


def test_door_that_answered_and_fell_quiet_again_is_silent_since_its_last_word() -> None:
    life = live()
    life.wait(until=MONDAY + hours(3))
    life.do(respond())
    life.wait(until=MONDAY + timedelta(days=1) + hours(5))
    figures, _ = summed(life)
    [door] = figures.silent
    assert (door.since, door.knocks) == (MONDAY + hours(3), 2)


@pytest.mark.parametrize(
    "command",
    [claim(), respond(), snooze(WEEK.end + hours(9)), resolve(), cmd.Dismiss(by="U1")],
    ids=lambda command: type(command).__name__,
)
def test_door_that_answered_in_any_way_is_not_silent(command: cmd.Command) -> None:
    life = live(days=3)
    life.wait(until=life.now + hours(5))
    life.do(command)
    assert summed(life)[0].silent == ()


def test_hand_offs_say_from_where_to_where_and_how_many_were_not_ours() -> None:
    lives = [live(1001 + index) for index in range(3)]
    for index, life in enumerate(lives):
        life.do(replace(hand_off("food"), is_not_ours=index > 0))
    lives[0].do(hand_off("safety", assignment=2))
    _, summary = summed(*lives)
    assert lines(summary, "Hand-offs") == ["Billing → Food: 3 times, 2 of them marked not ours", "Food → Safety: once"]


def test_hand_off_by_the_bot_itself_is_nobodys_mistake() -> None:
    life = live()
    life.do(resolve())
    life.rulebook = without("billing")
    life.do(cmd.Reopen(by="U1"))
    assert summed(life)[0].hand_offs == ()


def test_oldest_open_issues_come_first_each_with_its_number_and_its_owners_share() -> None:
    old, new = live(1002, days=-10), live(1001)
    new.do(claim())
    new.do(hand_off("food"))
    _, summary = summed(old, new)
    [section] = [each for each in summary.sections if each.title == "Oldest open issues"]
    assert [(line.issue, line.assignment) for line in section.lines] == [(1002, 1), (1001, 2)]
    assert section.lines[0].text == "Billing: open for 16 days, nobody has answered yet"


def test_lines_learn_where_their_cards_stand() -> None:
    _, summary = summed(live())
    placed = summary.with_cards(lambda issue, assignment: CardPlace(channel=f"C{issue}", ts=f"{assignment}.0"))
    cards = [line.card for section in placed.sections for line in section.lines if line.issue]
    assert cards
    assert set(cards) == {CardPlace(channel="C1001", ts="1.0")}
    assert all(line.card is None for section in placed.sections for line in section.lines if not line.issue)


def test_dismissals_by_rules_and_by_people_are_counted_together() -> None:
    life = live()
    life.do(cmd.Dismiss(by="U1", why="spam"))
    _, summary = summed(life, heard=[Heard(dismissed="spam"), Heard(dismissed="not about us"), Heard(dismissed="")])
    assert lines(summary, "Dismissed") == ["spam: 2", "No reason given: 1", "not about us: 1"]


def test_busiest_tags_are_counted_over_new_issues() -> None:
    tagged = Life(Routing(department="billing", tags=("invoice", "vip")))
    _, summary = summed(tagged, Life(Routing(department="food", tags=("vip",)), number=1002))
    assert lines(summary, "Busiest tags") == ["vip: 2 issues", "invoice: 1 issue"]


def test_week_that_goes_on_is_told_as_it_stands_now() -> None:
    life = live()
    now = MONDAY + hours(5)
    told = tell(life.events, until=now)
    assert told is not None
    figures = tally(WEEK, last_week=LAST_WEEK, heard=[], heard_before=[], stories=[told], rulebook=RULEBOOK, until=now)
    summary = put_into_words(figures, RULEBOOK)
    assert lines(summary, "Volume")[-1] == "0 issues closed, 1 open so far"
    assert lines(summary, "Oldest open issues") == ["Billing: open for 5 hours, nobody has answered yet"]


def test_what_happens_after_the_week_changes_nothing() -> None:
    life = live()
    life.do(bring_in("food"))
    before = summed(life)
    life.now = WEEK.end
    life.do(resolve())
    assert summed(life) == before


def test_department_that_is_no_more_is_called_by_its_key() -> None:
    figures, _ = summed(live())
    assert "billing: 1 new issue" in str(put_into_words(figures, without("billing")))


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (timedelta(seconds=20), "less than a minute"),
        (minutes(1), "1 minute"),
        (minutes(59.6), "1 hour"),
        (minutes(210), "3 h 30 min"),
        (hours(24), "1 day"),
        (hours(52), "2 days 4 h"),
        (hours(24 * 9 + 5), "9 days"),
    ],
)
def test_lengths_of_time_are_said_as_people_say_them(time: timedelta, words: str) -> None:
    assert span(time) == words


def test_numbers_are_written_for_reading() -> None:
    assert plural(1204, "mention") == "1,204 mentions"


def test_share_in_time_of_nothing_is_no_share() -> None:
    assert AnswerTimes().share_in_time is None
    zero = Change(now=0, before=0)
    assert not Volume(mentions=zero, opened=zero, closed=0, still_open=0, usual=usual_count([0, 0, 0])).is_unusual
