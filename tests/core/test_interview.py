"""What the rules could learn from an interview is ready to be pasted, whatever was written."""

from pathlib import Path

import pytest

from bot.core.interview import Interview, snippet, words_in
from bot.rulebook import load_rulebook
from tests.core.example import MONDAY
from tests.rulebook.small_book import FILES, write_book


def answered(**said: str) -> Interview:
    return Interview(month="2026-12", person="U1", department="billing", asked_at=MONDAY, **said)  # type: ignore[arg-type]


def test_words_stand_apart_by_commas_and_lines_and_come_once() -> None:
    assert words_in(" gift card, voucher;voucher\n  refund  ,, ") == ("gift card", "voucher", "refund")


@pytest.mark.parametrize(
    ("example", "keywords"),
    [
        ("I paid twice", "gift card, voucher"),
        ('He said "no": {yes} # [maybe]', "a: b, {c}, #d, 'e'"),
        ("two\nlines \x1b[31m", "back\\slash"),
    ],
)
def test_it_can_be_pasted_into_the_rulebook(example: str, keywords: str, tmp_path: Path) -> None:
    ready = snippet([answered(example=example, keywords=keywords)], {"billing": "Billing: & <co>"})
    examples, _, rules = ready.partition("# rules.yaml")
    example_lines = "\n".join(examples.splitlines()[2:])
    rule_lines = "\n".join(rules.splitlines()[1:])
    files = {
        **FILES,
        "examples.yaml": FILES["examples.yaml"].replace("  billing:\n", f"  billing:\n{example_lines}\n"),
        "rules.yaml": FILES["rules.yaml"].replace("rules:\n", f"rules:\n{rule_lines}\n"),
    }
    rulebook = load_rulebook(write_book(tmp_path / "rules", files))
    assert rulebook.rules[0].name == "Billing: & <co>, in their own words"
    assert len(rulebook.examples) == 3


def test_who_only_wishes_something_leaves_nothing_to_paste() -> None:
    assert snippet([answered(wish="Fewer cards")], {}) == ""
