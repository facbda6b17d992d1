"""Reads CSV and JSONL files row by row, whoever exported them.

Guarantees: constant memory; a bad row is a row with a `problem`, and the next one is read; lines are counted as an
editor counts them. UTF-8 and UTF-16 are told apart by themselves; a line that is not UTF-8 is read as Windows-1252,
and counted.
"""

import codecs
import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from bot.core.field_map import GUESSES, FieldMap, folded
from bot.errors import DoorknockError

MAX_LINE = 2 * 1_048_576
"""Characters of the longest line that is read."""
_JSONL = frozenset((".jsonl", ".ndjson"))
_DELIMITERS = (",", ";", "\t", "|")
_KNOWN_COLUMNS = frozenset(name for names in GUESSES.values() for name in names)


class UnusableFile(DoorknockError):
    """Nothing in this file can be imported. The message says why and what would help."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row: `item` is what it holds. Where that is nothing usable, `problem` says why and `written` how it looks."""

    line: int
    item: Mapping[str, object]
    problem: str = ""
    written: str = ""


class MentionFile:
    """An open file of mentions; a context manager.

    `rows()` may be read once. `position` of `size` bytes have been read; `is_csv` and `columns` say what it is.
    """

    def __init__(self, path: Path, *, fields: FieldMap) -> None:
        self.path = path
        self._fields = fields
        try:
            self._binary = path.open("rb")
            self.size = path.stat().st_size
        except OSError as error:
            raise UnusableFile(f"{path} cannot be opened: {error.strerror or error}") from None
        self._lines = _Lines(self._binary)
        self._reader = csv.reader(self._lines)
        self.columns: tuple[str, ...] = ()
        try:
            self.is_csv = self._is_csv()
            if self.is_csv:
                self._read_header()
        except DoorknockError:
            self._binary.close()
            raise

    @property
    def position(self) -> int:
        """Bytes read so far."""
        return self._binary.tell()

    @property
    def windows_lines(self) -> int:
        """Lines so far that were not UTF-8."""
        return self._lines.windows

    def rows(self) -> Iterator[Row]:
        """Every row after the header, good or bad; blank ones are passed over."""
        return self._csv_rows() if self.is_csv else self._json_rows()

    def __enter__(self) -> "MentionFile":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._binary.close()

    def _is_csv(self) -> bool:
        line = self._lines.peek()
        first = line.lstrip()
        is_jsonl = self.path.suffix.lower() in _JSONL
        if not first and not (line and is_jsonl):
            raise UnusableFile(f"{self.path} is empty")
        if first.startswith("["):
            raise UnusableFile(
                f"{self.path}:1: this is one JSON list; one object a line is needed, and `jq -c '.[]'` makes that of it"
            )
        if "\0" in first:
            raise UnusableFile(f"{self.path}:1: this is no text; save the table as CSV, or write JSON lines")
        # A file that is called JSON lines is not taken for a table because its first line is broken.
        return not (first.startswith("{") or is_jsonl)

    def _read_header(self) -> None:
        delimiter = delimiter_of(self._lines.peek())
        self._reader = csv.reader(self._lines, delimiter=delimiter, skipinitialspace=True)
        try:
            self.columns = tuple(name.strip() for name in next(self._reader))
        except (csv.Error, StopIteration) as error:
            raise UnusableFile(f"{self.path}:1: the header cannot be read: {error}") from None
        wanted = ("text", "title")
        names = {folded(column) for column in self.columns}
        if any(self._fields.declared.get(name) for name in wanted) or names & {*GUESSES["text"], *GUESSES["title"]}:
            return
        raise UnusableFile(
            f"{self.path}:1: none of the columns ({', '.join(self.columns)[:300]}) looks like the text of a mention; "
            "say which one it is with --map text=COLUMN"
        )

    def _csv_rows(self) -> Iterator[Row]:
        while True:
            line = self._lines.number + 1
            try:
                cells = next(self._reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Row(line=line, item={}, problem=f"this row cannot be read ({error}); is a quote left open?")
                continue
            if too_long := self._lines.take_too_long():
                yield Row(line=too_long, item={}, problem=_TOO_LONG)
            if any(cell.strip() for cell in cells):
                yield self._csv_row(cells, line=line)

    def _csv_row(self, cells: Sequence[str], *, line: int) -> Row:
        extra = [cell for cell in cells[len(self.columns) :] if cell.strip()]
        if extra:
            problem = f"{len(cells)} cells under {len(self.columns)} columns; is a quote missing around a text?"
            return Row(line=line, item={}, problem=problem, written="|".join(cells)[:MAX_LINE])
        item = {name: cell for name, cell in zip(self.columns, cells, strict=False) if name and cell}
        return Row(line=line, item=item)

    def _json_rows(self) -> Iterator[Row]:
        for text in self._lines:
            line = self._lines.number
            if self._lines.take_too_long():
                yield Row(line=line, item={}, problem=_TOO_LONG)
            elif text.strip():
                yield _json_row(text, line=line)


def delimiter_of(header: str) -> str:
    """The character between the columns: the one that uncovers most of the names we know, then most columns."""

    def worth(delimiter: str) -> tuple[int, int]:
        names = next(csv.reader([header], delimiter=delimiter), [])
        return sum(folded(name) in _KNOWN_COLUMNS for name in names), len(names)

    return max(_DELIMITERS, key=worth)


_TOO_LONG = f"this line is longer than {MAX_LINE} characters"


def _json_row(text: str, *, line: int) -> Row:
    try:
        item = json.loads(text)
    except json.JSONDecodeError as error:
        return Row(line=line, item={}, problem=f"this is not JSON: {error.msg} at column {error.colno}", written=text)
    except (ValueError, RecursionError) as error:
        return Row(line=line, item={}, problem=f"this JSON cannot be read: {error}", written=text)
    if not isinstance(item, dict):
        return Row(line=line, item={}, problem="this is JSON, but not an object in braces", written=text)
    return Row(line=line, item=item)


class _Lines(Iterator[str]):
    """Lines as text. One that is too long comes out empty, and `take_too_long` then says its number."""

    def __init__(self, binary: io.BufferedReader) -> None:
        self._binary = binary
        self._text = _utf16(binary)
        self._next: str | None = None
        self._too_long = 0
        self.number = 0
        self.windows = 0

    def peek(self) -> str:
        """The first line, which stays to be read; "" where there is none."""
        if self._next is None:
            self._next = self._read().removeprefix("\ufeff")
        return self._next

    def take_too_long(self) -> int:
        """The number of a line that was too long since the last time; 0 where there was none."""
        number, self._too_long = self._too_long, 0
        return number

    def __next__(self) -> str:
        line = self.peek() if self.number == 0 else self._read()
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) > MAX_LINE:
            self._too_long = self.number
            return "\n"
        return line

    def _read(self) -> str:
        if self._text is not None:
            line = self._text.readline(MAX_LINE + 1)
            while len(line) > MAX_LINE and not line.endswith("\n") and (rest := self._text.readline(MAX_LINE)):
                line = line[:MAX_LINE] + rest[-1]
            return line
        raw = self._binary.readline(MAX_LINE + 1)
        while len(raw) > MAX_LINE and not raw.endswith(b"\n") and (more := self._binary.readline(MAX_LINE)):
            raw = raw[:MAX_LINE] + more[-1:]
        return self._decoded(raw)

    def _decoded(self, raw: bytes) -> str:
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            self.windows += 1
            return raw.decode("cp1252", "replace")


def _utf16(binary: io.BufferedReader) -> io.TextIOWrapper | None:
    """A decoder where the file begins with the mark of UTF-16."""
    if binary.peek(2)[:2] not in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return None
    return io.TextIOWrapper(binary, encoding="utf-16", errors="replace", newline="")
