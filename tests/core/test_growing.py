"""A storm that grows is told at its milestones, and its speed makes it urgent."""

from bot.core import commands as cmd
from bot.core import events as ev
from bot.core.classification import Urgency
from bot.core.growing import is_milestone
from bot.core.notices import PostNote
from bot.core.routing import Routing
from bot.core.storm_events import MentionJoined
from tests.core.example import Life, minutes


def join(life: Life, *, mention: int) -> None:
    life.do(cmd.Join(by=cmd.DOORKNOCK, mention=mention, reach=10))


def grown(*, by: int, every: float, urgency: Urgency = Urgency.LOW) -> Life:
    """An issue that `by` more people join, one each `every` so many minutes."""
    life = Life(Routing(department="billing", urgency=urgency))
    for mention in range(100, 100 + by):
        life.now += minutes(every)
        join(life, mention=mention)
    return life


def test_the_thread_hears_of_two_five_ten_twenty_fifty_and_so_on() -> None:
    told = [count for count in range(2_001) if is_milestone(count)]
    assert told == [2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000]


def test_each_open_door_gets_the_line_with_its_count() -> None:
    life = grown(by=4, every=90)
    lines = [
        notice.event.mentions
        for notice in life.notices
        if isinstance(notice, PostNote) and isinstance(notice.event, MentionJoined)
    ]
    assert lines == [2, 5]


def test_five_in_an_hour_are_of_normal_urgency_and_ten_of_high() -> None:
    assert grown(by=3, every=10).issue.urgency is Urgency.LOW
    assert grown(by=4, every=10).issue.urgency is Urgency.NORMAL
    assert grown(by=9, every=6).issue.urgency is Urgency.HIGH


def test_many_over_days_are_no_hurry() -> None:
    assert grown(by=40, every=60).issue.urgency is Urgency.LOW


def test_a_crowd_makes_no_emergency_and_calms_none_down() -> None:
    assert grown(by=60, every=0.1).issue.urgency is Urgency.HIGH
    assert grown(by=5, every=1, urgency=Urgency.EMERGENCY).issue.urgency is Urgency.EMERGENCY


def test_what_a_person_says_of_the_urgency_stands_however_fast_it_grows() -> None:
    life = grown(by=9, every=1)
    life.do(cmd.ChangeUrgency(by="U1", urgency=Urgency.LOW, why="it is a joke"))
    join(life, mention=999)
    assert life.issue.urgency is Urgency.LOW


def test_a_backlog_that_is_read_in_one_go_is_no_hurry() -> None:
    life = Life(Routing(department="billing", urgency=Urgency.LOW))
    for late in range(1, 10):
        said_at = life.now - minutes(90 * late)
        life.do(cmd.Join(by=cmd.DOORKNOCK, mention=100 + late, reach=10, said_at=said_at))
    assert life.issue.urgency is Urgency.LOW


def test_what_was_split_off_makes_it_no_more_urgent() -> None:
    life = grown(by=3, every=10)
    for mention in (100, 101, 102):
        life.do(cmd.Split(by="U1", mention=mention, into=2_000 + mention, said_at=life.issue.pulse[-1]))
    assert life.issue.pulse == ()
    join(life, mention=200)
    assert life.issue.urgency is Urgency.LOW


def test_why_it_is_more_urgent_is_said_in_figures() -> None:
    life = grown(by=4, every=10)
    [raised] = [event for event in life.events if isinstance(event, ev.UrgencyChanged)]
    assert (raised.by, raised.why) == (cmd.DOORKNOCK, "5 people said the same within an hour")
