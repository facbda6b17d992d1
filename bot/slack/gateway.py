"""Delivery to Slack: posts, edits and removes messages, and finds out whether an earlier try has arrived.

Guarantees: one call, one message; every outcome is one of the three failures of `bot.errors`. The outbox id, and
nothing else, travels in the message's metadata, and by it `find` recognises a post whose answer was lost. A layout that
Slack refuses is posted once more as plain text, so that nothing is lost. What is for a person (a channel that is an
id U…) is posted in the direct message between the two.

A message that is to be removed and is gone already counts as removed. An edit of a deleted card is a PermanentFailure:
somebody took the card away on purpose, so a person is told instead of a second card appearing.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bot.clock import Clock
from bot.core.chart_notice import PostChart
from bot.core.clocks import SetClock
from bot.core.notices import PostNote, PostReminder, RelayReply, TellFollower, is_person
from bot.core.showing_anew import ShowAnew
from bot.core.summary_notice import PostSummary
from bot.core.verbs import Verb, verb_of
from bot.core.why_notices import PostWhyAsk, RemindOfWhyAsk
from bot.errors import DoorknockError, PermanentFailure, TemporaryFailure
from bot.ports import Delivery, MessageRef, Posted
from bot.slack.client import Answer, SlackApi
from bot.slack.directory import Directory
from bot.slack.emoji import CLOCK
from bot.slack.failures import error_code
from bot.slack.messages import Message, render
from bot.slack.pictures import Pictures, shown_in
from bot.slack.texts import card as card_texts

EVENT_TYPE = "doorknock"
MARGIN = timedelta(hours=1)
"""Slack's clock and ours may differ; a look into the past starts this much earlier."""
_IN_THREAD = PostNote | PostReminder | RelayReply | PostSummary | RemindOfWhyAsk | PostChart
PAGE = 200
MOST_PAGES = 50

_AS_WISHED = frozenset({"already_reacted", "no_reaction", "message_not_found", "too_many_emoji", "too_many_reactions"})
_LAYOUT_REFUSED = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"})


