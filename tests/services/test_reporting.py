"""The weekly summary is posted once a week, whatever happens to the bot, and says what the record says."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from bot.core.commands import Claim, Dismiss, HandOff
from bot.core.department import SummaryPlan
from bot.core.notices import Notice
from bot.core.summary import CardPlace, Summary
from bot.core.summary_notice import PostSummary
from bot.errors import PermanentFailure
from bot.services.reporting import Reporting
from tests.core.example import MONDAY, RULEBOOK, without
from tests.services.house import House, Said


class Office(House):
    """The house with its reporting: it begins on the Monday of week 48 at nine, just when summaries are due."""

    def tick(self, **later: float) -> list[str]:
        """Move on, tick, and return the keys of what the summaries channel was told by that, threads left out."""
        before = len(self.slack.messages)
        self.clock.forward(timedelta(**later))
        self.reporting.tick()
        self.settle()
        return [
            said.delivery.notice.key
            for said in self.slack.messages[before:]
            if is_about_weeks(said.delivery.notice) and not said.thread
        ]


def is_about_weeks(notice: Notice) -> bool:
    """Whether it is about the strategist's weeks."""
    return notice.key.startswith("strategist:summaries") or (isinstance(notice, PostSummary) and not notice.reader)


def for_the_strategist(office: Office) -> list[Said]:
    return [said for said in office.slack.in_channel("#strategy") if said.what == "PostSummary"]


def lines(summary: Summary, title: str) -> list[str]:
    return [line.text for section in summary.sections if section.title == title for line in section.lines]


@pytest.fixture
def office(engine: Engine) -> Office:
    return Office(engine)


def test_weeks_before_the_installation_are_never_posted(office: Office) -> None:
    assert office.tick() == []
    assert office.tick(hours=1) == []
    assert office.tick(days=6) == []


def test_installed_an_hour_before_a_summary_is_due_the_bot_does_not_report_a_week_it_never_saw(engine: Engine) -> None:
    office = Office(engine)
    office.clock.forward(timedelta(days=6, hours=23))
    assert office.tick() == []
    assert office.tick(hours=2) == []
    assert office.tick(days=7) == ["summary:2026-W49:#strategy"]


def test_week_is_posted_once_when_it_is_due(office: Office) -> None:
    office.tick()
    assert office.tick(days=6, hours=23, minutes=59) == []
    assert office.tick(minutes=1) == ["summary:2026-W48:#strategy"]
    assert office.tick(minutes=1) == []
    assert office.tick(days=3) == []


def test_every_week_gets_its_summary(office: Office) -> None:
    office.tick()
    posted = [office.tick(days=7) for _ in range(4)]
    assert posted == [[f"summary:2026-W{week}:#strategy"] for week in (48, 49, 50, 51)]


def test_many_processes_tick_and_one_summary_is_posted(office: Office) -> None:
    office.tick()
    others = [Reporting(office.open_unit, office.clock, office.rules) for _ in range(3)]
    office.clock.forward(timedelta(days=7))
    assert [each.tick() > 0 for each in others] == [True, False, False]
    assert office.tick() == ["summary:2026-W48:#strategy"]


def test_downtime_over_the_due_time_only_delays_the_summary(office: Office) -> None:
    office.tick()
    assert office.tick(days=9) == ["summary:2026-W48:#strategy"]


def test_after_a_month_away_one_summary_and_one_word_on_the_others_are_posted(office: Office) -> None:
    office.tick()
    told = office.tick(days=30)
    assert sorted(told) == ["strategist:summaries-missed:2026-W51", "summary:2026-W51:#strategy"]
    [word] = [said for said in office.slack.messages if said.what == "TellStrategist"]
    assert "2026-W48 to 2026-W50" in str(word.delivery.notice)
    assert office.tick(days=7) == ["summary:2026-W52:#strategy"]


def test_one_week_that_was_missed_is_called_by_its_name(office: Office) -> None:
    office.tick()
    office.tick(days=14)
    [word] = [said for said in office.slack.messages if said.what == "TellStrategist"]
    assert "in 2026-W48 is shown by" in str(word.delivery.notice)


def test_summary_moved_to_another_channel_is_not_posted_again(office: Office) -> None:
    office.tick()
    office.tick(days=7)
    office.rules.current = replace(RULEBOOK, strategist=replace(RULEBOOK.strategist, summary_channel="#elsewhere"))
    assert office.tick(hours=1) == []


def test_summary_without_a_channel_of_its_own_goes_to_the_strategists(office: Office) -> None:
    office.rules.current = replace(RULEBOOK, strategist=replace(RULEBOOK.strategist, summary_channel=""))
    assert office.reporting.post("2026-W48") == "#strategy"


