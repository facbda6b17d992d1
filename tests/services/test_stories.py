"""Many stories that are kept together take little room, and a week's figures are the same."""

from bot.core.asks import Told, tell
from bot.core.routing import Routing
from bot.core.tally import tally
from bot.core.week import week_before, week_of
from bot.services.stories import for_the_tally
from bot.store import codec
from tests.core.example import MONDAY, RULEBOOK, Life, claim, hand_off, hours, resolve

WEEK = week_of("2026-W48", "Europe/London")


def read_back(life: Life) -> Told:
    """The story as it comes from a database: event by event."""
    events = [codec.event_from_json(codec.event_to_json(event)) for event in life.events]
    story = tell(events, until=WEEK.end)
    assert story is not None
    return story


def stories() -> list[Told]:
    silent, handed, done = (Life(Routing(department="billing"), number=1001 + each) for each in range(3))
    silent.wait(until=WEEK.end)
    handed.do(hand_off("food"))
    handed.do(claim(assignment=2))
    done.wait(until=MONDAY + hours(2))
    done.do(resolve())
    return [read_back(life) for life in (silent, handed, done)]


def test_each_policy_is_kept_once() -> None:
    assert len({id(ask.door.policy) for story in stories() for ask in story.asks}) == 1
    assert len({id(share.door.policy) for story in stories() for share in story.issue.assignments}) == 1


def test_figures_of_stories_for_the_tally_are_those_of_stories_at_length() -> None:
    at_length = stories()
    short = [for_the_tally(story) for story in at_length]
    assert sum(len(story.events) for story in short) < sum(len(story.events) for story in at_length) / 2

    def counted(told: list[Told]) -> object:
        last = week_before(WEEK, "Europe/London")
        return tally(WEEK, last_week=last, heard=[], heard_before=[], stories=told, rulebook=RULEBOOK)

    assert counted(short) == counted(at_length)
