"""The stages of the journey are the strategist's to name."""

from pathlib import Path

import pytest

from bot.rulebook import check_rulebook, load_rulebook
from tests.rulebook.small_book import FILES, write_book


def written(journey: str, folder: Path) -> Path:
    write_book(folder, {**FILES, "company.yaml": FILES["company.yaml"] + journey})
    return folder


def test_stages_are_read_in_their_order(tmp_path: Path) -> None:
    journey = load_rulebook(
        written("journey:\n  booking: A room, and its price\n  checking-out: The bill\n", tmp_path)
    ).journey
    assert [(each.key, each.name, each.description) for each in journey] == [
        ("booking", "Booking", "A room, and its price"),
        ("checking-out", "Checking out", "The bill"),
    ]


def test_without_a_word_there_are_none(tmp_path: Path) -> None:
    assert load_rulebook(written("", tmp_path)).journey == ()


@pytest.mark.parametrize(
    ("journey", "problem"),
    [
        ("journey: [booking, staying]\n", "needs two stages at least"),
        ("journey:\n  booking: A room\n", "needs two stages at least"),
        ("journey:\n  Booking!: A room\n  staying: The stay\n", "is no key"),
        ("journey:\n  booking:\n  staying: The stay\n", "booking: say in a sentence what people speak of"),
        ("journey:\n" + "".join(f"  s{number}: x\n" for number in range(13)), "12 stages are as many as"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(journey: str, problem: str, tmp_path: Path) -> None:
    (found,) = [each for each in check_rulebook(written(journey, tmp_path))[1] if each.is_error]
    assert problem in str(found)
    assert "company.yaml:" in str(found)


STAGES = "journey:\n  booking: A room, and its price\n  leaving: The bill\n"


def labelled(stage: str, folder: Path, *, journey: str = STAGES) -> Path:
    examples = FILES["examples.yaml"].replace("urgency: normal", f"urgency: normal\n      stage: {stage}")
    write_book(folder, {**FILES, "company.yaml": FILES["company.yaml"] + journey, "examples.yaml": examples})
    return folder


def test_an_example_may_say_at_which_stage_its_author_was(tmp_path: Path) -> None:
    examples = load_rulebook(labelled("leaving", tmp_path)).examples
    assert [each.stage for each in examples] == ["leaving", None]


def test_an_example_at_a_stage_that_the_journey_does_not_have_is_named_with_its_place(tmp_path: Path) -> None:
    (found,) = check_rulebook(labelled("leavin", tmp_path))[1]
    assert str(found).endswith("examples.yaml:6:14: there is no stage «leavin»; did you mean «leaving»?")


def test_where_the_journey_cannot_be_read_examples_are_not_blamed(tmp_path: Path) -> None:
    problems = check_rulebook(labelled("leaving", tmp_path, journey="journey: [booking, leaving]\n"))[1]
    (found,) = [each for each in problems if each.is_error]
    assert "needs two stages at least" in str(found)
