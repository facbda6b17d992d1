"""A good rulebook comes out as it was meant, to the last field."""

import pickle
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.classification import Urgency
from bot.core.colleague import Etiquette
from bot.core.conditions import Always, HasPhrase
from bot.core.department import SummaryPlan
from bot.core.escalation import Tell
from bot.core.source import ChannelSource, FeedSource, WebhookAuth, WebhookSource
from bot.core.working_hours import ROUND_THE_CLOCK, Window
from bot.rulebook import RulebookError, Severity, check_rulebook, load_rulebook
from bot.rulebook.calendars import holiday_calendar
from tests.rulebook.small_book import FILES, spoilt, write_book


def test_the_precision_that_is_asked_for_is_read(tmp_path: Path) -> None:
    files = spoilt("company.yaml", "company: Quiet Inns\n", "company: Quiet Inns\nprecision: 0.9\n")
    assert load_rulebook(write_book(tmp_path / "rules", files)).precision == 0.9


def test_what_else_is_only_to_be_said_where_it_is_sure_is_read(tmp_path: Path) -> None:
    more = "company: Quiet Inns\nprecision_of: {sentiment: 0.8, relevance: 0.9, stage: 0.7}\n"
    rulebook = load_rulebook(write_book(tmp_path / "rules", spoilt("company.yaml", "company: Quiet Inns\n", more)))
    assert rulebook.precision_of == {"sentiment": 0.8, "relevance": 0.9, "stage": 0.7}


def test_company_brands_and_strategist_are_read(tmp_path: Path) -> None:
    rulebook = load_rulebook(write_book(tmp_path / "rules"))
    assert rulebook.company == "Quiet Inns"
    assert rulebook.minimum_confidence == 0.35
    assert rulebook.precision is None
    (brand,) = rulebook.brands
    assert (brand.key, brand.names, brand.handles) == ("quiet", ("Quiet Inn",), ("@quietinn",))
    strategist = rulebook.strategist
    assert (strategist.person, strategist.channel, strategist.zone) == (
        "vera@quiet.example",
        "#social",
        "Europe/Lisbon",
    )
    assert (strategist.summary_channel, strategist.summary_weekday, strategist.summary_minute) == ("#social", 0, 540)


def test_a_department_has_its_hours_targets_and_policies(tmp_path: Path) -> None:
    rulebook = load_rulebook(write_book(tmp_path / "rules"))
    billing = rulebook.door("billing")
    assert billing.hours.week == ((Window(540, 1080),),) * 5 + ((), ())
    assert billing.answer_within[Urgency.HIGH] == timedelta(hours=2)
    assert billing.policies[Urgency.EMERGENCY] == "calm"
    assert (billing.seat, billing.backup, billing.group) == ("ana@quiet.example", "", "")
    assert rulebook.triage.hours is ROUND_THE_CLOCK


@pytest.mark.parametrize(
    ("says", "plan"),
    [
        ("", SummaryPlan()),
        ("    summary: off\n", None),
        ("    summary: {time: 16:30}\n", SummaryPlan(minute=16 * 60 + 30)),
        (
            '    summary: {weekday: fri, time: "9:00", channel: "#money", zone: Asia/Tokyo}\n',
            SummaryPlan(weekday=4, minute=540, channel="#money", zone="Asia/Tokyo"),
        ),
    ],
)
def test_a_department_says_when_it_reads_its_week_or_that_it_does_not(
    tmp_path: Path, says: str, plan: SummaryPlan | None
) -> None:
    seat = "    seat: ana@quiet.example\n"
    folder = write_book(tmp_path / "rules", spoilt("departments.yaml", seat, seat + says))
    assert load_rulebook(folder).door("billing").summary == plan


def test_targets_for_the_end_and_opportunities_are_as_written_and_may_be_left_out(tmp_path: Path) -> None:
    usual = load_rulebook(write_book(tmp_path / "usual"))
    assert (usual.door("billing").resolve_within, usual.opportunities[0]) == ({}, "praise")
    seat = "    seat: ana@quiet.example\n"
    files = spoilt("departments.yaml", seat, seat + "    resolve_within: {normal: 2d}\n")
    files = {**files, "company.yaml": files["company.yaml"] + "opportunities: [wedding]\n"}
    own = load_rulebook(write_book(tmp_path / "own", files))
    assert own.door("billing").resolve_within == {Urgency.NORMAL: timedelta(days=2)}
    assert own.opportunities == ("wedding",)


