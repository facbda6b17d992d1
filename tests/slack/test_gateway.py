"""Delivery to Slack, and what each of its bad days becomes."""

import socket
from dataclasses import replace
from datetime import timedelta

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.clock import SystemClock
from bot.core.clocks import SetClock
from bot.core.notices import PostCard, RemoveReminder, TellStrategist, UpdateCard
from bot.errors import DoorknockError, PermanentFailure, TemporaryFailure, UnknownOutcome
from bot.ports import Delivery, MessageRef
from bot.slack.client import SlackApi, web_client
from bot.slack.directory import Directory
from bot.slack.failures import LONGEST_RETRY_AFTER, failure_of
from bot.slack.gateway import SlackMessenger
from bot.workspace import Message
from tests.slack.office import BOOK, MONDAY, Office


def told(channel: str = "#strategy", text: str = "Hello", number: int = 7) -> Delivery:
    notice = TellStrategist(channel=channel, text=text, about="test")
    return Delivery(id=number, notice=notice, rulebook=BOOK, now=MONDAY, channel=channel)


def failure(office: Office, delivery: Delivery | None = None) -> DoorknockError:
    with pytest.raises(DoorknockError) as caught:
        office.messenger.deliver(delivery or told())
    return caught.value


def test_a_post_carries_its_outbox_id_and_nothing_else(office: Office) -> None:
    posted = office.messenger.deliver(told())
    assert posted.channel == office.room("#strategy").id
    message = office.room("#strategy").expect("Hello")
    assert message.metadata == {"event_type": "doorknock", "event_payload": {"outbox": 7}}


def test_a_post_that_was_lost_after_the_write_is_found_again(office: Office) -> None:
    office.workspace.faults.drop_after("chat.postMessage")
    assert isinstance(failure(office), UnknownOutcome)
    found = office.messenger.find(told())
    assert found is not None
    assert found.ts == office.room("#strategy").expect("Hello").ts
    assert office.messenger.find(told(number=8)) is None


def test_a_post_that_would_begin_too_late_is_not_begun(office: Office) -> None:
    late = replace(told(), begin_by=office.house.clock.now() - timedelta(seconds=1))
    assert isinstance(failure(office, late), TemporaryFailure)
    assert office.workspace.record == []
    office.messenger.deliver(replace(late, begin_by=office.house.clock.now()))


def test_what_is_for_a_person_is_said_in_their_direct_message(office: Office) -> None:
    office.messenger.deliver(told(office.maria.id))
    office.messenger.deliver(told(office.maria.id, text="Hello again", number=8))
    assert [posted.plain for posted in office.maria.direct_messages] == ["Hello", "Hello again"]
    assert office.tom.direct_messages == []


def test_a_direct_message_that_was_lost_after_the_write_is_found_again(office: Office) -> None:
    office.workspace.faults.drop_after("chat.postMessage")
    assert isinstance(failure(office, told(office.maria.id)), UnknownOutcome)
    found = office.messenger.find(told(office.maria.id))
    assert found is not None
    assert [posted.ts for posted in office.maria.direct_messages] == [found.ts]
    assert office.messenger.find(told(office.maria.id, number=8)) is None


def test_somebody_who_is_not_in_slack_can_be_told_nothing(office: Office) -> None:
    assert isinstance(failure(office, told("U0NOBODY00")), PermanentFailure)


def test_a_direct_message_that_may_not_be_opened_keeps_nothing_else_back(office: Office) -> None:
    office.workspace.faults.fail("conversations.open", "missing_scope")
    assert isinstance(failure(office, told(office.maria.id)), PermanentFailure)
    office.workspace.faults.drop_after("conversations.open")
    assert isinstance(failure(office, told(office.maria.id)), TemporaryFailure)


def test_a_line_of_a_thread_is_found_again_among_many(office: Office) -> None:
    card = office.card()
    for number in range(250):
        _chatter(office, "#billing", number, thread=card.ts)
    office.workspace.faults.drop_after("chat.postMessage", channel="#billing")
    office.forward(hours=24)
    office.forward(minutes=1)
    assert len([line for line in card.thread if "Knock 1" in line.plain]) == 1
    assert set(office.house.ledger().outbox) == {"sent", "dropped"}


def test_history_is_read_page_by_page(office: Office) -> None:
    office.messenger.deliver(told())
    for number in range(450):
        _chatter(office, "#strategy", number)
    assert office.messenger.find(told()) is not None


