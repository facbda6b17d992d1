"""What the rules could learn from an interview is ready to be pasted, whatever was written."""

from pathlib import Path

import pytest

from bot.core.conditions import HasPhrase
from bot.core.interview import (
    Interview,
    is_to_be_told,
    snippet,
    with_answers,
    words_in,
)
from bot.core.rulebook import Rulebook
from bot.rulebook import load_rulebook
from tests.core.example import MONDAY
from tests.rulebook.small_book import FILES, write_book

NAMES = {"billing": "Billing: & <co>"}


def answered(*, month: str = "2026-12", person: str = "U1", department: str = "billing", **said: str) -> Interview:
    interview = Interview(month=month, person=person, department=department, asked_at=MONDAY)
    return with_answers(interview, **said)


def pasted(ready: str, folder: Path) -> Rulebook:
    """The small rulebook with what is offered pasted into it, as its lines say where."""
    examples, _, rules = ready.partition("# rules.yaml")
    example_lines = "\n".join(line for line in examples.splitlines() if not line.startswith(("#", "  billing:")))
    rule_lines = "\n".join(rules.splitlines()[1:])
    files = {
        **FILES,
        "examples.yaml": FILES["examples.yaml"].replace("  billing:\n", f"  billing:\n{example_lines}\n"),
        "rules.yaml": FILES["rules.yaml"].replace("rules:\n", f"rules:\n{rule_lines}\n"),
    }
    return load_rulebook(write_book(folder / "rules", files))


def test_words_stand_apart_by_commas_and_lines_and_come_once() -> None:
    assert words_in(" gift card, voucher;voucher\n  refund  ,, ") == ("gift card", "voucher", "refund")


@pytest.mark.parametrize(
    ("example", "keywords"),
    [
        ("I paid twice", "gift card, voucher"),
        ('He said "no": {yes} # [maybe]', "a: b, {c}, #d, 'e'"),
        ("two\nlines \x1b[31m", "back\\slash"),
        ("5* hotel :smile: at 12:30:45", "5* hotel, refund*, *, **, :card:, a*b*"),
    ],
)
def test_it_can_be_pasted_into_the_rulebook(example: str, keywords: str, tmp_path: Path) -> None:
    rulebook = pasted(snippet([answered(example=example, keywords=keywords)], NAMES), tmp_path)
    assert rulebook.rules[0].name == "Billing: & <co>, in their own words of 2026-12"
    assert rulebook.rules[0].when == HasPhrase(words_in(keywords))
    assert len(rulebook.examples) == 3


def test_the_answers_of_two_months_and_of_two_people_of_one_department_can_be_pasted_together(tmp_path: Path) -> None:
    asked = [("2026-12", "U1", "voucher"), ("2026-12", "U2", "gift card"), ("2027-01", "U1", "till")]
    said = [answered(month=month, person=who, keywords=word, example=f"My {word}") for month, who, word in asked]
    of_december, of_january = (snippet(each, NAMES) for each in (said[:2], said[2:]))
    rules = of_january.partition("# rules.yaml")[2].partition("\n")[2]
    rulebook = pasted(f"{of_december}\n{rules}", tmp_path)
    assert [rule.when for rule in rulebook.rules[:2]] == [HasPhrase(("voucher", "gift card")), HasPhrase(("till",))]
    assert len(rulebook.examples) == 4


def test_a_department_that_is_gone_is_nothing_to_paste() -> None:
    assert snippet([answered(example="I paid twice", keywords="voucher", department="till")], NAMES) == ""


def test_answers_are_told_from_the_twentieth_on_however_much_later() -> None:
    days = ("2026-12-19", "2026-12-20", "2026-12-31", "2027-01-01", "2028-05-05")
    assert [is_to_be_told("2026-12", day) for day in days] == [False, True, True, True, True]


def test_who_only_wishes_something_leaves_nothing_to_paste() -> None:
    assert snippet([answered(wish="Fewer cards")], {}) == ""
