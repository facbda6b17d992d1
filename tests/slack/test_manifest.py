"""The manifest asks for what the code uses, no more and no less."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot.cli.manifest import command
from bot.slack import surface
from bot.slack.app import register_listeners
from bot.slack.manifest import manifest

SLACK = Path(__file__).parents[2] / "bot" / "slack"

# What each Web API method that is called needs, from its page at docs.slack.dev/reference/methods.
METHOD_SCOPES = {
    "apps.connections.open": set(),
    "apps.manifest.export": set(),
    "auth.test": set(),
    "bots.info": {"users:read"},
    "chat.delete": {"chat:write"},
    "chat.postEphemeral": {"chat:write"},
    "chat.postMessage": {"chat:write", "chat:write.public"},
    "chat.update": {"chat:write"},
    "conversations.history": {"channels:history", "groups:history", "im:history", "metadata.message:read"},
    "conversations.join": {"channels:join"},
    "conversations.list": {"channels:read", "groups:read"},
    "conversations.members": {"channels:read", "groups:read"},
    "conversations.open": {"im:write"},
    "conversations.replies": {"channels:history", "groups:history", "metadata.message:read"},
    "files.completeUploadExternal": {"files:write"},
    "files.getUploadURLExternal": {"files:write"},
    "reactions.add": {"reactions:write"},
    "reactions.remove": {"reactions:write"},
    "usergroups.list": {"usergroups:read"},
    "usergroups.users.list": {"usergroups:read"},
    "users.info": {"users:read"},
    "users.list": {"users:read"},
    "users.lookupByEmail": {"users:read.email", "users:read"},
    "views.open": set(),
    "views.publish": set(),
    "views.push": set(),
    "views.update": set(),
}
EVENT_SCOPES = {
    "app_home_opened": set(),
    "app_mention": {"app_mentions:read"},
    "app_uninstalled": set(),
    "member_joined_channel": {"channels:read", "groups:read"},
    "member_left_channel": {"channels:read", "groups:read"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
    "reaction_added": {"reactions:read"},
    "reaction_removed": {"reactions:read"},
    "subteam_members_changed": {"usergroups:read"},
    "tokens_revoked": set(),
}


class Recorder:
    """Stands where Bolt's App stands, and writes down what is registered."""

    def __init__(self) -> None:
        self.names: dict[str, list[str]] = {}

    def __getattr__(self, kind: str) -> Any:
        def register(name: Any) -> Any:
            if isinstance(name, str):
                self.names.setdefault(kind, []).append(name)
            return lambda listener: listener

        return register


@pytest.fixture
def registered() -> dict[str, list[str]]:
    recorder = Recorder()
    register_listeners(recorder, None)  # type: ignore[arg-type]
    return recorder.names


def test_commands_of_the_manifest_are_those_that_are_listened_to(registered: dict[str, list[str]]) -> None:
    offered = [each["command"] for each in manifest()["features"]["slash_commands"]]
    assert sorted(offered) == sorted(registered["command"])


def test_shortcuts_of_the_manifest_are_those_that_are_listened_to(registered: dict[str, list[str]]) -> None:
    offered = [each["callback_id"] for each in manifest()["features"]["shortcuts"]]
    assert offered == registered["message_shortcut"]


def test_events_of_the_manifest_are_those_that_are_listened_to(registered: dict[str, list[str]]) -> None:
    subscribed = manifest()["settings"]["event_subscriptions"]["bot_events"]
    assert {name.partition(".")[0] for name in subscribed} == set(registered["event"])


def called_methods() -> Iterator[str]:
    """Every string in the code of this edge that names a Web API method."""
    for module in SLACK.rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                head, dot, tail = node.value.partition(".")
                if dot and tail.replace(".", "").isalpha() and head in {name.split(".")[0] for name in METHOD_SCOPES}:
                    yield node.value


def test_the_permissions_are_exactly_those_that_the_code_needs() -> None:
    assert set(called_methods()) == set(METHOD_SCOPES)
    assert set(surface.EVENTS) == set(EVENT_SCOPES)
    needed = set().union(*METHOD_SCOPES.values(), *EVENT_SCOPES.values(), {"commands"})
    assert set(surface.SCOPES) == needed
    assert manifest()["oauth_config"]["scopes"]["bot"] == sorted(needed)


def test_socket_mode_needs_no_address_and_http_names_it_everywhere() -> None:
    socket, http = manifest(), manifest(public_url="https://bot.example.com/")
    assert socket["settings"]["socket_mode_enabled"]
    assert "url" not in json.dumps(socket)
    assert not http["settings"]["socket_mode_enabled"]
    address = "https://bot.example.com/slack/events"
    assert http["settings"]["interactivity"]["request_url"] == address
    assert http["settings"]["event_subscriptions"]["request_url"] == address
    assert {each["url"] for each in http["features"]["slash_commands"]} == {address}


def test_names_stay_within_what_slack_takes() -> None:
    made = manifest()
    assert len(made["display_information"]["description"]) <= 140
    assert all(len(each["name"]) <= 24 for each in made["features"]["shortcuts"])
    assert all(len(each["description"]) <= 150 for each in made["features"]["shortcuts"])


def test_the_command_prints_json_or_yaml_ready_to_paste() -> None:
    from ruamel.yaml import YAML

    printed = CliRunner().invoke(command, [])
    assert json.loads(printed.output) == manifest()
    printed = CliRunner().invoke(command, ["--yaml", "--name", "Knocker"])
    assert YAML(typ="safe").load(printed.output) == manifest(name="Knocker")


def test_an_address_that_slack_would_not_come_to_is_refused() -> None:
    refused = CliRunner().invoke(command, ["--http", "http://bot.example.com"])
    assert refused.exit_code == 2
    assert "https" in refused.output
