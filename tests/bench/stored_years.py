"""A database in which a year of a company's life lies: a few weeks really played, then copied until there are enough.

The copies are rows of the same shape with numbers and instants of their own, so that what reads them does real work.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from bot.core.commands import Claim, HandOff, Resolve, Respond
from bot.services.story_keeper import StoryKeeper
from bot.store.database import connect
from bot.store.migrate import migrate
from tests.services.house import House
from tests.word_vectors import DIMENSIONS

PLAYED = 40
FIRST = 7_000_001
"""Numbers of issues and ids of mentions begin here, so that they are unmistakable in any text."""
YEAR = timedelta(days=364)
OPEN_NOW = 200
"""Issues that are open at the end, however many lie behind them."""
COPIED = ("issues", "mentions", "assignments", "issue_events", "outbox", "messages")
COUNTED_BY_THE_DATABASE = {"outbox": "id"}
BATCH = 2_000
MEANINGS, APART = 40, 0.8
"""What is said is about so many things; how far what means the same lies apart."""
_PARTS = re.compile(r"(70000\d\d)|(20\d\d-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?)")


@dataclass(frozen=True)
class Template:
    """One cell of a played row, apart at the numbers and instants in it: text, int or datetime each."""

    parts: tuple[str | int | datetime, ...]
    separator: str

    def filled(self, number: int, shift: timedelta) -> str:
        """The cell of the issue `number` whose life happened `shift` earlier."""
        return "".join(self._one(part, number, shift) for part in self.parts)

    def _one(self, part: str | int | datetime, number: int, shift: timedelta) -> str:
        if isinstance(part, str):
            return part
        if isinstance(part, int):
            return str(number)
        return (part - shift).isoformat(self.separator)


Cell = Template | int | float | bytes | None | Callable[[int], object]


def fill(path: Path, mentions: int, *, over: timedelta = YEAR) -> House:
    """A house with `mentions` mentions of the last year, or of `over`, each with an issue; OPEN_NOW more are open."""
    engine = connect(f"sqlite:///{path}")
    migrate(engine)
    house = House(engine)
    house.receive("The first one only says where ids begin")
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("INSERT INTO counters (name, value) VALUES ('issue', ?)", (FIRST - 1,))
        raw.execute("UPDATE mentions SET id = ?, outcome = 'dismissed', reason = 'spam'", (FIRST - 1,))
    _play(house)
    engine.dispose()
    with closing(sqlite3.connect(path)) as raw:
        _copy(raw, mentions - PLAYED, over=over)
    house.clock.forward(timedelta(minutes=1))
    for number in range(OPEN_NOW):
        house.receive(_words(PLAYED + number))
    house.settle()
    return house


def keep_stories(house: House) -> int:
    """What the bot would have kept by now of what is over; returns of how many issues."""
    keeper, kept, idle = StoryKeeper(house.open_unit, house.clock), 0, 0
    # Nothing ends in the first of its portions, nor in those of what is still open.
    while idle < 20:
        done = keeper.tick()
        kept, idle = kept + done, 0 if done else idle + 1
    return kept


def _play(house: House) -> None:
    """Lives as they are: most answered soon, some late, some handed off, all over after two days."""
    for index in range(PLAYED):
        house.receive(_words(index))
    house.settle()
    numbers = range(FIRST, FIRST + PLAYED)
    house.forward(hours=1)
    for number in numbers[::4]:
        house.apply(number, HandOff(by="U0ANN", assignment=1, to="digital", why="yours, I think"))
    house.forward(hours=2)
    for number in numbers[::2]:
        house.apply(number, Respond(by="U0ANN", assignment=house.issue(number).assignments[-1].number))
    house.forward(hours=1)
    for number in numbers:
        house.apply(number, Claim(by="U0BEN", assignment=house.issue(number).assignments[-1].number))
    house.forward(hours=20)
    for number in numbers:
        last = house.issue(number).assignments[-1].number
        house.apply(number, Resolve(by="U0BEN", assignment=last, outcome="explained", cause="two vacancies"))
    house.forward(hours=24)


def _words(index: int) -> str:
    # Words of its own keep each from being one storm with the others.
    own = " ".join(sha256(f"{index}{each}".encode()).hexdigest() for each in range(4))
    return f"{('billing', 'food')[index % 2]} {own}"


def _copy(raw: sqlite3.Connection, copies: int, *, over: timedelta) -> None:
    raw.execute("PRAGMA synchronous = OFF")
    for table in COPIED:
        columns = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
        kept = [name for name in columns if name != COUNTED_BY_THE_DATABASE.get(table)]
        lives = _lives(raw, table, kept)
        places = ", ".join("?" * len(kept))
        statement = f"INSERT INTO {table} ({', '.join(kept)}) VALUES ({places})"  # noqa: S608 - our own names
        for first in range(0, copies, BATCH):
            rows = _rows(lives, range(first, min(first + BATCH, copies)), copies, over)
            raw.executemany(statement, rows)
        raw.commit()
    raw.execute("UPDATE counters SET value = value + ? WHERE name = 'issue'", (copies,))
    raw.execute("UPDATE received_counts SET received = received + ?", (copies,))
    raw.commit()


def _lives(raw: sqlite3.Connection, table: str, columns: Sequence[str]) -> list[list[list[Cell]]]:
    """The rows of each played issue, as templates."""
    by_issue = "number" if table == "issues" else "issue"
    chosen = f"SELECT {', '.join(columns)} FROM {table} WHERE {by_issue} = ? ORDER BY rowid"  # noqa: S608 - our own names
    return [
        [
            [_template(name, value) for name, value in zip(columns, row, strict=True)]
            for row in raw.execute(chosen, (number,))
        ]
        for number in range(FIRST, FIRST + PLAYED)
    ]


@cache
def _meanings() -> list[bytes]:
    """Vectors as an encoder makes them: in clusters, no two of them alike."""
    dice = np.random.default_rng(7)
    middles = dice.normal(size=(MEANINGS, DIMENSIONS)).repeat(50, axis=0)
    rows = middles + APART * dice.normal(size=middles.shape)
    return [row.astype("<f4").tobytes() for row in rows / np.linalg.norm(rows, axis=1, keepdims=True)]


def _meaning(number: int) -> bytes:
    return _meanings()[number % len(_meanings())]


def _template(column: str, value: Any) -> Cell:
    if column == "external_id":
        return str
    if column == "ts":
        # Unique within the channel.
        return lambda number, own=str(value): f"{number}.{own}"
    if column == "vector":
        return _meaning
    if not isinstance(value, str | int) or isinstance(value, bool):
        return value
    parts: list[str | int | datetime] = []
    at, text = 0, str(value)
    for found in _PARTS.finditer(text):
        parts += [text[at : found.start()], int(found[1]) if found[1] else datetime.fromisoformat(found[2])]
        at = found.end()
    if not parts:
        return value
    return Template((*parts, text[at:]), "T" if "T" in text else " ")


def _rows(
    lives: Sequence[Sequence[Sequence[Cell]]], indexes: range, copies: int, over: timedelta
) -> Iterator[list[object]]:
    for index in indexes:
        number = FIRST + PLAYED + index
        shift = over * ((copies - index) / copies)
        for row in lives[index % PLAYED]:
            yield [_filled(cell, number, shift) for cell in row]


def _filled(cell: Cell, number: int, shift: timedelta) -> object:
    if isinstance(cell, Template):
        return cell.filled(number, shift)
    return cell(number) if callable(cell) else cell
