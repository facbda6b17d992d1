"""One webhook delivery: who sent it, what is in it, is it stored, and what to answer.

Guarantees: no HTTP in here, so a delivery is judged by its headers and bytes alone. 200 means that everything good in
it is on disk. What can pass (a full database, a missing secret) is answered 503, so that the sender tries again; what
cannot pass by itself is a 4xx that says what is wrong and where. A replay of an accepted delivery is answered 200
`{"status": "known"}`: it is what the sender waits for, or it would repeat itself for days.
"""

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.clock import Clock
from bot.core.field_map import FieldMap, FieldPathError, Mapped, Origin, UnusableItem, find, mention_from
from bot.core.source import WebhookAuth, WebhookSource
from bot.errors import SettingsError
from bot.logs import get_logger
from bot.services.intake import Intake, Received
from bot.web.signature import NotProven, verify_bearer, verify_signature
from bot.web.throttle import Throttle

MAX_LISTED = 50
"""Rejected items and notes that one answer lists; it counts all."""
RETRY_SECONDS = 30

Secrets = Callable[[str], Sequence[str]]
"""The secrets in a variable of the environment; may raise SettingsError."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the sender hears."""

    status: int
    content: Mapping[str, object]
    headers: Mapping[str, str] = field(default_factory=dict)


class _Refused(Exception):
    """Ends a delivery early with an answer."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer)
        self.answer = answer


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    """A body, taken apart. `rejected` are items without a mention in them, by their index."""

    mapped: tuple[Mapped, ...]
    rejected: tuple[Mapping[str, object], ...]

    @property
    def notes(self) -> list[str]:
        """What could not be read in the good ones."""
        return [note for mapped in self.mapped for note in mapped.notes]


class WebhookDesk:
    """Takes deliveries. Safe to share between threads."""

    def __init__(
        self,
        *,
        intake: Intake,
        webhooks: Callable[[], Mapping[str, WebhookSource]],
        secrets: Secrets,
        clock: Clock,
        throttle: Throttle | None = None,
    ) -> None:
        self._intake = intake
        self._webhooks = webhooks
        self._secrets = secrets
        self._clock = clock
        self._throttle = throttle or Throttle()

    def knows(self, key: str) -> bool:
        """Whether there is such a sender; asked before a body is read."""
        return key in self._webhooks()

    def accept(self, key: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Judge and store one delivery. `headers` have lower-case names."""
        source = self._webhooks().get(key)
        if source is None:
            return unknown_source(key)
        try:
            delivery = self._prove(source, headers, body)
            self._slow_down(key)
            batch = self._batch(source, body)
            return _stored(self._store(batch, delivery_key=f"webhook:{key}:{delivery}" if delivery else ""), batch)
        except _Refused as refused:
            return refused.answer

    def _prove(self, source: WebhookSource, headers: Mapping[str, str], body: bytes) -> str:
        try:
            secrets = self._secrets(source.secret_env)
            if not secrets:
                raise SettingsError(f"{source.secret_env} is empty")
            if source.auth is WebhookAuth.STANDARD:
                return verify_signature(body, headers, secrets=secrets, now=self._clock.now())
            verify_bearer(headers, secrets=secrets)
        except NotProven as reason:
            get_logger().warning("webhook refused", source=source.key, why=str(reason))
            raise _Refused(Answer(401, {"error": str(reason)}, {"www-authenticate": "Bearer"})) from None
        except SettingsError as reason:
            # Ours to mend, and not for strangers to read.
            get_logger().error("webhook without a secret", source=source.key, why=str(reason))
            raise _Refused(_later("this sender's secret is not set up here yet")) from None
        return ""

    def _slow_down(self, key: str) -> None:
        # After the proof: nobody can use up another sender's share.
        wait = self._throttle.wait_for(key)
        if wait:
            seconds = str(math.ceil(wait))
            raise _Refused(Answer(429, {"error": f"too fast; try again in {seconds} s"}, {"retry-after": seconds}))

    def _batch(self, source: WebhookSource, body: bytes) -> _Batch:
        try:
            items, where = _items(_parsed(body), source.items)
            return _taken_apart(items, where, source=source, received_at=self._clock.now())
        except FieldPathError as error:
            get_logger().error("webhook mapping", source=source.key, why=str(error))
            raise _Refused(_later("this sender's mapping cannot be read here")) from None

    def _store(self, batch: _Batch, *, delivery_key: str) -> Received:
        try:
            return self._intake.receive([mapped.mention for mapped in batch.mapped], delivery_key=delivery_key)
        except Exception:  # noqa: BLE001 - whatever it was, nothing is stored; intake has logged it, the sender repeats
            raise _Refused(_later("this could not be stored")) from None


def unknown_source(key: str) -> Answer:
    """The answer to a sender that the rulebook does not have."""
    return Answer(404, {"error": f"there is no sender «{key[:100]}» here; the names are in sources.yaml"})


def _parsed(body: bytes) -> object:
    try:
        return json.loads(body, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        what = f"the body is not JSON: {error.msg} at line {error.lineno}, column {error.colno}"
    except UnicodeDecodeError as error:
        what = f"the body is not UTF-8 at byte {error.start}"
    except RecursionError:
        what = "the body is nested too deeply"
    except ValueError as error:
        what = f"the body is not JSON: {error}"
    raise _Refused(Answer(400, {"error": what}))


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is not a JSON value")


def _items(body: object, path: str) -> tuple[Sequence[object], str]:
    """The items of a body and the path they were found at, as it stands before an index."""
    found = find(body, path) if path else body
    if found is None:
        raise _Refused(Answer(422, {"error": f"there is nothing at «{path}»", "path": path}))
    return (found, path) if isinstance(found, list) else ([found], "")


def _taken_apart(items: Sequence[object], where: str, *, source: WebhookSource, received_at: datetime) -> _Batch:
    fields = FieldMap(source.fields, guess=not source.fields)
    origin = Origin(
        source=f"webhook:{source.key}", received_at=received_at, brand=source.brand, platform=source.platform
    )
    mapped: list[Mapped] = []
    rejected: list[Mapping[str, object]] = []
    for index, item in enumerate(items):
        try:
            mapped.append(mention_from(item, fields, origin))
        except UnusableItem as error:
            rejected.append({"index": index, "error": str(error), "path": _path(where, index, error.path, len(items))})
    batch = _Batch(mapped=tuple(mapped), rejected=tuple(rejected))
    if rejected and not mapped:
        raise _Refused(Answer(422, {"error": "no mention could be found in this", **_listed(batch)}))
    return batch


def _path(where: str, index: int, path: str, count: int) -> str:
    place = f"{where}[{index}]" if where or count > 1 else ""
    return ".".join(part for part in (place, path) if part)


def _stored(received: Received, batch: _Batch) -> Answer:
    if received.is_replay:
        return Answer(200, {"status": "known"})
    return Answer(200, {"received": received.new, "known": received.known, **_listed(batch)})


def _listed(batch: _Batch) -> dict[str, object]:
    listed: dict[str, object] = {}
    if batch.rejected:
        listed |= {"rejected_count": len(batch.rejected), "rejected": batch.rejected[:MAX_LISTED]}
    if batch.notes:
        listed |= {"notes": batch.notes[:MAX_LISTED]}
    return listed


def _later(what: str) -> Answer:
    return Answer(503, {"error": f"{what}; please send it again later"}, {"retry-after": str(RETRY_SECONDS)})
