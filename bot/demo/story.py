"""The story of the week: what the page's banner says when, and where the play slows down so that it can be watched."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """From `time` on `day` (Monday = 0) the banner says `text`; for `slow` afterwards the play takes its time."""

    day: int
    time: time
    text: str
    slow: timedelta = timedelta(0)


HOUR = timedelta(hours=1)

BEATS = (
    Beat(day=0, time=time(0, 0), text="A week at Halden Hotels begins. Eleven departments, one strategist, one bot."),
    Beat(day=0, time=time(2, 38), text="A smell of gas at Wrenbox Glasgow. Safety is asked at once, whatever the hour.", slow=HOUR),
    Beat(day=0, time=time(8, 0), text="Europe comes to work. Every mention finds its door; watch who answers, and who doesn't."),
    Beat(day=0, time=time(11, 21), text="Legal claims its first card of the week. Remember it.", slow=HOUR / 2),
    Beat(day=0, time=time(17, 0), text="Doors close for the evening. What can wait is not knocked about at night."),
    Beat(day=1, time=time(8, 10), text="The breakfast queue in Lanzarote goes viral: many posts, one card.", slow=3 * HOUR),
    Beat(day=1, time=time(16, 20), text="A newspaper asks about breakfast. Communications ask for help.", slow=HOUR / 2),
    Beat(day=1, time=time(23, 12), text="Smoke in Turin, in Italian, near midnight.", slow=HOUR),
    Beat(day=2, time=time(8, 0), text="Grace of Loyalty is away, and nobody at that door answers. The knocks climb."),
    Beat(day=2, time=time(21, 34), text="An allergic reaction in Menorca: four departments are asked together.", slow=HOUR),
    Beat(day=3, time=time(8, 0), text="Thanksgiving: New York is closed, so Loyalty's knocks wait as well."),
    Beat(day=3, time=time(13, 21), text="Somebody is hurt at the pool. The ambulance is on its way.", slow=HOUR),
    Beat(day=3, time=time(17, 52), text="The app is down and thirty people stand in the lobby. In Singapore it is two in the morning.", slow=2 * HOUR),
    Beat(day=4, time=time(6, 50), text="Six guests ill after the fish. Safety, law, press and kitchen, at once.", slow=HOUR),
    Beat(day=4, time=time(17, 0), text="Friday evening. What nobody has answered is still remembered on Monday."),
    Beat(day=5, time=time(8, 0), text="Saturday. Fewer doors are open; emergencies find theirs all the same."),
    Beat(day=5, time=time(19, 40), text="A child has fallen from a slide.", slow=HOUR),
    Beat(day=6, time=time(1, 33), text="Somebody tries the door handles in Rotterdam.", slow=HOUR),
    Beat(day=6, time=time(18, 0), text="The week ends. On Monday at nine the strategist reads how it went."),
)
SUMMARY = "Monday, nine o'clock: the weekly summary is in #social-weekly. Look around, click anything; Ctrl-C ends it."

NIGHT_PACE, DAY_PACE, SLOW_PACE = 5.0, 1.0, 0.25
"""How fast the play's time runs, compared with an hour of an ordinary day."""


def beat_at(day: int, now: time) -> Beat | None:
    """The newest beat by that time of the week."""
    past = [beat for beat in BEATS if (beat.day, beat.time) <= (day, now)]
    return past[-1] if past else None


def pace_at(local: datetime, *, monday: datetime) -> float:
    """How fast time runs at this local time of the week that began on `monday`."""
    since = local - monday
    for beat in BEATS:
        begins = timedelta(days=beat.day, hours=beat.time.hour, minutes=beat.time.minute)
        if begins <= since < begins + beat.slow:
            return SLOW_PACE
    return DAY_PACE if 7 <= local.hour < 22 else NIGHT_PACE
