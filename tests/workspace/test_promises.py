"""What tests of the bot stand on: expectations that fail when they should, and say what is there instead."""

import threading

import pytest
from slack_sdk import WebClient

from bot.workspace import ExpectationFailed, Workspace, WorkspaceError


def test_an_expectation_waits_for_a_post_that_comes_later(client: WebClient, workspace: Workspace) -> None:
    later = threading.Timer(0.1, lambda: client.chat_postMessage(channel="#billing", text="Knock 1"))
    later.start()
    assert workspace.channel("#billing").expect("Knock 1").text == "Knock 1"
    later.join()


def test_one_post_satisfies_one_expectation_and_its_edit_another(client: WebClient, workspace: Workspace) -> None:
    billing = workspace.channel("#billing")
    ts = client.chat_postMessage(channel="#billing", text="Knock 1")["ts"]
    billing.expect("Knock 1")
    with pytest.raises(ExpectationFailed, match=r"does not show 'Knock 1' .*\n  doorknock: Knock 1"):
        billing.expect("Knock 1", within=0.01)
    client.chat_update(channel=billing.id, ts=ts, text="Knock 1, claimed")
    billing.expect("Knock 1", "claimed")


def test_silence_is_broken_by_any_post_nobody_expected(client: WebClient, workspace: Workspace) -> None:
    billing = workspace.channel("#billing")
    workspace.person("maria").says("#billing", "people may talk")
    billing.expect_nothing_new(within=0.01)
    client.chat_postMessage(channel="#billing", text="Knock 1")
    with pytest.raises(ExpectationFailed, match="should stay quiet, but shows: Knock 1"):
        billing.expect_nothing_new()
    billing.mark_seen()
    billing.expect_nothing_new(within=0.01)
    with pytest.raises(ExpectationFailed, match="should not show 'Knock'"):
        billing.expect_no("Knock")


def test_a_reply_is_expected_in_its_thread(client: WebClient, workspace: Workspace) -> None:
    billing = workspace.channel("#billing")
    first, second = (client.chat_postMessage(channel="#billing", text=text)["ts"] for text in ("one", "two"))
    client.chat_postMessage(channel="#billing", text="Knock 2", thread_ts=second)
    cards = {posted.ts: posted for posted in billing.messages}
    with pytest.raises(ExpectationFailed):
        billing.expect("Knock 2", thread=cards[first], within=0.01)
    billing.expect("Knock 2", thread=cards[second])


def test_plain_shows_what_a_reader_sees(client: WebClient, workspace: Workspace) -> None:
    maria = workspace.person("maria")
    text = f"*Hi* <@{maria.id}>, see <https://x.y/z|the post> in <#{workspace.channel('#digital').id}> &amp; _relax_"
    client.chat_postMessage(channel="#billing", text=text)
    assert workspace.channel("#billing").messages[-1].plain == "Hi @maria, see the post in #digital & relax"


def test_typed_names_and_links_become_what_slack_makes_of_them(workspace: Workspace) -> None:
    maria = workspace.person("maria")
    said = workspace.message(maria.says("#billing", "@jonas and @nobody: https://x.y/?a=1 in #digital #nowhere"))
    digital = workspace.channel("#digital").id
    jonas = workspace.person("jonas").mention
    assert said.text == f"{jonas} and @nobody: <https://x.y/?a=1> in <#{digital}|digital> #nowhere"


def test_what_is_not_there_is_named_with_what_is(workspace: Workspace) -> None:
    with pytest.raises(WorkspaceError, match=r"nobody here is called 'bob'.*Known: aiko, doorknock, jonas, maria"):
        workspace.person("bob")
    with pytest.raises(WorkspaceError, match=r"there is no channel '#sales'.*Known: billing"):
        workspace.channel("#sales")
    with pytest.raises(ExpectationFailed, match="maria has no modal open"):
        _ = workspace.person("maria").view


def test_people_keep_out_of_private_and_archived_channels(workspace: Workspace) -> None:
    jonas = workspace.person("jonas")
    with pytest.raises(WorkspaceError, match="jonas is not in #legal, which is private"):
        jonas.says("#legal", "hello?")
    workspace.archive("#billing")
    with pytest.raises(WorkspaceError, match="#billing is archived"):
        jonas.says("#billing", "hello?")
