"""Sections of the weekly summary: what nobody took, what came to the wrong door, how long it took to the end."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta

from bot.core import commands as cmd
from bot.core.asks import Told, tell
from bot.core.classification import Sentiment, Urgency
from bot.core.figures import Change, DepartmentWeek, Figures, Heard, Mood, Reach
from bot.core.first_look import first_look
from bot.core.misroutings import misrouting_section
from bot.core.opportunities import Kindness, Opportunity, opportunities, opportunity_section, unanswered
from bot.core.routing import Routing
from bot.core.summary import Line, Section
from bot.core.summary_words import put_into_words
from bot.core.tally import tally
from bot.core.usual import Usual
from bot.core.week import Span, week_before, week_of
from tests.core.example import MONDAY, RULEBOOK, Life, bring_in, claim, hand_off, hours, resolve, respond, without

WEEK = week_of("2026-W48", "Europe/London")
PRAISE = Opportunity(kind="praise", issue=1001, assignment=1, department="billing")
NOBODY_SAID: Mapping[int, Kindness] = {}


def story(life: Life) -> Told:
    told = tell(life.events, until=WEEK.end)
    assert told is not None
    return told


def figures(*lives: Life, heard: list[Heard] | None = None, before: list[list[Heard]] | None = None) -> Figures:
    return tally(
        WEEK,
        last_week=week_before(WEEK, "Europe/London"),
        heard=heard or [],
        heard_before=before or [],
        stories=[story(life) for life in lives],
        rulebook=RULEBOOK,
    )


def lines(counted: Figures, title: str) -> list[str]:
    sections = put_into_words(counted, RULEBOOK).sections
    return [line.text for section in sections if section.title == title for line in section.lines]


def live(number: int = 1001, *, tags: tuple[str, ...] = (), rule: str = "", **later: float) -> Life:
    routing = Routing(department="billing", tags=tags, rule=rule)
    return Life(routing, now=MONDAY + timedelta(**later), number=number)


def missed(lives: Iterable[Life], said: Mapping[int, Kindness] = NOBODY_SAID) -> list[Opportunity]:
    found = [each for life in lives if (each := unanswered(story(life), WEEK))]
    return list(opportunities(found, said, RULEBOOK))


def kind(words: str = "") -> dict[int, Kindness]:
    return {7: Kindness(sentiment=Sentiment.POSITIVE, words=words)}


def test_praise_that_nobody_answered_in_its_time_was_an_opportunity() -> None:
    life = live(tags=("spa", "praise"))
    life.wait(until=WEEK.end)
    assert [(each.kind, each.issue) for each in missed([life])] == [("praise", 1001)]


def test_kind_words_are_one_without_any_tag_and_hard_words_are_none() -> None:
    life = live()
    life.wait(until=WEEK.end)
    assert [each.kind for each in missed([life], kind())] == ["kind words"]
    assert missed([life], {7: Kindness(sentiment=Sentiment.NEGATIVE)}) == []
    assert missed([life]) == []


def test_what_somebody_answered_was_taken_however_late() -> None:
    answered, brought, late = live(1001, tags=("lead",)), live(1002, tags=("lead",)), live(1003, tags=("lead",))
    answered.do(respond())
    brought.do(bring_in("food"))
    late.wait(until=MONDAY + timedelta(days=5))
    late.do(respond())
    assert missed([answered, brought, late]) == []


def test_what_still_has_time_or_was_dismissed_is_no_loss_and_each_is_counted_in_one_week_alone() -> None:
    fresh = live(1001, tags=("idea",), days=4, hours=7)
    old = live(1002, tags=("idea",), days=-9)
    dismissed = live(1003, tags=("idea",))
    for life in (fresh, old):
        life.wait(until=WEEK.end)
    dismissed.do(cmd.Dismiss(by="U1"))
    assert [each.issue for each in missed([fresh, old, dismissed])] == []


def test_opportunities_are_told_with_their_words_and_what_is_too_much_is_counted() -> None:
    section = opportunity_section(
        [
            Opportunity(kind="praise", issue=1001 + n, assignment=1, department="billing", words="So  kind!")
            for n in range(7)
        ],
        RULEBOOK,
    )
    assert section is not None
    assert section.lines[0].text == "praise, with Billing: “So kind!”"
    assert section.lines[-1].text == "… and 2 more: 2 × praise"
    assert opportunity_section([], RULEBOOK) is None


def test_the_first_look_counts_the_opportunities() -> None:
    one = Opportunity(kind="lead", issue=1001, assignment=1, department="billing")
    said = [line.text for line in first_look(figures(), RULEBOOK, missed=[one, replace(one, kind="praise"), one])]
    assert said == ["3 opportunities nobody took: 2 × lead, 1 × praise"]
    assert [line.text for line in first_look(figures(), RULEBOOK, missed=[one])] == [
        "1 opportunity nobody took: 1 × lead"
    ]


def passed_on(life: Life, to: str = "food", assignment: int = 1) -> Life:
    life.do(replace(hand_off(to, assignment=assignment), is_not_ours=True))
    return life


def test_what_came_to_the_wrong_door_names_the_rule_to_look_at() -> None:
    section = misrouting_section(
        figures(passed_on(live(1001, rule="Money")), passed_on(live(1002, rule="Money"))).misroutings, RULEBOOK
    )
    assert section is not None
    assert [(line.issue, line.text) for line in section.lines] == [
        (1002, "Billing → Food, 2 times; sent there by the rule “Money”")
    ]


def test_a_second_wrong_door_was_a_persons_choice_and_no_rules() -> None:
    life = passed_on(passed_on(live(rule="Money")), "safety", assignment=2)
    assert [(each.giver, each.rule) for each in figures(life).misroutings] == [("billing", "Money"), ("food", "")]


def test_a_hand_off_that_says_nothing_or_that_the_bot_did_is_no_misrouting() -> None:
    plain, moved = live(1001), live(1002)
    plain.do(hand_off("food"))
    moved.do(resolve())
    moved.rulebook = without("billing")
    moved.do(cmd.Reopen(by="U1"))
    assert figures(plain, moved).misroutings == ()
    assert misrouting_section((), RULEBOOK) is None


def test_time_to_the_end_counts_from_the_asking_in_working_hours() -> None:
    first, second, open_still = live(1001), live(1002, hours=7), live(1003)
    first.wait(until=MONDAY + hours(2))
    first.do(resolve())
    second.wait(until=MONDAY + timedelta(days=1) + hours(1))  # an hour on Monday, an hour on Tuesday
    second.do(resolve())
    open_still.do(claim())
    counted = figures(first, second, open_still)
    assert (counted.resolutions.resolved, counted.resolutions.median) == (2, hours(2))
    assert lines(counted, "Resolved") == [
        "2 resolved: half within 2 hours of working time after the asking, nine of ten within 2 hours"
    ]
    assert "2 resolved, median 2 hours" in lines(counted, "By department")[0]


def test_what_ended_otherwise_was_not_resolved() -> None:
    dismissed, handed = live(1001), live(1002)
    dismissed.do(cmd.Dismiss(by="U1"))
    handed.do(hand_off("food"))
    assert figures(dismissed, handed).resolutions.resolved == 0


def test_a_reopened_issue_is_resolved_twice_and_a_brought_in_share_by_itself() -> None:
    life = live()
    life.do(bring_in("food"))
    life.do(resolve(assignment=2))
    life.do(resolve())
    life.wait(until=MONDAY + hours(1))
    life.do(cmd.Reopen(by="U1"))
    life.wait(until=MONDAY + hours(2))
    life.do(resolve())
    by_department = {each.key: each.resolutions.resolved for each in figures(life).departments}
    assert by_department == {"billing": 2, "food": 1}


def test_a_target_for_the_end_is_held_where_the_department_has_one() -> None:
    book = replace(
        RULEBOOK,
        departments=tuple(
            replace(each, resolve_within={Urgency.NORMAL: hours(1)}) if each.key == "billing" else each
            for each in RULEBOOK.departments
        ),
    )
    soon, late = live(1001), live(1002)
    soon.do(resolve())
    late.wait(until=MONDAY + hours(3))
    late.do(resolve())
    counted = tally(
        WEEK,
        last_week=week_before(WEEK, "Europe/London"),
        heard=[],
        heard_before=[],
        stories=[story(soon), story(late)],
        rulebook=book,
    )
    assert (counted.resolutions.targeted, counted.resolutions.in_time) == (2, 1)
    assert "2 resolved, 1 of 2 in time" in lines(counted, "By department")[0]


def answered(number: int, after: float, **later: float) -> Life:
    life = live(number, **later)
    life.wait(until=life.now + hours(after))
    life.do(respond())
    return life


def test_a_department_that_became_slower_is_said_to_be_of_enough_answers() -> None:
    before = [answered(1001 + n, 1, days=-7) for n in range(3)]
    now = [answered(1011 + n, 3) for n in range(3)]
    [line] = lines(figures(*before, *now), "By department")
    assert "slower than last week (1 hour)" in line
    [line] = lines(figures(*before, *now[:2]), "By department")
    assert "slower" not in line


def felt(negative: int, positive: int) -> list[Heard]:
    return [Heard(sentiment=Sentiment.NEGATIVE)] * negative + [Heard(sentiment=Sentiment.POSITIVE)] * positive


def test_a_week_of_bad_temper_is_called_unusual_and_a_wiggle_is_not() -> None:
    before = [felt(20, 80), felt(24, 76), felt(18, 82), felt(21, 79)]
    bad, usual = figures(heard=felt(60, 40), before=before), figures(heard=felt(27, 73), before=before)
    assert "60% negative is unusual: in the weeks before it was about 20%." in lines(bad, "By sentiment")
    assert first_look(bad, RULEBOOK)[1].text == "Unusual: more negative than usual (about 20%)"
    assert "unusual" not in str(lines(usual, "By sentiment"))


def test_wide_reach_is_unusual_from_twice_the_usual_on_and_little_reach_never() -> None:
    usual = Usual(middle=10_000, scatter=1_000)
    wide = replace(figures(), reach=Reach(people=Change(now=2_000_000, before=9_000), usual=usual))
    assert first_look(wide, RULEBOOK)[-1].text == "Unusual: read by 2,000,000 followers, usually about 10,000"
    assert lines(wide, "Reach")[-1] == "That is unusual: in the weeks before it was about 10,000."
    for people in (15_000, 0):
        assert not Reach(people=Change(now=people, before=9_000), usual=usual).is_unusual


def test_figures_without_anything_to_compare_with_are_ordinary() -> None:
    assert not Mood().is_unusual
    assert Mood().share == 0.0
    assert not Reach().is_unusual
    assert not DepartmentWeek(key="billing", opened=Change(now=0, before=0), answers=figures().answers).is_slower


def test_a_silent_department_is_one_line_however_many_of_its_issues_wait() -> None:
    lives = [live(1001 + number) for number in range(4)]
    for life in lives:
        life.wait(until=WEEK.end)
    counted = figures(*lives)
    knocks = sum(door.knocks for door in counted.silent)
    assert lines(counted, "Silent doors") == [
        f"Billing: no answer for 6 days 15 h, knocked {knocks} times; 4 issues wait there"
    ]


def test_a_span_may_end_where_the_counting_stands() -> None:
    life = live(tags=("praise",))
    life.wait(until=WEEK.end)
    told = story(life)
    assert unanswered(told, Span(start=WEEK.start, end=MONDAY + hours(2))) is None


def test_a_first_knock_before_the_weekend_is_no_silence_yet() -> None:
    life = live(days=4, hours=5)
    life.wait(until=WEEK.end)
    counted = figures(life)
    [door] = counted.silent
    assert (door.knocks, door.is_late) == (1, False)
    summary = put_into_words(counted, RULEBOOK)
    assert summary.headline == "No mentions, 1 new issue; 1 issue still open, none of them late."
    assert first_look(counted, RULEBOOK) == ()
    assert lines(counted, "Silent doors") == ["Billing: no answer for 2 days 10 h, knocked once"]


def test_a_week_in_which_nobody_speaks_as_they_usually_do_is_said_to_be_so_without_drama() -> None:
    counted = figures(before=[felt(20, 40)] * 5)
    assert put_into_words(counted, RULEBOOK).headline == (
        "No mentions, where there are usually about 60; nothing is left open."
    )
    assert lines(counted, "By sentiment") == []


def test_what_came_back_is_worth_a_line() -> None:
    again = Section(title="Why things come back", lines=(Line(text="“late rota”: 4 issues, in Food", issue=1001),))
    [line] = first_look(figures(), RULEBOOK, came_back=again)
    assert line.text == "Again: “late rota”: 4 issues, in Food"
