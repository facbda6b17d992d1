"""Who is who, as it is kept in memory: asked in time, corrected by events, and unsure where Slack does not say."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Engine

from bot.core.colleague import Etiquette, PersonTerms
from bot.core.rights import Kind, Standing
from bot.slack.client import Answer, SlackApi, web_client
from bot.slack.directory import Directory
from bot.slack.standings import PERSON_AGE_S, Standings
from tests.slack.office import BOOK, Office, open_office

OWN_CHANNEL = replace(
    BOOK,
    departments=tuple(replace(each, channel="#lunch") if each.key == "billing" else each for each in BOOK.departments),
)


class Counted(SlackApi):
    """Notes each question."""

    def __init__(self, office: Office) -> None:
        super().__init__(web_client(office.workspace.bot.token, base_url=office.base_url))
        self.asked: list[str] = []

    def read(self, method: str, **arguments: Any) -> Answer:
        self.asked.append(method)
        return super().read(method, **arguments)


@dataclass
class Newcomer:
    """Standings that know nothing yet, with a clock of their own."""

    api: Counted
    directory: Directory
    standings: Standings
    now: float = 0.0

    def of(self, user: str) -> Standing:
        return self.standings.of(user)


@contextmanager
def newcomer(office: Office) -> Iterator[Newcomer]:
    api = Counted(office)
    directory = Directory(api)
    standings = Standings(api, directory, office.house.rules, patience_s=10, monotonic=lambda: found.now)
    found = Newcomer(api, directory, standings)
    try:
        yield found
    finally:
        standings.close()


def test_whoever_became_a_guest_over_night_is_one_at_the_first_click_of_the_day(office: Office) -> None:
    with newcomer(office) as found:
        assert found.of(office.tom.id).kind is Kind.COLLEAGUE
        office.workspace.change_person("tom", is_guest=True)
        found.now += PERSON_AGE_S
        assert found.of(office.tom.id).kind is Kind.GUEST


def test_who_somebody_was_counts_while_slack_is_away(office: Office) -> None:
    with newcomer(office) as found:
        found.of(office.tom.id)
        office.workspace.faults.http_error("users.info", times=None)
        found.now += PERSON_AGE_S
        assert found.of(office.tom.id).kind is Kind.COLLEAGUE


def test_where_slack_does_not_say_who_leads_nobody_is_told_that_they_may_not(sqlite: Engine) -> None:
    strategist = replace(BOOK.strategist, person="maria@example.com")
    with open_office(sqlite, rulebook=replace(BOOK, strategist=strategist)) as office:
        office.workspace.faults.http_error("users.lookupByEmail", times=None)
        with newcomer(office) as found:
            standing = found.of(office.tom.id)
        assert "billing" in standing.unsure_of
        assert standing.is_unsure_of_admins


def test_comings_and_goings_are_heard_without_asking_slack(sqlite: Engine) -> None:
    with open_office(sqlite, rulebook=OWN_CHANNEL) as office, newcomer(office) as found:
        tom, lunch, elsewhere = office.tom.id, *(office.workspace.state.channel(each).id for each in ("lunch", "food"))
        assert "billing" in found.of(tom).member_of
        found.directory.forget_channels()
        found.api.asked.clear()
        found.standings.left(tom, elsewhere)
        assert {"billing", "food"} & found.of(tom).member_of == {"billing"}
        found.standings.left(tom, lunch)
        assert "billing" not in found.of(tom).member_of
        found.standings.joined(tom, lunch)
        assert "billing" in found.of(tom).member_of
        assert found.api.asked == []


def test_the_zone_of_a_person_is_the_rulebooks_word_before_slacks(office: Office) -> None:
    with newcomer(office) as found:
        maria = office.maria.id
        assert found.standings.zone_of(maria) == "", "nobody was asked yet"
        found.of(maria)
        assert found.standings.zone_of(maria) == office.maria.now.tz
        for name in (office.maria.now.email, maria):
            people = {name: PersonTerms(zone="Asia/Tokyo")}
            office.house.rules.current = replace(BOOK, etiquette=Etiquette(people=people))
            assert found.standings.zone_of(maria) == "Asia/Tokyo"
