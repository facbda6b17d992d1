"""Comings and goings: whoever joins or leaves a channel or a group gains or loses the right to act at once.

Guarantee: changes nothing but what is remembered; where such an event is lost, the next look at Slack makes up for it.
"""

from typing import Any

from slack_bolt import App

from bot.slack.desk import Desk


class Membership:
    """Listens to who is where."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def register(self, app: App) -> None:
        """Listen to channels and groups."""
        app.event("member_joined_channel")(self.on_joined)
        app.event("member_left_channel")(self.on_left)
        app.event("subteam_members_changed")(self.on_group)

    def on_joined(self, event: dict[str, Any]) -> None:
        """Somebody came into a channel."""
        self._desk.services.standings.joined(str(event["user"]), str(event["channel"]))

    def on_left(self, event: dict[str, Any]) -> None:
        """Somebody left a channel."""
        self._desk.services.standings.left(str(event["user"]), str(event["channel"]))

    def on_group(self, event: dict[str, Any]) -> None:
        """A group has other members now."""
        added, removed = event.get("added_users") or (), event.get("removed_users") or ()
        self._desk.services.standings.group_changed(str(event["subteam_id"]), added=added, removed=removed)
