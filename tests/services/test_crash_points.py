"""The process dies right before or right after any commit, is started anew, and nothing is lost or said twice."""

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from bot.core.interview import InterviewState
from bot.core.issue import AssignmentStatus
from bot.core.lessons import Aspect, LessonState
from bot.core.summary_notice import PostSummary
from bot.ports import Delivery, OutboxState, Outcome, Posted
from bot.store.tables import outbox
from tests.services.house import FakeSlack
from tests.services.mortal import ISSUES, JOURNEY, Days, Fate, MoodySlack, MortalHouse
from tests.services.mortal_asking import ASKING, CHAIR, NEWER, TURNED, WANTED, AskingHouse

pytestmark = pytest.mark.usefixtures("quiet_logs")

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "crash-points.md"


def check(house: MortalHouse, engine: Engine, death: str) -> None:
    """Everything that was promised holds, whatever the death."""
    ledger = house.ledger()
    assert (ledger.received, ledger.opened, ledger.joined, ledger.waiting, ledger.lost) == (4, 2, 1, 1, 0), death
    check_slack(house, engine, death)
    for number in ISSUES:
        check_issue(house, number, death)


def check_slack(house: MortalHouse, engine: Engine, death: str) -> None:
    failed = check_outbox(house, engine, death)
    assert [key.partition(":")[0] for key in failed] == ["strategist"], f"{death}: {failed}"
    told = told_in(house)
    assert (told["RemindOfFollowUp"], told["PostAgenda"], told["ShowAgreedDone"]) == (1, 1, 1), death
    assert told["ReportVacancies"] == 1, death
    parts = [said.thread for said in house.slack.messages if said.what == "PostSummary"]
    assert parts.count("") == 1, death
    assert house.slack.knocks("#billing") == house.slack.knocks("billing@example.com") == [], death


def told_in(house: MortalHouse) -> Counter[str]:
    """How many of each kind were posted."""
    return Counter(said.what for said in house.slack.messages)


def check_outbox(house: MortalHouse, engine: Engine, death: str) -> list[str]:
    """Whatever was due was posted once; returns the keys of what Slack refused for good."""
    with engine.begin() as connection:
        rows = connection.execute(select(outbox.c.id, outbox.c.key, outbox.c.verb, outbox.c.state)).all()
    times = Counter(said.outbox for said in house.slack.messages)
    for row in rows:
        assert times[row.id] <= 1, f"{death}: {row.key} was posted {times[row.id]} times"
        if row.verb == "post" and row.key != NEWER:
            assert times[row.id] == (row.state == OutboxState.SENT), f"{death}: {row.key} is {row.state}"
    settled = {OutboxState.SENT, OutboxState.DROPPED, OutboxState.FAILED}
    assert {row.key for row in rows if row.state not in settled} <= {NEWER}, death
    return [row.key for row in rows if row.state == OutboxState.FAILED]


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


def check_asking(house: MortalHouse, engine: Engine, death: str) -> None:
    """Whatever was asked for is there once, and what was taken back is gone."""
    assert isinstance(house, AskingHouse)
    assert check_outbox(house, engine, death) == [], death
    assert house.ledger().lost == 0, death
    told = told_in(house)
    once = ("ThankForInterview", "ReportInterviews", "PostRise", "PostFindings")
    assert {what: told[what] for what in once} == dict.fromkeys(once, 1), death
    assert [said.is_removed for said in house.slack.messages if said.what == "ShowCanary"] == [True], death
    summaries = [said.delivery.notice for said in house.slack.messages if said.what == "PostSummary"]
    assert [each.week for each in summaries if isinstance(each, PostSummary) and not each.part] == ["2026-W50"], death
    check_what_is_kept(house, death)