def test_a_department_rests_on_its_countrys_holidays(tmp_path: Path) -> None:
    hours = load_rulebook(write_book(tmp_path / "rules")).door("billing").hours
    freedom_day = datetime(2028, 4, 25, 12, tzinfo=UTC)  # a Tuesday
    assert not hours.is_open(freedom_day)
    assert hours.is_open(freedom_day + timedelta(days=1))


def test_a_policy_has_its_steps_in_order(tmp_path: Path) -> None:
    policy = load_rulebook(write_book(tmp_path / "rules")).policies["calm"]
    assert [(step.after, step.tell) for step in policy.steps] == [
        (timedelta(hours=1), (Tell.SEAT,)),
        (timedelta(hours=4), (Tell.CHANNEL, Tell.STRATEGIST)),
    ]
    assert policy.repeat_every == timedelta(days=1)


@pytest.mark.parametrize(
    ("says", "heads_up"), [("30m", timedelta(minutes=30)), ("never", timedelta(0)), ("", None)], ids=str
)
def test_a_policy_may_say_when_the_heads_up_comes(tmp_path: Path, says: str, heads_up: timedelta | None) -> None:
    root = write_book(tmp_path / "rules")
    edit = f"heads_up: {says}\n    check_after: 4h" if says else "check_after: 4h"
    policies = root / "escalation.yaml"
    policies.write_text(policies.read_text(encoding="utf-8").replace("check_after: 4h", edit), encoding="utf-8")
    assert load_rulebook(root).policies["calm"].heads_up == heads_up


def test_people_have_their_own_terms(tmp_path: Path) -> None:
    etiquette = load_rulebook(write_book(tmp_path / "rules")).etiquette
    ana, vera = etiquette.terms_of("Ana@quiet.example"), etiquette.terms_of("vera@quiet.example", "U0VERA123")
    assert (ana.zone, ana.hours, etiquette.budget_of(ana)) == ("Atlantic/Azores", None, 4)
    assert [(each.first, each.last) for each in ana.away] == [
        (date(2026, 12, 21), date(2027, 1, 3)),
        (date(2027, 2, 16), date(2027, 2, 16)),
    ]
    assert vera.hours is not None
    assert vera.hours.week == ((Window(480, 840),),) * 4 + ((), (), ())
    assert etiquette.budget_of(vera) == 2


def test_hours_of_a_person_are_in_the_persons_zone_where_they_name_none(tmp_path: Path) -> None:
    files = spoilt("people.yaml", "hours: {zone: Europe/Lisbon,", "zone: Asia/Tokyo\n    hours: {")
    hours = load_rulebook(write_book(tmp_path / "rules", files)).etiquette.terms_of("", "U0VERA123").hours
    assert hours is not None
    assert hours.zone == "Asia/Tokyo"


def test_without_people_everybody_works_as_their_department_does(tmp_path: Path) -> None:
    files = {name: content for name, content in FILES.items() if name != "people.yaml"}
    assert load_rulebook(write_book(tmp_path / "rules", files)).etiquette == Etiquette()


def test_rules_keep_their_order_and_know_their_line(tmp_path: Path) -> None:
    first, last = load_rulebook(write_book(tmp_path / "rules")).rules
    assert (first.when, first.at) == (HasPhrase(("refund*", "charged twice")), "rules.yaml:2")
    assert (first.then.department, first.then.urgency) == ("billing", Urgency.HIGH)
    assert (last.when, last.then.department) == (Always(), "")


def test_examples_to_dismiss_have_no_department(tmp_path: Path) -> None:
    filed, dismissed = load_rulebook(write_book(tmp_path / "rules")).examples
    assert (filed.department, filed.sentiment, filed.relevance, filed.at) == (
        "billing",
        "negative",
        "relevant",
        "examples.yaml:3",
    )
    assert (dismissed.department, dismissed.relevance) == (None, "spam")


def test_sources_of_each_kind_are_read(tmp_path: Path) -> None:
    webhook, feed, channel = load_rulebook(write_book(tmp_path / "rules")).sources
    assert webhook == WebhookSource(
        key="watcher", auth=WebhookAuth.BEARER, secret_env="WATCHER_SECRET", fields={"text": "body"}
    )
    assert feed == FeedSource(key="news", url="https://news.example/feed.xml", every=timedelta(minutes=30))
    assert channel == ChannelSource(key="wire", channel="#wire")


