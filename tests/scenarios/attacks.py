"""Ways to send the bot what Slack would never send: forged values, broken payloads, its own words back.

Guarantee: each goes the real way, signed and over HTTP, past everything that a person's client would have refused.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.workspace import interactions
from bot.workspace.events import post_event
from bot.workspace.links import Ack
from bot.workspace.model import Message, View
from bot.workspace.promises import Posted
from tests.scenarios.play import Colleague, Play

ERASE = "erase_words"


@dataclass(frozen=True, kw_only=True)
class Target:
    """What is attacked: a card in Billing's channel, and another one that is none of Billing's business."""

    bot: Play
    by: Colleague
    card: Posted
    number: int
    other: int

    def click(self, action: str, value: object = None, **more: Any) -> Ack:
        """Press something in the card that is not there; without a value it carries none."""
        pressed = {"type": "button", "action_id": action, "block_id": "b", "action_ts": "1.1", **more}
        if value is not None:
            pressed["value"] = value
        return self.send(self.clicked(pressed))

    def clicked(self, *actions: object) -> dict[str, Any]:
        """The payload of a click."""
        whole = interactions.message_click_payload(self._desk, self.by.actor.now, self.card.now, _SOMETHING)
        return {**whole, "actions": list(actions)}

    def submit(self, callback: str, metadata: object, values: object = None) -> Ack:
        """Send off a form that was never opened."""
        return self.send(self.submission(callback, metadata, values or {}))

    def submission(self, callback: str, metadata: object, values: object) -> dict[str, Any]:
        """The payload of a form."""
        # Of its own each time: the same view sent off twice would be taken for a replay.
        own = self.bot.workspace.state.mint_id("V")
        view = View(own, "modal", self.by.id, {"type": "modal", "blocks": [], "title": {}}, "h", own)
        whole = interactions.submission_payload(self._desk, self.by.actor.now, view)
        state = {"values": values}
        forged = {**whole["view"], "callback_id": callback, "private_metadata": metadata, "state": state}
        return {**whole, "view": forged}

    def fill(self, act: str, field: str, **answer: Any) -> Ack:
        """Send off a form of this card with one answer that it does not offer."""
        return self.submit(act, f"{self.number}:1", {field: {field: answer}})

    def send(self, payload: Mapping[str, Any]) -> Ack:
        """Send an interaction as it is."""
        return self.bot.workspace.outgoing.interaction(dict(payload))

    def event(self, **event: Any) -> Ack:
        """Tell of something in Billing's channel; a field that is None is left out."""
        whole = {"type": "message", "channel_type": "channel", "channel": self.card.channel_id, **event}
        return self.bot.workspace.outgoing.event({name: value for name, value in whole.items() if value is not None})

    def said(self, **more: Any) -> Ack:
        """Tell of words in the card's thread."""
        ts = self.bot.workspace.state.mint_ts()
        return self.event(**{"user": self.by.id, "text": "On it", "ts": ts, "thread_ts": self.card.ts, **more})

    def posted(self, channel: str, text: str = "refund", **more: Any) -> Iterator[Ack]:
        """Another app posts there, and Slack tells of it twice."""
        room = self.bot.channel(channel)
        tool = {"user": "", "bot_id": "B0OTHER", "username": "Echo", **more}
        message = self.bot.workspace.state.post(Message(room.id, "", text=text, **tool))
        told = {**post_event(self.bot.workspace.state, message), "subtype": "bot_message"}
        yield self.bot.workspace.outgoing.event(told)
        yield self.bot.workspace.outgoing.event(told)

    @property
    def _desk(self) -> Any:
        return self.bot.workspace.desk


Attack = Callable[[Target], object]
_SOMETHING = {"type": "button", "action_id": "claim", "block_id": "b"}


def feed_back(target: Target, **more: Any) -> Ack:
    """The bot's own words, as if somebody had said them."""
    own = target.bot.workspace.bot
    return target.said(user=own.user_id, bot_id=own.bot_id, text="Knock 1 @doorknock claim", **more)


