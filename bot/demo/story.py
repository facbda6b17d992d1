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


def _beat(when: str, text: str, *, slow: float = 0) -> Beat:
    """A beat at `when` ("Tue 08:10"), slow for so many hours."""
    day, _, clock = when.partition(" ")
    index = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun").index(day)
    return Beat(day=index, time=time.fromisoformat(clock), text=text, slow=timedelta(hours=slow))


BEATS = (
    _beat("Mon 00:00", "A week at Halden Hotels begins. Eleven departments, one strategist, one bot."),
    _beat("Mon 02:38", "A smell of gas at Wrenbox Glasgow. Safety is asked at once, whatever the hour.", slow=1),
    _beat("Mon 08:00", "Europe comes to work. Every mention finds its door; watch who answers, and who doesn't."),
    _beat("Mon 11:21", "Legal claims its first card of the week. Remember it.", slow=0.5),
    _beat("Mon 17:00", "Doors close for the evening. What can wait is not knocked about at night."),
    _beat("Tue 00:05", "Overnight the bot learns from Monday's clicks. Ines reads how in /doorknock lessons."),
    _beat("Tue 08:10", "The breakfast queue in Lanzarote goes viral: many posts, one card.", slow=3),
    _beat("Tue 09:52", "One of them is a television programme. The kitchen splits it off: a card of its own."),
    _beat("Tue 16:20", "A newspaper asks about breakfast. Communications ask for help.", slow=0.5),
    _beat("Tue 23:12", "Smoke in Turin, in Italian, near midnight.", slow=1),
    _beat("Wed 08:00", "Grace of Loyalty is away, and nobody at that door answers. The knocks climb."),
    _beat("Wed 10:15", "What do guests say about breakfast? The kitchen asks /mentions, and hears it weekly now."),
    _beat("Wed 21:34", "An allergic reaction in Menorca: four departments are asked together.", slow=1),
    _beat("Thu 08:00", "Thanksgiving: New York is closed, so Loyalty's knocks wait as well."),
    _beat("Thu 13:21", "Somebody is hurt at the pool. The ambulance is on its way.", slow=1),
    _beat("Thu 17:52", "The app is down, and thirty people stand in a lobby. In Singapore it is two at night.", slow=2),
    _beat("Fri 06:50", "Six guests ill after the fish. Safety, law, press and kitchen, at once.", slow=1),
    _beat("Fri 17:00", "Friday evening. What nobody has answered is still remembered on Monday."),
    _beat("Sat 08:00", "Saturday. Fewer doors are open; emergencies find theirs all the same."),
    _beat("Sat 19:40", "A child has fallen from a slide.", slow=1),
    _beat("Sun 01:33", "Somebody tries the door handles in Rotterdam.", slow=1),
    _beat("Sun 18:00", "The week ends. On Monday at nine the strategist reads how it went."),
)
CURTAIN = "That is as far as we play. Look around, click anything; Ctrl-C ends it."
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