class SlackMessenger:
    """`ports.Messenger` on Slack's Web API."""

    def __init__(self, api: SlackApi, directory: Directory, clock: Clock) -> None:
        self._api = api
        self._directory = directory
        self._clock = clock
        self._pictures = Pictures(api)

    def deliver(self, delivery: Delivery) -> Posted:
        """Post, edit or remove. Raises TemporaryFailure, PermanentFailure or UnknownOutcome."""
        deliver = {
            Verb.POST: self._post,
            Verb.UPDATE: self._update,
            Verb.REMOVE: self._remove,
            Verb.REACT: self._react,
            Verb.UPLOAD: self._upload,
        }
        return deliver[delivery.verb](delivery)

    def find(self, delivery: Delivery) -> Posted | None:
        """The message that an unsure delivery has left in Slack, None where it left none."""
        verb = verb_of(delivery.notice)
        if not verb.is_seen_twice:
            return None
        channel = self._readable(delivery)
        if verb is Verb.UPLOAD:
            return shown_in(self._messages(delivery, channel), delivery, channel=channel)
        for message in self._messages(delivery, channel):
            metadata = message.get("metadata") or {}
            is_ours = metadata.get("event_type") == EVENT_TYPE
            if is_ours and metadata.get("event_payload", {}).get("outbox") == delivery.id:
                return Posted(channel=channel, ts=str(message["ts"]))
        return None

    def _post(self, delivery: Delivery) -> Posted:
        channel = self._place(delivery)
        thread = _thread(delivery)
        message = render(delivery, self._directory)
        arguments: dict[str, Any] = {
            **_content(message),
            "metadata": {"event_type": EVENT_TYPE, "event_payload": {"outbox": delivery.id}},
            "unfurl_links": False,
            "unfurl_media": False,
        }
        if thread:
            arguments |= {"thread_ts": thread.ts, "reply_broadcast": message.is_broadcast}
        self._hold_back_what_is_late(delivery)
        answer = self._write("chat.postMessage", thread.channel if thread else channel, arguments)
        return Posted(channel=str(answer["channel"]), ts=str(answer["ts"]))

    def _upload(self, delivery: Delivery) -> Posted:
        if delivery.thread is None:
            raise PermanentFailure(f"delivery {delivery.id}: there is no message in whose thread it could be shown")
        self._place(delivery)
        return self._pictures.show(delivery, delivery.thread, hold_back=partial(self._hold_back_what_is_late, delivery))

    def _hold_back_what_is_late(self, delivery: Delivery) -> None:
        """Looked at last of all: names may have taken long to look up, and a machine may have slept meanwhile."""
        if delivery.begin_by is not None and self._clock.now() > delivery.begin_by:
            raise TemporaryFailure(f"delivery {delivery.id} came too late to be sent; it is claimed anew")

    def _update(self, delivery: Delivery) -> Posted:
        card = next(iter(delivery.targets), delivery.thread)
        if card is None:
            raise PermanentFailure(f"delivery {delivery.id}: there is no card to edit; it was never posted")
        content = _content(render(delivery, self._directory))
        try:
            answer = self._write("chat.update", card.channel, {"ts": card.ts, **content})
        except PermanentFailure as failure:
            # Where somebody has taken the message away, its words are gone as well.
            is_gone = error_code(failure.__cause__ or failure) == "message_not_found"
            if not (is_gone and isinstance(delivery.notice, ShowAnew)):
                raise
            return Posted(channel=card.channel, ts="")
        return Posted(channel=card.channel, ts=str(answer["ts"]))

    def _remove(self, delivery: Delivery) -> Posted:
        for target in delivery.targets:
            try:
                self._api.write("chat.delete", channel=target.channel, ts=target.ts)
            except PermanentFailure as failure:
                if error_code(failure.__cause__ or failure) != "message_not_found":
                    raise
        return Posted(channel=delivery.channel, ts="")

    def _react(self, delivery: Delivery) -> Posted:
        """Put the clock on a reply or take it off; where it is so already, or there is no reply, that is done."""
        notice = delivery.notice
        method = "reactions.add" if isinstance(notice, SetClock) and notice.is_on else "reactions.remove"
        for target in delivery.targets:
            self._hold_back_what_is_late(delivery)
            try:
                self._api.write(method, channel=target.channel, timestamp=target.ts, name=CLOCK)
            except (PermanentFailure, TemporaryFailure) as failure:
                code = error_code(failure.__cause__ or failure)
                if code == "missing_scope":
                    # Everything else goes on without this permission; all of it must not wait for an emoji.
                    raise PermanentFailure(str(failure)) from failure.__cause__
                if code not in _AS_WISHED:
                    raise
        return Posted(channel=delivery.channel, ts="")

    def _write(self, method: str, channel: str, arguments: dict[str, Any]) -> Answer:
        try:
            return self._api.write(method, channel=channel, **arguments)
        except PermanentFailure as failure:
            if error_code(failure.__cause__ or failure) not in _LAYOUT_REFUSED:
                raise
        # Better without buttons than not at all: a definite refusal, so nothing has been posted yet.
        plain = card_texts.PLAIN.format(text=arguments["text"])
        return self._api.write(method, channel=channel, **{**arguments, "text": plain, "blocks": []})

    def _place(self, delivery: Delivery) -> str:
        """The channel to post in, which the bot has joined as far as it can."""
        if is_person(delivery.channel):
            return self._directory.direct_message(delivery.channel)
        self._join(delivery.channel)
        return delivery.channel

    def _join(self, ref: str) -> None:
        """Become a member of a public channel: only members hear of replies and reactions, and may look back."""
        try:
            channel = self._directory.channel(ref)
            if channel and not (channel.is_member or channel.is_private or channel.is_archived):
                self._api.write("conversations.join", channel=channel.id)
                self._directory.forget_channels()
        except DoorknockError:
            # Posting works without membership too; `doorknock doctor` names the channels where the bot is missing.
            return

    def _readable(self, delivery: Delivery) -> str:
        thread = _thread(delivery)
        place = self._place(delivery)
        if is_person(delivery.channel):
            return place
        channel = thread.channel if thread else self._directory.channel_id(place)
        if channel is None:
            raise PermanentFailure(
                f"{delivery.channel} has no channel that the bot can see, so nobody can tell whether delivery "
                f"{delivery.id} arrived: /invite the bot, and look there"
            )
        return channel

    def _messages(self, delivery: Delivery, channel: str) -> Iterator[Answer]:
        """Where the message must be if it is anywhere: the thread, or the channel from the notice's time on."""
        thread = _thread(delivery)
        method = "conversations.replies" if thread else "conversations.history"
        oldest = f"{(_since(delivery) - MARGIN).timestamp():.6f}"
        latest = f"{(delivery.now + MARGIN).timestamp():.6f}"
        place = {"channel": channel, "ts": thread.ts} if thread else {"channel": channel}
        window = {"oldest": oldest, "latest": latest, "inclusive": True, "limit": PAGE}
        cursor = ""
        for _ in range(MOST_PAGES):
            more = {"cursor": cursor} if cursor else {}
            page = self._api.read(method, **place, **window, **more, include_all_metadata=True)
            yield from page.get("messages", [])
            cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return
        raise PermanentFailure(
            f"{channel} has had more than {PAGE * MOST_PAGES} messages since, so nobody can tell whether delivery "
            f"{delivery.id} arrived: please look there"
        )


def _content(message: Message) -> dict[str, Any]:
    return {"text": message.text, "blocks": list(message.blocks), "parse": "none", "link_names": False}


def _thread(delivery: Delivery) -> MessageRef | None:
    return delivery.thread if isinstance(delivery.notice, _IN_THREAD) else None


def _since(delivery: Delivery) -> datetime:
    """When the notice came to be, at the earliest."""
    notice = delivery.notice
    if isinstance(notice, PostNote | PostReminder | RelayReply | TellFollower):
        return notice.event.at
    if isinstance(notice, PostWhyAsk | RemindOfWhyAsk):
        return notice.at
    if delivery.doors:
        return min(door.knock.event.at for door in delivery.doors)
    if delivery.issue is not None:
        # Not the assignment's own time: a reopening moves that, and an unsure card may be older.
        return delivery.issue.opened_at
    # A week may be told of before it has ended.
    return min(getattr(notice, "end", delivery.now), delivery.now - timedelta(days=1))