def edited(target: Target, after: object, before: object = None) -> Ack:
    """An edit, as Slack tells of it."""
    ts = target.bot.workspace.state.mint_ts()
    return target.event(subtype="message_changed", ts=ts, message=after, previous_message=before)


def called(target: Target, **by: object) -> Ack:
    """The bot is called in the card's thread."""
    text, ts = f"<@{target.bot.workspace.bot.user_id}> claim", target.bot.workspace.state.mint_ts()
    return target.event(type="app_mention", text=text, ts=ts, thread_ts=target.card.ts, **by)


def emoji(target: Target, **more: object) -> Ack:
    """An emoji is put on the card."""
    card = {"type": "message", "channel": target.card.channel_id, "ts": target.card.ts}
    return target.event(**{"type": "reaction_added", "reaction": "eyes", "item": card, **more})


FORGED_VALUES: dict[str, Attack] = {
    "a click for an issue that is not there": lambda it: it.click("claim", "999999:1"),
    "a click for an issue of others": lambda it: it.click("resolve", f"{it.other}:1"),
    "a click for a share that is not there": lambda it: it.click("claim", f"{it.number}:99"),
    "a negative number": lambda it: it.click("claim", "-1:1"),
    "a huge number": lambda it: it.click("claim", f"{'9' * 40}:1"),
    "SQL in a value": lambda it: it.click("claim", f"{it.number}:1' OR '1'='1"),
    "more SQL in a value": lambda it: it.click("claim", "1:1; DROP TABLE issues;--"),
    "a path in a value": lambda it: it.click("claim", "../../etc/passwd"),
    "a NUL in a value": lambda it: it.click("claim", f"{it.number}:1\x00"),
    "a line end in a value": lambda it: it.click("claim", f"{it.number}:1\n"),
    "digits of another script": lambda it: it.click("claim", "١٠٠١:١"),
    "an empty value": lambda it: it.click("claim", ""),
    "no value": lambda it: it.click("claim"),
    "a number for a value": lambda it: it.click("claim", 1001),
    "a list for a value": lambda it: it.click("claim", [f"{it.number}:1"]),
    "a megabyte for a value": lambda it: it.click("claim", "9" * 1_000_000),
    "markup in a value": lambda it: it.click("claim", "<!channel>"),
    "an action that is none of ours": lambda it: it.click("drop_tables", f"{it.number}:1"),
    "an action with a name like one of ours": lambda it: it.click("claim;resolve", f"{it.number}:1"),
    "the menu without a choice": lambda it: it.click("more"),
    "the menu with an act that is none": lambda it: it.click(
        "more", type="overflow", selected_option={"value": f"explode:{it.number}:1"}
    ),
    "a pick of an act that is none": lambda it: it.click("pick:1", f"explode:{it.number}:1:now"),
    "a pick of a department that is none": lambda it: it.click("pick:1", f"hand_off:{it.number}:1:nowhere"),
    "a pick of an urgency that is none": lambda it: it.click("pick:1", f"urgency:{it.number}:1:apocalypse"),
    "filing with a department that is none": lambda it: it.click("file_1", f"{it.number}:1:nowhere"),
    "handing over an issue of others": lambda it: it.click("hand_over", f"{it.other}:1:billing"),
    "a mood that is none": lambda it: it.click(
        "feels", type="static_select", selected_option={"value": f"feels:{it.number}:1:furious"}
    ),
    "the mood of an issue of others": lambda it: it.click(
        "feels", type="static_select", selected_option={"value": f"feels:{it.other}:1:positive"}
    ),
    "an answer to a why that nobody asked": lambda it: it.click("answer_why", f"{it.number}:1"),
    "a why turned down that is none": lambda it: it.click("decline_why", "1 OR 1=1"),
    "a why taken back of an issue of others": lambda it: it.click("take_why_back", f"{it.other}:1"),
    "a follow-up that is none": lambda it: it.click("agreed_done", "-1"),
    "a follow-up that is SQL": lambda it: it.click("agreed_done", "1; DROP TABLE agreed;--"),
    "an interview of no month": lambda it: it.click("decline_interview", "2026-13"),
    "an interview that was never asked": lambda it: it.click("pause_interviews", "2026-12"),
    "a page without end": lambda it: it.click("turn:next", "open::999999"),
    "a page of a list that is none": lambda it: it.click("turn:next", "secrets:billing:1"),
    "a page of a Home that is none": lambda it: it.click("home_on", "mine=-5 waiting=1;DROP"),
    "a step of the tour that is none": lambda it: it.click("tour_next", "-1"),
}
FORGED_FORMS: dict[str, Attack] = {
    "a form that is none of ours": lambda it: it.submit("drop_tables", f"{it.number}:1"),
    "a form about an issue that is not there": lambda it: it.submit("resolve", "999999:1"),
    "a form about an issue of others": lambda it: it.submit("resolve", f"{it.other}:1"),
    "a form about nothing": lambda it: it.submit("resolve", ""),
    "a form about a number": lambda it: it.submit("resolve", 7),
    "SQL in what a form is about": lambda it: it.submit("note", f"{it.number}:1 OR 1=1"),
    "an act that has no form": lambda it: it.submit("why_me", f"{it.number}:1"),
    "a department that was not offered": lambda it: it.fill(
        "hand_off", "department", selected_option={"value": "nowhere"}
    ),
    "a department that is SQL": lambda it: it.fill(
        "bring_in", "department", selected_option={"value": "x'; DROP TABLE issues;--"}
    ),
    "an urgency that was not offered": lambda it: it.fill(
        "urgency", "urgency", selected_option={"value": "apocalypse"}
    ),
    "a quiet of a thousand years": lambda it: it.fill("snooze", "how_long", selected_option={"value": "1000y"}),
    "a moment before all time": lambda it: it.fill("snooze", "until", selected_date_time=-(10**18)),
    "a moment after all time": lambda it: it.fill("snooze", "until", selected_date_time=10**18),
    "a moment that is a word": lambda it: it.fill("snooze", "until", selected_date_time="tomorrow"),
    "a merge into a word": lambda it: it.fill("merge", "into", value="1001 OR 1=1"),
    "a merge into a huge number": lambda it: it.fill("merge", "into", value="9" * 12),
    "a merge into itself": lambda it: it.fill("merge", "into", value=str(it.number)),
    "an empty note": lambda it: it.fill("note", "text", value=" \u00a0 "),
    "answers that are a list": lambda it: it.submit("note", f"{it.number}:1", ["text"]),
    "answers that are words": lambda it: it.submit("note", f"{it.number}:1", {"text": "hello"}),
    "an answer to a why of an issue of others": lambda it: it.submit("asked_why", f"{it.other}:1"),
    "a follow-up for nobody": lambda it: it.submit("agreed", "", {"what": {"what": {"value": "x"}}}),
    "an interview about a word": lambda it: it.submit("interview", "december"),
    "erasing by somebody who may not": lambda it: it.submit(ERASE, str(it.number)),
    "erasing what is no number": lambda it: it.submit(ERASE, "1 OR 1=1"),
}
BROKEN: dict[str, Attack] = {
    "a click without actions": lambda it: it.send({**it.clicked(), "actions": []}),
    "a click of nobody": lambda it: it.send({**it.clicked(_SOMETHING), "user": {}}),
    "a click whose action is a word": lambda it: it.send(it.clicked("claim")),
    "an interaction without a type": lambda it: it.send({"user": {"id": it.by.id}}),
    "an interaction of a type that is new": lambda it: it.send({"type": "telepathy", "user": {"id": it.by.id}}),
    "a form without a view": lambda it: it.send({**it.submission("note", "1:1", {}), "view": {}}),
    "a form without answers": lambda it: it.send(
        {**it.submission("note", f"{it.number}:1", {}), "view": {"callback_id": "note", "private_metadata": "1:1"}}
    ),
    "a message without a channel": lambda it: it.bot.workspace.outgoing.link.send(_envelope(it, {"type": "message"})),
    "a message of nobody": lambda it: it.said(user=None),
    "a message without a time": lambda it: it.said(ts=None),
    "a message without words": lambda it: it.event(user=it.by.id, ts=it.bot.workspace.state.mint_ts()),
    "words that are an object": lambda it: it.event(user=it.by.id, text={"a": 1}, ts="1.1"),
    "a time that is a word": lambda it: it.said(ts="yesterday"),
    "a time that is a number": lambda it: it.event(user=it.by.id, text="x", ts=12345),
    "an edit without a message": lambda it: edited(it, None),
    "an edit whose message is a word": lambda it: edited(it, "hello", "bye"),
    "a deletion of nothing": lambda it: it.event(subtype="message_deleted", ts="1.1", deleted_ts="1.1"),
    "an emoji on nothing": lambda it: emoji(it, user=it.by.id, item={}),
    "an emoji on a file": lambda it: emoji(it, user=it.by.id, item={"type": "file", "channel": it.card.channel_id}),
    "an emoji without a name": lambda it: emoji(it, user=it.by.id, reaction=None),
    "an emoji of nobody": emoji,
    "the bot called by nobody": called,
    "the bot called without words": lambda it: it.event(type="app_mention", user=it.by.id, ts="1.1"),
    "a Home of nobody": lambda it: it.event(type="app_home_opened", tab="home"),
    "a group that is none": lambda it: it.event(type="subteam_members_changed", subteam_id="S0NOBODY"),
    "an event that nobody knows": lambda it: it.event(type="message", subtype="telepathy", ts="1.1"),
}
LOOPS: dict[str, Attack] = {
    "the bot's own words in a card's thread": feed_back,
    "the bot's own words in a channel that is listened to": lambda it: list(
        it.posted("#wire", bot_id=it.bot.workspace.bot.bot_id, user=it.bot.workspace.bot.user_id)
    ),
    "the bot's own post, edited": lambda it: edited(
        it,
        {**_own(it), "text": "refund claim", "edited": {"user": it.bot.workspace.bot.user_id, "ts": "2.1"}},
        _own(it),
    ),
    "another bot in a card's thread": lambda it: it.said(user="U0OTHER", bot_id="B0OTHER", text="Ticket created"),
    "another bot that calls the bot": lambda it: called(it, user="U0OTHER", bot_id="B0OTHER"),
    "a workflow that calls the bot": lambda it: called(it, bot_id="B0OTHER", subtype="bot_message"),
    "Slackbot that calls the bot": lambda it: called(it, user="USLACKBOT"),
    "another bot's emoji": lambda it: emoji(it, user="U0OTHER"),
    "the bot's own emoji": lambda it: emoji(it, user=it.bot.workspace.bot.user_id),
    "Slackbot in a card's thread": lambda it: it.said(user="USLACKBOT", text="Reminder: claim"),
}
TABLES = (FORGED_VALUES, FORGED_FORMS, BROKEN, LOOPS)
ATTACKS = {name: attack for table in TABLES for name, attack in table.items()}


def _own(target: Target) -> dict[str, Any]:
    own = target.bot.workspace.bot
    return {"user": own.user_id, "bot_id": own.bot_id, "ts": target.card.ts, "text": "#1001 for Billing"}


def _envelope(target: Target, event: Mapping[str, Any]) -> Any:
    from bot.workspace.events import envelope
    from bot.workspace.links import Parcel

    return Parcel("events_api", envelope(target.bot.workspace.state, dict(event)))
