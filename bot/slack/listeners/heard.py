"""What people and tools say: answers in a card's thread, posts in a source's channel, `@doorknock claim`."""

from typing import Any

from slack_bolt import App

from bot.core.source import ChannelSource
from bot.slack.acting.spoken import Spoken, answer_alone, answer_spoken, answer_with_number
from bot.slack.desk import Desk
from bot.slack.hearing import hear
from bot.slack.ids import Target
from bot.slack.said import is_by_person, is_said_alone, said_in_thread


class Heard:
    """Listens to messages."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def register(self, app: App) -> None:
        """Listen to messages and to the bot's own name."""
        app.event("message")(self.on_message)
        app.event("app_mention")(self.on_app_mention)

    def on_message(self, event: dict[str, Any]) -> None:
        """Anything said in a channel or to the bot alone, changed, or taken back."""
        said = said_in_thread(event)
        is_heard = said is not None and hear(self._desk, said)
        if is_said_alone(event) and not is_heard:
            answer_alone(self._desk, event)
        elif said is None and (source := self._desk.source_at(str(event.get("channel", "")))):
            self._take_in(event, source)

    def on_app_mention(self, event: dict[str, Any]) -> None:
        """`@doorknock claim` in a card's thread, or with a number elsewhere."""
        found = self._assignment(event)
        if not is_by_person(event):
            return None
        if found is None:
            return answer_with_number(self._desk, event)
        return answer_spoken(self._desk, Spoken.to_bot(event, Target(*found)))

    def _take_in(self, event: dict[str, Any], source: ChannelSource) -> None:
        services, me = self._desk.services, self._desk.services.directory.identity()
        own = (me.user_id, me.bot_id)
        mention = services.mention_from_event(event, source, received_at=services.clock.now(), own_ids=own)
        if mention is not None:
            services.intake.receive([mention])

    def _assignment(self, event: dict[str, Any]) -> tuple[int, int] | None:
        if "thread_ts" not in event:
            return None
        return self._desk.services.issues.at_message(str(event["channel"]), str(event["thread_ts"]))