def test_summary_asked_for_by_hand_is_not_posted_twice(office: Office) -> None:
    office.tick()
    office.reporting.post("2026-W48")
    assert office.tick() == ["summary:2026-W48:#strategy"]
    office.reporting.post("2026-W48")
    assert office.tick(days=7) == []


def test_week_of_an_empty_database_reads_well(office: Office) -> None:
    assert office.reporting.build("2026-W47").headline == "A quiet week: nobody mentioned us, and nothing is open."


def test_week_that_does_not_exist_is_refused(office: Office) -> None:
    with pytest.raises(ValueError, match="is no week"):
        office.reporting.build("2026-W77")


def test_summary_tells_the_week_as_it_was(office: Office) -> None:
    office.receive("billing: charged twice", "food: cold soup", "digital: the app is down")
    office.settle()
    office.forward(hours=1)
    office.apply(1001, Claim(by="U1", assignment=1))
    office.apply(1002, HandOff(by="U2", assignment=1, to="safety", is_not_ours=True))
    office.apply(1003, Dismiss(by="U3", why="spam"))
    office.forward(hours=5)
    summary = office.reporting.build("2026-W48")
    assert summary.figures.volume.mentions.now == 3
    assert lines(summary, "Volume") == [
        "3 mentions",
        "3 new issues",
        "1 issue closed, 2 open so far",
    ]
    assert lines(summary, "Hand-offs") == ["Food → Safety: once, marked not ours"]
    assert lines(summary, "Dismissed") == ["spam: 1"]
    [silent] = summary.figures.silent
    assert (silent.issue, silent.department) == (1002, "safety")


def test_days_and_weeks_of_a_summary_add_up_to_it(office: Office) -> None:
    office.receive("billing: charged twice", "food: cold soup")
    office.forward(days=1)
    office.receive("digital: the app is down")
    office.forward(days=7)
    office.receive("food: cold soup again")
    office.settle()
    last_week, this_week = (office.reporting.build(key).figures for key in ("2026-W48", "2026-W49"))
    assert [day.mentions for day in last_week.rhythm.days] == [2, 1, 0, 0, 0, 0, 0]
    # A week that still goes on has had so many days.
    assert [day.mentions for day in this_week.rhythm.days] == [0, 1]
    assert [week.mentions for week in this_week.rhythm.weeks] == [3, 1]
    assert this_week.volume.mentions.now == 1


def test_each_line_about_an_issue_knows_where_its_card_stands(office: Office) -> None:
    office.receive("billing: charged twice")
    office.settle()
    [card] = office.slack.cards("#billing")
    summary = office.reporting.build("2026-W48")
    [oldest] = [line for section in summary.sections for line in section.lines if line.issue]
    assert oldest.card == CardPlace(channel="#billing", ts=card.ts)


def test_summary_built_late_says_what_it_said_in_time(office: Office) -> None:
    office.receive("billing: charged twice", "food: cold soup")
    office.settle()
    office.forward(days=7)
    in_time = office.reporting.build("2026-W48")
    office.apply(1001, Claim(by="U1", assignment=1))
    office.apply(1002, Dismiss(by="U1"))
    office.forward(days=20)
    assert office.reporting.build("2026-W48") == in_time


def test_issue_that_was_open_before_and_never_changed_is_among_the_oldest(office: Office) -> None:
    office.receive("billing: charged twice")
    office.triage.tick()
    office.clock.forward(timedelta(days=60))
    summary = office.reporting.build("2027-W03")
    assert [each.issue for each in summary.figures.oldest] == [1001]
    assert summary.figures.oldest[0].opened_at == MONDAY


def test_reminder_due_while_the_door_is_shut_waits_for_monday_and_lets_the_bot_rest(office: Office) -> None:
    office.clock.forward(timedelta(days=3, hours=23))  # Friday, eight in the morning
    office.receive("billing: charged twice")
    office.settle()
    office.forward(days=1, hours=4)  # the bot was busy elsewhere until Saturday noon
    assert office.slack.knocks("billing@example.com") == []
    office.forward(days=1, hours=22)  # Monday, ten
    assert len(office.slack.knocks("billing@example.com")) == 1


def test_the_rest_of_a_summary_stands_in_the_thread_of_its_first_look_part_by_part(office: Office) -> None:
    office.tick()
    office.receive("billing: charged twice")
    office.settle()
    assert office.tick(days=7) == ["summary:2026-W48:#strategy"]
    first, *parts = for_the_strategist(office)
    assert [said.delivery.notice.key.removeprefix("summary:2026-W48:#strategy:") for said in parts] == [
        "figures",
        "doors",
    ], "nothing comes back yet, so there are no reasons to post"
    assert {said.thread for said in parts} == {first.ts}
    office.tick(days=1)
    assert for_the_strategist(office) == [first, *parts]


