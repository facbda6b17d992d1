"""Imports a file of mentions in batches, and goes on where it was stopped.

Guarantees: each batch is committed together with how far the file has been read, so a killed import loses nothing and
stores nothing twice; importing the same file again adds nothing. No row costs another row.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path

from bot.clock import Clock
from bot.core.field_map import FieldMap, Mapped, Origin, UnusableItem, mention_from
from bot.ports import OpenUnit
from bot.services.intake import Intake
from bot.sources.file import MentionFile, Row

BATCH = 500
_HEAD = 1_048_576


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How far a file has been read, by all runs together; stored as the cursor."""

    rows: int = 0
    is_done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What became of the rows in this run. `noted` counts values that could not be read in rows that were good."""

    rows: int = 0
    new: int = 0
    known: int = 0
    bad: int = 0
    noted: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A row that was passed over: where, why, and what it held."""

    line: int
    problem: str
    held: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """Who wants to know how it goes: each bad row, each note "LINE, what", each batch that is stored."""

    on_bad: Callable[[BadRow], None]
    on_note: Callable[[int, str], None]
    on_batch: Callable[[Tally], None]


class FileImport:
    """One file on its way in. `source`, `brand` and `fields` are the same at each call, or it is another import."""

    def __init__(
        self, file: MentionFile, *, fields: FieldMap, source: str, brand: str, clock: Clock, listener: Listener
    ) -> None:
        self._file = file
        self._fields = fields
        self._source = source
        self._brand = brand
        self._clock = clock
        self._listener = listener
        self.cursor_key = cursor_key(
            file.path, size=file.size, options=f"{source}|{brand}|{sorted(fields.declared.items())}"
        )

    def mark(self, open_unit: OpenUnit) -> Mark:
        """How far earlier runs have come; the very beginning where there was none."""
        with open_unit() as unit:
            stored = unit.cursors.get(self.cursor_key)
        return Mark(**json.loads(stored)) if stored else Mark()

    def run(self, intake: Intake, *, after: Mark) -> Tally:
        """Store every row behind the mark."""
        tally = Tally()
        rows = islice(self._file.rows(), after.rows, None)
        while batch := list(islice(rows, BATCH)):
            mapped, tally = self._mapped(batch, tally)
            cursor = self._cursor(Mark(rows=after.rows + tally.rows))
            received = intake.receive([one.mention for one in mapped], cursor=cursor)
            tally = replace(tally, new=tally.new + received.new, known=tally.known + received.known)
            self._listener.on_batch(tally)
        intake.receive((), cursor=self._cursor(Mark(rows=after.rows + tally.rows, is_done=True)))
        return tally

    def rehearse(self) -> Tally:
        """Read everything and store nothing; `new` then counts the rows that are good."""
        tally = Tally()
        rows = self._file.rows()
        while batch := list(islice(rows, BATCH)):
            mapped, tally = self._mapped(batch, tally)
            tally = replace(tally, new=tally.new + len(mapped))
            self._listener.on_batch(tally)
        return tally

    def _cursor(self, mark: Mark) -> tuple[str, str]:
        return self.cursor_key, json.dumps(asdict(mark))

    def _mapped(self, batch: list[Row], tally: Tally) -> tuple[list[Mapped], Tally]:
        origin = Origin(source=self._source, received_at=self._clock.now(), brand=self._brand)
        mapped = list(self._good_ones(batch, origin))
        noted = sum(len(one.notes) for one in mapped)
        bad = len(batch) - len(mapped)
        return mapped, replace(tally, rows=tally.rows + len(batch), bad=tally.bad + bad, noted=tally.noted + noted)

    def _good_ones(self, batch: list[Row], origin: Origin) -> Iterator[Mapped]:
        for row in batch:
            try:
                if row.problem:
                    raise UnusableItem(row.problem)
                mapped = mention_from(row.item, self._fields, origin)
            except UnusableItem as error:
                self._listener.on_bad(BadRow(line=row.line, problem=str(error), held=row.written or dict(row.item)))
                continue
            for note in mapped.notes:
                self._listener.on_note(row.line, note)
            yield mapped


def cursor_key(path: Path, *, size: int, options: str) -> str:
    """What an import is known by: the file's name, its beginning and size, and how it is read."""
    with path.open("rb") as file:
        digest = hashlib.sha256(file.read(_HEAD))
    digest.update(f"|{size}|{options}".encode())
    return f"file:{path.name[:100]}:{digest.hexdigest()[:16]}"
