"""Does the memory of a process grow with the days it runs? A simulated month, in one process, with all roles.

Mentions come in all day and night, people claim and resolve most of them a day later, knocks and summaries come and go.
The local Slack lives in the same process and keeps every message, by its nature: so what is printed, resident memory at
the end of each week, bounds the bot's from above. Beside it, in the same run: the size of those messages as JSON, many
times of which they take in Python. `MONTH_MENTIONS=12` mentions a day. Figures are printed, none is promised.
"""

import gc
import json
import os
import secrets
from datetime import timedelta

import psutil
from rich.console import Console
from rich.table import Table

from bot.core.commands import Claim, Resolve
from bot.logs import configure_logging
from bot.ports import IssueQuery
from tests.scenarios.play import Play

A_DAY = int(os.environ.get("MONTH_MENTIONS", "12"))
DAYS = 28
PARTS_OF_A_DAY = 4
TOPICS = ("My refund", "The queue at the counter", "I was charged")


def main() -> None:
    """Measure and print."""
    configure_logging(level="ERROR")
    table = Table("after", "mentions", "notices told", "memory, with Slack's", "Slack's messages", title="A month")
    with Play() as play:
        _add_row(table, "the start", play)
        for day in range(1, DAYS + 1):
            _live(play)
            if day % 7 == 0:
                _add_row(table, f"{day} days", play)
    Console(width=100).print(table)


def _add_row(table: Table, when: str, play: Play) -> None:
    with play.doorknock.open_unit().for_reading() as unit:
        ledger = unit.record.ledger()
    gc.collect()
    memory = psutil.Process().memory_info().rss / 2**20
    shelves = play.workspace.state.shelves.messages.values()
    stored = sum(len(json.dumps(each.blocks)) for shelf in shelves for each in shelf.values()) / 2**20
    told = ledger.outbox.get("sent", 0)
    table.add_row(when, f"{ledger.received:,}", f"{told:,}", f"{memory:.0f} MiB", f"{stored:.1f} MiB")


def _live(play: Play) -> None:
    """A day: what came in before it is answered and closed, more comes in."""
    with play.doorknock.open_unit().for_reading() as unit:
        waiting = [issue.number for issue in unit.issues.find(IssueQuery(is_open=True, limit=10_000))]
    for number in waiting[: A_DAY * 9 // 10]:
        play.doorknock.issues.apply(number, Claim(by="U0MONTH", assignment=1))
        play.doorknock.issues.apply(number, Resolve(by="U0MONTH", assignment=1, outcome="explained"))
    for part in range(PARTS_OF_A_DAY):
        for index in range(A_DAY // PARTS_OF_A_DAY):
            own = " ".join(secrets.token_hex(12) for _ in range(4))
            play.receive(f"{TOPICS[(part + index) % len(TOPICS)]} {own}")
        play.forward_to(play.clock.now() + timedelta(days=1) / PARTS_OF_A_DAY)


if __name__ == "__main__":
    main()
