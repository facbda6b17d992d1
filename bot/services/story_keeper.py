"""Keeps the stories of issues that are over in short, so that whoever looks back need not fold their events again.

Guarantee: what is kept is a copy of what the events say, and is not told once it does not: a story that is late, or was
never kept, only takes longer to tell. Bounded work a tick; any number of processes may run it.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from bot.clock import Clock
from bot.core.in_short import FOLD, in_short, is_over
from bot.logs import unit_of_work_line
from bot.ports import Ended, LoggedEvent, OpenUnit
from bot.services.stories import told

QUIET = timedelta(minutes=10)
"""So far behind the log it stays: by then all that is to be in it has been committed, and whys have been given."""
LOOKED_BACK = timedelta(weeks=10)
"""So far back it begins where nothing was kept yet, as after an upgrade."""
CURSOR = f"stories:{FOLD}"
"""Under this name the place is kept up to which the log was followed; another fold begins anew."""
BATCH = 1_000
"""Changes that a tick looks at."""
_ALL = datetime.max.replace(tzinfo=UTC)


class StoryKeeper:
    """The step that follows the log, some minutes behind."""

    def __init__(self, open_unit: OpenUnit, clock: Clock, *, batch: int = BATCH) -> None:
        self._open_unit = open_unit
        self._clock = clock
        self._batch = batch

    def tick(self) -> int:
        """Keep the stories of what has ended; returns of how many issues. 0 does not say that nothing is left."""
        now = self._clock.now()
        with self._open_unit().for_reading() as unit:
            reached = _place(unit.cursors.get(CURSOR)) or (now - LOOKED_BACK, 0)
            changed = unit.stories.changed(after=reached, before=now - QUIET, limit=self._batch)
            logged = unit.stories.to_fold(sorted({issue for _, issue in changed}))
        if not changed:
            return 0
        with unit_of_work_line("stories") as line:
            ended = list(_ended(logged))
            with self._open_unit() as unit:
                unit.stories.keep(ended)
                unit.cursors.set(CURSOR, _written(changed[-1]))
                unit.commit()
            line.add(kept=len(ended))
        return len(ended)


def _place(cursor: str) -> tuple[datetime, int] | None:
    """Up to where the log was followed: (at, issue) of the last change."""
    at, _, issue = cursor.partition(" ")
    return (datetime.fromisoformat(at), int(issue)) if issue else None


def _written(place: tuple[datetime, int]) -> str:
    return f"{place[0].isoformat()} {place[1]}"


def _ended(logged: Sequence[LoggedEvent]) -> Iterator[Ended]:
    for story in told(logged, until=_ALL):
        if is_over(story.issue):
            yield Ended(story=in_short(story), last_at=max(event.at for event in story.events))
