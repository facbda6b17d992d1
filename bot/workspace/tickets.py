"""Things that are good for a short while.

Trigger ids live for 3 s of real time and can be used once; response URLs live for 30 minutes and can be used 5 times.
"""

import threading
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.workspace.refusals import Refusal

TRIGGER_LIFE_S = 3.0
RESPONSE_USES = 5
RESPONSE_LIFE = timedelta(minutes=30)


class Triggers:
    """Hands out trigger ids and takes them back."""

    def __init__(self, *, life_s: float = TRIGGER_LIFE_S) -> None:
        self.life_s = life_s
        self._given: dict[str, tuple[str, float]] = {}
        self._used: set[str] = set()
        self._lock = threading.Lock()

    def give(self, trigger_id: str, user: str) -> str:
        """Note that `user` got this trigger id just now."""
        with self._lock:
            self._given[trigger_id] = (user, time.monotonic())
            return trigger_id

    def take(self, trigger_id: str) -> str:
        """The person whose trigger it is; refuses unknown, late and used ones as Slack does."""
        with self._lock:
            if trigger_id not in self._given:
                raise Refusal("invalid_trigger_id" if trigger_id else "invalid_arguments")
            user, given = self._given[trigger_id]
            if time.monotonic() - given > self.life_s:
                raise Refusal("expired_trigger_id")
            if trigger_id in self._used:
                raise Refusal("exchanged_trigger_id")
            self._used.add(trigger_id)
            return user


@dataclass(frozen=True, slots=True)
class ResponseTarget:
    """Where an answer to a response URL goes: to whom, where, and which message it may replace."""

    user: str
    channel: str
    message_ts: str = ""
    is_ephemeral: bool = False
    thread_ts: str = ""


@dataclass(slots=True)
class _Hook:
    target: ResponseTarget
    ends: datetime
    left: int = field(default=RESPONSE_USES)


class ResponseUrls:
    """Hands out response URLs and counts their uses."""

    def __init__(self) -> None:
        self._hooks: dict[str, _Hook] = {}
        self._lock = threading.Lock()

    def give(self, key: str, target: ResponseTarget, now: datetime) -> None:
        """Open a response URL under `key`."""
        with self._lock:
            self._hooks[key] = _Hook(target, now + RESPONSE_LIFE)

    def take(self, key: str, now: datetime) -> ResponseTarget:
        """Use a response URL once; refuses unknown, late and used-up ones with a 404."""
        with self._lock:
            hook = self._hooks.get(key)
            if hook is None or now > hook.ends:
                raise Refusal("expired_url", status=404)
            if hook.left == 0:
                raise Refusal("used_url", status=404)
            hook.left -= 1
            return hook.target
