"""In which precision a process reads is for the stored vectors to say, unless somebody asks for one."""

from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.classify.encoder import precision
from bot.classify.finding import found_encoder
from bot.core.encoders import Standing
from bot.ports import OpenUnit
from bot.services.encoder_choice import EncoderChoice
from tests.classify.tiny_encoder import write_tiny_encoder
from tests.services.house import House


class Machine:
    """One that is best at this precision, on a database that others share."""

    def __init__(self, house: House, encoder: Path, best: str, *, asks: bool = False) -> None:
        self._open_unit: OpenUnit = house.open_unit
        self._choice = EncoderChoice(
            house.open_unit,
            house.rules,
            house.clock,
            setting=str(encoder),
            find=partial(found_encoder, prefer=lambda _: best),
            is_exact=asks,
        )

    def starts(self) -> str:
        """In which precision it judges."""
        return self._choice.settle().version.rpartition("+")[2]

    def coming(self) -> list[str]:
        """What is to be read anew."""
        with self._open_unit().for_reading() as unit:
            return [each.version for each in unit.encoders.all() if each.standing is Standing.COMING]


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return write_tiny_encoder(tmp_path / "tiny")


@pytest.mark.parametrize(("first", "second"), [("fp32", "bf16"), ("bf16", "fp32")])
def test_machines_that_are_best_at_different_precisions_stay_with_what_is_stored(
    engine: Engine, tiny: Path, first: str, second: str
) -> None:
    house = House(engine)
    for best in (first, second, first, second):
        machine = Machine(house, tiny, best)
        assert (machine.starts(), machine.coming()) == (first, [])


def test_a_precision_that_is_asked_for_is_read_in(engine: Engine, tiny: Path) -> None:
    house = House(engine)
    Machine(house, tiny, "fp32").starts()
    asking = Machine(house, tiny, "bf16", asks=True)
    assert asking.starts() == "fp32"
    assert [version.rpartition("+")[2] for version in asking.coming()] == ["bf16"]


def test_another_encoder_takes_what_its_machine_is_best_at(engine: Engine, tiny: Path, tmp_path: Path) -> None:
    house = House(engine)
    Machine(house, tiny, "fp32").starts()
    other = Machine(house, write_tiny_encoder(tmp_path / "other", seed=8), "bf16")
    other.starts()
    (coming,) = other.coming()
    assert coming.startswith("other@")
    assert coming.endswith("+bf16")


@pytest.mark.parametrize("asks", [True, False])
def test_copies_that_are_made_in_another_way_by_now_are_read_by_the_new_ones(
    engine: Engine, tiny: Path, asks: bool
) -> None:
    house, way = House(engine), precision("int8")
    # Before ways had numbers.
    assert Machine(house, tiny, "int8").starts() == "int8"
    after = Machine(house, tiny, way if asks else "fp32", asks=asks)
    assert (after.starts(), after.coming()) == (way, [])
    assert way.startswith("int8.")
    assert (after.starts(), after.coming()) == (way, [])