def test_sources_may_be_left_out(tmp_path: Path) -> None:
    files = {name: content for name, content in FILES.items() if name != "sources.yaml"}
    assert load_rulebook(write_book(tmp_path / "rules", files)).sources == ()


@pytest.mark.parametrize("word", ["no", "on", "9:30", "2026-11-23", "1_000", "0x1f"])
def test_words_that_older_yaml_would_bend_stay_text(word: str, tmp_path: Path) -> None:
    files = spoilt("examples.yaml", "text: My refund is late", f"text: {word}")
    assert load_rulebook(write_book(tmp_path / "rules", files)).examples[0].text == word


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    folder = write_book(tmp_path / "rules")
    content = FILES["rules.yaml"].replace("\n", "\r\n").encode("utf-8-sig")
    (folder / "rules.yaml").write_bytes(content)
    assert len(load_rulebook(folder).rules) == 2


def test_the_version_changes_with_any_byte_and_only_then(tmp_path: Path) -> None:
    one = load_rulebook(write_book(tmp_path / "one")).version
    same = load_rulebook(write_book(tmp_path / "same")).version
    other = load_rulebook(write_book(tmp_path / "other", spoilt("rules.yaml", "name: Money", "name: money"))).version
    assert one == same != other
    assert len(one) == 12


def test_loading_the_same_files_twice_gives_equal_rulebooks_that_travel_between_processes(tmp_path: Path) -> None:
    folder = write_book(
        tmp_path / "rules", spoilt("rules.yaml", "{text: [refund*, charged twice]}", "{regex: 'refun+d'}")
    )
    rulebook = load_rulebook(folder)
    assert rulebook == load_rulebook(folder)
    assert pickle.loads(pickle.dumps(rulebook)) == rulebook  # noqa: S301 - we have just written it


def test_a_rulebook_with_errors_raises_them_all(tmp_path: Path) -> None:
    files = spoilt("rules.yaml", "department: billing", "department: biling")
    with pytest.raises(RulebookError, match="did you mean «billing»") as raised:
        load_rulebook(write_book(tmp_path / "rules", files))
    assert [problem.place.line for problem in raised.value.problems if problem.is_error] == [4]


@pytest.mark.parametrize(
    ("name", "old", "new", "warning"),
    [
        ("departments.yaml", '"#triage"', '"#billing"', "triage and billing share #billing"),
        ("departments.yaml", "    seat: ana@quiet.example\n", "", "nobody sits for billing"),
        ("departments.yaml", "{low: 16h,", "{low: 2d,", "billing has 48 working hours for low"),
        ("departments.yaml", "{low: 16h,", "{low: 1h,", "billing has more time for something urgent"),
        ("rules.yaml", "urgency: high}", "also: [billing]}", "«billing» owns the issue"),
        ("rules.yaml", "{text: [refund*, charged twice]}", "{source: watchr}", "sources.yaml has no source «watchr»"),
        ("rules.yaml", "department: billing", "department: triage", "filed under billing, but rule «Money» sends it"),
        ("examples.yaml", "text: Cheap watches here", "text: my REFUND is late", "stands in examples.yaml:3 already"),
    ],
)
def test_what_is_only_odd_is_a_warning(name: str, old: str, new: str, warning: str, tmp_path: Path) -> None:
    rulebook, problems = check_rulebook(write_book(tmp_path / "rules", spoilt(name, old, new)))
    assert rulebook is not None
    told = [problem.what for problem in problems if problem.severity is Severity.WARNING]
    assert any(warning in what for what in told), told


def test_few_examples_and_unread_files_are_warnings(tmp_path: Path) -> None:
    folder = write_book(tmp_path / "rules", {**FILES, "rule.yaml": "rules: []\n"})
    _, problems = check_rulebook(folder)
    told = [str(problem) for problem in problems]
    assert f"{folder}/examples.yaml: warning: billing has 1 example; the classifier learns well from ten on" in told
    assert f"{folder}/rule.yaml: warning: nobody reads this file; did you mean «rules.yaml»?" in told


def test_a_calendar_is_known_by_its_name_however_often_it_was_asked() -> None:
    asked, fresh = holiday_calendar("ES-CT"), holiday_calendar("ES-CT")
    assert date(2031, 9, 11) in asked
    assert date(2031, 9, 12) not in asked
    assert asked == fresh
    assert pickle.loads(pickle.dumps(asked)) == fresh  # noqa: S301 - we have just written it
