"""Polling: asks each source that must be asked, when it is due, and stores what it brings.

Guarantees: one poller a source at a time, over all processes; no network inside a transaction; mentions and cursor
are committed together. A source that fails backs off alone and says why; the others go on. A poller that stalls
beyond its lease can only repeat work: its mentions are known by then, and an older cursor reads the same again.
"""

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from bot.clock import Clock
from bot.core.mention import Mention
from bot.errors import DoorknockError, PermanentFailure, TemporaryFailure
from bot.logs import get_logger
from bot.ports import OpenUnit
from bot.services.intake import Intake

LEASE = timedelta(minutes=3)
"""Longer than any fetch may take."""
LONGEST_PAUSE = timedelta(hours=6)
AT_ONCE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What one fetch brought: mentions, the cursor to go on from, and how long to wait until the next fetch."""

    mentions: tuple[Mention, ...]
    cursor: str
    next_after: timedelta


class Connector(Protocol):
    """A source that is asked. `origin` is what its cursor belongs to: when it changes, reading starts anew."""

    @property
    def source(self) -> str:
        """The key of the source ("feed:google-alerts")."""
        ...

    @property
    def origin(self) -> str:
        """Where it reads from, such as a URL."""
        ...

    @property
    def every(self) -> timedelta:
        """The usual pause between two fetches."""
        ...

    def fetch(self, cursor: str) -> Fetched:
        """Everything since `cursor` ("" at first). Raises TemporaryFailure, or PermanentFailure to be asked no more."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a source is doing: kept in the cursor table, so that every process knows it.

    `failures` counts those since the last success, `why` is the last one's text. `is_over` means: never ask again.
    """

    origin: str
    cursor: str = ""
    next_at: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    failures: int = 0
    why: str = ""
    is_over: bool = False

    def is_due(self, now: datetime) -> bool:
        """Whether the source should be asked now."""
        return not self.is_over and self.next_at <= now

    def succeeded(self, fetched: Fetched, *, now: datetime) -> "Reading":
        """The reading after a good fetch."""
        return Reading(origin=self.origin, cursor=fetched.cursor, next_at=now + fetched.next_after)

    def failed(self, failure: DoorknockError, *, every: timedelta, now: datetime) -> "Reading":
        """The reading after a failure: the pause doubles each time, and is never shorter than was asked for."""
        asked = failure.retry_after if isinstance(failure, TemporaryFailure) else None
        doubled = min(every * 2 ** min(self.failures, 16), max(every, LONGEST_PAUSE))
        # A day at most, also where the other side asks for a year.
        pause = max(doubled, min(timedelta(seconds=asked or 0), timedelta(days=1)))
        return replace(
            self,
            next_at=now + pause,
            failures=self.failures + 1,
            why=str(failure),
            is_over=isinstance(failure, PermanentFailure),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """One source asked: how many mentions were new, or why it failed."""

    source: str
    new: int = 0
    failure: str = ""


class Poller:
    """Asks the sources. `tick` may be called by any number of processes, as often as they like."""

    def __init__(
        self,
        connectors: Callable[[], Sequence[Connector]],
        *,
        intake: Intake,
        open_unit: OpenUnit,
        clock: Clock,
        owner: str,
    ) -> None:
        self._connectors = connectors
        self._intake = intake
        self._open_unit = open_unit
        self._clock = clock
        self._owner = owner

    def tick(self) -> list[Polled]:
        """Ask every source that is due, a few at a time; nothing is raised for a source that fails."""
        now = self._clock.now()
        connectors = self._connectors()
        readings = self._readings(connectors)
        due = [connector for connector in connectors if readings[connector.source].is_due(now)]
        if not due:
            return []
        with ThreadPoolExecutor(min(AT_ONCE, len(due)), thread_name_prefix="poll") as pool:
            return [polled for polled in pool.map(self._poll_safely, due) if polled is not None]

    def next_at(self) -> datetime | None:
        """When the next source is due; None where none will be."""
        readings = self._readings(self._connectors()).values()
        return min((reading.next_at for reading in readings if not reading.is_over), default=None)

    def troubles(self) -> list[str]:
        """One line for each source that is failing, for /healthz and `doctor`."""
        return [
            f"{source} has failed {reading.failures} time{'s' if reading.failures > 1 else ''}"
            f"{'' if reading.is_over else f', next try at {reading.next_at:%Y-%m-%d %H:%M} UTC'}: {reading.why}"
            for source, reading in self._readings(self._connectors()).items()
            if reading.failures
        ]

    def _readings(self, connectors: Sequence[Connector]) -> dict[str, Reading]:
        with self._open_unit().for_reading() as unit:
            return {
                connector.source: reading_from(unit.cursors.get(connector.source), origin=connector.origin)
                for connector in connectors
            }

    def _poll_safely(self, connector: Connector) -> Polled | None:
        try:
            return self._poll(connector)
        except Exception as error:  # noqa: BLE001 - the edge of a loop: the other sources go on
            get_logger().exception("poll", source=connector.source)
            return Polled(source=connector.source, failure=str(error))

    def _poll(self, connector: Connector) -> Polled | None:
        now = self._clock.now()
        reading = self._take(connector, now=now)
        if reading is None:
            return None
        fetched = _fetched(connector, reading)
        if isinstance(fetched, DoorknockError):
            return self._back_off(connector, reading, fetched)
        after = reading.succeeded(fetched, now=self._clock.now())
        try:
            received = self._intake.receive(fetched.mentions, cursor=(connector.source, written(after)))
        except Exception as error:  # noqa: BLE001 - or a source would be asked at each tick for what cannot be stored
            failure = TemporaryFailure(f"what {connector.source} brought could not be stored: {error}")
            return self._back_off(connector, reading, failure)
        return Polled(source=connector.source, new=received.new)

    def _back_off(self, connector: Connector, reading: Reading, failure: DoorknockError) -> Polled:
        after = reading.failed(failure, every=connector.every, now=self._clock.now())
        self._intake.receive((), cursor=(connector.source, written(after)))
        return Polled(source=connector.source, failure=str(failure))

    def _take(self, connector: Connector, *, now: datetime) -> Reading | None:
        """The lease and what is known under it; None where another poller has it, or was here a moment ago."""
        with self._open_unit() as unit:
            if not unit.cursors.lease(connector.source, owner=self._owner, now=now, until=now + LEASE):
                return None
            reading = reading_from(unit.cursors.get(connector.source), origin=connector.origin)
            unit.commit()
        return reading if reading.is_due(now) else None


def _fetched(connector: Connector, reading: Reading) -> Fetched | DoorknockError:
    try:
        return connector.fetch(reading.cursor)
    except DoorknockError as failure:
        return failure
    except Exception as error:  # noqa: BLE001 - a surprise backs off like any failure, or it would be met at each tick
        get_logger().exception("fetch", source=connector.source)
        return TemporaryFailure(f"{connector.source} brought a surprise ({type(error).__name__}: {error}); see the log")


def reading_from(stored: str, *, origin: str) -> Reading:
    """The reading as stored; a fresh one where there is none, or where the source reads from somewhere else now."""
    try:
        kept = json.loads(stored) if stored else {}
        if kept.get("origin") != origin:
            return Reading(origin=origin)
        return Reading(
            origin=origin,
            cursor=kept["cursor"],
            next_at=datetime.fromisoformat(kept["next_at"]),
            failures=kept["failures"],
            why=kept["why"],
            is_over=kept["is_over"],
        )
    except (ValueError, KeyError, AttributeError, TypeError):
        return Reading(origin=origin)


def written(reading: Reading) -> str:
    """The reading as it is stored."""
    return json.dumps(
        {
            "origin": reading.origin,
            "cursor": reading.cursor,
            "next_at": reading.next_at.isoformat(),
            "failures": reading.failures,
            "why": reading.why,
            "is_over": reading.is_over,
        }
    )
