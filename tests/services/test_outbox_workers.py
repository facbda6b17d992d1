"""Several workers deliver from one database into a Slack of bad days: nothing lost, nothing doubled, all in order."""

import random
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from sqlalchemy import Engine

from bot.clock import MovableClock
from bot.core import events as ev
from bot.core.notices import Notice, PostNote
from bot.errors import TemporaryFailure, UnknownOutcome
from bot.ports import Delivery, OutboxState, Posted
from bot.services.delivery import DeliveryService
from bot.store.unit import SqlUnitOfWork
from tests.core.example import MONDAY, Life, hours, minutes
from tests.services.house import FakeSlack, Rules, Said

WORKERS = 4
ISSUES, NOTES, CHANNELS = 60, 4, 20
TOTAL = ISSUES * (1 + NOTES)


class Killed(BaseException):
    """The process is gone; no handler of ours may see it."""


@dataclass
class BadSlack(FakeSlack):
    """Of ten calls about four go wrong: refused, unanswered or fatal, each before or after the message is written."""

    rng: random.Random = field(default_factory=lambda: random.Random(11))  # noqa: S311 - dice, not secrets
    lock: threading.Lock = field(default_factory=threading.Lock)

    def deliver(self, delivery: Delivery) -> Posted:
        with self.lock:
            dice = self.rng.random()
            if dice < 0.1:
                raise TemporaryFailure("connection refused")
            if dice < 0.16:
                raise UnknownOutcome("timed out before it arrived")
            if dice < 0.2:
                raise Killed
            posted = super()._write(delivery)
            if dice < 0.3:
                raise UnknownOutcome("timed out after it arrived")
            if dice < 0.4:
                raise Killed
            return posted

    def find(self, delivery: Delivery) -> Posted | None:
        with self.lock:
            if self.rng.random() < 0.1:
                raise TemporaryFailure("cannot look now")
            return super().find(delivery)


class BlindSlack(BadSlack):
    """Never finds what has arrived: delivery without reconciliation."""

    def find(self, delivery: Delivery) -> Posted | None:
        return None


def fill(engine: Engine, *, issues: int = ISSUES) -> None:
    """An outbox of a card and its notes for each issue."""
    with SqlUnitOfWork(engine) as unit:
        for number in range(1001, 1001 + issues):
            life = Life(number=number)
            unit.issues.add(life.issue, life.events)
            unit.outbox.enqueue(notices(life, f"#channel-{number % CHANNELS}"), now=MONDAY)
        unit.commit()


def notices(life: Life, channel: str) -> list[Notice]:
    card = type(life.notices[0])(issue=life.number, assignment=1, channel=channel)  # type: ignore[call-arg]
    events = [ev.NoteAdded(at=life.now, by="U1", text=str(index)) for index in range(NOTES)]
    notes = [
        PostNote(issue=life.number, assignment=1, channel=channel, number=index, event=event)
        for index, event in enumerate(events)
    ]
    return [card, *notes]


def work_off(engine: Engine, slack: FakeSlack) -> None:
    """Tick with all workers at once, two seconds a round, or half a minute while all of them wait."""
    clock = MovableClock(MONDAY)
    workers = [worker(engine, slack, clock, owner=f"worker-{index}") for index in range(WORKERS)]
    with ThreadPoolExecutor(WORKERS) as pool:
        while clock.now() < MONDAY + hours(3):
            done = sum(pool.map(lambda tick: tick(), workers))
            clock.forward(minutes(0.5) if done == 0 else minutes(1 / 30))
            with SqlUnitOfWork(engine) as unit:
                if unit.outbox.next_at() is None:
                    return
    raise AssertionError("the outbox never empties")


def worker(engine: Engine, slack: FakeSlack, clock: MovableClock, *, owner: str) -> Callable[[], int]:
    service = DeliveryService(lambda: SqlUnitOfWork(engine), Rules(), clock, messenger=slack, owner=owner)

    def tick() -> int:
        try:
            return service.tick()
        except Killed:
            # The next tick is another process that happens to bear the same name.
            return 1

    return tick


def test_300_notices_through_bad_days_are_said_once_each_and_in_order(engine: Engine) -> None:
    slack = BadSlack()
    fill(engine)
    work_off(engine, slack)
    with SqlUnitOfWork(engine) as unit:
        assert unit.record.ledger().outbox == {OutboxState.SENT: TOTAL}
    times = Counter(said.outbox for said in slack.messages)
    assert (len(times), max(times.values())) == (TOTAL, 1)
    assert slack.looked > 20
    cards = {said.ts: _about(said) for said in slack.messages if said.what == "PostCard"}
    assert sorted(cards.values()) == list(range(1001, 1001 + ISSUES))
    threads: dict[int, list[int]] = {}
    for said in slack.messages:
        if isinstance(said.delivery.notice, PostNote):
            assert cards[said.thread] == _about(said), "below its own card, which was there first"
            threads.setdefault(_about(said), []).append(said.delivery.notice.number)
    assert threads == {issue: list(range(NOTES)) for issue in cards.values()}


def _about(said: Said) -> int:
    assert said.delivery.issue is not None
    return said.delivery.issue.number


def test_without_looking_first_the_same_days_would_show_doubles(engine: Engine) -> None:
    slack = BlindSlack()
    fill(engine, issues=20)
    work_off(engine, slack)
    times = Counter(said.outbox for said in slack.messages)
    assert sum(count - 1 for count in times.values()) > 5
