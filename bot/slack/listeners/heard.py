"""What people and tools say: answers in a card's thread, posts in a source's channel, `@doorknock claim`."""

from typing import Any

from slack_bolt import App

from bot.core.commands import Respond
from bot.core.rights import Via
from bot.slack.acting.spoken import Spoken, answer_spoken
from bot.slack.desk import Desk
from bot.slack.ids import Target
from bot.slack.parse import event_place
from bot.slack.texts import done

SPOKEN = frozenset((None, "file_share", "thread_broadcast"))
"""The kinds of message that are a person speaking; edits, joins and bots' posts are not."""


class Heard:
    """Listens to messages."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def register(self, app: App) -> None:
        """Listen to messages and to the bot's own name."""
        app.event("message")(self.on_message)
        app.event("app_mention")(self.on_app_mention)

    def on_message(self, event: dict[str, Any]) -> None:
        """Anything said in a channel."""
        if is_spoken_reply(event) and not self._names_bot(event):
            self._respond(event)
        elif source := self._desk.source_at(str(event.get("channel", ""))):
            services, me = self._desk.services, self._desk.services.directory.identity()
            own = (me.user_id, me.bot_id)
            mention = services.mention_from_event(event, source, received_at=services.clock.now(), own_ids=own)
            if mention is not None:
                services.intake.receive([mention])

    def on_app_mention(self, event: dict[str, Any]) -> None:
        """`@doorknock claim` in a card's thread; other words to the bot there are an answer like any other."""
        found = self._assignment(event)
        if found is None:
            return self._desk.asides.whisper(event_place(event), done.HELP)
        heard = Spoken.to_bot(
            str(event.get("text", "")), Target(*found), event_place(event), key=_key("mention", event)
        )
        return answer_spoken(self._desk, heard)

    def _respond(self, event: dict[str, Any]) -> None:
        found = self._assignment(event)
        if found is not None:
            answer = Respond(by=str(event["user"]), assignment=found[1])
            # Place and time, not the event's id: the same words may arrive by more than one event.
            self._desk.apply(found[0], answer, key=_key("message", event), via=Via.REPLY)

    def _assignment(self, event: dict[str, Any]) -> tuple[int, int] | None:
        if "thread_ts" not in event:
            return None
        return self._desk.services.issues.at_message(str(event["channel"]), str(event["thread_ts"]))

    def _names_bot(self, event: dict[str, Any]) -> bool:
        """Whether the same words also come as `app_mention`, which understands more of them."""
        return f"<@{self._desk.services.directory.identity().user_id}>" in str(event.get("text", ""))


def _key(kind: str, event: dict[str, Any]) -> str:
    return f"{kind}:{event['channel']}:{event['ts']}"


def is_spoken_reply(event: dict[str, Any]) -> bool:
    """Whether a person said this inside a thread."""
    is_person = bool(event.get("user")) and not event.get("bot_id") and event.get("subtype") in SPOKEN
    return is_person and event.get("thread_ts", event.get("ts")) != event.get("ts")
