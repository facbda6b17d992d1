"""A department's own week: what was asked of it, who is thanked, and what the others said."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.core import commands as cmd
from bot.core.asks import tell
from bot.core.figures import AnswerTimes, Change
from bot.core.own_week import OwnWeek, own_week
from bot.core.own_week_words import own_week_report
from bot.core.routing import Routing
from bot.core.summary import Report
from bot.core.week import week_before, week_of
from bot.core.why_tree import Explained
from tests.core.example import MONDAY, RULEBOOK, Life, bring_in, claim, hand_off, hours, resolve, respond

LONDON = "Europe/London"
WEEK = week_of("2026-W48", LONDON)


def lived(*lives: Life, department: str = "billing", explained: Sequence[Explained] = ()) -> OwnWeek:
    told = [tell(life.events, until=WEEK.end) for life in lives]
    return own_week(
        department,
        [story for story in told if story is not None],
        explained,
        week=WEEK,
        last_week=week_before(WEEK, LONDON),
        rulebook=RULEBOOK,
        until=WEEK.end,
    )


def read(own: OwnWeek) -> Report:
    return own_week_report(own, RULEBOOK, LONDON)


def look(own: OwnWeek) -> list[str]:
    return [line.text for line in read(own).look]


def lines(own: OwnWeek, title: str) -> list[str]:
    return [line.text for section in read(own).sections if section.title == title for line in section.lines]


def live(number: int = 1001, department: str = "billing", **later: float) -> Life:
    return Life(Routing(department=department), now=MONDAY + timedelta(**later), number=number)


def why(*chain: str, department: str = "food") -> Explained:
    return Explained(
        issue=1042, assignment=1, department=department, brand="", tags=(), at=MONDAY + hours(3), chain=chain
    )


def test_week_in_which_nothing_was_is_quiet() -> None:
    assert lived().is_quiet
    assert lived(live(department="food")).is_quiet, "what others have to do is not this department's news"


def test_week_that_ended_well_says_so_and_thanks_by_name() -> None:
    first, second = live(), live(1002)
    for life in (first, second):
        life.wait(until=MONDAY + hours(1))
        life.do(claim("U1"))
    first.do(respond("U2"))
    for life in (first, second):
        life.do(resolve("U1"))
    own = lived(first, second)
    assert own.thanks == (("U1", 2), ("U2", 1)), "an issue counts once for each person, whatever they did in it"
    assert (own.asked, own.resolved) == (Change(now=2, before=0), 2)
    report = read(own)
    assert report.headline == "2 issues came to you; nothing is left open."
    assert look(own) == [
        "2 answers, all of them in time; half of them within 1 hour of working time",
        "Thank you:",
    ]
    assert report.look[1].people == (("U1", 2), ("U2", 1))
    assert report.title.format(period=report.period) == "Billing: your week, 23 – 29 November 2026"


def test_nobody_is_thanked_for_what_was_done_for_another_department() -> None:
    life = live()
    life.do(bring_in("food"))
    life.do(respond("U7", assignment=2))
    life.wait(until=WEEK.end)
    assert lived(life).thanks == (("U1", 1),)
    assert lived(life, department="food").thanks == (("U7", 1),)


def test_answers_are_held_against_those_of_the_week_before() -> None:
    earlier, now = live(1001, days=-7), live(1002)
    earlier.wait(until=MONDAY - timedelta(days=7) + hours(2))
    earlier.do(resolve())
    now.wait(until=MONDAY + hours(1))
    now.do(resolve())
    own = lived(earlier, now)
    assert own.before == AnswerTimes(answered=1, in_time=1, median=hours(2), p90=hours(2))
    assert look(own)[0] == ("1 answer, in time; within 1 hour of working time (the week before: 2 hours)")


def test_the_oldest_open_issue_is_named_and_the_others_are_in_the_thread() -> None:
    old, new = live(1001, days=-9), live(1002)
    old.do(claim())
    own = lived(new, old)
    oldest = read(own).look[-1]
    assert (oldest.issue, oldest.text) == (1001, "is your oldest: open for 15 days, somebody is on it")
    assert lines(own, "Still open") == ["open for 6 days 15 h, nobody has answered yet"]
    assert read(own).headline == "1 issue came to you; 1 answer is still due."


def test_what_others_brought_and_what_was_passed_on_is_said_with_their_words() -> None:
    came, went, asked = live(1001, "food"), live(1002), live(1003, "safety")
    came.do(hand_off("billing", why="it is about a refund"))
    went.do(replace(hand_off("food", why="soup"), is_not_ours=True))
    asked.do(bring_in("billing", question="what did they pay?"))
    own = lived(came, went, asked)
    assert lines(own, "What others brought you") == [
        "from Food: “it is about a refund”",
        "Safety asked: “what did they pay?”",
    ]
    assert lines(own, "What you passed on") == ["to Food, not yours: “soup”"]
    assert "From others: Food (1), Safety (1)" in look(own)
    assert "Not yours, and passed on: Food (1). I learn from each" in look(own)


def test_what_the_bot_passed_on_by_itself_was_brought_by_nobody() -> None:
    life = live(1001, "food")
    life.do(resolve())
    life.rulebook = replace(RULEBOOK, departments=tuple(each for each in RULEBOOK.departments if each.key != "food"))
    life.do(cmd.Reopen(by="U1"))
    assert lived(life, department="triage").came == ()


def test_whys_of_others_that_name_the_department_are_shown_and_its_own_are_not() -> None:
    own = lived(
        explained=[
            why("long queue", "Billing closes at noon"),
            why("the billing of the week", department="digital"),
            why("Billing was short of hands", department="billing"),
        ]
    )
    assert not own.is_quiet
    assert lines(own, "Where a why speaks of you") == ["Food: “long queue ← Billing closes at noon”"]
    assert look(own) == ["1 why of other departments speaks of you"]


def test_quiet_week_with_something_open_is_one_sentence_and_the_oldest() -> None:
    life = live(days=-20)
    life.do(claim())
    own = lived(life)
    assert read(own).headline == "Nothing new came to you; 1 issue is still open."
    assert len(read(own).look) == 1
    assert read(own).sections == ()


def test_long_lists_are_cut() -> None:
    own = lived(*(live(1001 + number) for number in range(20)))
    assert lines(own, "Still open")[-1] == "… and 11 more"
