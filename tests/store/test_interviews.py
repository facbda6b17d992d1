"""The interviews behind the port: one a seat and month, and each told once."""

from sqlalchemy import Engine

from bot.core.interview import Interview, InterviewState, with_answers
from bot.store.unit import SqlUnitOfWork
from tests.core.example import MONDAY


def interview(department: str = "billing", month: str = "2026-12") -> Interview:
    return Interview(month=month, person="U1", department=department, asked_at=MONDAY)


def test_each_answer_is_told_once_and_stays_told_whatever_is_kept_of_it_later(engine: Engine) -> None:
    answered = with_answers(interview(), wish="Fewer cards")
    with SqlUnitOfWork(engine) as unit:
        assert unit.interviews.ask(interview())
        assert not unit.interviews.ask(interview())
        assert unit.interviews.untold() == []
        unit.interviews.save(answered)
        assert unit.interviews.untold() == [answered]
        assert unit.interviews.tell(answered, at=MONDAY)
        unit.interviews.save(with_answers(interview(), wish="No cards"))
        assert not unit.interviews.tell(answered, at=MONDAY)
        assert unit.interviews.untold() == []


def test_who_has_two_seats_has_two_of_them_and_the_newest_month_counts(engine: Engine) -> None:
    with SqlUnitOfWork(engine) as unit:
        for each in (interview("food"), interview("billing"), interview(month="2026-11")):
            assert unit.interviews.ask(each)
        unit.interviews.save(with_answers(interview(month="2026-11")))
        assert [each.department for each in unit.interviews.of_person("2026-12", "U1")] == ["billing", "food"]
        assert unit.interviews.latest_states("U1") == {InterviewState.ASKED}
        assert unit.interviews.latest_states("U2") == set()
