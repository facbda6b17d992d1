"""The written week: every mention of the demo, with what its author meant by it.

Guarantee: times are offsets from a Monday, so the week can begin on any; all of it is invented.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

FILE = Path(__file__).parent / "week.jsonl"
MONDAY = date(2026, 11, 23)
"""The demo's own week: it has Thanksgiving in it, so that one department is on holiday while the others work."""
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Via(StrEnum):
    """How a mention comes in."""

    MEDIAWATCH = "mediawatch"
    REVIEWS = "reviews"
    FEED = "feed"
    CHANNEL = "channel"
    COMMAND = "command"
    ROUTE_THIS = "route-this"


class Sort(StrEnum):
    """What a mention is, as its writer meant it."""

    PRAISE = "praise"
    COMPLAINT = "complaint"
    QUESTION = "question"
    EMERGENCY = "emergency"
    JOB_SEEKER = "job-seeker"
    PRESS = "press"
    SPAM = "spam"
    UNRELATED = "unrelated"


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class WrittenAuthor(_Line):
    """Who is supposed to have written it; empty where a person of the company found it."""

    name: str = ""
    handle: str = ""
    followers: int | None = None
    verified: bool = False


class WrittenMention(_Line):
    """One line of the week.

    `day` counts from Monday = 0, `time` is the wall clock of the strategist's zone. `department` is whose door it
    belongs to, None where nobody has to act: colleagues know that, the bot is never told. `storm` names the storm it
    is part of. `found_by` is the short name of the person who hands it in.
    """

    id: str
    day: int = Field(ge=0, le=6)
    time: time
    via: Via
    sort: Sort
    department: str | None
    language: str
    text: str
    title: str = ""
    platform: str = ""
    brand: str = ""
    kind: str = "post"
    storm: str = ""
    rating: float | None = None
    engagement: int | None = None
    found_by: str = ""
    author: WrittenAuthor = WrittenAuthor()

    def at(self, monday: date, zone: ZoneInfo) -> datetime:
        """The instant in the week that begins on `monday`."""
        return datetime.combine(monday + timedelta(days=self.day), self.time, zone).astimezone(UTC)

    @property
    def url(self) -> str:
        """Where the public could read it, if there were such a place."""
        return f"https://{self.platform or 'web'}.example/posts/{self.id}"


def load_week(path: Path = FILE) -> tuple[WrittenMention, ...]:
    """All mentions of the week, in order of time."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(WrittenMention.model_validate_json(line) for line in lines if line.strip())


class Index:
    """Finds the written mention behind what a card shows, the way a reader would recognise it."""

    LETTERS = 32

    def __init__(self, week: tuple[WrittenMention, ...]) -> None:
        self._openings = {_letters(mention.text)[: self.LETTERS]: mention for mention in reversed(week)}

    def of(self, shown: str) -> WrittenMention | None:
        """The mention whose opening words stand in `shown`, None where there is none (a visitor's own, say)."""
        letters = _letters(shown)
        found = (mention for opening, mention in self._openings.items() if opening in letters)
        return max(found, key=lambda mention: len(mention.text), default=None)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
