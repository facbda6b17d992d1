"""Watches the rulebook's files: a good edit takes effect by itself, a bad one is told to the strategist.

Guarantee: each bad edit is told once, by whichever process sees it first.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256

from bot.clock import Clock
from bot.core.notices import TellStrategist
from bot.logs import get_logger
from bot.ports import OpenUnit, Rules

SHOWN = 10


class RuleWatch:
    """Looks at the files at each tick. `refresh` reads them again and returns the errors of a new edit, as text."""

    def __init__(
        self, open_unit: OpenUnit, rules: Rules, clock: Clock, *, refresh: Callable[[], Sequence[str]]
    ) -> None:
        self._open_unit = open_unit
        self._rules = rules
        self._clock = clock
        self._refresh = refresh

    def tick(self) -> int:
        """Take up an edit, or say what is wrong with it; returns how many errors it has."""
        errors = self._refresh()
        if errors:
            self._tell(errors)
        return len(errors)

    def _tell(self, errors: Sequence[str]) -> None:
        get_logger().warning("rulebook refused", errors=len(errors), first=errors[0])
        shown = [*errors[:SHOWN], *([f"… and {len(errors) - SHOWN} more"] if len(errors) > SHOWN else [])]
        text = "\n".join(
            ["The rulebook was edited, but I can't use it yet. The last good one stays in force until this is mended:"]
            + [f"• {line}" for line in shown]
        )
        about = f"rulebook:{sha256(text.encode()).hexdigest()[:16]}"
        notice = TellStrategist(channel=self._rules.current.strategist.channel, text=text, about=about)
        with self._open_unit() as unit:
            unit.outbox.enqueue([notice], now=self._clock.now(), urgency_rank=2)
            unit.commit()
