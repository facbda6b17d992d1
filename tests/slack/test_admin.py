"""What administrators do in Slack: look at the rules, take figures out, erase words. Nobody else may."""

import csv
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from bot.core.commands import AskWhy, DeclineWhy, Merge, Resolve
from bot.ports import AuditQuery, Outcome
from bot.slack.client import SlackApi, web_client
from bot.slack.directory import Directory
from bot.slack.standings import Standings
from tests.slack.office import BOOK, PROBLEMS, Office, open_office


@pytest.fixture
def ruled(sqlite: Engine) -> Iterator[Office]:
    """Maria is named as an administrator."""
    with open_office(sqlite, rulebook=replace(BOOK, admins=("maria@example.com",))) as office:
        yield office


def trail(office: Office) -> list[tuple[str, int, str]]:
    with office.house.open_unit() as unit:
        return [(each.what, each.issue, each.reason) for each in unit.audit.find(AuditQuery())]


@pytest.mark.parametrize("wish", ["rules", "export", "erase 1001"])
def test_whoever_is_no_administrator_is_told_who_is(ruled: Office, wish: str) -> None:
    ruled.card()
    assert ruled.tom.commands(f"/doorknock {wish}", "#billing").is_ok
    ruled.tom.awaits_ephemeral("That is for the administrators of Doorknock: @maria")
    assert not ruled.tom.has_view
    assert [reason for _, _, reason in trail(ruled)] == ["not_an_admin"]
    assert ruled.house.ledger().erased == 0


def test_where_nobody_is_named_the_workspaces_own_administrators_may(office: Office) -> None:
    office.workspace.change_person("tom", is_admin=True)
    office.tom.commands("/doorknock rules", "#lunch")
    office.tom.awaits_ephemeral("The rules in force are version")


def test_an_administrator_who_has_left_may_no_more(ruled: Office) -> None:
    ruled.workspace.change_person("maria", is_deleted=True)
    ruled.maria.commands("/doorknock rules", "#lunch")
    ruled.maria.awaits_ephemeral("That is for the administrators")


@pytest.mark.parametrize("method", ["users.info", "users.lookupByEmail"])
def test_an_administrator_is_asked_to_try_again_while_slack_does_not_say_who_is_who(ruled: Office, method: str) -> None:
    ruled.workspace.faults.slow(method, 8, times=None)
    api = SlackApi(web_client(ruled.workspace.bot.token, base_url=ruled.base_url))
    cold = Standings(api, Directory(api), ruled.house.rules, patience_s=0.2)
    object.__setattr__(ruled.services, "standings", cold)
    assert ruled.maria.commands("/doorknock rules", "#lunch").is_ok
    ruled.maria.awaits_ephemeral("Slack doesn't tell me at the moment who is who")
    assert trail(ruled) == [("Rules", 0, "standing_unknown")]


def test_help_is_for_everybody(office: Office) -> None:
    office.tom.commands("/doorknock", "#lunch")
    office.tom.awaits_ephemeral("/doorknock erase 1042")


def test_what_is_wrong_with_the_last_edit_is_shown_with_its_place(ruled: Office) -> None:
    PROBLEMS[:] = [f"rules.yaml:{line}:3: «biling» is no department <!channel>" for line in range(1, 13)]
    try:
        ruled.maria.commands("/doorknock rules", "#lunch")
        told = ruled.maria.awaits_ephemeral("has not taken effect")
    finally:
        PROBLEMS.clear()
    assert "rules.yaml:1:3" in told.plain
    assert "and 2 more" in told.plain
    assert "<!channel>" not in told.text


def test_a_weeks_issues_come_as_a_table_into_the_direct_message(ruled: Office) -> None:
    ruled.receive("=SUM(1) my billing is wrong")
    ruled.receive("billing and food")
    ruled.maria.commands("/doorknock export", "#lunch")
    ruled.maria.awaits_ephemeral("The issues of 2026-W48 are on their way to you")
    files = ruled.workspace.state.shelves.files
    assert ruled.workspace.state.wait_until(lambda: any(file.channels for file in files.values()), within=5)
    (file,) = files.values()
    assert file.channels == (ruled.workspace.direct_message("maria").id,)
    rows = list(csv.DictReader(file.data.decode("utf-8-sig").splitlines()))
    assert [(row["issue"], row["department"], row["status"]) for row in rows] == [
        ("1001", "billing", "open"),
        ("1002", "billing", "open"),
    ]
    assert trail(ruled) == [("Export", 0, "")]


def test_a_week_that_does_not_exist_is_answered_with_how_to_write_one(ruled: Office) -> None:
    ruled.maria.commands("/doorknock export 2026-W77", "#lunch")
    ruled.maria.awaits_ephemeral("I know no week “2026-W77”")


