"""Why did it happen, and why that: what an issue remembers of it."""

from bot.core import commands as cmd
from bot.core.evolve import fold
from bot.core.notices import PostNote
from bot.core.refusal import Refusal, RefusalReason
from bot.core.telling import notices_for
from bot.core.why_events import WhyAnswered
from tests.core.example import Life


def resolved(cause: str = "The queue at breakfast") -> Life:
    life = Life()
    life.do(cmd.Resolve(by="U1", assignment=1, outcome="Served at the table", cause=cause))
    return life


def say(life: Life, text: str, by: str = "U1") -> object:
    return life.do(cmd.AnswerWhy(by=by, text=text))


def test_each_why_stands_on_the_one_before_it_and_says_who_and_when() -> None:
    life = resolved()
    say(life, "  Late rota ", by="U2")
    say(life, "Two vacancies", by="U3")
    assert life.issue.chain == ("The queue at breakfast", "Late rota", "Two vacancies")
    answers = [event for event in life.events if isinstance(event, WhyAnswered)]
    assert [(each.by, each.at, each.depth) for each in answers] == [("U2", life.now, 2), ("U3", life.now, 3)]
    assert fold(life.events).chain == life.issue.chain


def test_where_nobody_said_why_on_resolving_the_first_answer_is_the_cause() -> None:
    life = resolved(cause="")
    say(life, "Late rota")
    assert (life.issue.cause, life.issue.whys) == ("Late rota", ())


def test_the_same_why_again_changes_nothing() -> None:
    life = resolved()
    assert say(life, "The queue at breakfast") == ()


def test_after_five_whys_it_is_deep_enough() -> None:
    life = resolved()
    for number in range(2, 6):
        say(life, f"because of {number}")
    assert len(life.issue.chain) == 5
    told = say(life, "because of 6")
    assert isinstance(told, Refusal)
    assert told.reason is RefusalReason.DEEP_ENOUGH


def test_nothing_is_asked_before_it_is_mended_and_an_empty_answer_is_none() -> None:
    early, empty = say(Life(), "Late rota"), say(resolved(), "  ")
    assert isinstance(early, Refusal)
    assert isinstance(empty, Refusal)
    assert (early.reason, empty.reason) == (RefusalReason.WHY_TOO_EARLY, RefusalReason.NOTHING_TO_SAY)


def test_reopening_begins_the_chain_anew() -> None:
    life = resolved()
    say(life, "Late rota")
    life.do(cmd.Reopen(by="U1"))
    assert life.issue.chain == ()
    life.do(cmd.Resolve(by="U1", assignment=1, cause="No cups"))
    assert life.issue.chain == ("No cups",)


def test_a_why_is_told_once_in_the_thread_of_the_door_that_had_it() -> None:
    life = Life()
    life.do(cmd.BringIn(by="U1", assignment=1, department="food", question="Was breakfast served?"))
    life.do(cmd.Resolve(by="U1", assignment=1, cause="Late rota"))
    before = life.issue
    say(life, "Two vacancies")
    told = notices_for(before, life.issue, tuple(life.events[-1:]))
    assert [each.assignment for each in told if isinstance(each, PostNote)] == [1]
