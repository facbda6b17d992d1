"""Socket Mode: the same listeners without a public address, and a connection that comes back."""

import threading
from collections.abc import Iterator

import pytest
from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult

from bot.core.commands import Command
from bot.core.issue import Issue
from bot.core.refusal import Refusal
from bot.core.rights import Asked
from bot.slack.client import web_client
from bot.slack.socket_mode import SocketConnection
from bot.workspace import events
from bot.workspace.links import Parcel
from tests.slack.office import Office, fail_once
from tests.store.together import together

PEOPLE = 200


@pytest.fixture
def connection(office: Office) -> Iterator[SocketConnection]:
    office.workspace._hang_up()
    connection = SocketConnection(
        office.app, app_token=office.workspace.bot.app_token, base_url=office.base_url, check_every_s=0.1
    )
    yield connection
    connection.stop()


def test_a_click_travels_by_the_socket(office: Office, connection: SocketConnection) -> None:
    connection.start()
    office.workspace.await_socket()
    card = office.card()
    assert office.maria.clicks(card, "Claim").is_ok
    assert office.house.issue().owner.claimed_by == office.maria.id
    assert connection.is_connected()


def test_an_event_that_cannot_be_stored_is_sent_again_by_the_socket_too(
    office: Office, connection: SocketConnection
) -> None:
    office.workspace.sockets._ack_within = 0.5
    connection.start()
    office.workspace.await_socket()
    card = office.card()
    fail_once(office)
    ack = office.maria.says("#billing", "On it", thread=card)
    assert ack.attempts == 2
    assert office.house.issue().owner.first_response_at is not None


def test_two_hundred_clicks_are_worked_on_at_once_so_that_one_that_waits_holds_nobody_up(office: Office) -> None:
    office.workspace._hang_up()
    everybody = threading.Barrier(PEOPLE)
    known = AuthorizeResult(enterprise_id=None, team_id="T1", bot_user_id="U1", bot_id="B1", bot_token="xoxb-1")
    client = web_client(None, base_url=office.base_url)
    app = App(client=client, signing_secret="s", authorize=lambda: known, process_before_response=True)
    app.action("wait")(lambda ack: (everybody.wait(30), ack()))
    connection = SocketConnection(app, app_token=office.workspace.bot.app_token, base_url=office.base_url)
    connection.start()
    office.workspace.await_socket()
    click = {"type": "block_actions", "user": {"id": "U2"}, "team": {"id": "T1"}, "actions": [{"action_id": "wait"}]}
    acks = together(lambda _: office.workspace.sockets.send(Parcel("interactive", {**click})), range(PEOPLE))
    connection.stop()
    assert {ack.status for ack in acks} == {200}


def test_starting_while_slack_is_down_connects_once_it_is_back(office: Office, connection: SocketConnection) -> None:
    office.workspace.faults.http_error("apps.connections.open", times=2)
    connection.start()
    office.workspace.await_socket()
    assert office.workspace.state.wait_until(connection.is_connected, within=5)


def test_a_click_after_the_connection_has_died_is_heard_once(office: Office, connection: SocketConnection) -> None:
    connection.start()
    office.workspace.await_socket()
    card = office.card()
    office.workspace.sockets.drop()
    reconnected = office.workspace.state.wait_until(lambda: office.workspace.sockets.opened == 2, within=10)
    assert reconnected
    office.workspace.await_socket()
    assert office.maria.clicks(card, "Claim").is_ok
    office.settle()
    assert names(office).count("AssignmentClaimed") == 1
    assert "Claimed by @maria" in card.plain


def test_what_was_stored_when_the_connection_died_is_not_heard_twice(
    office: Office, connection: SocketConnection
) -> None:
    connection.start()
    office.workspace.await_socket()
    card, sockets, state = office.card(), office.workspace.sockets, office.workspace.state
    real = office.house.issues.apply

    def dying(number: int, command: Command, *, event_key: str = "", asked: Asked | None = None) -> Issue | Refusal:
        """Stores, and loses the connection before anything can be acknowledged."""
        outcome = real(number, command, event_key=event_key, asked=asked)
        office.house.issues.apply = real
        sockets.drop()
        assert state.wait_until(lambda: sockets.opened == 2 and sockets.count == 1, within=10)
        return outcome

    office.house.issues.apply = dying
    told = office.maria.says("#billing", "On it", thread=card)
    assert told.attempts > 1
    said = state.message(told.channel, told.ts)
    assert said is not None
    # Both the library and we may have opened a connection anew; the one too many is closed.
    office.workspace.await_socket()
    assert office.workspace.outgoing.event(events.post_event(state, said)).is_ok
    assert names(office).count("Responded") == 1


def names(office: Office) -> list[str]:
    return [type(event).__name__ for event in office.house.issues.story(1001)]
