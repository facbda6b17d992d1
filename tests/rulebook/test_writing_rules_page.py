"""docs/writing-rules.md keeps step with what can be written."""

import re
from pathlib import Path

import pytest

from bot.rulebook import check_rulebook
from bot.rulebook.condition_reader import CONDITIONS
from bot.rulebook.models import ThenEntry
from tests.rulebook.small_book import spoilt, write_book

PAGE = (Path(__file__).parents[2] / "docs" / "writing-rules.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(\w+)(?:: true)?` \| (.*)$", re.MULTILINE)


def table(heading: str) -> dict[str, str]:
    """First column to the rest, of the table that comes first under `heading`."""
    section = PAGE.split(f"{heading}\n", 1)[1].split("\n#", 1)[0]
    return dict(ROW.findall(section))


EXAMPLES = {word: rest.split("`")[1] for word, rest in table("## Conditions").items()}


def test_the_page_lists_every_condition_and_no_other() -> None:
    assert list(table("## Conditions")) == list(CONDITIONS)


def test_the_page_lists_every_key_of_then_and_no_other() -> None:
    keys = {field.alias or name for name, field in ThenEntry.model_fields.items()}
    assert set(table("### What `then` may say")) == keys


@pytest.mark.parametrize("word", EXAMPLES)
def test_the_examples_of_the_page_can_be_written_so(word: str, tmp_path: Path) -> None:
    example = EXAMPLES[word].replace("tamarelle", "quiet")
    files = spoilt("rules.yaml", "{text: [refund*, charged twice]}", f"{{{example}}}")
    rulebook, problems = check_rulebook(write_book(tmp_path / "rules", files))
    assert rulebook is not None, [str(problem) for problem in problems]
