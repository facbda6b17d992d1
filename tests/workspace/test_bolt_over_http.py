"""A real Bolt app, reached by signed HTTP requests, hears and answers what people do."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from slack_bolt import App

from bot.workspace import ExpectationFailed, Workspace, WorkspaceError
from tests.workspace.bolt_server import bolt_app, served


@pytest.fixture
def app(workspace: Workspace, url: str) -> Iterator[App]:
    """A Bolt app without listeners, connected."""
    made = bolt_app(workspace, url)
    with served(made) as address:
        workspace.connect_http(address)
        yield made


def card(*elements: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"type": "section", "text": {"type": "mrkdwn", "text": "*Knock* &lt;1&gt;"}},
        {"type": "actions", "block_id": "row", "elements": list(elements)},
    ]


def button(action: str, label: str) -> dict[str, Any]:
    return {"type": "button", "action_id": action, "text": {"type": "plain_text", "text": label}, "value": "1042"}


REASON = {
    "type": "modal",
    "callback_id": "reason",
    "notify_on_close": True,
    "title": {"type": "plain_text", "text": "Hand off"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "block_id": "why",
            "label": {"type": "plain_text", "text": "Reason"},
            "element": {"type": "plain_text_input", "action_id": "text"},
        },
        {
            "type": "input",
            "block_id": "door",
            "optional": True,
            "label": {"type": "plain_text", "text": "Department"},
            "element": {
                "type": "static_select",
                "action_id": "pick",
                "options": [{"text": {"type": "plain_text", "text": "Legal"}, "value": "legal"}],
            },
        },
    ],
}


def test_a_click_is_acknowledged_and_edits_the_card_in_place(workspace: Workspace, app: App) -> None:
    @app.action("claim")
    def claim(ack: Callable[[], None], body: Any, client: Any) -> None:
        ack()
        who = f"Claimed by <@{body['user']['id']}>"
        client.chat_update(channel=body["channel"]["id"], ts=body["message"]["ts"], text=who, blocks=[])

    app.client.chat_postMessage(channel="#billing", text="card", blocks=card(button("claim", "Claim")))
    posted = workspace.channel("#billing").expect("Knock <1>")
    assert posted.buttons == ["Claim"]
    assert workspace.person("maria").clicks(posted, "claim").is_ok
    assert workspace.channel("#billing").expect("Claimed by @maria").ts == posted.ts
    with pytest.raises(ExpectationFailed, match="nothing to press"):
        workspace.person("maria").clicks(posted, "Claim")


def test_a_click_nobody_handles_comes_back_unacknowledged(workspace: Workspace, app: App) -> None:
    app.client.chat_postMessage(channel="#billing", text="card", blocks=card(button("claim", "Claim")))
    ack = workspace.person("maria").clicks(workspace.channel("#billing").messages[-1], "Claim")
    assert (ack.status, ack.is_ok) == (404, False)


def test_a_modal_is_opened_refused_once_and_submitted(workspace: Workspace, app: App) -> None:
    heard: list[str] = []

    @app.action("hand_off")
    def hand_off(ack: Callable[[], None], body: Any, client: Any) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=REASON)

    @app.view("reason")
    def reason(ack: Callable[..., None], view: Any) -> None:
        values = view["state"]["values"]
        if len(values["why"]["text"]["value"]) < 5:
            ack(response_action="errors", errors={"why": "Please say a little more."})
            return
        ack()
        heard.append(values["why"]["text"]["value"] + " → " + values["door"]["pick"]["selected_option"]["value"])

    maria = workspace.person("maria")
    app.client.chat_postMessage(channel="#billing", text="card", blocks=card(button("hand_off", "Hand off")))
    maria.clicks(workspace.channel("#billing").messages[-1], "Hand off")
    view = maria.awaits_view("Hand off")
    with pytest.raises(WorkspaceError, match="still to be filled in: Reason"):
        maria.submits(view)
    maria.submits(view, {"Reason": "no", "door/pick": "legal"})
    assert maria.view.errors == {"why": "Please say a little more."}
    maria.submits(view, {"Reason": "a contract", "Department": "Legal"})
    assert not maria.has_view
    assert heard == ["a contract → legal"]


def test_closing_a_modal_tells_the_bot_that_asked_for_it(workspace: Workspace, app: App) -> None:
    closed: list[str] = []

    @app.view_closed("reason")
    def gone(ack: Callable[[], None], view: Any) -> None:
        ack()
        closed.append(view["callback_id"])

    maria = workspace.person("maria")
    app.client.views_open(trigger_id=workspace.desk.give_trigger(maria.id), view=REASON)
    assert maria.closes(maria.view).is_ok
    assert (closed, maria.has_view) == (["reason"], False)


def test_a_slash_command_gets_its_answer_and_can_respond_later(workspace: Workspace, app: App) -> None:
    @app.command("/claim")
    def claim(ack: Callable[..., None], command: Any, respond: Any) -> None:
        ack(f"Taking #{command['text']}")
        respond(text="Everybody sees this", response_type="in_channel")

    maria = workspace.person("maria")
    assert maria.commands("/claim 1042", "#billing").is_ok
    maria.awaits_ephemeral("Taking #1042")
    workspace.channel("#billing").expect("Everybody sees this")


def test_a_message_of_a_person_arrives_as_message_and_as_mention(workspace: Workspace, app: App) -> None:
    heard: list[tuple[str, str]] = []

    # A middleware, since Bolt acknowledges an event first and runs its listener later, in a thread of its own.
    @app.middleware
    def note(body: Any, next: Callable[[], Any]) -> Any:  # noqa: A002 - the name Bolt passes it by
        event = body["event"]
        heard.append((event["type"], event["text"] if event["type"] == "app_mention" else event.get("subtype", "")))
        return next()

    @app.event("message")
    def message() -> None:
        """Only to have it acknowledged."""

    @app.event("app_mention")
    def mention() -> None:
        """Only to have it acknowledged."""

    maria = workspace.person("maria")
    said = workspace.message(maria.says("#billing", "@doorknock claim"))
    maria.edits(said, "never mind")
    maria.deletes(said)
    workspace.bot_posts("#billing", "A new mention", attachments=[{"text": "…"}])
    assert heard == [
        ("message", ""),
        ("app_mention", f"<@{workspace.bot.user_id}> claim"),
        ("message", "message_changed"),
        ("message", "message_deleted"),
        ("message", "bot_message"),
    ]


def test_the_bot_hears_nothing_of_channels_it_is_not_in(workspace: Workspace, app: App) -> None:
    ack = workspace.person("maria").says("#lobby", "psst")
    assert (ack.body, ack.attempts) == ("not subscribed", 0)


def test_reactions_and_the_app_home_reach_the_bot(workspace: Workspace, app: App) -> None:
    heard: list[str] = []

    @app.middleware
    def note(body: Any, next: Callable[[], Any]) -> Any:  # noqa: A002 - the name Bolt passes it by
        heard.append(body["event"]["type"])
        return next()

    @app.event("reaction_added")
    def added() -> None:
        """Only to have it acknowledged."""

    @app.event("reaction_removed")
    def removed() -> None:
        """Only to have it acknowledged."""

    @app.event("app_home_opened")
    def home(event: Any, client: Any) -> None:
        text = {"type": "plain_text", "text": "Good morning"}
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [{"type": "header", "text": text}]})

    maria = workspace.person("maria")
    app.client.chat_postMessage(channel="#billing", text="card")
    posted = workspace.channel("#billing").messages[-1]
    maria.reacts(posted, ":eyes:")
    maria.unreacts(posted, "eyes")
    maria.opens_home()
    maria.awaits_home("Good morning")
    assert [kind for kind in heard if kind != "message"] == ["reaction_added", "reaction_removed", "app_home_opened"]


def test_message_shortcuts_menus_and_suggestions_work(workspace: Workspace, app: App) -> None:
    used: list[str] = []

    @app.shortcut("route_this")
    def route(ack: Callable[[], None], shortcut: Any) -> None:
        ack()
        used.append(shortcut["message"]["text"])

    @app.action("more")
    def more(ack: Callable[[], None], action: Any) -> None:
        ack()
        used.append(action["selected_option"]["value"])

    @app.options("find")
    def find(ack: Callable[..., None], payload: Any) -> None:
        ack(options=[{"text": {"type": "plain_text", "text": f"{payload['value']} team"}, "value": "t"}])

    entries = [{"text": {"type": "plain_text", "text": "Snooze 1 h"}, "value": "snooze-1h"}]
    overflow = {"type": "overflow", "action_id": "more", "options": entries}
    external = {"type": "external_select", "action_id": "find"}
    app.client.chat_postMessage(channel="#billing", text="card", blocks=card(overflow, external))
    posted, maria = workspace.channel("#billing").messages[-1], workspace.person("maria")
    maria.shortcut("route_this", posted)
    maria.clicks(posted, "more", value="snooze-1h")
    maria.clicks(posted, "Snooze 1 h")
    assert used == ["card", "snooze-1h", "snooze-1h"]
    assert maria.looks_up(posted, "find", "bil") == ["bil team"]


def test_an_event_that_fails_is_sent_again_three_times_under_one_id(workspace: Workspace, app: App) -> None:
    seen: list[tuple[str, str]] = []

    @app.middleware
    def note(req: Any, body: Any, next: Callable[[], Any]) -> Any:  # noqa: A002 - the name Bolt passes it by
        seen.append((body["event_id"], req.headers.get("x-slack-retry-num", [""])[0]))
        return next()

    ack = workspace.person("maria").says("#billing", "nobody listens")
    assert (ack.status, ack.attempts) == (404, 4)
    assert [number for _, number in seen] == ["", "1", "2", "3"]
    assert len({event_id for event_id, _ in seen}) == 1


def test_a_wrong_signature_is_refused_by_bolt(workspace: Workspace, url: str) -> None:
    stranger = App(client=bolt_app(workspace, url).client, signing_secret="another secret")
    with served(stranger) as address:
        workspace.connect_http(address)
        assert workspace.person("maria").commands("/claim", "#billing").status == 401
