"""A question is read by whichever process has the model, and answered by its words where none has."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from bot.core.classification import Classification
from bot.core.question import Question
from bot.errors import SettingsError
from bot.services.questions import Questions
from bot.services.understanding import Understanding
from tests.services.house import House, KeywordClassifier

UMBRELLA = Question(phrases=("umbrella was taken from the stand",))
SAID = "somebody has taken my umbrella from the stand"


@pytest.fixture
def house(engine: Engine) -> House:
    house = House(engine)
    house.receive(SAID)
    house.receive("the food was cold")
    house.settle()
    return house


def questions(house: House, *, hurry: Callable[[], object], pause: Callable[[float], object]) -> Questions:
    return Questions(house.open_unit, house.rules, house.clock, hurry=hurry, pause=pause)


def reader(house: House, classifier: object = None) -> Understanding:
    return Understanding(house.open_unit, house.rules, house.clock, classifier=classifier or KeywordClassifier())  # type: ignore[arg-type]


def nobody(*ignored: object) -> None:
    """Another process, or time, in which nothing happens."""


def test_a_process_without_the_model_waits_for_one_that_has_it(house: House) -> None:
    other = reader(house)
    waited: list[float] = []

    def pause(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 3:
            other.tick()

    found = questions(house, hurry=nobody, pause=pause).ask(UMBRELLA, by="U1").findings
    assert (found.count, found.literal, found.by_meaning) == (1, 0, True)
    assert len(waited) == 3


def test_where_nobody_reads_it_in_time_it_is_answered_by_its_words_and_says_so(house: House) -> None:
    asking = questions(house, hurry=nobody, pause=nobody)
    found = asking.ask(replace(UMBRELLA, phrases=("umbrella",)), by="U1").findings
    assert (found.count, found.by_meaning) == (1, False)
    assert asking.ask(UMBRELLA, by="U1").findings.count == 0


def test_a_model_that_cannot_be_loaded_costs_the_meaning_alone(house: House) -> None:
    def broken() -> None:
        raise SettingsError("ENCODER: there is no such model")

    found = questions(house, hurry=broken, pause=nobody).ask(Question(words="umbrella"), by="U1").findings
    assert (found.count, found.by_meaning) == (1, False)


def test_a_question_is_read_once_and_anew_by_another_model(house: House) -> None:
    asking = questions(house, hurry=nobody, pause=nobody)
    asked = asking.ask(UMBRELLA, by="U1").asked
    first = reader(house)
    assert [first.tick(), first.tick()] == [1, 0]
    other = reader(house, Renamed())
    # It does not know its own name before it has read something.
    house_asked = asking.ask(Question(words="more"), by="U1")
    assert [other.tick(), other.tick(), other.tick()] == [1, 1, 0]
    with house.open_unit().for_reading() as unit:
        known = [unit.questions.get(each) for each in (asked.id, house_asked.asked.id)]
    assert [each.encoder for each in known if each] == ["other@2", "other@2"]


def test_vectors_of_two_models_are_not_held_against_each_other(house: House) -> None:
    other = reader(house, Renamed())
    found = questions(house, hurry=other.tick, pause=nobody).ask(UMBRELLA, by="U1").findings
    assert (found.count, found.by_meaning) == (0, True)


def test_a_model_without_a_name_reads_each_question_once(house: House) -> None:
    nameless = reader(house, Renamed(""))
    questions(house, hurry=nobody, pause=nobody).ask(UMBRELLA, by="U1")
    assert [nameless.tick(), nameless.tick()] == [1, 0]


def test_all_of_a_long_time_is_counted(house: House) -> None:
    for number in range(30):
        house.clock.forward(timedelta(hours=1))
        house.receive(f"an umbrella for guest {number}")
    house.settle()
    found = questions(house, hurry=nobody, pause=nobody).ask(Question(words="umbrella", days=1), by="U1").findings
    assert found.count + found.before == 31
    assert found.before == 7


class Renamed(KeywordClassifier):
    """The same under another name."""

    def __init__(self, model: str = "other@2/heads-1") -> None:
        super().__init__()
        self._model = model

    def classify(self, *asked: object) -> list[Classification]:
        return [replace(each, model=self._model) for each in super().classify(*asked)]  # type: ignore[arg-type]
