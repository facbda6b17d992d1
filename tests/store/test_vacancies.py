"""What is amiss is remembered with since when, and forgotten once it is mended."""

from sqlalchemy import Engine, select

from bot.core.vacancy import Amiss, Vacancy
from bot.store.committee_tables import vacancies
from bot.store.unit import SqlUnitOfWork
from tests.core.example import MONDAY, hours

LEFT = Vacancy(kind=Amiss.LEFT, whose="food", what="food@example.com")
EMPTY = Vacancy(kind=Amiss.EMPTY_SEAT, whose="billing")


def test_what_is_still_amiss_keeps_its_time_and_what_is_mended_is_forgotten(engine: Engine) -> None:
    for found, at in (([LEFT, EMPTY], MONDAY), ([LEFT], MONDAY + hours(24))):
        with SqlUnitOfWork(engine) as unit:
            unit.vacancies.replace(found, at=at)
            unit.commit()
    with SqlUnitOfWork(engine) as unit:
        assert unit.vacancies.all() == [LEFT]
    with engine.begin() as connection:
        assert connection.execute(select(vacancies.c.since)).scalars().all() == [MONDAY]
