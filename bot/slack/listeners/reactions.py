"""Emoji on cards: 👀 claims, ✅ resolves, ➡️ hands off, or whatever the rulebook says."""

from typing import Any

from slack_bolt import App

from bot.slack.desk import Desk
from bot.slack.reacting import Reaction, on_words, put_on, take_off


class Reactions:
    """Listens to reactions on messages of ours."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def register(self, app: App) -> None:
        """Listen to emoji that are put on messages and taken off."""
        app.event("reaction_added")(self.on_added)
        app.event("reaction_removed")(self.on_removed)

    def on_added(self, event: dict[str, Any], body: dict[str, Any]) -> None:
        """Somebody put an emoji on a message."""
        if reaction := Reaction.on_card(self._desk, event, key=str(body["event_id"])):
            put_on(self._desk, reaction)
        else:
            on_words(self._desk, event, key=str(body["event_id"]))

    def on_removed(self, event: dict[str, Any], body: dict[str, Any]) -> None:
        """Somebody took theirs off."""
        if reaction := Reaction.on_card(self._desk, event, key=str(body["event_id"])):
            take_off(self._desk, reaction)
