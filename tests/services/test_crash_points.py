"""The process dies right before or right after any commit, is started anew, and nothing is lost or said twice."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from bot.core.issue import AssignmentStatus
from bot.ports import Delivery, OutboxState, Posted
from bot.store.tables import outbox
from tests.services.house import FakeSlack
from tests.services.mortal import ISSUES, Fate, MoodySlack, MortalHouse, empty, live_through

pytestmark = pytest.mark.usefixtures("quiet_logs")

PAGE = Path(__file__).parents[2] / "docs" / "crash-points.md"


def check(house: MortalHouse, engine: Engine, death: str) -> None:
    """Everything that was promised holds, whatever the death."""
    ledger = house.ledger()
    assert (ledger.received, ledger.opened, ledger.joined, ledger.waiting, ledger.lost) == (4, 2, 1, 1, 0), death
    check_slack(house, engine, death)
    for number in ISSUES:
        check_issue(house, number, death)


def check_slack(house: MortalHouse, engine: Engine, death: str) -> None:
    with engine.begin() as connection:
        rows = connection.execute(select(outbox.c.id, outbox.c.key, outbox.c.verb, outbox.c.state)).all()
    times = Counter(said.outbox for said in house.slack.messages)
    for row in rows:
        assert times[row.id] <= 1, f"{death}: {row.key} was posted {times[row.id]} times"
        if row.verb == "post":
            assert times[row.id] == (row.state == OutboxState.SENT), f"{death}: {row.key} is {row.state}"
    settled = {OutboxState.SENT, OutboxState.DROPPED, OutboxState.FAILED}
    assert {row.key for row in rows if row.state not in settled} == set(), death
    failed = [row.key for row in rows if row.state == OutboxState.FAILED]
    assert [key.partition(":")[0] for key in failed] == ["strategist"], f"{death}: {failed}"
    told = Counter(said.what for said in house.slack.messages)
    assert (told["RemindOfFollowUp"], told["PostAgenda"], told["ShowAgreedDone"]) == (1, 1, 1), death
    assert told["ReportVacancies"] == 1, death
    parts = [said.thread for said in house.slack.messages if said.what == "PostSummary"]
    assert parts.count("") == 1, death
    assert house.slack.knocks("#billing") == house.slack.knocks("billing@example.com") == [], death


def check_issue(house: MortalHouse, number: int, death: str) -> None:
    issue = house.issue(number)
    assert issue.owner.status is AssignmentStatus.CLAIMED, death
    story = [type(event).__name__ for event in house.issues.story(number)]
    once = Counter(name for name in story if name != "DoorKnocked")
    assert set(once.values()) == {1}, f"{death}: {story}"
    (card,) = (said for said in house.slack.messages if _is_card_of(said.delivery, number))
    assert card.delivery.issue is not None, death
    assert card.delivery.issue.version == issue.version, f"{death}: the card of #{number} shows an old state"


def _is_card_of(delivery: Delivery, number: int) -> bool:
    kind = type(delivery.notice).__name__
    return kind in {"PostCard", "UpdateCard"} and getattr(delivery.notice, "issue", 0) == number


def first_of_each(points: Sequence[str]) -> list[int]:
    """The first commit at each point, counted from 1."""
    return [points.index(point) + 1 for point in dict.fromkeys(points)]


def explore(
    engine: Engine,
    slack: type[FakeSlack] = MoodySlack,
    *,
    chosen: Callable[[Sequence[str]], Iterable[int]] = first_of_each,
) -> list[str]:
    """Die around the chosen commits of the day, once before and once after each; returns who commits, in order."""
    undisturbed = Fate()
    empty(engine)
    check(live_through(engine, undisturbed, slack()), engine, "nobody died")
    points = undisturbed.points
    for at in chosen(points):
        for is_after in (False, True):
            empty(engine)
            house = live_through(engine, Fate(at, is_after=is_after), slack())
            check(house, engine, f"died {'after' if is_after else 'before'} commit {at}, {points[at - 1]}")
    return points


def numbered() -> dict[str, int]:
    """The crash points by their numbers on the page."""
    rows = re.findall(r"^\| (\d+) \| `([\w.]+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return {point: int(number) for number, point in rows}


@pytest.mark.timeout(300)
def test_a_death_at_any_point_loses_nothing_and_doubles_nothing(engine: Engine) -> None:
    points = explore(engine)
    assert set(points) == set(numbered()), "each has its number on the page"


def test_the_points_are_numbered_from_one_on() -> None:
    assert list(numbered().values()) == list(range(1, len(numbered()) + 1))


@pytest.mark.history
@pytest.mark.timeout(1800)
def test_a_death_at_any_commit_of_a_whole_day_loses_nothing_and_doubles_nothing(engine: Engine) -> None:
    explore(engine, chosen=lambda points: range(1, len(points) + 1))


class Unreconciled(MoodySlack):
    """Never finds what has arrived."""

    def find(self, delivery: Delivery) -> Posted | None:
        return None


def test_without_looking_first_a_death_would_double_the_card(engine: Engine) -> None:
    with pytest.raises(AssertionError, match="posted 2 times"):
        explore(engine, Unreconciled)
