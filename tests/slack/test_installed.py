"""The doctor compares the app as it is installed with the app that is needed, and names each difference."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot.cli.doctor import command
from bot.errors import PermanentFailure
from bot.slack.checkup import Level
from bot.slack.client import SlackApi, web_client
from bot.slack.installed import check_manifest, export_manifest
from bot.slack.manifest import manifest
from tests.slack.office import Office

SOCKET, HTTP = manifest(), manifest(public_url="https://bot.example.com")


def wrong(installed: dict[str, Any], *, is_socket_mode: bool = True) -> list[str]:
    found = check_manifest(installed, is_socket_mode=is_socket_mode)
    return [each.what for each in found if each.level is not Level.OK]


def changed(change: Callable[[dict[str, Any]], object], shape: dict[str, Any] = SOCKET) -> dict[str, Any]:
    other = copy.deepcopy(shape)
    change(other)
    return other


def test_what_we_print_is_what_we_need_by_either_way() -> None:
    assert wrong(SOCKET) == []
    assert wrong(HTTP, is_socket_mode=False) == []


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda m: m["oauth_config"]["scopes"]["bot"].remove("reactions:read"), "the permission reactions:read"),
        (lambda m: m["settings"]["event_subscriptions"]["bot_events"].remove("reaction_added"), "reaction_added"),
        (lambda m: m["features"]["slash_commands"].pop(0), "the command /claim"),
        (lambda m: m["features"]["shortcuts"].clear(), "the shortcut “Route this”"),
        (lambda m: m["settings"]["interactivity"].update(is_enabled=False), "no button would be heard"),
        (lambda m: m["settings"].update(socket_mode_enabled=False), "Socket Mode is off in the app"),
        (lambda m: m["features"]["app_home"].update(home_tab_enabled=False), "home_tab_enabled should be true"),
        (lambda m: m["oauth_config"]["scopes"]["bot"].append("admin"), "more than is needed: admin"),
    ],
)
def test_each_difference_is_named(change: Callable[[dict[str, Any]], object], named: str) -> None:
    assert any(named in what for what in wrong(changed(change)))


def test_addresses_that_lead_elsewhere_are_named() -> None:
    def move(shape: dict[str, Any]) -> None:
        shape["settings"]["interactivity"]["request_url"] = "https://old.example.com/clicks"

    found = wrong(changed(move, HTTP), is_socket_mode=False)
    assert "clicks go to https://old.example.com/clicks, which does not end in /slack/events" in found
    assert any("2 different addresses" in what for what in found)


def test_socket_mode_in_the_app_without_a_token_here_is_named() -> None:
    assert any("SLACK_APP_TOKEN is not set" in what for what in wrong(SOCKET, is_socket_mode=False))


@pytest.mark.parametrize(
    "nonsense", [{}, {"features": {"slash_commands": "none"}, "settings": None}, {"features": [1]}]
)
def test_a_strange_manifest_is_compared_as_far_as_it_goes(nonsense: dict[str, Any]) -> None:
    assert len(wrong(nonsense)) > len(SOCKET["features"]["slash_commands"])


def test_slack_hands_the_installed_manifest_out_for_a_configuration_token(office: Office) -> None:
    office.workspace.state.manifest = changed(lambda m: m["features"]["slash_commands"].pop(0))
    ask, bot = (
        SlackApi(web_client(token, base_url=office.base_url))
        for token in (office.workspace.state.config_token, office.workspace.bot.token)
    )
    assert wrong(dict(export_manifest(ask, bot))) == ["the installed app lacks the command /claim"]
    with pytest.raises(PermanentFailure):
        export_manifest(SlackApi(web_client("xoxe.xoxp-other", base_url=office.base_url)), bot)


@pytest.mark.parametrize("suffix", ["json", "yaml"])
def test_a_manifest_in_a_file_is_compared_without_any_token(tmp_path: Path, suffix: str) -> None:
    lacking = changed(lambda m: m["features"]["slash_commands"].pop(0))
    path = tmp_path / f"manifest.{suffix}"
    path.write_text(json.dumps(lacking), encoding="utf-8")
    environment = {"ENV_FILE": str(tmp_path / "none.env"), "SLACK_BOT_TOKEN": None, "SLACK_APP_TOKEN": "xapp-1"}
    (tmp_path / "none.env").touch()
    answer = CliRunner().invoke(command, ["--manifest", str(path)], env=environment)
    assert "✘ manifest: the installed app lacks the command /claim" in answer.output


def test_a_file_that_is_no_manifest_says_what_to_copy(tmp_path: Path) -> None:
    path = tmp_path / "manifest.yaml"
    path.write_text("- [", encoding="utf-8")
    (tmp_path / "none.env").touch()
    answer = CliRunner().invoke(command, ["--manifest", str(path)], env={"ENV_FILE": str(tmp_path / "none.env")})
    assert "is no manifest" in answer.output
