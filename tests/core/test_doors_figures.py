"""The map's figures, counted once more by plain loops over the events: equal to the last digit."""

from collections import Counter

from hypothesis import given, settings

from bot.core import events as ev
from bot.core.asks import tell
from bot.core.door_map import draw, gather
from bot.core.doors import DoorMap, Streak
from bot.core.week import Span
from tests.core.example import RULEBOOK, Life
from tests.core.test_summary_figures import WEEK, SlowAsk, SlowIssue, lives, slow_answers

SPAN = Span(start=WEEK.start, end=WEEK.end)


def the_map(found: list[Life]) -> DoorMap:
    stories = [story for life in found if (story := tell(life.events, until=WEEK.end)) is not None]
    gathered = [gather(each, span=SPAN, until=WEEK.end, rulebook=RULEBOOK, unposted=()) for each in stories]
    return draw(gathered, texts={}, span=SPAN, until=WEEK.end, rulebook=RULEBOOK)


def slow_step(ask: SlowAsk, life: Life) -> int:
    step = 0
    for event in life.events:
        is_its_own = isinstance(event, ev.DoorKnocked) and event.assignment == ask.number
        if is_its_own and ask.answered and ask.asked <= event.at <= ask.answered:
            step = event.step + 1
    return step


def slow_streak(asks: list[tuple[SlowAsk, Life]]) -> Streak | None:
    waiting = []
    for ask, _ in sorted(asks, key=lambda pair: (pair[0].asked, pair[1].number), reverse=True):
        if ask.answered:
            break
        if ask.state == "waiting" and ask.knocked and not ask.is_over:
            waiting.append(ask.asked)
    return Streak(count=len(waiting), since=min(waiting)) if waiting else None


@settings(max_examples=settings().max_examples // 3)
@given(lives())
def test_every_figure_of_every_door_is_what_plain_loops_count(found: list[Life]) -> None:
    slow = [(SlowIssue(life, WEEK), life) for life in found]
    asks = [(ask, life) for issue, life in slow for ask in issue.asks]
    passed_on = Counter(giver for issue, _ in slow for giver, _, is_not_ours in issue.hand_offs if is_not_ours)
    for door in the_map(found).doors:
        own = [(ask, life) for ask, life in asks if ask.door.department == door.department]
        in_week = [ask for ask, _ in own if SPAN.start <= ask.asked < SPAN.end]
        answered = [(ask, life) for ask, life in own if ask.answered and SPAN.start <= ask.answered < SPAN.end]
        assert door.asked == len(in_week)
        assert door.knocks == sum(SPAN.start <= at < SPAN.end for ask, _ in own for at in ask.knocked)
        assert door.answers == slow_answers([ask for ask, _ in own], WEEK)
        assert dict(door.opened) == Counter(slow_step(ask, life) for ask, life in answered)
        assert door.not_ours == passed_on[door.department]
        assert door.streak == slow_streak(own)
