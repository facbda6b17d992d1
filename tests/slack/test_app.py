"""What the app promises Slack: stored before acknowledged, asked again where it was not, and nobody else let in."""

import hashlib
import hmac
import json
import logging
from datetime import timedelta
from urllib.parse import urlencode

import pytest

from bot.clock import SystemClock
from bot.slack.app import create_app, dispatch
from tests.slack.office import Office, ask_for, fail_once


def test_an_event_that_cannot_be_stored_is_sent_again_by_slack(office: Office) -> None:
    card = office.card()
    tries = fail_once(office)
    ack = office.maria.says("#billing", "On it", thread=card)
    assert ack.is_ok
    assert ack.attempts == 2
    assert len(set(tries)) == 1
    assert office.house.issue().owner.first_response_at is not None


def test_a_click_that_cannot_be_stored_is_answered_kindly(office: Office) -> None:
    card = office.card()
    fail_once(office)
    assert office.maria.clicks(card, "Claim").is_ok
    office.maria.awaits_ephemeral("nothing was changed. Please try once more")
    office.maria.clicks(card, "Claim")
    assert office.house.issue().owner.claimed_by == office.maria.id


def test_a_modal_that_cannot_be_stored_stays_open_with_what_was_typed(office: Office) -> None:
    form = ask_for(office.maria, office.card(), "Note")
    tries = fail_once(office)
    assert not office.maria.submits(form, {"text": "Her name is Ann"}).is_ok
    assert office.maria.has_view
    assert office.maria.submits(form, {"text": "Her name is Ann"}).is_ok
    assert not office.maria.has_view
    assert len(set(tries)) == 1


def test_the_same_event_twice_is_one_answer(office: Office) -> None:
    card = office.card()
    event = {
        "type": "message",
        "channel_type": "channel",
        "channel": card.channel_id,
        "user": office.maria.id,
        "text": "On it",
        "ts": "1.1",
        "thread_ts": card.ts,
    }
    office.workspace.outgoing.event(event)
    office.house.clock.forward(timedelta(minutes=5))
    office.workspace.outgoing.event(event)
    assert [type(e).__name__ for e in office.house.issues.story(1001)].count("Responded") == 1


def test_an_event_that_comes_before_slack_says_who_we_are_is_sent_again(office: Office) -> None:
    office.workspace.faults.http_error("auth.test", times=1)
    ack = office.maria.says("#lunch", "Lunch?")
    assert ack.is_ok
    assert ack.attempts == 2


def test_a_request_without_slacks_signature_is_turned_away(office: Office) -> None:
    body = json.dumps({"type": "event_callback", "event": {"type": "app_mention"}})
    headers = {"content-type": "application/json", "x-slack-signature": "v0=1", "x-slack-request-timestamp": "1"}
    assert dispatch(office.app, body=body, headers=headers).status == 401
    assert dispatch(office.app, body=body, headers={"content-type": "application/json"}).status == 401


@pytest.mark.parametrize(
    ("secret", "minutes_ago", "status"),
    [("ours", 0, 200), ("ours", 4, 200), ("another", 0, 401), ("", 0, 401), ("ours", 6, 401), ("ours", -6, 401)],
)
def test_a_click_counts_with_slacks_own_signature_of_these_minutes_alone(
    office: Office, secret: str, minutes_ago: int, status: int
) -> None:
    office.card()
    stamp = str(int(SystemClock().now().timestamp()) - 60 * minutes_ago)
    form = {"command": "/claim", "text": "1001", "user_id": office.maria.id, "channel_id": "C1", "trigger_id": "t1"}
    body = urlencode({**form, "team_id": office.workspace.bot.team_id})
    key = (office.workspace.bot.signing_secret if secret == "ours" else secret).encode()
    digest = hmac.new(key, f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    headers = {
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": f"v0={digest}",
    }
    assert dispatch(office.app, body=body, headers=headers).status == status
    assert (office.house.issue().owner.claimed_by == office.maria.id) is (status == 200)
    # A body that was signed for something else is nobody's.
    assert dispatch(office.app, body=body.replace("1001", "1002"), headers=headers).status == 401


def test_without_a_signing_secret_nobody_can_come_by_http(office: Office) -> None:
    closed = create_app(office.services, token="xoxb-1", base_url=office.base_url)
    body = json.dumps({"type": "url_verification", "challenge": "abc"})
    assert dispatch(closed, body=body, headers={"content-type": "application/json"}).status == 401


def test_starting_asks_nothing_of_slack(office: Office) -> None:
    create_app(office.services, token="xoxb-1", signing_secret="s", base_url="http://127.0.0.1:9/api/")


def test_a_token_in_the_environment_is_nothing_to_be_warned_of(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    create_app(office.services, token="xoxb-1", base_url=office.base_url)
    assert caplog.messages == []


def test_bolt_leaves_the_level_of_our_own_log_alone(office: Office) -> None:
    # The office has built its app by now.
    assert logging.getLogger("doorknock").level == logging.NOTSET
