"""The real slack_sdk client gets from the workspace what it gets from Slack."""

from datetime import timedelta

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.clock import MovableClock
from bot.workspace import Workspace
from bot.workspace.tickets import ResponseTarget

META = {"event_type": "outbox", "event_payload": {"id": "row-7"}}


def test_the_token_says_who_the_bot_is_and_what_it_may_do(client: WebClient, workspace: Workspace) -> None:
    answer = client.auth_test()
    assert answer["user_id"] == workspace.bot.user_id
    assert "chat:write" in answer.headers["x-oauth-scopes"].split(",")


def test_a_post_is_seen_recorded_and_found_by_its_metadata(client: WebClient, workspace: Workspace) -> None:
    answer = client.chat_postMessage(channel="#billing", text="Knock 1", metadata=META)
    posted = workspace.channel("#billing").expect("Knock 1")
    assert posted.ts == answer["ts"]
    assert [(a.method, a.text, a.metadata) for a in workspace.record] == [("chat.postMessage", "Knock 1", META)]
    with_metadata = client.conversations_history(channel=answer["channel"], include_all_metadata=True)
    assert with_metadata["messages"][0]["metadata"] == META
    without = client.conversations_history(channel=answer["channel"])
    assert "metadata" not in without["messages"][0]


def test_timestamps_follow_the_workspace_clock_and_never_repeat(
    client: WebClient, workspace: Workspace, clock: MovableClock
) -> None:
    first, second = (client.chat_postMessage(channel="#billing", text=text)["ts"] for text in ("one", "two"))
    clock.forward(timedelta(hours=1))
    third = client.chat_postMessage(channel="#billing", text="three")["ts"]
    assert first < second < third
    assert float(third) - float(first) == 3600


def test_history_pages_backwards_and_respects_its_window(client: WebClient, workspace: Workspace) -> None:
    stamps = [client.chat_postMessage(channel="#billing", text=f"post {n}")["ts"] for n in range(5)]
    channel = workspace.channel("#billing").id
    pages = [[m["text"] for m in page["messages"]] for page in client.conversations_history(channel=channel, limit=2)]
    assert pages == [["post 4", "post 3"], ["post 2", "post 1"], ["post 0"]]
    window = client.conversations_history(channel=channel, oldest=stamps[1], latest=stamps[3])
    assert [m["ts"] for m in window["messages"]] == [stamps[2]]
    inclusive = client.conversations_history(channel=channel, oldest=stamps[1], latest=stamps[3], inclusive=True)
    assert len(inclusive["messages"]) == 3
    onwards = client.conversations_history(channel=channel, oldest=stamps[0], limit=2)
    assert [[m["text"] for m in page["messages"]] for page in onwards] == [["post 2", "post 1"], ["post 4", "post 3"]]


def test_posts_and_deletions_between_two_pages_hide_nothing(client: WebClient, workspace: Workspace) -> None:
    stamps = [client.chat_postMessage(channel="#billing", text=f"post {n}")["ts"] for n in range(4)]
    channel = workspace.channel("#billing").id
    first = client.conversations_history(channel=channel, limit=2)
    client.chat_delete(channel=channel, ts=stamps[3])
    client.chat_postMessage(channel="#billing", text="new")
    cursor = first["response_metadata"]["next_cursor"]
    second = client.conversations_history(channel=channel, limit=2, cursor=cursor)
    assert [m["text"] for m in second["messages"]] == ["post 1", "post 0"]


def test_replies_stay_out_of_the_channel_and_in_their_thread(client: WebClient, workspace: Workspace) -> None:
    parent = client.chat_postMessage(channel="#billing", text="card")
    reply = client.chat_postMessage(channel="#billing", text="Knock 2", thread_ts=parent["ts"], metadata=META)
    deeper = client.chat_postMessage(channel="#billing", text="Knock 3", thread_ts=reply["ts"])
    assert deeper["message"]["thread_ts"] == parent["ts"]
    history = client.conversations_history(channel=parent["channel"])
    assert [(m["text"], m["reply_count"]) for m in history["messages"]] == [("card", 2)]
    thread = client.conversations_replies(channel=parent["channel"], ts=parent["ts"], include_all_metadata=True)
    assert [m["text"] for m in thread["messages"]] == ["card", "Knock 2", "Knock 3"]
    assert thread["messages"][1]["metadata"] == META
    assert [p.text for p in workspace.channel("#billing").messages[0].thread] == ["Knock 2", "Knock 3"]


def test_an_update_replaces_the_card_and_a_deletion_removes_it(client: WebClient, workspace: Workspace) -> None:
    ts = client.chat_postMessage(channel="#billing", text="waiting")["ts"]
    channel = workspace.channel("#billing")
    client.chat_update(channel=channel.id, ts=ts, text="claimed")
    assert channel.messages[0].plain == "claimed"
    client.chat_delete(channel=channel.id, ts=ts)
    assert channel.messages == []
    assert client.conversations_history(channel=channel.id)["messages"] == []


