"""Follows a canary on its way through all stages, whichever processes do the work.

Guarantee: it comes in as any mention does, and is watched by reading only; a stage that does not move is named.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.clock import Clock
from bot.core.canary import canary, flight
from bot.errors import DoorknockError
from bot.ports import OpenUnit, OutboxState, Outcome
from bot.services.intake import Intake

LOOK_EVERY_S = 0.1


class Stage(StrEnum):
    """The stages of its way, in order."""

    TAKEN_IN = "taken in"
    SORTED = "sorted"
    SAID = "said in Slack"
    TAKEN_AWAY = "taken away"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A stage that is behind it, and how long after its release."""

    stage: Stage
    seconds: float


class Stuck(DoorknockError):
    """The canary did not get through `stage`, for lack of time or because of `why`."""

    def __init__(self, stage: Stage, why: str = "") -> None:
        super().__init__(f"The canary was not {stage}: {why or 'the time is up'}")
        self.stage = stage
        self.why = why


class CanaryWatch:
    """Releases a canary and watches it."""

    def __init__(
        self,
        open_unit: OpenUnit,
        clock: Clock,
        *,
        channel: str,
        wait: Callable[[float], object] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._open_unit = open_unit
        self._clock = clock
        self._channel = channel
        self._wait = wait
        self._monotonic = monotonic

    def fly(self, name: str, *, patience_s: float) -> Iterator[Passed]:
        """Each stage as it is passed. Stuck where one is not passed in time; other failures are the database's."""
        began = self._monotonic()
        [mention] = Intake(self._open_unit, self._clock).receive([canary(name=name, now=self._clock.now())]).ids
        if mention is None:
            raise Stuck(Stage.TAKEN_IN, f"there has been one of the name {name} before")
        yield Passed(stage=Stage.TAKEN_IN, seconds=self._monotonic() - began)
        for stage in (Stage.SORTED, Stage.SAID, Stage.TAKEN_AWAY):
            while not self._is_past(stage, mention):
                if self._monotonic() - began > patience_s:
                    raise Stuck(stage)
                self._wait(LOOK_EVERY_S)
            yield Passed(stage=stage, seconds=self._monotonic() - began)

    def _is_past(self, stage: Stage, mention: int) -> bool:
        with self._open_unit().for_reading() as unit:
            if stage is Stage.SORTED:
                found = unit.mentions.get(mention)
                if found is not None and found.outcome is Outcome.SET_ASIDE:
                    raise Stuck(stage, "sorting failed again and again, and it is set aside; the log says why")
                return found is not None and found.outcome is not Outcome.WAITING
            shown, gone = flight(mention, channel=self._channel)
            key = shown.key if stage is Stage.SAID else gone.key
            state = unit.outbox.states([key]).get(key)
        if state is OutboxState.FAILED:
            raise Stuck(stage, "Slack refused it; the strategist's channel or the log says why")
        return state in (OutboxState.SENT, OutboxState.DROPPED)
