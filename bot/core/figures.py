"""The figures of one week, as data: what the weekly summary has to say before it is put into words.

Guarantee: plain frozen values; tuples are ordered for reading.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.classification import Sentiment
from bot.core.department import TRIAGE
from bot.core.issue import AssignmentStatus
from bot.core.usual import Usual
from bot.core.week import Week

ENOUGH_ANSWERS = 3
SLOWER = 2.5
"""Answers of a few issues easily take twice as long as those of a few others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What the summary needs of one mention. `dismissed` is the reason for which nobody was asked, None otherwise."""

    sentiment: Sentiment | None = None
    dismissed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A figure of this week beside last week's."""

    now: int
    before: int

    @property
    def difference(self) -> int:
        """How many more than last week; negative where fewer."""
        return self.now - self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """How much there was. `usual` is None where there are too few weeks to say, or the week still goes on."""

    mentions: Change
    opened: Change
    closed: int
    still_open: int
    usual: Usual | None = None

    @property
    def is_unusual(self) -> bool:
        """Whether the number of mentions is further from the usual than chance explains, and by a third at least."""
        return self.usual is not None and self.usual.is_far(self.mentions.now, least=self.usual.middle / 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How many followers the authors had of all that was not dismissed, added up; `usual` as for the volume."""

    people: Change = Change(now=0, before=0)
    usual: Usual | None = None

    @property
    def is_unusual(self) -> bool:
        """Whether it is much wider than usual, twice as wide at least; that less was read is no news."""
        if self.usual is None or self.people.now <= self.usual.middle:
            return False
        return self.usual.is_far(self.people.now, least=max(self.usual.middle, 1.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mood:
    """How many of the mentions with a sentiment were negative; `usual` is their share in the weeks before."""

    negative: int = 0
    all: int = 0
    usual: Usual | None = None

    @property
    def share(self) -> float:
        """The negative ones of all; 0 where there are none."""
        return self.negative / self.all if self.all else 0.0

    @property
    def is_unusual(self) -> bool:
        """Whether it is further from the usual than chance explains, and by a tenth of all mentions at least."""
        return self.usual is not None and bool(self.all) and self.usual.is_far(self.share, least=0.1)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTimes:
    """First responses of the week. `median` and `p90` are working time (wall-clock time under policies that ignore it).

    `overdue` counts doors that at its end still waited for an answer with their target behind them.
    """

    answered: int = 0
    in_time: int = 0
    overdue: int = 0
    median: timedelta | None = None
    p90: timedelta | None = None

    @property
    def share_in_time(self) -> float | None:
        """Answers in time, of all that were given or are overdue; None where there are neither."""
        due = self.answered + self.overdue
        return self.in_time / due if due else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionTimes:
    """What was resolved in the week, counted from the asking. `median` and `p90` are working time, as for answers.

    `in_time` counts those within their target, of the `targeted` that have one.
    """

    resolved: int = 0
    targeted: int = 0
    in_time: int = 0
    median: timedelta | None = None
    p90: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentWeek:
    """One department: issues opened at its door, how it answered and had answered the week before, and resolved."""

    key: str
    opened: Change
    answers: AnswerTimes
    before: AnswerTimes = AnswerTimes()
    resolutions: ResolutionTimes = ResolutionTimes()

    @property
    def is_slower(self) -> bool:
        """Whether answers took far longer than the week before and an hour more, of enough answers to say so."""
        now, before = self.answers, self.before
        if min(now.answered, before.answered) < ENOUGH_ANSWERS or now.median is None or before.median is None:
            return False
        return now.median >= SLOWER * before.median and now.median - before.median >= timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SilentDoor:
    """A door that was knocked on `knocks` times and has not answered since `since`.

    It `is_late` once its target is behind it, or where it fell quiet again and was knocked on more than once: a first
    knock on a Friday evening is no silence yet.
    """

    issue: int
    assignment: int
    department: str
    since: datetime
    knocks: int
    is_late: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOffs:
    """How often one department passed an issue to another; `not_ours` of them said that the routing was wrong."""

    giver: str
    receiver: str
    count: int
    not_ours: int

    @property
    def misrouted(self) -> int:
        """How many had come to the wrong door. None from triage: passing on is what that is for."""
        return 0 if self.giver == TRIAGE else self.not_ours


@dataclass(frozen=True, slots=True, kw_only=True)
class Misrouting:
    """How often one rule sent to `giver` what belonged to `receiver`; `issue` is the newest of them.

    `rule` is "" where it had not been a rule that sent it there.
    """

    giver: str
    receiver: str
    rule: str
    count: int
    issue: int
    assignment: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenIssue:
    """An issue that was open at the week's end; `assignment` is its owner's, `status` where that stands."""

    issue: int
    assignment: int
    department: str
    opened_at: datetime
    status: AssignmentStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The mentions of one day or week from `start` on; `aside` are those dismissed or without a sentiment."""

    start: datetime
    negative: int = 0
    neutral: int = 0
    positive: int = 0
    aside: int = 0

    @property
    def mentions(self) -> int:
        """All of them."""
        return self.negative + self.neutral + self.positive + self.aside


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """The days that the week has had so far, and the weeks up to it, oldest first: the last one is the week itself.

    Weeks before the first mention are left out: there is nothing to compare with.
    """

    days: tuple[Stretch, ...] = ()
    weeks: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """All that the summary of one week says. Tuples are ordered for reading: most, longest or oldest first.

    `until` is the week's end, or the moment of counting where the week still goes on.
    """

    week: Week
    until: datetime
    volume: Volume
    departments: tuple[DepartmentWeek, ...]
    sentiments: tuple[tuple[Sentiment, Change], ...]
    answers: AnswerTimes
    silent: tuple[SilentDoor, ...]
    hand_offs: tuple[HandOffs, ...]
    oldest: tuple[OpenIssue, ...]
    dismissals: tuple[tuple[str, int], ...]
    tags: tuple[tuple[str, int], ...]
    rhythm: Rhythm = Rhythm()
    reach: Reach = Reach()
    mood: Mood = Mood()
    resolutions: ResolutionTimes = ResolutionTimes()
    misroutings: tuple[Misrouting, ...] = ()
