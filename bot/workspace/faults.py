"""Slack's bad days, on demand: latency, dropped connections, 429, 5xx and any refusal.

Each rule names a Web API method (`*` for all) and optionally a channel, and is used up after `times` requests
(`times=None` never). Rules are tried in the order they were added; the first that fits one request is taken.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Trouble(StrEnum):
    """What can go wrong with one request."""

    SLOW = "slow"
    REFUSED = "refused"
    DROPPED_AFTER = "dropped after the write"
    COMMITTED_LATE = "committed late"
    RATE_LIMITED = "rate limited"
    HTTP_ERROR = "http error"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Fault:
    """One trouble: `seconds` of latency or of Retry-After, `status` of an HTTP error, `error` of an `ok: false`."""

    trouble: Trouble
    seconds: float = 0.0
    status: int = 200
    error: str = ""
    is_written: bool = False


@dataclass(slots=True)
class _Rule:
    method: str
    channel: str | None
    fault: Fault
    left: int | None

    def fits(self, method: str, channel: str) -> bool:
        """True where the rule has uses left and names this method and channel."""
        return self.left != 0 and self.method in ("*", method) and self.channel in (None, channel)


class Faults:
    """The rules that are in force. `resolve` turns a channel's name into its id."""

    def __init__(self, resolve: Callable[[str], str]) -> None:
        self._resolve = resolve
        self._rules: list[_Rule] = []
        self._lock = threading.Lock()
        self._pause: timedelta | None = None
        self._posted: dict[str, datetime] = {}

    def slow(self, method: str, seconds: float, *, channel: str | None = None, times: int | None = 1) -> None:
        """Wait before the write."""
        self._add(method, channel, times, Fault(Trouble.SLOW, seconds=seconds))

    def refuse(self, method: str, *, channel: str | None = None, times: int | None = 1) -> None:
        """Close the connection before the write: nothing is done, nothing is answered."""
        self._add(method, channel, times, Fault(Trouble.REFUSED))

    def drop_after(self, method: str, *, channel: str | None = None, times: int | None = 1) -> None:
        """Do the write and close the connection without an answer."""
        self._add(method, channel, times, Fault(Trouble.DROPPED_AFTER, is_written=True))

    def commit_late(self, method: str, seconds: float, *, channel: str | None = None, times: int | None = 1) -> None:
        """Close the connection without an answer and do the write `seconds` later."""
        self._add(method, channel, times, Fault(Trouble.COMMITTED_LATE, seconds=seconds))

    def rate_limit(
        self, method: str, *, retry_after: float = 1, channel: str | None = None, times: int | None = 1
    ) -> None:
        """Answer 429 with Retry-After (whole seconds, as Slack sends it)."""
        self._add(method, channel, times, Fault(Trouble.RATE_LIMITED, seconds=retry_after))

    def http_error(
        self,
        method: str,
        *,
        status: int = 503,
        after_write: bool = False,
        channel: str | None = None,
        times: int | None = 1,
    ) -> None:
        """Answer with an HTTP status and no JSON; with `after_write` the write was done all the same."""
        self._add(method, channel, times, Fault(Trouble.HTTP_ERROR, status=status, is_written=after_write))

    def fail(
        self,
        method: str,
        error: str,
        *,
        after_write: bool = False,
        channel: str | None = None,
        times: int | None = 1,
    ) -> None:
        """Answer `ok: false` with any error (`fatal_error`, `token_revoked`, `internal_error` …)."""
        self._add(method, channel, times, Fault(Trouble.FAILED, error=error, is_written=after_write))

    def pace(self, pause: timedelta | None = timedelta(seconds=1)) -> None:
        """Allow one chat.postMessage a channel each `pause` of the workspace's clock; None allows any pace."""
        with self._lock:
            self._pause = pause
            self._posted.clear()

    def clear(self) -> None:
        """No more troubles."""
        with self._lock:
            self._rules.clear()
            self._pause = None

    def take(self, method: str, channel: str) -> Fault | None:
        """The trouble for this request, if any; it counts as used."""
        with self._lock:
            rule = next((rule for rule in self._rules if rule.fits(method, channel)), None)
            if rule is None:
                return None
            if rule.left is not None:
                rule.left -= 1
            return rule.fault

    def too_fast(self, channel: str, now: datetime) -> float:
        """Seconds the pace rule asks to wait, 0 where the post may go through; that post then counts."""
        with self._lock:
            if self._pause is None:
                return 0.0
            due = self._posted[channel] + self._pause if channel in self._posted else now
            if due > now:
                return (due - now).total_seconds()
            self._posted[channel] = now
            return 0.0

    def _add(self, method: str, channel: str | None, times: int | None, fault: Fault) -> None:
        with self._lock:
            self._rules.append(_Rule(method, None if channel is None else self._resolve(channel), fault, times))