def test_an_ephemeral_message_reaches_one_person_only(client: WebClient, workspace: Workspace) -> None:
    maria, jonas = workspace.person("maria"), workspace.person("jonas")
    client.chat_postEphemeral(channel="#billing", user=maria.id, text="Somebody else was faster")
    assert [e.text for e in maria.ephemerals] == ["Somebody else was faster"]
    assert jonas.ephemerals == []
    assert workspace.channel("#billing").messages == []


def test_people_groups_and_channels_can_be_looked_up(client: WebClient, workspace: Workspace) -> None:
    workspace.set_status("jonas", "On holiday", ":palm_tree:")
    jonas = client.users_lookupByEmail(email="jonas@example.com")["user"]
    assert jonas["tz"] == "Europe/London"
    profile = client.users_info(user=jonas["id"])["user"]["profile"]
    assert (profile["status_text"], profile["status_emoji"]) == ("On holiday", ":palm_tree:")
    group = client.usergroups_list(include_users=True)["usergroups"][0]
    assert client.usergroups_users_list(usergroup=group["id"])["users"] == [workspace.person("maria").id]
    kinds = "public_channel,private_channel"
    seen = [c["name"] for page in client.conversations_list(types=kinds, limit=2) for c in page["channels"]]
    assert seen == ["billing", "digital", "legal", "lobby"]
    assert workspace.bot.user_id in client.conversations_members(channel=workspace.channel("#billing").id)["members"]


def test_the_bot_can_join_a_public_channel_and_write_to_a_person(client: WebClient, workspace: Workspace) -> None:
    lobby = workspace.channel("#lobby").id
    assert client.conversations_info(channel=lobby)["channel"]["is_member"] is False
    client.conversations_join(channel=lobby)
    assert client.conversations_info(channel=lobby)["channel"]["is_member"] is True
    maria = workspace.person("maria").id
    opened = client.conversations_open(users=[maria])["channel"]["id"]
    assert client.chat_postMessage(channel=maria, text="psst")["channel"] == opened
    assert workspace.direct_message("maria").messages[0].text == "psst"


def test_reactions_are_added_shown_and_removed(client: WebClient, workspace: Workspace) -> None:
    ts = client.chat_postMessage(channel="#billing", text="card")["ts"]
    channel = workspace.channel("#billing")
    client.reactions_add(channel=channel.id, timestamp=ts, name="eyes")
    assert channel.messages[0].reactions == {"eyes": ["doorknock"]}
    got = client.reactions_get(channel=channel.id, timestamp=ts)["message"]["reactions"]
    assert got == [{"name": "eyes", "users": [workspace.bot.user_id], "count": 1}]
    client.reactions_remove(channel=channel.id, timestamp=ts, name="eyes")
    assert channel.messages[0].reactions == {}


def test_a_file_travels_in_three_steps_and_shows_in_its_channel(client: WebClient, workspace: Workspace) -> None:
    channel = workspace.channel("#billing").id
    sent = client.files_upload_v2(
        channel=channel, filename="week.png", content=b"\x89PNG", title="The week", initial_comment="Your week"
    )
    assert sent["file"]["title"] == "The week"
    posted = workspace.channel("#billing").expect("Your week")
    assert posted.now.files == (sent["file"]["id"],)


def test_a_picture_in_a_thread_is_told_with_its_name_and_its_words(client: WebClient, workspace: Workspace) -> None:
    channel = workspace.channel("#billing").id
    parent = str(client.chat_postMessage(channel=channel, text="The week")["ts"])
    client.files_upload_v2(channel=channel, filename="week.png", content=b"\x89PNG", alt_txt="Bars", thread_ts=parent)
    _, reply = client.conversations_replies(channel=channel, ts=parent)["messages"]
    [file] = reply["files"]
    assert (file["name"], file["alt_txt"], file["mimetype"]) == ("week.png", "Bars", "image/png")
    assert reply["thread_ts"] == parent


def test_words_of_a_picture_have_their_limit(client: WebClient) -> None:
    with pytest.raises(SlackApiError, match="alt_txt_too_large"):
        client.files_getUploadURLExternal(filename="week.png", length=4, alt_txt="x" * 1001)


def test_a_permalink_names_channel_and_message(client: WebClient, workspace: Workspace) -> None:
    ts = client.chat_postMessage(channel="#billing", text="card")["ts"]
    channel = workspace.channel("#billing").id
    link = client.chat_getPermalink(channel=channel, message_ts=ts)["permalink"]
    assert link == f"{workspace.page_url}archives/{channel}/p{ts.replace('.', '')}"


def test_a_response_url_works_five_times_and_for_half_an_hour(
    client: WebClient, workspace: Workspace, clock: MovableClock
) -> None:
    maria = workspace.person("maria")
    target = ResponseTarget(maria.id, workspace.channel("#billing").id)
    address = workspace.desk.give_response_url(target)
    hook = WebhookClient(address)
    assert [hook.send(text=f"note {n}").status_code for n in range(6)] == [200] * 5 + [404]
    assert len(maria.ephemerals) == 5
    late = WebhookClient(workspace.desk.give_response_url(target))
    clock.forward(timedelta(minutes=31))
    assert late.send(text="too late").status_code == 404