def check_what_is_kept(house: AskingHouse, death: str) -> None:
    [interview] = house.interviews.of_person("2026-12", "U0DIGITAL")
    assert (interview.state, interview.keywords) == (InterviewState.ANSWERED, "app"), death
    wanted = house.subscriptions.of("#food", "#digital")
    assert [each.asked.question for each in wanted] == [WANTED], death
    assert house.rises.silences() == [], death
    with house.open_unit().for_reading() as unit:
        lessons = unit.lessons.standing(house.issue(1001).mention, Aspect.SENTIMENT)
        erased = [unit.mentions.get(each) for each in (house.issue(1002).mention, house.dismissed())]
        assert unit.visitors.get("U7") is not None, death
    assert [each.state for each in lessons] == [LessonState.KEPT], death
    assert [(each.outcome, each.mention.text) for each in erased if each] == [(Outcome.ERASED, "")] * 2, death
    history = house.choice.history(limit=9)
    # Whoever comes later learns what was decided and resolved meanwhile as well.
    assert all(lessons[0].id in each.lessons for each in history.versions), death
    assert history.in_force is not None, death
    assert (history.in_force.is_kept, history.in_force.by) == (True, CHAIR), death
    encoder = house.choice.encoders().in_use
    assert encoder is not None, death
    assert (encoder.version, encoder.is_listed) == (TURNED, True), death


def first_of_each(points: Sequence[str], among: Iterable[str]) -> list[int]:
    """The first commit at each of some points, counted from 1."""
    return [points.index(point) + 1 for point in dict.fromkeys(points) if point in among]


def every_commit(points: Sequence[str], among: Iterable[str]) -> Iterable[int]:
    """All of them, counted from 1."""
    return range(1, len(points) + 1)


def explore(
    engine: Engine,
    days: Days = JOURNEY,
    slack: type[FakeSlack] = MoodySlack,
    *,
    chosen: Callable[[Sequence[str], Iterable[str]], Iterable[int]] = first_of_each,
) -> None:
    """Die around the chosen commits of some days, once before and once after each; all that are numbered are met."""
    undisturbed, table = Fate(), numbered(days)
    days.begin(engine)
    CHECKS[days](days.live_through(engine, undisturbed, slack()), engine, "nobody died")
    points = undisturbed.points
    assert set(table) <= set(points), "these days come by each of their points"
    for at in chosen(points, table):
        for is_after in (False, True):
            days.begin(engine)
            house = days.live_through(engine, Fate(at, is_after=is_after), slack())
            CHECKS[days](house, engine, f"died {'after' if is_after else 'before'} commit {at}, {points[at - 1]}")


CHECKS = {JOURNEY: check, ASKING: check_asking}


def numbered(days: Days | None = None) -> dict[str, int]:
    """The crash points by their numbers on the page, which has a table for each of the days."""
    tables = PAGE.read_text(encoding="utf-8").split("\n## ")[1:]
    shown = tables if days is None else [tables[list(CHECKS).index(days)]]
    rows = [row for table in shown for row in re.findall(r"^\| (\d+) \| `([\w.]+)` \|", table, re.MULTILINE)]
    return {point: int(number) for number, point in rows}


def commits_in(path: Path) -> set[str]:
    """The functions of a module that commit."""
    functions = [each for each in ast.walk(ast.parse(path.read_text())) if isinstance(each, ast.FunctionDef)]
    return {f"{path.stem}.{each.name}" for each in functions if any(map(_is_commit, ast.walk(each)))}


def _is_commit(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"


@pytest.mark.timeout(300)
@pytest.mark.parametrize("days", CHECKS, ids=["journey", "asking"])
def test_a_death_at_any_point_loses_nothing_and_doubles_nothing(engine: Engine, days: Days) -> None:
    explore(engine, days)


def test_every_place_that_commits_has_its_number() -> None:
    commits = set[str]().union(*map(commits_in, (ROOT / "bot" / "services").glob("*.py")))
    assert set(numbered()) == commits


def test_the_points_are_numbered_from_one_on() -> None:
    assert list(numbered().values()) == list(range(1, len(numbered()) + 1))


@pytest.mark.history
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("days", CHECKS, ids=["journey", "asking"])
def test_a_death_at_any_commit_of_whole_days_loses_nothing_and_doubles_nothing(engine: Engine, days: Days) -> None:
    explore(engine, days, chosen=every_commit)


class Unreconciled(MoodySlack):
    """Never finds what has arrived."""

    def find(self, delivery: Delivery) -> Posted | None:
        return None


def test_without_looking_first_a_death_would_double_the_card(engine: Engine) -> None:
    with pytest.raises(AssertionError, match="posted 2 times"):
        explore(engine, slack=Unreconciled)
