"""Slack's bad days: each trouble looks to the SDK as it does with Slack, and the record tells what was written."""

import http.client
from datetime import timedelta
from urllib.error import URLError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.clock import MovableClock
from bot.workspace import Workspace

LOST = (URLError, http.client.HTTPException, ConnectionError)


def post(client: WebClient, text: str = "Knock 1", channel: str = "#billing") -> None:
    client.chat_postMessage(channel=channel, text=text)


def test_a_connection_closed_before_the_write_leaves_nothing(client: WebClient, workspace: Workspace) -> None:
    workspace.faults.refuse("chat.postMessage")
    with pytest.raises(LOST):
        post(client)
    assert workspace.record == []
    post(client)
    assert len(workspace.record) == 1


def test_a_connection_dropped_after_the_write_leaves_the_post(client: WebClient, workspace: Workspace) -> None:
    workspace.faults.drop_after("chat.postMessage")
    with pytest.raises(LOST):
        post(client)
    assert [a.text for a in workspace.record] == ["Knock 1"]


def test_the_default_retry_of_the_sdk_posts_twice(workspace: Workspace, url: str) -> None:
    """Why a bot that must not post twice turns the retry handlers off."""
    workspace.faults.drop_after("chat.postMessage")
    post(WebClient(token=workspace.bot.token, base_url=url))
    assert len(workspace.record) == 2


def test_a_late_commit_is_seen_after_the_connection_is_gone(client: WebClient, workspace: Workspace) -> None:
    workspace.faults.commit_late("chat.postMessage", 0.05)
    with pytest.raises(LOST):
        post(client)
    assert workspace.record == []
    workspace.channel("#billing").expect("Knock 1")


def test_a_rate_limit_names_the_pause(client: WebClient, workspace: Workspace) -> None:
    workspace.faults.rate_limit("chat.postMessage", retry_after=7, channel="#billing")
    post(client, channel="#digital")
    with pytest.raises(SlackApiError) as caught:
        post(client)
    assert caught.value.response.status_code == 429
    assert caught.value.response["error"] == "ratelimited"
    assert caught.value.response.headers["Retry-After"] == "7"


def test_the_pace_rule_allows_one_post_a_second_and_channel(
    client: WebClient, workspace: Workspace, clock: MovableClock
) -> None:
    workspace.faults.pace()
    post(client)
    post(client, channel="#digital")
    with pytest.raises(SlackApiError, match="ratelimited"):
        post(client)
    clock.forward(timedelta(seconds=1))
    post(client)
    assert len(workspace.record) == 3


@pytest.mark.parametrize(("after_write", "written"), [(False, 0), (True, 1)])
def test_a_server_error_may_or_may_not_have_written(
    client: WebClient, workspace: Workspace, after_write: bool, written: int
) -> None:
    workspace.faults.http_error("chat.postMessage", status=503, after_write=after_write)
    with pytest.raises(SlackApiError) as caught:
        post(client)
    assert caught.value.response.status_code == 503
    assert len(workspace.record) == written


def test_any_error_can_be_answered_a_number_of_times(client: WebClient, workspace: Workspace) -> None:
    workspace.faults.fail("*", "fatal_error", times=2)
    for _ in range(2):
        with pytest.raises(SlackApiError, match="fatal_error"):
            client.auth_test()
    assert client.auth_test()["ok"]


def test_latency_outlasts_an_impatient_client_and_the_write_still_happens(workspace: Workspace, url: str) -> None:
    workspace.faults.slow("chat.postMessage", 1.3)
    with pytest.raises(TimeoutError):
        post(WebClient(token=workspace.bot.token, base_url=url, retry_handlers=[], timeout=1))
    workspace.channel("#billing").expect("Knock 1")


def test_troubles_end_when_they_are_cleared(client: WebClient, workspace: Workspace) -> None:
    workspace.faults.refuse("*", times=None)
    with pytest.raises(LOST):
        client.auth_test()
    workspace.faults.clear()
    assert client.auth_test()["ok"]


def test_a_workspace_that_went_away_comes_back_with_all_it_had(workspace: Workspace) -> None:
    with workspace.serve() as url:
        port = int(url.rsplit(":", 1)[1].split("/")[0])
        client = WebClient(token=workspace.bot.token, base_url=url, retry_handlers=[])
        post(client)
    with pytest.raises(LOST):
        client.auth_test()
    with workspace.serve(port):
        post(client, "Knock 2")
    assert [a.text for a in workspace.record] == ["Knock 1", "Knock 2"]
