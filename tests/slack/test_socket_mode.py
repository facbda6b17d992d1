"""Socket Mode: the same listeners without a public address, and a connection that comes back."""

from collections.abc import Iterator

import pytest

from bot.slack.socket_mode import SocketConnection
from tests.slack.office import Office, fail_once


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


def test_starting_while_slack_is_down_connects_once_it_is_back(office: Office, connection: SocketConnection) -> None:
    office.workspace.faults.http_error("apps.connections.open", times=2)
    connection.start()
    office.workspace.await_socket()
    assert office.workspace.state.wait_until(connection.is_connected, within=5)
