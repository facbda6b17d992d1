"""Escalation policies: how often, and whom, the bot tells about a door that stays shut.

Guarantee: a policy is data with bounded pace; the last step repeats for ever, never faster than MINIMUM_PACE.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

MINIMUM_PACE = timedelta(minutes=5)
LONGEST_HEADS_UP = timedelta(hours=1)


class Tell(StrEnum):
    """Whom a step tells."""

    SEAT = "seat"
    BACKUP = "backup"
    CHANNEL = "channel"
    STRATEGIST = "strategist"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """`after` is the waiting time since the door was first knocked on (since the card was posted)."""

    after: timedelta
    tell: tuple[Tell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationPolicy:
    """Ordered steps; times are the department's working time unless `ignores_working_hours`.

    `repeat_every` is the pace of the last step once all are done. After a claim, `check_after` of silence brings a
    gentle "still on it?"; `release_after` more of it releases the claim. `heads_up` is how long before its target a
    door that has not answered hears of it: zero for never, None for a quarter of the target, an hour at most.
    """

    key: str
    steps: tuple[Step, ...]
    repeat_every: timedelta
    check_after: timedelta
    release_after: timedelta
    ignores_working_hours: bool = False
    heads_up: timedelta | None = None

    def __post_init__(self) -> None:
        if not self.steps:
            raise ValueError(f"policy {self.key}: needs at least one step")
        times = [step.after for step in self.steps]
        if times[0] < timedelta(0):
            raise ValueError(f"policy {self.key}: no step can come before the card is posted")
        if times != sorted(set(times)):
            raise ValueError(f"policy {self.key}: each step must come later than the one before")
        if min(self.repeat_every, self.check_after, self.release_after) < MINIMUM_PACE:
            raise ValueError(f"policy {self.key}: nothing may repeat faster than every {MINIMUM_PACE}")

    def heads_up_before(self, target: timedelta) -> timedelta:
        """How long before a target of that length the heads-up comes; zero where there is none."""
        before = min(target / 4, LONGEST_HEADS_UP) if self.heads_up is None else self.heads_up
        return before if before < target else timedelta(0)

    def step(self, index: int) -> Step:
        """The step for the `index`-th knock, counting from 0; the last one from there on."""
        return self.steps[min(index, len(self.steps) - 1)]
