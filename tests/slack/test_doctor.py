"""doorknock doctor: each thing that can be missing is named with its remedy."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.doctor import command
from bot.clock import SystemClock
from bot.core.committee import Committee
from bot.slack.checkup import Finding, Level, check_app_token, check_slack
from bot.slack.client import SlackApi, web_client
from tests.slack.office import BOOK, Office


def look(office: Office, *, skew: timedelta = timedelta(0), **changes: object) -> list[Finding]:
    api = SlackApi(web_client(office.workspace.bot.token, base_url=office.base_url))
    return list(check_slack(api, replace(BOOK, **changes), now=lambda: SystemClock().now() + skew))


def wrong(findings: list[Finding]) -> list[Finding]:
    return [each for each in findings if each.level is not Level.OK]


def test_a_healthy_installation_has_nothing_to_report(office: Office) -> None:
    strategist = replace(BOOK.strategist, person="maria@example.com")
    findings = look(office, strategist=strategist)
    assert wrong(findings) == []
    assert {each.check for each in findings} == {"token", "scopes", "clock", "channels", "people"}


def test_people_who_have_left_are_named_with_their_seat(office: Office) -> None:
    office.workspace.change_person("billing", is_deleted=True)
    left = [each.what for each in wrong(look(office)) if each.check == "people"]
    assert len(left) == 2
    assert "the strategist, U0STRATEGIST" in left[0]
    assert "the seat of Billing, billing@example.com" in left[1]


def test_a_chair_of_the_committee_who_has_left_is_named(office: Office) -> None:
    committee = Committee(chair="U0GONE", channel="#billing", zone="UTC", weekdays=(1,), minute=0)
    told = [each.what for each in wrong(look(office, committee=committee)) if each.check == "people"]
    assert any("the committee's chair, U0GONE, is not in this workspace" in each for each in told)


def test_a_revoked_token_is_named_first_and_alone(office: Office) -> None:
    office.workspace.revoke_tokens()
    (finding,) = look(office)
    assert finding.level is Level.FAIL
    assert "revoked" in finding.what


def test_a_missing_permission_is_named_with_what_it_is_for(office: Office) -> None:
    office.workspace.state.scopes = frozenset(office.workspace.state.scopes) - {"reactions:read"}
    (scope,) = [each for each in wrong(look(office)) if each.check == "scopes"]
    assert "reactions:read" in scope.what
    assert "doorknock manifest" in scope.remedy


def test_a_clock_that_is_off_is_named(office: Office) -> None:
    (clock,) = [each for each in wrong(look(office, skew=timedelta(minutes=4))) if each.check == "clock"]
    assert "NTP" in clock.remedy


def test_channels_that_are_missing_archived_or_without_the_bot_are_named(office: Office) -> None:
    office.workspace.archive("#billing")
    office.workspace.rename("#digital", "digital-new")
    office.workspace.remove("doorknock", "#food")
    found = {each.what.split(" ")[0]: each.level for each in wrong(look(office)) if each.check == "channels"}
    assert found == {"#billing": Level.FAIL, "#digital": Level.FAIL, "the": Level.WARN}


def test_an_app_token_that_slack_refuses_is_named(office: Office) -> None:
    (refused,) = check_app_token(SlackApi(web_client("xapp-wrong", base_url=office.base_url)))
    assert refused.level is Level.FAIL
    assert "connections:write" in refused.remedy
    (taken,) = check_app_token(SlackApi(web_client(office.workspace.bot.app_token, base_url=office.base_url)))
    assert taken.level is Level.OK


@pytest.fixture
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_any_settings_everything_that_is_missing_is_listed(empty_folder: Path) -> None:
    result = CliRunner().invoke(command, ["--json"])
    found = {each["check"]: each["level"] for each in json.loads(result.output)}
    assert result.exit_code == 1
    assert found == {"settings": "ok", "model": "ok", "database": "warn", "rules": "fail", "slack": "fail"}
    assert not list(empty_folder.iterdir())


def test_a_whole_installation_is_looked_at(office: Office, empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", office.workspace.bot.token)
    monkeypatch.setenv("SLACK_APP_TOKEN", office.workspace.bot.app_token)
    monkeypatch.setenv("SLACK_API_URL", office.base_url)
    result = CliRunner().invoke(command, [])
    assert "✔ socket mode" in result.output
    assert "✔ scopes" in result.output
    assert "✘ rules" in result.output
    assert result.exit_code == 1
