"""A why put to another department: one at a time, reminded of once at work, settled however it ends."""

from datetime import UTC, datetime

import pytest

from bot.core import commands as cmd
from bot.core.commands import DOORKNOCK, RemindOfWhy
from bot.core.decide import Decision
from bot.core.evolve import fold
from bot.core.notices import Notice
from bot.core.refusal import Refusal, RefusalReason
from bot.core.telling import is_pointless
from bot.core.why_ask import WhyAsk, WhyEnding
from bot.core.why_notices import PostWhyAsk, RemindOfWhyAsk, UpdateWhyAsk
from tests.core.example import Life


def over(cause: str = "Late rota") -> Life:
    life = Life()
    life.do(cmd.Resolve(by="U1", assignment=1, cause=cause))
    return life


def ask(life: Life, department: str = "food", text: str = "") -> Decision:
    return life.do(cmd.AskWhy(by="U1", department=department, text=text))


def the_ask(life: Life) -> WhyAsk:
    assert life.issue.why_ask is not None
    return life.issue.why_ask


def told(life: Life) -> list[Notice]:
    return [each for each in life.notices if isinstance(each, PostWhyAsk | UpdateWhyAsk | RemindOfWhyAsk)]


def reason(decision: Decision) -> RefusalReason | None:
    return decision.reason if isinstance(decision, Refusal) else None


def test_it_is_asked_about_the_last_answer_which_may_be_given_with_it() -> None:
    life = over()
    ask(life, text="Two vacancies")
    assert life.issue.chain == ("Late rota", "Two vacancies")
    assert (the_ask(life).about, the_ask(life).department) == ("Two vacancies", "food")
    assert told(life) == [PostWhyAsk(issue=1001, number=1, channel="#food", at=life.now)]


def test_where_nothing_was_said_it_is_asked_why_it_happened() -> None:
    life = over(cause="")
    ask(life)
    assert the_ask(life).about == ""


@pytest.mark.parametrize(
    ("command", "ending"),
    [
        (cmd.AnswerAskedWhy(by="U2", ask=1, text="No money"), WhyEnding.ANSWERED),
        (cmd.AnswerWhy(by="U3", text="Two vacancies"), WhyEnding.ANSWERED_ELSEWHERE),
        (cmd.DeclineWhy(by="U2", ask=1), WhyEnding.DECLINED),
        (cmd.TakeWhyBack(by="U1", ask=1), WhyEnding.TAKEN_BACK),
        (cmd.Reopen(by="U1"), WhyEnding.REOPENED),
    ],
)
def test_however_it_ends_that_is_said_where_it_was_asked_and_another_may_follow(
    command: cmd.Command, ending: WhyEnding
) -> None:
    life = over()
    ask(life)
    life.do(command)
    assert (the_ask(life).ending, the_ask(life).ended_by) == (ending, command.by)
    assert told(life)[1:] == [UpdateWhyAsk(issue=1001, number=1, channel="#food")]
    assert is_pointless(told(life)[0], life.issue)
    assert fold(life.events).why_ask == the_ask(life)
    late = life.do(cmd.AnswerAskedWhy(by="U2", ask=1, text="Too late"))
    assert reason(late) in {RefusalReason.WHY_SETTLED, RefusalReason.ISSUE_OPEN}
    if life.issue.is_open:
        life.do(cmd.Resolve(by="U1", assignment=1, cause="Rain"))
    ask(life, "digital")
    assert the_ask(life).number == 2


def test_one_waits_at_a_time_and_nobody_asks_where_there_is_nothing_to_ask() -> None:
    life = over()
    assert reason(ask(life, "billing")) is RefusalReason.ALREADY_THERE
    assert reason(ask(life, "nowhere")) is RefusalReason.NO_SUCH_DEPARTMENT
    ask(life)
    assert reason(ask(life, "digital")) is RefusalReason.WHY_ASKED_ALREADY
    assert reason(ask(Life())) is RefusalReason.WHY_TOO_EARLY
    deep = over()
    for number in range(2, 5):
        deep.do(cmd.AnswerWhy(by="U1", text=f"because of {number}"))
    assert reason(ask(deep, text="the fifth")) is RefusalReason.DEEP_ENOUGH
    assert len(deep.issue.chain) == 4, "a refused question leaves nothing behind"


def test_it_is_reminded_of_once_after_two_days_at_work() -> None:
    life = over()
    ask(life)
    # Asked on Monday at nine: sixteen working hours are over when the shop opens on Wednesday.
    assert the_ask(life).remind_at == datetime(2026, 11, 25, 9, tzinfo=UTC)
    remind = RemindOfWhy(by=DOORKNOCK, ask=1)
    assert life.do(remind) == ()
    life.now = datetime(2026, 11, 25, 20, tzinfo=UTC)
    assert life.do(remind) == (), "not in the evening, however late the bot is"
    life.now = datetime(2026, 11, 26, 9, tzinfo=UTC)
    assert life.do(remind)
    assert life.do(remind) == ()
    assert told(life)[1:] == [RemindOfWhyAsk(issue=1001, number=1, channel="#food", at=life.now)]
    assert not is_pointless(told(life)[1], life.issue)
