"""Only people answer, each of them once: no bots, no edits, no joins, no second delivery, and no lost one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from sqlalchemy import text

from bot.core.issue import AssignmentStatus
from bot.workspace import events
from bot.workspace.links import Ack, Parcel
from bot.workspace.model import Message
from bot.workspace.promises import Posted
from bot.workspace.workspace import Workspace
from tests.scenarios.both import on_both
from tests.scenarios.play import Colleague, Play


def a_card(bot: Play) -> Posted:
    bot.receive("My refund is late")
    return bot.the_card("#billing")


def reply(bot: Play, card: Posted, words: str = "On it", **facts: Any) -> Parcel:
    """What Slack sends when Priya replies in a card's thread."""
    state = bot.workspace.state
    said = state.post(Message(card.channel_id, "", bot.person("priya").id, words, thread_ts=card.ts, **facts))
    return Parcel("events_api", events.envelope(state, events.post_event(state, said)))


def deliver(bot: Play, parcel: Parcel) -> Ack:
    link = bot.workspace.outgoing.link
    assert link is not None
    ack = link.send(parcel)
    bot.settle()
    return ack


def is_waiting(bot: Play) -> bool:
    return bot.issue().owner.status is AssignmentStatus.WAITING


def test_the_bots_own_posts_are_neither_answers_nor_mentions(bot: Play, clock: Play) -> None:
    a_card(bot)
    clock.forward(hours=5)
    assert "Responded" not in bot.story()
    assert bot.ledger().received == 1


def test_another_bots_reply_is_no_answer(bot: Play, slack: Workspace) -> None:
    card = a_card(bot)
    tool = slack.add_tool("cheerful", "Cheerful Bot")
    person = slack.state.person("cheerful")
    assert tool.id == person.id
    assert deliver(bot, reply(bot, card, "Good bot!", bot_id=person.bot_id)).is_ok
    assert is_waiting(bot)


def test_words_beside_the_thread_are_no_answer(bot: Play, priya: Colleague) -> None:
    a_card(bot)
    priya.says("#billing", "Lunch, anybody?")
    assert is_waiting(bot)


def test_edits_deletions_and_joins_are_no_answer(bot: Play, slack: Workspace, priya: Colleague) -> None:
    card = a_card(bot)
    lunch = priya.says("#billing", "Lunch?")
    assert priya.actor.edits(lunch, "Lunch at one?").is_ok
    assert priya.actor.deletes(lunch).is_ok
    for subtype in ("channel_join", "channel_topic", "message_changed", "message_deleted"):
        event = {**reply(bot, card).payload["event"], "subtype": subtype}
        assert slack.outgoing.event(event).is_ok
    bot.settle()
    assert is_waiting(bot)


@on_both
def test_an_event_that_is_delivered_twice_counts_once(bot: Play) -> None:
    parcel = reply(bot, a_card(bot))
    assert deliver(bot, parcel).is_ok
    assert deliver(bot, replace(parcel, retry=1, reason="http_timeout")).is_ok
    assert bot.story().count("Responded") == 1


@on_both
def test_an_answer_that_could_not_be_stored_is_asked_for_again(bot: Play) -> None:
    parcel = reply(bot, a_card(bot))
    with database_out_of_order(bot):
        assert deliver_only(bot, parcel).status == 500
    assert is_waiting(bot)
    assert deliver(bot, replace(parcel, retry=1, reason="http_error")).is_ok
    assert bot.issue().owner.status is AssignmentStatus.ANSWERED


@on_both
def test_a_click_that_could_not_be_stored_says_so_and_works_the_next_time(bot: Play, priya: Colleague) -> None:
    card = a_card(bot)
    with database_out_of_order(bot):
        priya.actor.clicks(card, "Claim")
        priya.is_told("Something went wrong on my side and nothing was changed")
    assert is_waiting(bot)
    priya.clicks(card, "Claim")
    assert "Claimed by @priya" in card.plain


@contextmanager
def database_out_of_order(bot: Play) -> Iterator[None]:
    """A database that refuses to write down what people do."""
    _rename(bot, "received", "missing")
    try:
        yield
    finally:
        _rename(bot, "missing", "received")


def _rename(bot: Play, table: str, name: str) -> None:
    with bot.doorknock.open_unit.engine.begin() as connection:
        connection.execute(text(f"ALTER TABLE {table} RENAME TO {name}"))


def deliver_only(bot: Play, parcel: Parcel) -> Ack:
    link = bot.workspace.outgoing.link
    assert link is not None
    return link.send(parcel)


def test_a_stranger_without_the_signing_secret_is_not_heard(bot: Play) -> None:
    parcel = reply(bot, a_card(bot))
    link = bot.workspace.outgoing.http
    assert link is not None
    link._secret = b"guessed"
    assert deliver(bot, parcel).status == 401
    assert is_waiting(bot)
