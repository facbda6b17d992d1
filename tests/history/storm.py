"""A run: senders send, people note and claim, while workers are killed and put to sleep and Slack misbehaves.

Guarantee: seeded, so that the same plan asks for the same things in the same order; bounded by the plan's counts, and
by the house's patience once everybody is well again.
"""

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import select

from bot.core.commands import AddNote, Claim
from bot.core.mention import Mention
from bot.store.tables import issues
from tests.history.clock import SUMMARY_DUE, real_s
from tests.history.history import History
from tests.history.house import PERSON, House, free_ports
from tests.history.seen import history_of
from tests.history.slack import trouble

LEASE = timedelta(seconds=60)
DOORS = ("refund", "queue", "website", "bread", "wet floor")
STORM = "Everybody at the Larkfield on the pier is waiting for an hour and the queue goes round the block {word}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How much of what, in how many steps."""

    seed: int
    mentions: int
    notes: int
    kills: int
    naps: int
    troubles: int
    claims: int
    longest_step_s: float = 0.1


@dataclass
class Storm:
    """One run of a plan."""

    scene: House
    plan: Plan
    acknowledged: dict[str, str] = field(default_factory=dict)
    notes: list[tuple[int, str]] = field(default_factory=list)
    unsent: list[list[Mention]] = field(default_factory=list)
    sent: list[list[Mention]] = field(default_factory=list)
    figures: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._rng = random.Random(self.plan.seed)  # noqa: S311 - dice, not secrets
        self._ports = free_ports(2)
        self._claimed: set[int] = set()
        self._made = 0

    def run(self) -> History:
        """Everything, and what came of it."""
        for port in self._ports:
            self.scene.hire("web", port=port)
        for roles in (("triage",), ("triage", "tick"), ("deliver",), ("deliver",), ("deliver", "tick")):
            self.scene.hire(*roles)
        self._rage()
        self._calm()
        return self._judge()

    def _rage(self) -> None:
        for deed in self._deeds():
            getattr(self, f"_{deed}")()
            self.figures[deed] += 1
            time.sleep(self._rng.uniform(0, self.plan.longest_step_s))

    def _deeds(self) -> list[str]:
        """What is done, in a seeded order."""
        plan = self.plan
        counts = {
            "deliver": plan.mentions,
            "note": plan.notes,
            "claim": plan.claims,
            "kill": plan.kills,
            "nap": plan.naps,
            "trouble": plan.troubles,
        }
        deeds = [deed for deed, count in counts.items() for _ in range(count)]
        self._rng.shuffle(deeds)
        return deeds

    # --- deeds ---------------------------------------------------------------------------------------------------

    def _kill(self) -> None:
        self.scene.replace(self._rng.choice(self.scene.cast))

    def _nap(self) -> None:
        worker = self._rng.choice(self.scene.cast)
        span = LEASE * self._rng.choice([0.3, 1.2, 1.5])
        self.figures["stall"] += span > LEASE
        self.scene.nap(worker, real_s(span))

    def _trouble(self) -> None:
        self.figures[f"Slack {trouble(self.scene.slack, self._rng)}"] += 1

    def _deliver(self) -> None:
        self._made += 1
        word = f"m{self._made:05}"
        text = STORM.format(word=word) if self._rng.random() < 0.1 else f"{self._rng.choice(DOORS)} {word}"
        self.unsent.append([self.scene.mention(word, text)])
        self._send(self.unsent)
        if self.sent and self._rng.random() < 0.2:
            # A sender that repeats itself: the same delivery once more.
            self._send([self._rng.choice(self.sent)])

    def _send(self, deliveries: list[list[Mention]]) -> None:
        for mentions in list(deliveries):
            if self.scene.send(mentions, port=self._rng.choice(self._ports)):
                self.sent.append(mentions)
                self.acknowledged |= {each.external_id: each.external_id for each in mentions}
                deliveries.remove(mentions)

    def _note(self) -> None:
        found = self._issues()
        if not found:
            return
        issue, words = self._rng.choice(found), f"note n{len(self.notes):05}"
        for _ in range(self._rng.choice([1, 2])):
            # Slack repeats an event whose acknowledgement was lost.
            self.scene.issues.apply(issue, AddNote(by=PERSON, text=words), event_key=f"event:{words}")
        self.notes.append((issue, words))

    def _claim(self) -> None:
        unclaimed = [number for number in self._issues() if number not in self._claimed]
        if unclaimed:
            self._answer(self._rng.choice(unclaimed))

    def _answer(self, issue: int) -> None:
        self.scene.issues.apply(issue, Claim(by=PERSON, assignment=1), event_key=f"claim:{issue}")
        self._claimed.add(issue)

    def _issues(self) -> list[int]:
        with self.scene.engine.begin() as connection:
            return list(connection.execute(select(issues.c.number).order_by(issues.c.number)).scalars())

    # --- the end -------------------------------------------------------------------------------------------------

    def _calm(self) -> None:
        """Everybody is well again; the backlog drains, and all doors are answered."""
        self.scene.awaken()
        self.scene.slack.faults.clear()
        self.scene.drain(self._is_quiet)

    def _is_quiet(self) -> bool:
        self._send(self.unsent)
        news = set(self._issues()) - self._claimed
        for issue in news:
            self._answer(issue)
        has_summary = self.scene.clock.now() > SUMMARY_DUE + LEASE
        return not (self.unsent or news) and has_summary and self.scene.is_delivered()

    def _judge(self) -> History:
        history = history_of(
            self.scene,
            acknowledged=self.acknowledged,
            notes=self.notes,
            weeks=1,
            stalls=self.figures["stall"],
        )
        history.figures.update(self.figures)
        return history
