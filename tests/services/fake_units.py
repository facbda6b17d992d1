"""The three tables of intake in memory, with transactions: what is not committed is undone."""

import copy
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from bot.core.mention import Mention
from bot.ports import OpenUnit, UnitOfWork


@dataclass
class Tables:
    mentions: dict[tuple[str, str], Mention] = field(default_factory=dict)
    cursors: dict[str, str] = field(default_factory=dict)
    leases: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    received: set[str] = field(default_factory=set)


class _Mentions:
    def __init__(self, tables: Tables, *, poison: str) -> None:
        self._tables = tables
        self._poison = poison

    def add(self, mentions: Sequence[Mention]) -> list[int | None]:
        ids: list[int | None] = []
        for mention in mentions:
            if self._poison and mention.external_id == self._poison:
                raise ValueError("this one cannot be stored")
            identity = (mention.source, mention.external_id)
            is_known = identity in self._tables.mentions
            self._tables.mentions.setdefault(identity, mention)
            ids.append(None if is_known else len(self._tables.mentions))
        return ids


class _Cursors:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def get(self, source: str) -> str:
        return self._tables.cursors.get(source, "")

    def set(self, source: str, cursor: str) -> None:
        self._tables.cursors[source] = cursor

    def lease(self, source: str, *, owner: str, now: datetime, until: datetime) -> bool:
        holder, ends = self._tables.leases.get(source, (owner, now))
        if holder != owner and ends > now:
            return False
        self._tables.leases[source] = (owner, until)
        return True


class _Received:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def first_sight(self, key: str, *, now: datetime) -> bool:
        is_new = key not in self._tables.received
        self._tables.received.add(key)
        return is_new


class FakeUnit:
    def __init__(self, store: "FakeStore") -> None:
        self._store = store
        self._only_reads = False

    def for_reading(self) -> "FakeUnit":
        self._only_reads = True
        return self

    def __enter__(self) -> "FakeUnit":
        self._store.lock.acquire()
        self._tables = copy.deepcopy(self._store.tables)
        self.mentions = _Mentions(self._tables, poison=self._store.poison)
        self.cursors = _Cursors(self._tables)
        self.received = _Received(self._tables)
        return self

    def commit(self) -> None:
        assert not self._only_reads, "a unit that only reads has nothing to commit"
        self._store.tries += 1
        if self._store.broken is not None:
            raise self._store.broken
        self._store.tables = self._tables
        self._store.commits += 1

    def __exit__(self, *_reason: object) -> None:
        self._store.lock.release()


class FakeStore:
    """`open` is the OpenUnit. `broken` makes every commit fail, `poison` each one that brings a mention of this id."""

    def __init__(self) -> None:
        self.tables = Tables()
        self.lock = threading.Lock()
        self.broken: Exception | None = None
        self.poison = ""
        self.commits = 0
        self.tries = 0

    @property
    def open(self) -> OpenUnit:
        return lambda: cast(UnitOfWork, cast(Any, FakeUnit(self)))

    @property
    def mentions(self) -> list[Mention]:
        return list(self.tables.mentions.values())
