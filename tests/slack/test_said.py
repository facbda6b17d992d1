"""Which events are a person speaking in a thread, and which only look like it."""

from typing import Any

import pytest

from bot.slack.said import Turn, said_in_thread

REPLY: dict[str, Any] = {
    "type": "message",
    "channel": "C1",
    "user": "U1",
    "text": "On it",
    "ts": "1700000100.000100",
    "thread_ts": "1700000000.000100",
}
EDITED = {**REPLY, "text": "Done", "edited": {"user": "U1", "ts": "1700000200.000000"}}


def changed(now: dict[str, Any], before: dict[str, Any] = REPLY) -> dict[str, Any]:
    return {
        "type": "message",
        "subtype": "message_changed",
        "channel": "C1",
        "ts": "1700000300.000100",
        "message": now,
        "previous_message": before,
    }


def deleted(before: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "message",
        "subtype": "message_deleted",
        "channel": "C1",
        "ts": "1700000300.000100",
        "deleted_ts": before["ts"],
        "previous_message": before,
    }


PEOPLE = {
    "a reply": (REPLY, Turn.SAID),
    "a file": ({**REPLY, "subtype": "file_share", "text": ""}, Turn.SAID),
    "a reply shown in the channel too": ({**REPLY, "subtype": "thread_broadcast"}, Turn.SAID),
    "an edit": (changed(EDITED), Turn.EDITED),
    "a second edit": (changed({**EDITED, "text": "Really"}, EDITED), Turn.EDITED),
    "a deletion": (deleted(REPLY), Turn.DELETED),
}
NOBODY = {
    "words beside a thread": {**REPLY, "thread_ts": ""},
    "the message that a thread hangs on": {**REPLY, "thread_ts": REPLY["ts"]},
    "a bot": {**REPLY, "bot_id": "B1"},
    "a bot of the old kind": {**REPLY, "subtype": "bot_message", "bot_id": "B1"},
    "a workflow": {**REPLY, "subtype": "bot_message", "user": None, "username": "Daily", "bot_id": "B2"},
    "Slackbot": {**REPLY, "user": "USLACKBOT"},
    "a join": {**REPLY, "subtype": "channel_join"},
    "a topic": {**REPLY, "subtype": "channel_topic"},
    "a pin": {**REPLY, "subtype": "pinned_item"},
    "a reminder": {**REPLY, "subtype": "reminder_add"},
    "a link that unfolds": changed({**REPLY, "attachments": [{"title": "The till"}]}),
    "a link that unfolds after an edit": changed({**EDITED, "attachments": [{"title": "The till"}]}, EDITED),
    "a bot that edits its post": changed({**EDITED, "bot_id": "B1"}, {**REPLY, "bot_id": "B1"}),
    "a bot's post that is deleted": deleted({**REPLY, "bot_id": "B1"}),
    "the grave of a message that had replies": changed({**REPLY, "subtype": "tombstone", "user": "USLACKBOT"}),
    "nothing at all": {"type": "message"},
    "a deletion that names nothing": {"type": "message", "subtype": "message_deleted", "channel": "C1"},
}


@pytest.mark.parametrize("what", PEOPLE)
def test_a_person_is_heard(what: str) -> None:
    event, turn = PEOPLE[what]
    said = said_in_thread(event)
    assert said is not None
    assert (said.turn, said.by, said.reply, said.thread_ts) == (turn, "U1", "C1/1700000100.000100", REPLY["thread_ts"])


@pytest.mark.parametrize("what", NOBODY)
def test_nobody_is_heard(what: str) -> None:
    assert said_in_thread(NOBODY[what]) is None


def test_the_same_words_have_the_same_key_and_each_turn_its_own() -> None:
    broadcast = said_in_thread(PEOPLE["a reply shown in the channel too"][0])
    turns = [said_in_thread(event) for event, _ in PEOPLE.values()]
    assert broadcast is not None
    assert {said.key for said in turns if said is not None and said.turn is Turn.SAID} == {broadcast.key}
    assert len({said.key for said in turns if said is not None}) == 3, "said, edited, deleted: the edits at one time"