def test_a_quiet_week_is_one_message_without_a_thread(office: Office) -> None:
    office.tick()
    office.tick(days=7)
    assert [said.what for said in office.slack.messages] == ["PostSummary"]


def test_without_its_first_look_nothing_of_a_summary_is_posted(office: Office) -> None:
    office.tick()
    office.receive("billing: charged twice")
    office.settle()
    office.slack.faults.append((PermanentFailure("is_archived"), False))
    assert office.tick(days=7) == []
    assert [said.what for said in office.slack.messages if said.channel == "#strategy"] == ["TellStrategist"]


def own_weeks(office: Office) -> list[tuple[str, str]]:
    """Each first look at a department's week: where it stands, and which week it is."""
    posted = [said for said in office.slack.messages if said.what == "PostSummary" and not said.thread]
    notices = [said.delivery.notice for said in posted]
    return [(each.channel, each.week) for each in notices if isinstance(each, PostSummary) and each.reader]


def test_each_department_that_had_something_to_do_reads_its_week_once_and_the_others_nothing(office: Office) -> None:
    office.tick()
    office.receive("billing: charged twice", "safety: a loose rail")
    office.settle()
    office.apply(1002, Dismiss(by="U1"))
    office.tick(days=7)
    assert own_weeks(office) == [("#billing", "2026-W48"), ("#safety", "2026-W48")]
    office.tick(days=3)
    assert len(own_weeks(office)) == 2


def test_a_departments_week_comes_when_it_is_monday_for_them_and_their_door_is_open(office: Office) -> None:
    office.tick()
    office.receive("front-desk: nobody there")  # which works at night, from ten to six
    office.settle()
    office.tick(days=7)
    assert own_weeks(office) == []
    office.tick(hours=12, minutes=59)
    assert own_weeks(office) == []
    office.tick(minutes=1)
    assert own_weeks(office) == [("#front-desk", "2026-W48")]


def test_a_department_that_switches_its_week_on_is_not_told_of_the_time_before(office: Office) -> None:
    def say(plan: SummaryPlan | None) -> None:
        departments = tuple(replace(each, summary=plan) for each in RULEBOOK.departments)
        office.rules.current = replace(RULEBOOK, departments=departments)

    say(None)
    office.tick()
    office.receive("billing: charged twice")
    office.settle()
    office.tick(days=7)
    say(SummaryPlan())
    office.tick(hours=1)
    assert own_weeks(office) == []
    office.tick(days=7)
    assert own_weeks(office) == [("#billing", "2026-W49")]


def test_a_department_that_is_no_more_when_its_week_would_be_posted_is_told_nothing(office: Office) -> None:
    office.tick()
    office.receive("billing: charged twice")
    office.settle()
    office.clock.forward(timedelta(days=7))
    office.reporting.tick()
    office.rules.current = without("billing")
    office.settle()
    assert own_weeks(office) == []


def test_a_departments_week_is_told_alike_by_whom_it_was_and_whenever_it_is_asked_for(office: Office) -> None:
    office.receive("billing: charged twice", "food: cold soup")
    office.settle()
    office.forward(hours=1)
    office.apply(1001, Claim(by="U1", assignment=1))
    office.apply(1002, HandOff(by="U2", assignment=1, to="billing", why="a refund"))
    office.forward(days=7)
    in_time = office.reporting.build_for("2026-W48", "department:billing")
    assert in_time is not None
    assert in_time.headline == "2 issues came to you; 1 answer is still due."
    assert [line.people for line in in_time.look if line.people] == [(("U1", 1),)]
    assert [line.text for section in in_time.sections for line in section.lines if section.part == "doors"] == [
        "from Food: “a refund”"
    ]
    office.apply(1001, Dismiss(by="U3"))
    office.forward(days=20)
    assert office.reporting.build_for("2026-W48", "department:billing") == in_time


def test_a_source_that_claims_more_followers_than_there_are_people_spoils_no_summary(office: Office) -> None:
    office.receive("billing: charged twice", followers=2**53)
    office.settle()
    office.clock.forward(timedelta(days=7))
    assert office.reporting.build("2026-W48").figures.volume.mentions.now == 1


def test_nobody_reads_the_summary_of_a_reader_who_is_not_there(office: Office) -> None:
    with pytest.raises(ValueError, match="nobody reads the summary «department:kitchen»"):
        office.reporting.build_for("2026-W48", "department:kitchen")
