"""Whatever happens, and whoever is at work: nobody is knocked for too often, at night or twice, and no door is lost."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event, select

from bot.core import commands as cmd
from bot.core.classification import Urgency
from bot.core.colleague import Etiquette
from bot.core.knocking import GATHERING
from bot.core.notices import KnockForPerson, RefreshKnocks
from bot.core.telling import still_waits
from bot.errors import TemporaryFailure, UnknownOutcome
from bot.ports import KnockState
from bot.services.delivery_reading import HELD_UP
from bot.services.knocking import Knocking
from bot.store import codec
from bot.store.database import connect
from bot.store.tables import personal_knocks, personal_messages
from tests.core.example import OFFICE, RULEBOOK, claim, respond
from tests.services.house import House, Said, slack_id
from tests.store.together import together

BUDGET = 1
PRIYA, OMAR = "priya@example.com", "omar@example.com"
ZONES = {PRIYA: "Europe/London", OMAR: "America/New_York"}
SHARED = ("billing", "digital", "food")
BOOK = replace(
    RULEBOOK,
    departments=(
        *(replace(RULEBOOK.door(key), seat=PRIYA, backup=OMAR) for key in SHARED),
        *(each for each in RULEBOOK.departments if each.key not in SHARED),
    ),
    etiquette=Etiquette(knocks_a_day=BUDGET),
)
PEOPLE = (PRIYA, OMAR, BOOK.strategist.person)

Step = tuple[str, int]
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["mention", "mention", "emergency", "claim", "reply", "release"]), st.integers(0, 2)),
        st.tuples(
            st.sampled_from(["wait", "wait", "race", "die", "stall"]), st.sampled_from([7, 40, 130, 130, 500, 1500])
        ),
        st.tuples(st.sampled_from(["away", "busy", "lost", "arrived"]), st.integers(0, 1)),
    ),
    min_size=4,
    max_size=16,
)


class World:
    """The house, with a second worker at its side."""

    def __init__(self, engine: Engine) -> None:
        self.house = House(engine)
        self.house.rules.current = BOOK
        self.house.colleagues.zones = ZONES
        house = self.house
        self.workers = (house.knocking, Knocking(house.open_unit, house.rules, house.clock, house.colleagues))
        self.engine = engine

    def do(self, step: Step) -> None:
        what, which = step
        match what:
            case "mention" | "emergency":
                self._receive(SHARED[which], is_emergency=what == "emergency")
            case "claim" | "reply" | "release":
                self._act(what, 1001 + which)
            case "away":
                self.house.colleagues.away ^= {PEOPLE[which]}
            case "busy":
                self.house.colleagues.troubles.append(TemporaryFailure("Slack does not say who is there"))
            case "lost" | "arrived":
                self.house.slack.faults.append((UnknownOutcome("no answer came"), what == "arrived"))
            case _:
                self._pass(which, what=what)
        self.house.settle()

    def _receive(self, department: str, *, is_emergency: bool) -> None:
        opened = self.house.ledger().opened
        words = f"{chr(97 + opened) * 5} {chr(98 + opened) * 7} {chr(99 + opened) * 9} in {department}"
        self.house.receive(f"[{Urgency.EMERGENCY}] {words}" if is_emergency else words)

    def _act(self, what: str, number: int) -> None:
        if self.house.issues.get(number) is not None:
            acts = {"claim": claim(), "reply": respond(), "release": cmd.Release(by="U1", assignment=1)}
            self.house.apply(number, acts[what])

    def _pass(self, minutes: int, *, what: str) -> None:
        """Time passes; at its end there are two workers, or one that goes down or stalls with what it has begun."""
        self.house.clock.forward(timedelta(minutes=minutes))
        if what == "wait":
            return
        self.house.follow_up.tick()
        self.house.clock.forward(GATHERING)
        together(lambda worker: worker.tick(), self.workers if what == "race" else self.workers[:1])
        if what == "die":
            self.house.delivery._claim()
        if what == "stall":
            self.house.clock.forward(timedelta(hours=10))

    def come_to_rest(self) -> None:
        """Nothing is in the way any more, and whatever was begun can be ended."""
        self.house.slack.faults.clear()
        self.house.colleagues.troubles.clear()
        for _ in range(3):
            self.house.forward(minutes=2)

    def mail(self, person: str) -> list[Said]:
        return self.house.slack.knocks(slack_id(person))


@settings(
    max_examples=30,
    deadline=None,
    # Shrinking a world takes minutes; the steps of a failure can be read as they are.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_nobody_is_knocked_for_too_often_nor_twice_and_no_door_is_lost(
    steps: Sequence[Step], migrated_sqlite: Path
) -> None:
    with database(migrated_sqlite) as engine:
        world = World(engine)
        for step in steps:
            world.do(step)
        world.come_to_rest()
        assert_nobody_was_disturbed(world)
        assert_each_door_is_told_in_one_message(world)


def assert_nobody_was_disturbed(world: World) -> None:
    with world.engine.connect() as connection:
        rows = connection.execute(select(personal_messages).where(~personal_messages.c.is_urgent)).all()
    zones = {(row.person, row.number): ZoneInfo(row.zone) for row in rows}
    said = [(key, each.at) for each in world.house.slack.messages if (key := place(each)) in zones]
    assert len({key for key, _ in said}) == len(said)
    days = Counter((person, at.astimezone(zones[person, number]).date()) for (person, number), at in said)
    assert max(days.values(), default=0) <= BUDGET
    for key, at in said:
        hours = replace(OFFICE, zone=zones[key].key)
        assert hours.is_open(at) or hours.is_open(at - HELD_UP)


def place(said: Said) -> tuple[str, int]:
    """Person and number of a personal message; what is edited stays what it was."""
    notice = said.delivery.notice
    return (said.channel, notice.number) if isinstance(notice, KnockForPerson | RefreshKnocks) else ("", 0)


def assert_each_door_is_told_in_one_message(world: World) -> None:
    shown = Counter(
        (slack_id(person), door.issue.number)
        for person in PEOPLE
        for said in world.mail(person)
        for door in said.delivery.doors
    )
    assert max(shown.values(), default=0) <= 1
    with world.engine.connect() as connection:
        rows = connection.execute(select(personal_knocks)).all()
    waiting = [row for row in rows if still_waits(codec.knock_from_json(row.event), world.house.issue(row.issue))]
    told = {(row.person, row.issue) for row in waiting if row.state == KnockState.TOLD}
    assert told == set(shown)
    assert all(row.not_before > world.house.clock.now() for row in rows if row.state == KnockState.WAITING)
    assert not [row for row in waiting if row.state in {KnockState.OVERTAKEN, KnockState.ANSWERED}]


@contextmanager
def database(empty: Path) -> Iterator[Engine]:
    """A copy of the empty database; it need not survive a power cut."""
    with tempfile.TemporaryDirectory() as folder:
        path = shutil.copy(empty, f"{folder}/doorknock.db")
        engine = connect(f"sqlite:///{path}")
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous = OFF"))
        yield engine
        engine.dispose()