def _chatter(office: Office, channel: str, number: int, *, thread: str = "") -> None:
    place = office.room(channel).id
    office.workspace.state.post(
        Message(channel=place, ts="", user=office.maria.id, text=f"chatter {number}", thread_ts=thread)
    )


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_server_error_leaves_the_outcome_unknown(office: Office, status: int) -> None:
    office.workspace.faults.http_error("chat.postMessage", status=status, after_write=True)
    assert isinstance(failure(office), UnknownOutcome)


@pytest.mark.parametrize("code", ["fatal_error", "internal_error"])
def test_an_error_that_may_have_half_succeeded_leaves_the_outcome_unknown(office: Office, code: str) -> None:
    office.workspace.faults.fail("chat.postMessage", code)
    assert isinstance(failure(office), UnknownOutcome)


def test_a_time_out_leaves_the_outcome_unknown(office: Office) -> None:
    impatient = SlackMessenger(
        SlackApi(web_client(office.workspace.bot.token, base_url=office.base_url, timeout=1)),
        office.directory,
        office.house.clock,
    )
    office.directory.channel("#strategy")
    office.workspace.faults.slow("chat.postMessage", 1.5)
    with pytest.raises(UnknownOutcome, match="no answer came"):
        impatient.deliver(told())


def test_a_dropped_connection_is_not_sent_again_by_the_sdk(office: Office) -> None:
    office.workspace.faults.drop_after("chat.postMessage")
    failure(office)
    assert sum(entry.method == "chat.postMessage" for entry in office.workspace.record) == 1


def test_a_pause_that_slack_asks_for_names_its_length_and_its_scope(office: Office) -> None:
    office.workspace.faults.rate_limit("chat.postMessage", retry_after=17)
    limited = failure(office)
    assert isinstance(limited, TemporaryFailure)
    assert (limited.retry_after, limited.scope) == (17, "#strategy")
    posted = office.messenger.deliver(told())
    office.workspace.faults.rate_limit("chat.delete", retry_after=3)
    removal = RemoveReminder(issue=1, assignment=1, channel="#strategy", number=1)
    limited = failure(office, replace(told(), notice=removal, targets=(MessageRef(**_ref(posted)),)))
    assert (limited.retry_after, limited.scope) == (3, "method:chat.delete")


@pytest.mark.parametrize("asked", ["inf", "nan", "1e300", str(400 * 24 * 3600)])
def test_a_pause_without_a_sensible_end_lasts_half_an_hour(asked: str) -> None:
    answer = SlackResponse(
        client=WebClient(),
        http_verb="POST",
        api_url="",
        req_args={},
        data={"ok": False, "error": "ratelimited"},
        headers={"Retry-After": asked},
        status_code=429,
    )
    limited = failure_of(SlackApiError("", answer), method="chat.postMessage", channel="#billing")
    assert isinstance(limited, TemporaryFailure)
    assert limited.retry_after == LONGEST_RETRY_AFTER


def test_nobody_at_home_means_nothing_was_sent(office: Office) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    api = SlackApi(web_client("xoxb-1", base_url=f"http://127.0.0.1:{port}/api/"))
    with pytest.raises(TemporaryFailure, match="nothing was sent"):
        SlackMessenger(api, Directory(api), SystemClock()).deliver(told())


@pytest.mark.parametrize("code", ["invalid_auth", "token_revoked", "account_inactive", "missing_scope"])
def test_a_broken_installation_holds_everything_back_and_parks_nothing(office: Office, code: str) -> None:
    office.workspace.faults.fail("chat.postMessage", code)
    held = failure(office)
    assert isinstance(held, TemporaryFailure)
    assert held.scope == "*"
    assert code in str(held)


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        ("channel_not_found", "departments.yaml"),
        ("is_archived", "unarchive"),
        ("not_in_channel", "/invite"),
        ("msg_too_long", "report"),
        ("some_new_error", "some_new_error"),
    ],
)
def test_a_definite_no_is_permanent_and_says_what_to_do(office: Office, code: str, remedy: str) -> None:
    office.workspace.faults.fail("chat.postMessage", code, times=2)
    refused = failure(office)
    assert isinstance(refused, PermanentFailure)
    assert remedy in str(refused)


def test_an_archived_channel_and_an_unknown_one_are_told_apart(office: Office) -> None:
    office.workspace.archive("#lunch")
    assert "is_archived" in str(failure(office, told("#lunch")))
    assert "channel_not_found" in str(failure(office, told("#nowhere")))


def test_a_layout_that_slack_refuses_is_posted_as_plain_text(office: Office) -> None:
    office.workspace.faults.fail("chat.postMessage", "invalid_blocks")
    office.messenger.deliver(told())
    assert office.room("#strategy").expect("Hello").blocks == []


