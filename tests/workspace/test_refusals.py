"""The workspace says no where Slack says no, in Slack's words."""

import time
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.clock import MovableClock
from bot.workspace import Workspace

MODAL = {"type": "modal", "title": {"type": "plain_text", "text": "Why?"}, "blocks": []}


def refused(call: Any, /, *args: Any, **kwargs: Any) -> Any:
    """The answer of a call that must be refused."""
    with pytest.raises(SlackApiError) as caught:
        call(*args, **kwargs)
    return caught.value.response


@pytest.mark.parametrize(
    ("channel", "error"),
    [("#nowhere", "channel_not_found"), ("C0000000000", "channel_not_found"), ("#vault", "channel_not_found")],
)
def test_an_unknown_or_hidden_channel_is_not_found(client: WebClient, channel: str, error: str) -> None:
    assert refused(client.chat_postMessage, channel=channel, text="hi")["error"] == error


def test_a_public_channel_takes_posts_of_outsiders_only_with_the_scope_for_it(clock: MovableClock) -> None:
    for scopes, outcome in ((["chat:write"], "not_in_channel"), (["chat:write", "chat:write.public"], "")):
        narrow = Workspace(clock=clock, scopes=scopes)
        narrow.add_channel("#lobby", has_bot=False)
        with narrow.serve() as url:
            client = WebClient(token=narrow.bot.token, base_url=url, retry_handlers=[])
            if outcome:
                assert refused(client.chat_postMessage, channel="#lobby", text="hi")["error"] == outcome
            else:
                assert client.chat_postMessage(channel="#lobby", text="hi")["ok"]


def test_a_missing_scope_is_named_with_those_that_are_there(clock: MovableClock) -> None:
    narrow = Workspace(clock=clock, scopes=["chat:write"])
    with narrow.serve() as url:
        client = WebClient(token=narrow.bot.token, base_url=url, retry_handlers=[])
        answer = refused(client.users_list)
    assert (answer["error"], answer["needed"], answer["provided"]) == ("missing_scope", "users:read", "chat:write")


def test_wrong_missing_and_revoked_tokens_are_told_apart(workspace: Workspace, url: str, client: WebClient) -> None:
    assert refused(WebClient(token="xoxb-wrong", base_url=url).auth_test)["error"] == "invalid_auth"
    assert refused(WebClient(base_url=url).auth_test)["error"] == "not_authed"
    assert refused(client.apps_connections_open, app_token=workspace.bot.token)["error"] == "not_allowed_token_type"
    workspace.revoke_tokens()
    assert refused(client.auth_test)["error"] == "token_revoked"
    workspace.restore_tokens()
    assert client.auth_test()["ok"]


def test_an_archived_channel_takes_nothing(client: WebClient, workspace: Workspace) -> None:
    ts = client.chat_postMessage(channel="#billing", text="card")["ts"]
    workspace.archive("#billing")
    channel = workspace.channel("#billing").id
    assert refused(client.chat_postMessage, channel=channel, text="hi")["error"] == "is_archived"
    assert refused(client.chat_update, channel=channel, ts=ts, text="hi")["error"] == "is_archived"


def test_only_own_messages_can_be_changed(client: WebClient, workspace: Workspace) -> None:
    ts = workspace.person("maria").says("#billing", "mine").ts
    channel = workspace.channel("#billing").id
    assert refused(client.chat_update, channel=channel, ts=ts, text="x")["error"] == "cant_update_message"
    assert refused(client.chat_delete, channel=channel, ts=ts)["error"] == "cant_delete_message"
    assert refused(client.chat_update, channel=channel, ts="1.000001", text="x")["error"] == "message_not_found"


def test_an_empty_and_an_endless_text_are_refused(client: WebClient) -> None:
    empty = {"channel": "#billing", "text": "  "}
    assert refused(client.api_call, "chat.postMessage", json=empty)["error"] == "no_text"
    assert refused(client.chat_postMessage, channel="#billing", text="x" * 40_001)["error"] == "msg_too_long"