def test_erasing_asks_once_more_and_then_takes_the_words_out_everywhere(ruled: Office) -> None:
    card = ruled.card(text="my billing is wrong, says Ann Example")
    assert "Ann Example" in card.plain
    ruled.maria.commands("/doorknock erase 1001", "#billing")
    sure = ruled.maria.awaits_view("Erase for good")
    assert "Ann Example" in card.plain
    ruled.maria.submits(sure, {})
    assert "The words of #1001 are erased: one mention" in ruled.maria.view.plain
    ruled.settle()
    assert "Ann Example" not in card.plain
    assert "Ann" not in str(card.now)
    stored = ruled.house.issues.mention(ruled.house.issue().mention)
    assert stored is not None
    assert (stored.outcome, stored.mention.content, stored.mention.author.name) == (Outcome.ERASED, "", "")
    ledger = ruled.house.ledger()
    assert (ledger.erased, ledger.lost) == (1, 0)
    assert trail(ruled) == [("EraseWords", 1001, "")]


def test_whys_that_quote_it_at_other_doors_are_erased_with_it(ruled: Office) -> None:
    ruled.receive("my billing is wrong, says Ann Example")
    for command in (
        Resolve(by="U1", assignment=1, cause="Late rota"),
        AskWhy(by="U1", department="food"),
        DeclineWhy(by="U2", ask=1),
        AskWhy(by="U1", department="digital"),
    ):
        ruled.house.apply(1001, command)
        ruled.settle()
    questions = [ruled.room(each).expect("would like to know from you") for each in ("#food", "#digital")]
    assert ["Ann Example" in each.plain for each in questions] == [True, True]
    ruled.services.administration.erase(1001, by=ruled.maria.id)
    ruled.settle()
    assert ["Ann" in str(each.now) for each in questions] == [False, False]
    assert "Late rota" in questions[1].plain
    assert questions[1].buttons


def test_erasing_twice_says_that_nothing_is_left(ruled: Office) -> None:
    ruled.card()
    for told in ("are erased: one mention", "nothing left to erase"):
        ruled.maria.commands("/doorknock erase #1001", "#billing")
        ruled.maria.submits(ruled.maria.awaits_view("Erase for good"), {})
        assert told in ruled.maria.view.plain
        ruled.maria.closes(ruled.maria.view)
    assert [type(event).__name__ for event in ruled.house.issues.story(1001)].count("WordsErased") == 1


def test_whoever_ceases_to_be_an_administrator_while_the_modal_is_open_erases_nothing(ruled: Office) -> None:
    ruled.card()
    ruled.maria.commands("/doorknock erase 1001", "#billing")
    sure = ruled.maria.awaits_view("Erase for good")
    ruled.house.rules.current = replace(BOOK, admins=("tom@example.com",))
    ruled.maria.submits(sure, {})
    assert "That is for the administrators" in ruled.maria.view.plain
    assert ruled.house.ledger().erased == 0


def test_what_was_merged_is_erased_with_the_issue_it_is_a_part_of_on_its_own_card_too(ruled: Office) -> None:
    part = ruled.card(text="my billing is wrong, says Ann Example")
    ruled.receive("the food is cold, says Bo Example")
    ruled.house.issues.apply(1001, Merge(by=ruled.maria.id, into=1002))
    ruled.settle()
    assert "Ann Example" in part.plain
    ruled.maria.commands("/doorknock erase 1001", "#billing")
    ruled.maria.awaits_ephemeral("#1001 is a part of #1002 now")
    ruled.maria.commands("/doorknock erase 1002", "#billing")
    ruled.maria.submits(ruled.maria.awaits_view("Erase for good"), {})
    assert "The words of #1002 are erased: 2 mentions" in ruled.maria.view.plain
    ruled.settle()
    assert "Ann" not in str(part.now)
    assert trail(ruled) == [("EraseWords", 1001, "issue_merged"), ("EraseWords", 1002, "")]


def test_whoever_merges_while_the_modal_is_open_is_not_told_that_nothing_is_left(ruled: Office) -> None:
    ruled.receive("my billing is wrong, says Ann Example")
    ruled.receive("the food is cold, says Bo Example")
    ruled.maria.commands("/doorknock erase 1001", "#billing")
    sure = ruled.maria.awaits_view("Erase for good")
    ruled.house.issues.apply(1001, Merge(by=ruled.maria.id, into=1002))
    ruled.maria.submits(sure, {})
    assert "#1001 is a part of #1002 now" in ruled.maria.view.plain
    assert trail(ruled) == [("EraseWords", 1001, "issue_merged")]


@pytest.mark.parametrize(("words", "told"), [("", "Which issue?"), ("4711", "I know no issue #4711")])
def test_erasing_nothing_in_particular_says_what_to_type(ruled: Office, words: str, told: str) -> None:
    ruled.maria.commands(f"/doorknock erase {words}", "#billing")
    ruled.maria.awaits_ephemeral(told)
    assert trail(ruled) == ([("EraseWords", 4711, "no_such_issue")] if words else [])