def test_the_bot_joins_a_public_channel_before_it_posts_there(office: Office) -> None:
    office.workspace.add_channel("newborn", has_bot=False)
    office.messenger.deliver(told("#newborn"))
    assert office.workspace.bot.user_id in office.room("#newborn").now.members


def test_a_removal_of_what_is_gone_is_done(office: Office) -> None:
    posted = office.messenger.deliver(told())
    removal = RemoveReminder(issue=1, assignment=1, channel="#strategy", number=1)
    gone = replace(told(), notice=removal, targets=(MessageRef(**_ref(posted)),))
    assert office.messenger.deliver(gone).ts == ""
    assert office.messenger.deliver(gone).ts == ""


def test_an_edit_of_a_deleted_card_is_told_to_a_person(office: Office) -> None:
    card = office.card()
    office.workspace.state.change(card.now, is_deleted=True)
    issue = office.house.issue()
    stored = office.house.issues.mention(issue.mention)
    update = UpdateCard(issue=1001, assignment=1, channel="#billing", version=9)
    ref = MessageRef(channel=card.channel_id, ts=card.ts)
    edit = replace(told("#billing"), notice=update, issue=issue, mention=stored, targets=(ref,))
    with pytest.raises(PermanentFailure, match="somebody has deleted"):
        office.messenger.deliver(edit)


def test_a_card_whose_mention_is_gone_is_told_to_a_person(office: Office) -> None:
    card = PostCard(issue=1001, assignment=1, channel="#billing")
    with pytest.raises(PermanentFailure, match="gone from the database"):
        office.messenger.deliver(replace(told("#billing"), notice=card))


def test_names_are_looked_up_once(office: Office) -> None:
    asked: list[str] = []

    class CountingApi(SlackApi):
        def read(self, method: str, **arguments: object) -> dict[str, object]:
            asked.append(method)
            return super().read(method, **arguments)

    directory = Directory(CountingApi(web_client(office.workspace.bot.token, base_url=office.base_url)))
    for _ in range(5):
        assert directory.user_id("billing@example.com") == office.person("billing").id
        assert directory.user_id("@maria") == office.maria.id
        assert directory.channel_id("#billing") == office.room("#billing").id
        assert directory.channel_id(office.room("#billing").id) == office.room("#billing").id
        assert directory.user_id("nobody@example.com") is None
    assert sorted(asked) == ["conversations.list", "users.list", "users.lookupByEmail", "users.lookupByEmail"]


def test_a_user_group_is_mentioned_by_its_id(office: Office) -> None:
    group = office.workspace.add_group("billing-team", members=["maria"])
    assert office.directory.group_id("@billing-team") == group.id
    assert office.directory.group_id(group.id) == group.id


def test_when_slack_is_down_the_directory_remembers(office: Office) -> None:
    assert office.directory.channel_id("#billing")
    office.directory.forget_channels()
    office.workspace.faults.http_error("conversations.list", times=None)
    assert office.directory.channel_id("#billing") == office.room("#billing").id


def _ref(posted) -> dict[str, str]:  # type: ignore[no-untyped-def]
    return {"channel": posted.channel, "ts": posted.ts}


def clock_on(office: Office, *, ts: str, is_on: bool = True) -> Delivery:
    room = office.room("#billing").id
    notice = SetClock(issue=1001, assignment=1, channel="#billing", reply=f"{room}/{ts}", number=3, is_on=is_on)
    target = MessageRef(channel=room, ts=ts)
    return Delivery(id=7, notice=notice, rulebook=BOOK, now=MONDAY, channel=room, targets=(target,))


def test_a_clock_that_is_on_or_off_already_counts_as_set(office: Office) -> None:
    card = office.card()
    for is_on in (True, True, False, False):
        office.messenger.deliver(clock_on(office, ts=card.ts, is_on=is_on))
        assert ("alarm_clock" in card.reactions) is is_on


def test_a_clock_that_comes_too_late_is_left_to_whoever_has_it_now(office: Office) -> None:
    card = office.card()
    late = replace(clock_on(office, ts=card.ts), begin_by=office.house.clock.now() - timedelta(seconds=1))
    assert isinstance(failure(office, late), TemporaryFailure)
    assert "alarm_clock" not in card.reactions, "by now the promise may have been taken back"


def test_a_clock_is_no_loss_where_the_reply_is_gone(office: Office) -> None:
    office.messenger.deliver(clock_on(office, ts="1795510800.999999"))
    office.messenger.deliver(clock_on(office, ts="1795510800.999999", is_on=False))


def test_a_permission_that_only_clocks_take_holds_nothing_else_up(office: Office) -> None:
    office.workspace.faults.fail("reactions.add", "missing_scope")
    assert isinstance(failure(office, clock_on(office, ts=office.card().ts)), PermanentFailure)
