"""How far this machine's clock is from the database's, by which processes on several machines can be compared.

Guarantee: on SQLite there is one clock, and no skew. Elsewhere the answer is as exact as the question was quick.
"""

from datetime import datetime, timedelta

from sqlalchemy import Engine, text

from bot.clock import Clock

LONGEST_WAIT = timedelta(minutes=31)
"""No lease and no pause is longer: one that ends later was written by a clock that was wrong."""


def skew_of(engine: Engine, clock: Clock) -> timedelta:
    """By how much `clock` is ahead of the database's; below zero where it is behind."""
    if engine.dialect.name != "postgresql":
        return timedelta(0)
    with engine.connect().execution_options(postgresql_readonly=True) as connection:
        connection.execute(text("SELECT 1"))  # connecting is not to be measured
        before = clock.now()
        there: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
        after = clock.now()
    return before + (after - before) / 2 - there
