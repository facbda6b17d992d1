"""The journey: people's word takes the place of a guess, and the summary says which stage hurts."""

from dataclasses import replace

from bot.core import commands as cmd
from bot.core import events as ev
from bot.core.classification import Sentiment
from bot.core.journey import Stage
from bot.core.journey_words import journey_section
from tests.core.example import RULEBOOK, Life, resolve

STAGES = (
    Stage(key="booking", description="Booking a room"),
    Stage(key="checking-out", description="The bill"),
    Stage(key="staying", description="The room"),
)
BOOK = replace(RULEBOOK, journey=STAGES)


def felt(**counts: tuple[int, int]) -> list[str]:
    """What is said where of each stage so many are unhappy, and so many are not."""
    by_stage = {key.replace("_", "-"): pair for key, pair in counts.items()}
    flat = {(key, Sentiment.NEGATIVE): pair[0] for key, pair in by_stage.items()}
    flat |= {(key, Sentiment.POSITIVE): pair[1] for key, pair in by_stage.items()}
    section = journey_section(flat, STAGES)
    return [line.text for line in section.lines] if section else []


def test_the_stage_that_hurts_is_named_in_the_order_of_the_journey() -> None:
    assert felt(staying=(3, 9), checking_out=(12, 8), booking=(2, 8)) == [
        "Booking: 2 of 10 are unhappy (20%)",
        "Checking out: 12 of 20 are unhappy (60%); this is where it hurts most",
        "Staying: 3 of 12 are unhappy (25%)",
    ]


def test_where_less_than_half_are_unhappy_nothing_is_said_to_hurt() -> None:
    assert felt(staying=(4, 6)) == ["Staying: 4 of 10 are unhappy (40%)"]


def test_a_few_mentions_and_stages_that_nobody_knows_say_nothing() -> None:
    assert felt(staying=(4, 0), dreaming=(50, 1)) == []
    assert journey_section({("staying", Sentiment.NEGATIVE): 50}, ()) is None


def test_a_word_about_the_stage_is_kept_also_when_all_is_over_and_set_off_nothing() -> None:
    life = Life(rulebook=BOOK)
    life.do(cmd.SetStage(by="U1", stage="staying"))
    life.do(resolve())
    life.do(cmd.SetStage(by="U2", stage="booking"))
    told = [event for event in life.events if isinstance(event, ev.StageCorrected)]
    assert [(event.by, event.was, event.stage) for event in told] == [
        ("U1", "", "staying"),
        ("U2", "staying", "booking"),
    ]
    assert (life.issue.stage, life.issue.is_open) == ("booking", False)


def test_a_stage_that_is_noted_or_unknown_changes_nothing() -> None:
    life = Life(rulebook=BOOK)
    life.do(cmd.SetStage(by="U1", stage="staying"))
    assert life.do(cmd.SetStage(by="U1", stage="staying")) == ()
    assert life.do(cmd.SetStage(by="U1", stage="dreaming")) == ()
