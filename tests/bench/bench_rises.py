"""How often a quiet year would raise a false alarm, and which bursts are seen, on generated traffic.

Run it with `python -m tests.bench.bench_rises`. The traffic has days and nights, weekends, seasons, and clusters (the
rate of each hour is itself drawn: mentions come overdispersed, as people talk to each other). It looks as often as the
bot does. A burst is a further so many within an hour, at any time. No figure makes it fail.
"""

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from bot.core.rise import BESIDE, HOUR, LEAST, PAUSE, WEEK, WEEKS, is_rise
from bot.services.rises import LOOK

LOOKS_AN_HOUR, A_WEEK = HOUR // LOOK, WEEK // LOOK
YEARS = 3
RATES = (0.3, 2, 10, 60, 300)
"""Mentions an hour, on average."""
BURSTS = 200
CLUSTERED = 6.0
"""The shape of the gamma that each hour's rate is drawn from: the smaller, the more clusters."""

Counts = NDArray[np.int64]


def main() -> None:
    """Measure and print."""
    table = Table("mentions an hour", "false alarms a year", "bursts seen: +8", "+15", "+30", "+60", "+3 × the rate")
    for rate in RATES:
        traffic = _traffic(rate, seed=int(rate * 10))
        alarms = _alarms(traffic) / YEARS
        seen = [_seen(traffic, size) for size in (8, 15, 30, 60, int(3 * rate))]
        table.add_row(f"{rate:g}", f"{alarms:.1f}", *(f"{each:.0%}" for each in seen))
    Console(width=110).print(table)


def _traffic(rate: float, *, seed: int) -> Counts:
    """Mentions between two looks of the years, after eight weeks of history."""
    rng = np.random.default_rng(seed)
    looks = A_WEEK * (WEEKS + 52 * YEARS)
    at = np.arange(looks)
    hour, day = at / LOOKS_AN_HOUR % 24, at // (LOOKS_AN_HOUR * 24)
    by_hour = 0.15 + 1.7 * np.clip(np.sin((hour - 6) / 17 * np.pi), 0, None)
    by_day = np.where(day % 7 >= 5, 0.7, 1.1)
    by_season = 1 + 0.3 * np.sin(day / 365 * 2 * np.pi)
    clusters = np.repeat(rng.gamma(CLUSTERED, 1 / CLUSTERED, looks // LOOKS_AN_HOUR + 1), LOOKS_AN_HOUR)[:looks]
    return rng.poisson(rate / LOOKS_AN_HOUR * by_hour * by_day * by_season * clusters)


def _hours(traffic: Counts) -> Counts:
    """Mentions in the hour that ends with each look."""
    whole = np.concatenate([[0], np.cumsum(traffic)])
    return np.concatenate([np.zeros(LOOKS_AN_HOUR - 1, dtype=np.int64), whole[LOOKS_AN_HOUR:] - whole[:-LOOKS_AN_HOUR]])


def _like(hours: Counts, look: int) -> list[int]:
    shifts = [int(shift / HOUR) * LOOKS_AN_HOUR for shift in BESIDE]
    return [int(hours[look - week * A_WEEK + shift]) for week in range(1, WEEKS + 1) for shift in shifts]


def _alarms(traffic: Counts) -> int:
    hours, quiet_until, alarms = _hours(traffic), 0, 0
    for look in range(A_WEEK * WEEKS + LOOKS_AN_HOUR, len(hours)):
        # What cannot be one is not looked at further: it would take an hour.
        if look >= quiet_until and hours[look] >= LEAST and is_rise(int(hours[look]), _like(hours, look)):
            alarms += 1
            quiet_until = look + PAUSE // LOOK
    return alarms


def _seen(traffic: Counts, size: int) -> float:
    rng, hours = np.random.default_rng(1), _hours(traffic)
    looks = rng.integers(A_WEEK * WEEKS + LOOKS_AN_HOUR, len(hours), BURSTS)
    return float(np.mean([is_rise(int(hours[look]) + size, _like(hours, int(look))) for look in looks]))


if __name__ == "__main__":
    main()
