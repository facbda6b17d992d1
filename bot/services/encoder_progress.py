"""How far a change of encoders is, for whoever looks: /healthz, Slack and the command line.

Guarantee: counted in the database, so that every process says the same.
"""

from bot.core.encoders import Progress, Standing, with_standing
from bot.ports import UnitOfWork


def progress_of(unit: UnitOfWork) -> Progress:
    """How far it is."""
    known = unit.encoders.all()
    in_use, coming = with_standing(known, Standing.IN_USE), with_standing(known, Standing.COMING)
    reading = coming or in_use
    return Progress(
        in_use=in_use,
        coming=coming,
        declined=with_standing(known, Standing.DECLINED),
        read=unit.encoders.count(reading.version, is_read=True) if reading else 0,
        left=unit.encoders.count(reading.version, is_read=False) if reading else 0,
    )
