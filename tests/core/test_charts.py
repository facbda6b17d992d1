"""The pictures of a week say what its figures say, in words as well, and nothing where there is nothing to say."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.core.charts import LONGEST_ALT, AnswersChart, ChartKind, FlowChart, VolumeChart, chart_of
from bot.core.classification import Sentiment
from bot.core.department import TRIAGE
from bot.core.figures import (
    AnswerTimes,
    Change,
    DepartmentWeek,
    Figures,
    HandOffs,
    Heard,
    Rhythm,
    Stretch,
    Volume,
)
from bot.core.first_look import first_look
from bot.core.rhythm import rhythm, stretch
from bot.core.usual import usual_count
from bot.core.week import days_of, week_of, weeks_before
from tests.core.example import RULEBOOK

LONDON = "Europe/London"
WEEK = week_of("2026-W48", LONDON)
NOTHING = Change(now=0, before=0)
QUIET = Figures(
    week=WEEK,
    until=WEEK.end,
    volume=Volume(mentions=NOTHING, opened=NOTHING, closed=0, still_open=0),
    departments=(),
    sentiments=(),
    answers=AnswerTimes(),
    silent=(),
    hand_offs=(),
    oldest=(),
    dismissals=(),
    tags=(),
)


def answers(minutes: float | None, *, answered: int = 3, in_time: int = 3, overdue: int = 0) -> AnswerTimes:
    median = None if minutes is None else timedelta(minutes=minutes)
    return AnswerTimes(answered=answered, in_time=in_time, overdue=overdue, median=median, p90=median)


def department(key: str, told: AnswerTimes) -> DepartmentWeek:
    return DepartmentWeek(key=key, opened=NOTHING, answers=told)


@pytest.mark.parametrize("kind", ChartKind)
def test_where_a_sentence_says_as_much_there_is_no_picture(kind: ChartKind) -> None:
    assert chart_of(kind, QUIET, RULEBOOK) is None
    few = stretch(WEEK.start, {Heard(): 9})
    calm = replace(
        QUIET,
        rhythm=rhythm([few], [few]),
        departments=(department("food", answers(60, answered=4, in_time=4)),),
        hand_offs=(HandOffs(giver="food", receiver="billing", count=2, not_ours=0),),
    )
    assert chart_of(kind, calm, RULEBOOK) is None


def test_volume_says_each_day_by_sentiment_and_the_weeks_before() -> None:
    monday = Counter({Heard(sentiment=Sentiment.NEGATIVE): 7, Heard(sentiment=Sentiment.POSITIVE): 1, Heard(): 1})
    tuesday = Counter({Heard(sentiment=Sentiment.NEUTRAL, dismissed="spam"): 2})
    days = [stretch(day.start, heard) for day, heard in zip(days_of(WEEK, LONDON), (monday, tuesday), strict=False)]
    weeks = [stretch(each.start, {Heard(): 9}) for each in weeks_before(WEEK, LONDON, count=2)][::-1]
    week = stretch(WEEK.start, monday + tuesday)
    figures = replace(
        QUIET, rhythm=rhythm(days, [*weeks, week]), volume=replace(QUIET.volume, mentions=Change(now=11, before=9))
    )
    chart = chart_of(ChartKind.VOLUME, figures, RULEBOOK)
    assert isinstance(chart, VolumeChart)
    assert chart.title == "11 mentions, day by day"
    assert [(day.label, day.of.mentions) for day in chart.days] == [("Mon", 9), ("Tue", 2)]
    assert [(each.label, each.of.mentions) for each in chart.weeks] == [("W46", 9), ("W47", 9), ("W48", 11)]
    assert chart.alt == (
        "11 mentions in the week of 23 – 29 November 2026, by day: Monday 9 (7 negative, 1 positive, 1 set aside); "
        "Tuesday 2 (2 set aside). The weeks before: W46 9, W47 9."
    )


@pytest.mark.parametrize(("usual", "word"), [(20, "many"), (300, "few")])
def test_week_that_is_unusual_is_said_to_be_so(usual: int, word: str) -> None:
    volume = replace(QUIET.volume, mentions=Change(now=100, before=20), usual=usual_count([usual] * 4))
    week = Stretch(start=WEEK.start, neutral=100)
    chart = chart_of(ChartKind.VOLUME, replace(QUIET, volume=volume, rhythm=rhythm([week], [week])), RULEBOOK)
    assert isinstance(chart, VolumeChart)
    assert chart.title == f"100 mentions, unusually {word}"
    assert chart.alt.endswith(f"That is unusually {word}.")


def test_weeks_before_the_first_mention_are_no_weeks_to_compare_with() -> None:
    weeks = [Stretch(start=WEEK.start), Stretch(start=WEEK.start), Stretch(start=WEEK.start, neutral=4)]
    assert rhythm([], weeks).weeks == (weeks[2],)
    assert rhythm([], weeks[:2]) == Rhythm()


@pytest.mark.parametrize("key", ["2026-W12", "2026-W13", "2026-W43", "2026-W53"])
def test_days_of_a_week_add_up_to_it_also_when_the_clocks_change(key: str) -> None:
    week = week_of(key, LONDON)
    days = days_of(week, LONDON)
    assert (days[0].start, days[-1].end, len(days)) == (week.start, week.end, 7)
    assert all(before.end == after.start for before, after in pairwise(days))


def test_answers_begin_with_who_was_latest_by_its_own_targets() -> None:
    first, second, third = (each.key for each in RULEBOOK.departments[:3])
    figures = replace(
        QUIET,
        answers=answers(60, answered=5, in_time=4, overdue=2),
        departments=(
            department(first, answers(30)),
            department(second, answers(None, answered=0, in_time=0, overdue=2)),
            department(third, answers(9000, answered=2, in_time=1)),
        ),
    )
    chart = chart_of(ChartKind.ANSWERS, figures, RULEBOOK)
    assert isinstance(chart, AnswersChart)
    assert [row.name.key for row in chart.rows] == [second, third, first]
    assert [(row.in_time, row.due) for row in chart.rows] == [(0, 2), (1, 2), (3, 3)]
    assert chart.rows[0].said == "no answer yet, 2 overdue"
    assert chart.rows[1].said == "1 of 2 in time; half within 6 days 6 h"
    assert chart.title == "4 of 7 doors answered in time"
    assert all(row.said in chart.alt and row.name.said in chart.alt for row in chart.rows)


def test_of_thirty_departments_the_latest_six_are_shown_and_the_rest_counted() -> None:
    figures = replace(
        QUIET,
        answers=answers(60, answered=1_200, in_time=735),
        departments=tuple(
            department(f"door-{number}", answers(60, answered=40, in_time=40 - number)) for number in range(1, 31)
        ),
    )
    chart = chart_of(ChartKind.ANSWERS, figures, RULEBOOK)
    assert isinstance(chart, AnswersChart)
    assert [row.name.key for row in chart.rows] == [f"door-{number}" for number in range(30, 24, -1)]
    assert chart.more == "and 24 more departments, none of them later"
    assert len(chart.alt) <= LONGEST_ALT


def test_hand_off_map_says_who_passed_on_to_whom_and_what_was_not_ours() -> None:
    key = RULEBOOK.departments[1].key
    flows = [HandOffs(giver=key, receiver=f"door-{number}", count=9 - number, not_ours=number) for number in range(9)]
    chart = chart_of(ChartKind.HAND_OFFS, replace(QUIET, hand_offs=tuple(flows)), RULEBOOK)
    assert isinstance(chart, FlowChart)
    assert chart.title == "45 hand-offs, from whom to whom"
    assert [each.count for each in chart.flows] == [9, 8, 7, 6, 5, 4, 3, 2]
    assert chart.more == "and 1 more, other ways"
    name = RULEBOOK.departments[1].name
    assert f"{name} to door-0 9 times; {name} to door-1 8 times, 1 marked not ours" in chart.alt


def test_what_triage_passes_on_is_nobodys_mistake() -> None:
    flows = (HandOffs(giver=TRIAGE, receiver="food", count=3, not_ours=3),)
    chart = chart_of(ChartKind.HAND_OFFS, replace(QUIET, hand_offs=flows), RULEBOOK)
    assert isinstance(chart, FlowChart)
    assert [each.not_ours for each in chart.flows] == [0]
    assert "not ours" not in chart.alt
    [line] = first_look(replace(QUIET, hand_offs=flows), RULEBOOK)
    assert "wrong door" not in line.text
