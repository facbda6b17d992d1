"""What was posted about many mentions quotes a few of them, and is said anew without those whose words are erased."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from sqlalchemy import Engine

from bot.core.summary import Line, Part, Report
from bot.core.summary_notice import PostSummary
from bot.errors import UnknownOutcome
from bot.ports import Delivery, Posted
from bot.services.administration import Administration
from tests.services.house import FakeSlack, House, Said

QUEUES = [f"breakfast queue again, {word}" for word in ("sigh", "hungry", "upset", "cross", "tired", "furious")]
OTHERS = ("soft bed", "lovely view", "kind porter", "warm pool", "good coffee", "nice gym", "big garden", "old piano")
WEEK = timedelta(days=7)


@dataclass
class Hurried(FakeSlack):
    """Something happens while the part of a summary is on its way that quotes somebody: `meanwhile` has the issue."""

    meanwhile: Callable[[int], None] = lambda issue: None

    def deliver(self, delivery: Delivery) -> Posted:
        posted = super().deliver(delivery)
        if isinstance(delivery.notice, PostSummary) and delivery.notice.part == Part.REASONS:
            self.meanwhile(quoted(delivery).issue or 0)
        return posted


def after_a_week(engine: Engine, slack: FakeSlack | None = None) -> House:
    """A week of people who say the same of the queue, and its summary about to be posted."""
    house = House(engine, slack=slack)
    house.reporting.tick()
    house.receive(*OTHERS, *QUEUES)
    house.triage.tick()
    house.clock.forward(WEEK)
    house.reporting.tick()
    return house


def quoted(delivery: Delivery) -> Line:
    """The line of a summary's part that quotes a mention."""
    assert isinstance(delivery.summary, Report)
    (line,) = (each for part in delivery.summary.sections for each in part.lines if each.mention)
    return line


def deliver(house: House) -> None:
    for _ in range(200):
        if not house.delivery.tick():
            with house.open_unit() as unit:
                if unit.outbox.next_at() is None:
                    return
        house.clock.forward(timedelta(seconds=1))
    raise AssertionError("it would never be told")


def reasons(house: House) -> Said:
    """The message that says why things are as they are, as it is now."""
    told = [(each, each.delivery.shown or each.delivery.notice) for each in house.slack.messages]
    (found,) = (said for said, notice in told if isinstance(notice, PostSummary) and notice.part == Part.REASONS)
    return found


def erase(house: House, issue: int | None) -> None:
    assert Administration(house.open_unit, house.clock, house.issues).erase(issue or 0, by="U0ADA") == 1


def test_a_summary_that_quotes_it_is_said_anew_with_another_example(engine: Engine) -> None:
    house = after_a_week(engine)
    deliver(house)
    before = quoted(reasons(house).delivery)
    erase(house, before.issue)
    deliver(house)
    after = quoted(reasons(house).delivery)
    assert reasons(house).edits == 1
    assert (before.mention != after.mention, "5 about “" in after.text) == (True, True)
    # The new example is known as well, and no other message was touched.
    erase(house, after.issue)
    deliver(house)
    assert reasons(house).edits == 2
    assert [each.edits for each in house.slack.messages if each.what == "PostSummary"] == [0, 0, 0]


def test_what_is_erased_while_its_quote_is_on_its_way_is_not_left_standing(engine: Engine) -> None:
    slack = Hurried()
    house = after_a_week(engine, slack)
    slack.meanwhile = partial(erase, house)
    deliver(house)
    assert (reasons(house).edits, "5 about “" in quoted(reasons(house).delivery).text) == (1, True)


def test_a_quote_is_known_even_where_the_answer_to_its_post_was_lost(engine: Engine) -> None:
    slack = Hurried()
    house = after_a_week(engine, slack)
    slack.meanwhile = _lose_the_answer
    deliver(house)
    assert slack.looked == 1
    erase(house, quoted(reasons(house).delivery).issue)
    deliver(house)
    assert reasons(house).edits == 1


def _lose_the_answer(issue: int) -> None:
    raise UnknownOutcome("it arrived, and nobody said so")