def test_a_reaction_can_be_given_once(client: WebClient, workspace: Workspace) -> None:
    ts = client.chat_postMessage(channel="#billing", text="card")["ts"]
    at = {"channel": workspace.channel("#billing").id, "timestamp": ts}
    client.reactions_add(name="eyes", **at)
    assert refused(client.reactions_add, name="eyes", **at)["error"] == "already_reacted"
    assert refused(client.reactions_remove, name="tada", **at)["error"] == "no_reaction"


def test_a_trigger_is_good_for_three_seconds_and_for_one_view(client: WebClient, workspace: Workspace) -> None:
    maria = workspace.person("maria").id
    trigger = workspace.desk.give_trigger(maria)
    client.views_open(trigger_id=trigger, view=MODAL)
    assert refused(client.views_open, trigger_id=trigger, view=MODAL)["error"] == "exchanged_trigger_id"
    workspace.desk.triggers.life_s = 0.01
    late = workspace.desk.give_trigger(maria)
    time.sleep(0.02)
    assert refused(client.views_open, trigger_id=late, view=MODAL)["error"] == "expired_trigger_id"
    assert refused(client.views_open, trigger_id="made.up", view=MODAL)["error"] == "invalid_trigger_id"


def test_a_stack_holds_three_views_and_a_stale_hash_changes_none(client: WebClient, workspace: Workspace) -> None:
    maria = workspace.person("maria").id
    first = client.views_open(trigger_id=workspace.desk.give_trigger(maria), view=MODAL)["view"]
    for _ in range(2):
        client.views_push(trigger_id=workspace.desk.give_trigger(maria), view=MODAL)
    trigger = workspace.desk.give_trigger(maria)
    assert refused(client.views_push, trigger_id=trigger, view=MODAL)["error"] == "push_limit_reached"
    client.views_update(view_id=first["id"], hash=first["hash"], view=MODAL)
    stale = refused(client.views_update, view_id=first["id"], hash=first["hash"], view=MODAL)
    assert stale["error"] == "hash_conflict"


def test_bad_blocks_are_refused_with_every_problem_and_its_place(client: WebClient) -> None:
    blocks = [
        {"type": "section", "text": {"type": "mrkdwn", "text": ""}},
        {"type": "header", "text": {"type": "mrkdwn", "text": "x" * 151}},
    ]
    answer = refused(client.chat_postMessage, channel="#billing", text="x", blocks=blocks)
    assert answer["error"] == "invalid_blocks"
    messages = answer["response_metadata"]["messages"]
    assert "[ERROR] must be more than 0 characters [json-pointer:/blocks/0/text/text]" in messages
    assert "[ERROR] must be a plain_text object [json-pointer:/blocks/1/text/type]" in messages
    assert "[ERROR] must be less than 151 characters [json-pointer:/blocks/1/text/text]" in messages


def test_all_block_text_together_has_a_limit_of_its_own(client: WebClient) -> None:
    block = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}}
    assert client.chat_postMessage(channel="#billing", text="x", blocks=[block] * 3)["ok"]
    answer = refused(client.chat_postMessage, channel="#billing", text="x", blocks=[block] * 4)
    assert answer["error"] == "msg_blocks_too_long"


def test_an_unknown_person_method_or_cursor_is_named(client: WebClient) -> None:
    assert refused(client.users_info, user="U0000000000")["error"] == "user_not_found"
    assert refused(client.api_call, "chat.whisper")["error"] == "unknown_method"
    assert refused(client.users_list, cursor="garbage")["error"] == "invalid_cursor"


def test_whatever_is_refused_is_written_down_for_tests_to_look_at(workspace: Workspace, client: WebClient) -> None:
    refused(client.chat_postMessage, channel="#nowhere", text="hi")
    refused(client.chat_postMessage, channel="#billing", text="x" * 40_001)
    assert [(each.method, each.error) for each in workspace.refused] == [
        ("chat.postMessage", "channel_not_found"),
        ("chat.postMessage", "msg_too_long"),
    ]
