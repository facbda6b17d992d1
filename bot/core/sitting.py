"""How long ago the strategist sat down with whom, and how their answers have changed since.

Guarantee: pure; a change is called one only where there are enough answers on both sides, and it is large.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.department import TRIAGE
from bot.core.rulebook import Rulebook
from bot.core.summary_words import name_of, span
from bot.core.usual import middle
from bot.core.week import WEEK
from bot.core.working_hours import WorkingHours

TOO_LONG = timedelta(weeks=8)
"""After that, one door has not been knocked on for long."""
TOO_LONG_FOR_ALL = timedelta(weeks=4)
"""After that, no door has been."""
COMPARED = timedelta(weeks=4)
"""The answers of so long a time before a conversation, and of the last such time, are held against each other."""
ENOUGH_ANSWERS = 3
SLOWER = 1.5
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TIMES = ((1.8, 2.5, "doubled"), (2.5, 3.5, "tripled"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """The last conversation with one department; `before` and `now` are its answer times then and now, where known."""

    department: str
    at: datetime
    before: timedelta | None = None
    now: timedelta | None = None

    @property
    def is_slower(self) -> bool:
        """Whether answers take much longer than they did."""
        if self.before is None or self.now is None:
            return False
        return self.now > SLOWER * self.before and self.now - self.before >= timedelta(minutes=30)


Asked = tuple[datetime, datetime]
"""When a department was asked, and when it answered."""


def usual_answer(answers: Sequence[Asked], hours: WorkingHours) -> timedelta | None:
    """The working time within which half of the answers came; None where they are too few to say."""
    if len(answers) < ENOUGH_ANSWERS:
        return None
    taken = sorted(hours.worked(asked, answered) for asked, answered in answers)
    return middle(taken)


def is_too_long(sitting: Sitting, *, now: datetime) -> bool:
    """Whether one door has not been knocked on for too long."""
    return now - sitting.at >= TOO_LONG


def since_any(sittings: Iterable[Sitting], *, now: datetime) -> timedelta | None:
    """How long the strategist has knocked on no door at all, where that is too long; None else, or if she never has."""
    last = max((sitting.at for sitting in sittings), default=None)
    return now - last if last is not None and now - last >= TOO_LONG_FOR_ALL else None


def ago(at: datetime, *, now: datetime) -> str:
    """`today`, `three days ago`, `nine weeks ago`."""
    days = (now - at) // timedelta(days=1)
    if days < 1:
        return "today"
    return f"{_counted(days, 'day') if days < 14 else weeks(now - at)} ago"


def weeks(time: timedelta) -> str:
    """`nine weeks`."""
    return _counted(time // WEEK, "week")


def since_you_sat_down(sitting: Sitting, rulebook: Rulebook, *, now: datetime) -> str:
    """The sentence that says how long ago it was, and what has changed since."""
    name, length = name_of(sitting.department, rulebook), weeks(now - sitting.at)
    if now - sitting.at < 2 * WEEK:
        return f"You sat down with {name} {ago(sitting.at, now=now)}."
    return f"{length.capitalize()} since you last sat down with {name}{_changed(sitting)}."


def longest_ago(sittings: Mapping[str, Sitting], rulebook: Rulebook) -> str:
    """The department that has been waiting for a conversation longest; those never sat down with come first."""
    keys = [department.key for department in rulebook.departments if department.key != TRIAGE]
    never = [key for key in keys if key not in sittings]
    return (never or sorted(keys, key=lambda key: (sittings[key].at, key)) or [""])[0]


def _changed(sitting: Sitting) -> str:
    if not sitting.is_slower or sitting.before is None or sitting.now is None:
        return ""
    factor = sitting.now / sitting.before if sitting.before else 0.0
    word = next((word for low, high, word in _TIMES if low <= factor < high), "")
    if word:
        return f"; their answer time has {word} since"
    return f"; their answer time has gone from {span(sitting.before)} to {span(sitting.now)} since"


def _counted(count: int, noun: str) -> str:
    word = _NUMBERS[count] if count < len(_NUMBERS) else str(count)
    return f"{word} {noun}{'' if count == 1 else 's'}"
