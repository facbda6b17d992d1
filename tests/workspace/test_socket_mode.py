"""The same over Socket Mode, with Bolt's own handler and the SDK's own websocket client."""

from collections.abc import Callable
from queue import Queue
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode import SocketModeHandler

from bot.workspace import Manners, Workspace
from tests.workspace.bolt_server import bolt_app


@pytest.fixture
def workspace() -> Workspace:
    """Maria in #billing, and a Slack that loses patience after one second."""
    made = Workspace(manners=Manners(ack_within=1.0))
    made.add_person("maria")
    made.add_channel("#billing", members=["maria"])
    return made


def test_bolt_connects_acknowledges_answers_and_reconnects(workspace: Workspace, url: str) -> None:
    """One test for all of it, since closing the SDK's client takes seconds."""
    app = bolt_app(workspace, url)
    heard: Queue[str] = Queue()

    @app.event("message")
    def message(event: Any) -> None:
        heard.put(event["text"])

    @app.command("/claim")
    def claim(ack: Callable[..., None], command: Any) -> None:
        ack(f"Taking #{command['text']}")

    maria = workspace.person("maria")
    assert maria.says("#billing", "is anybody there?").body == "no bot is connected"
    handler = SocketModeHandler(app, workspace.bot.app_token)
    handler.connect()
    try:
        workspace.await_socket()
        assert maria.says("#billing", "hello – günstig 🎉").is_ok
        assert heard.get(timeout=5) == "hello – günstig 🎉"
        assert maria.commands("/claim 1042", "#billing").is_ok
        maria.awaits_ephemeral("Taking #1042")
        assert maria.commands("/unknown", "#billing").body == "timeout"
        workspace.sockets.refresh()
        assert workspace.state.wait_until(lambda: workspace.sockets.opened == 2, within=5)
        assert maria.says("#billing", "still there?").is_ok
    finally:
        handler.close()
