"""Deliveries to the bot: events with retries, interactions and commands without.

Guarantees: an event the bot did not acknowledge with 2xx in three seconds is sent again up to three times under the
same event id; what people do waits for the answer, what the bot itself does is announced in the background, in order.
"""

import contextlib
import queue
import threading
import time
from dataclasses import dataclass, field, replace

from bot.workspace.events import DEFAULT_EVENTS, envelope, is_heard
from bot.workspace.links import ACK_WITHIN_S, NOBODY, Ack, HttpLink, Link, Parcel
from bot.workspace.model import JsonObject
from bot.workspace.sockets import SocketDesk
from bot.workspace.state import State
from bot.workspace.tickets import TRIGGER_LIFE_S

RETRY_PAUSES_S = (0.0, 0.05, 0.1)
"""Pauses before the three retries; Slack waits nothing, a minute and five, which no test would sit through."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How patient this Slack is, and which events the bot subscribed to."""

    ack_within: float = ACK_WITHIN_S
    trigger_life: float = TRIGGER_LIFE_S
    retry_pauses: tuple[float, ...] = RETRY_PAUSES_S
    events: frozenset[str] = DEFAULT_EVENTS


@dataclass(slots=True)
class Outgoing:
    """Everything that leaves towards the bot."""

    state: State
    manners: Manners
    sockets: SocketDesk
    http: HttpLink | None = None
    _queue: "queue.Queue[JsonObject | None]" = field(default_factory=queue.Queue)
    _worker: threading.Thread | None = None

    @property
    def link(self) -> Link | None:
        """The way to the bot now, None where there is none."""
        if self.http is not None:
            return self.http
        return self.sockets if self.sockets.is_up else None

    def event(self, event: JsonObject) -> Ack:
        """Deliver an event now and wait; an event the bot would not hear of counts as acknowledged."""
        if not is_heard(self.state, event, self.manners.events):
            return Ack(200, "not subscribed", attempts=0)
        parcel = Parcel("events_api", envelope(self.state, event))
        ack = self._send(parcel)
        for attempt, pause in enumerate(self.manners.retry_pauses, start=1):
            if ack.is_ok or ack.is_final or ack == NOBODY:
                break
            time.sleep(pause)
            reason = "http_error" if ack.status else "http_timeout"
            ack = replace(self._send(replace(parcel, retry=attempt, reason=reason)), attempts=attempt + 1)
        return ack

    def interaction(self, payload: JsonObject) -> Ack:
        """Deliver a click, a submission or a shortcut and wait."""
        return self._send(Parcel("interactive", payload))

    def command(self, form: JsonObject) -> Ack:
        """Deliver a slash command and wait."""
        return self._send(Parcel("slash_commands", form))

    def announce(self, event: JsonObject) -> None:
        """Deliver an event later, without making anybody wait."""
        if self._worker is not None and is_heard(self.state, event, self.manners.events):
            self._queue.put(event)

    def settle(self) -> None:
        """Wait until everything announced so far is delivered."""
        self._queue.join()

    def start(self) -> None:
        """Begin to deliver what is announced."""
        self._worker = threading.Thread(target=self._work, name="workspace-events", daemon=True)
        self._worker.start()

    def stop(self) -> None:
        """Stop delivering; what was announced and not delivered is dropped."""
        worker, self._worker = self._worker, None
        with contextlib.suppress(queue.Empty):
            while True:
                self._queue.get_nowait()
                self._queue.task_done()
        self._queue.put(None)
        if worker is not None:
            worker.join(timeout=self.manners.ack_within + 1)

    def _work(self) -> None:
        while (event := self._queue.get()) is not None:
            try:
                if self._worker is not None:
                    self.event(event)
            finally:
                self._queue.task_done()
        self._queue.task_done()

    def _send(self, parcel: Parcel) -> Ack:
        link = self.link
        return NOBODY if link is None else link.send(parcel)
