"""What it means that this machine's clock is not the database's.

Guarantee: pure. All processes compare their own clocks with what others have written, so a clock that is off by more
than a lease's margin makes them take over what somebody is still at.
"""

from datetime import timedelta

WORTH_SAYING = timedelta(seconds=5)
"""Machines that ask a time server are within a tenth of a second."""
FAR_OFF = timedelta(seconds=30)
"""The margin of a delivery's lease: see `TO_BEGIN` in `bot/services/delivery.py`."""


def wrong_clock(skew: timedelta) -> str:
    """The sentence to say of a skew, "" where it is none to speak of."""
    if abs(skew) <= WORTH_SAYING:
        return ""
    side = "ahead of" if skew > timedelta(0) else "behind"
    return (
        f"this machine's clock is {abs(skew).total_seconds():.0f} s {side} the database's: leases, working hours and "
        "due times go by it, so let a time server (NTP) set both"
    )


def is_far_off(skew: timedelta) -> bool:
    """Whether this process should not be at work."""
    return abs(skew) > FAR_OFF
