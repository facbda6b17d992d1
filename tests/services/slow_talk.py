"""What was said, counted once more from its rows alone, and what was usual, by the plainest arithmetic there is."""

import statistics
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select

from bot.core.week import Week
from bot.store.tables import issue_events, mentions

LEAST_WEEKS = 3


@dataclass(frozen=True)
class Spoken:
    """One mention, as its row tells it."""

    id: int
    at: datetime
    mood: str
    stage: str
    followers: int
    is_aside: bool


@dataclass(frozen=True)
class SlowTalk:
    """Every mention there is."""

    everything: list[Spoken]

    def of(self, week: Week) -> list[Spoken]:
        return [each for each in self.everything if week.start <= each.at < week.end]

    def reach(self, week: Week) -> int:
        return sum(each.followers for each in self.of(week) if not each.is_aside)

    def moods(self) -> dict[int, str]:
        return {each.id: each.mood for each in self.everything}

    def negative(self, week: Week) -> tuple[int, int]:
        """The unhappy ones, of all that felt something."""
        felt = [each.mood for each in self.of(week) if not each.is_aside]
        return felt.count("negative"), len(felt)

    def journey(self, week: Week) -> dict[str, tuple[int, int]]:
        """The unhappy ones of all, by stage."""
        found: dict[str, Counter[bool]] = defaultdict(Counter)
        for each in self.of(week):
            if each.stage and not each.is_aside:
                found[each.stage][each.mood == "negative"] += 1
        return {stage: (counts[True], counts.total()) for stage, counts in found.items()}

    def usual_volume(self, past: list[Week]) -> tuple[float, float] | None:
        """The middle and the scatter of the number of mentions, of weeks from the first mention on."""
        counts = [len(self.of(each)) for each in self._begun(past)]
        return scattered(counts, floor=max(statistics.median(counts), 1) ** 0.5) if counts else None

    def usual_reach(self, past: list[Week]) -> tuple[float, float] | None:
        return scattered([self.reach(each) for each in self._begun(past)], floor=0)

    def usual_mood(self, past: list[Week], week: Week) -> tuple[float, float] | None:
        shares = [some / of for some, of in map(self.negative, past) if of]
        total = self.negative(week)[1]
        if not shares or not total:
            return None
        middle = statistics.median(shares)
        return scattered(shares, floor=(max(middle * (1 - middle), 0.01) / total) ** 0.5)

    def _begun(self, past: list[Week]) -> list[Week]:
        first = min(each.at for each in self.everything)
        return [each for each in past if each.end > first]


def scattered(past: list[float] | list[int], *, floor: float) -> tuple[float, float] | None:
    """The median, and the median distance from it as if it were a standard deviation."""
    if len(past) < LEAST_WEEKS:
        return None
    middle = statistics.median(past)
    return middle, max(1.4826 * statistics.median(abs(each - middle) for each in past), floor)


def slow_talk(engine: Engine) -> SlowTalk:
    """From every row there is; what somebody has said of the stage takes the place of the guess."""
    everything = []
    with engine.connect() as connection:
        corrected = {}
        said = select(issue_events.c.issue, issue_events.c.data).where(issue_events.c.type == "StageCorrected")
        for issue, data in connection.execute(said.order_by(issue_events.c.version)):
            corrected[issue] = data["stage"]
        for row in connection.execute(select(mentions)):
            judged = row.classification
            everything.append(
                Spoken(
                    id=row.id,
                    at=row.received_at,
                    mood=judged["sentiment"],
                    stage=corrected.get(row.issue) or judged["stage"],
                    followers=row.data["author"]["followers"] or 0,
                    is_aside=row.outcome == "dismissed",
                )
            )
    return SlowTalk(everything)
