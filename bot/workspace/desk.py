"""What the parts of the workspace share: the memory, short-lived tickets, faults, and a way to announce events.

The desk knows nothing of HTTP; servers and people both work through it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from bot.workspace.events import post_event
from bot.workspace.faults import Faults
from bot.workspace.model import Channel, Ephemeral, JsonObject, Message
from bot.workspace.state import State
from bot.workspace.tickets import ResponseTarget, ResponseUrls, Triggers

Announce = Callable[[JsonObject], None]


def _nobody_listens(event: JsonObject) -> None:
    """Before a bot is connected, events of its own doing go nowhere."""


@dataclass(slots=True)
class Desk:
    """One workspace's shared parts. `announce` sends an event to the bot later, without waiting for it."""

    state: State
    faults: Faults
    triggers: Triggers = field(default_factory=Triggers)
    response_urls: ResponseUrls = field(default_factory=ResponseUrls)
    announce: Announce = _nobody_listens

    def give_trigger(self, user: str) -> str:
        """A fresh trigger id for an interaction of `user`."""
        return self.triggers.give(self.state.mint_id("") + "." + self.state.bot.team_id, user)

    def give_response_url(self, target: ResponseTarget) -> str:
        """A fresh response URL for an interaction."""
        key = self.state.mint_id("R")
        self.response_urls.give(key, target, self.state.clock.now())
        return f"{self.state.base_url}/response/{self.state.bot.team_id}/{key}"

    def post(self, draft: Message, *, method: str) -> Message:
        """Put a message of the bot into its channel, write it down and announce it."""
        with self.state.lock:
            message = self.state.post(draft)
            self.state.write_down(method, message, metadata=message.metadata)
        self.announce_post(message)
        return message

    def announce_post(self, message: Message) -> None:
        """Tell the bot about its own post, as Slack does."""
        self.announce(post_event(self.state, message))

    def whisper(self, ephemeral: Ephemeral, *, method: str) -> Ephemeral:
        """Show the bot's message to one person alone and write it down."""
        shown = replace(ephemeral, ts=ephemeral.ts or self.state.mint_ts())
        self.state.whisper(shown)
        self.state.write_down(method, shown)
        return shown

    def home_channel(self, user: str) -> Channel:
        """The direct message of the bot and `user`."""
        return self.state.direct_message(user)
