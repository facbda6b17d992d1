"""Emoji on a card: 👀 claims it, ✅ resolves it, or whatever the settings say."""

from typing import Any

from slack_bolt import App

from bot.core.rights import Via
from bot.slack.desk import Desk
from bot.slack.parse import Place
from bot.slack.wishes import wish


class Reactions:
    """Listens to reactions on messages of ours."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def register(self, app: App) -> None:
        """Listen to emoji that are put on messages."""
        app.event("reaction_added")(self.on_reaction)

    def on_reaction(self, event: dict[str, Any], body: dict[str, Any]) -> None:
        """Somebody put an emoji on a message."""
        act = self._desk.services.reactions.get(str(event["reaction"]).partition("::")[0])
        item = event["item"]
        if act is None or item.get("type") != "message":
            return
        found = self._desk.services.issues.at_message(str(item["channel"]), str(item["ts"]))
        if found is not None:
            command = wish(act, by=str(event["user"]), assignment=found[1])
            outcome = self._desk.apply(found[0], command, key=str(body["event_id"]), via=Via.REACTION)
            self._desk.tell(Place(user=command.by, channel=str(item["channel"])), outcome)
