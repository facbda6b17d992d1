"""Similar past issues: found by their vectors, on both databases, among those that have ended."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine, update

from bot.core.commands import Dismiss, HandOff, Merge, Reopen, Resolve
from bot.ports import StoredMention
from bot.services.memory import ALIKE, ALIKE_ELSEWHERE, VectorMemory
from bot.store import codec
from bot.store.tables import mentions
from tests.services.house import House

COLD = "the food was cold and the waiter rude"
LATE = "the food came late and was cold"
OTHER = "my billing is wrong again"


@pytest.fixture
def house(engine: Engine) -> House:
    return House(engine)


def ended(house: House, *texts: str) -> None:
    """An issue for each text, resolved."""
    for text in texts:
        house.receive(text)
        house.settle()
        house.apply(_newest(house), Resolve(by="U1", assignment=1, outcome=f"about {text}"))
    house.settle()


def asked(house: House, text: str) -> StoredMention:
    """A new mention of `text`, as its card knows it."""
    house.receive(text)
    house.settle()
    return _mention_of(house, _newest(house))


def _mention_of(house: House, number: int) -> StoredMention:
    found = house.issues.mention(house.issue(number).mention)
    assert found is not None
    return found


def _newest(house: House) -> int:
    with house.open_unit() as unit:
        return unit.issues.next_number() - 1


def test_the_most_alike_comes_first_with_how_it_ended_and_where_its_card_is(house: House) -> None:
    ended(house, OTHER, LATE, COLD)
    found = VectorMemory(house.open_unit).similar_to(asked(house, f"again {COLD}"), count=3)
    assert [each.said for each in found] == [COLD, LATE]
    assert found[0].issue.outcome == f"about {COLD}"
    assert found[0].likeness > found[1].likeness >= ALIKE
    with house.open_unit() as unit:
        assert found[0].card == unit.messages.card_of(found[0].issue.number, 1)


def test_what_another_department_dealt_with_must_be_more_alike(house: House) -> None:
    ended(house, "the billing was cold and rude")
    memory = VectorMemory(house.open_unit)
    assert memory.similar_to(asked(house, "the food was cold, they were late"), count=3) == []
    (found,) = memory.similar_to(asked(house, "the digital was cold and rude"), count=3)
    assert ALIKE < found.likeness < 1
    house.apply(1002, HandOff(by="U1", assignment=1, to="billing"))
    (found,) = memory.similar_to(_mention_of(house, 1002), count=3)
    assert ALIKE < found.likeness < ALIKE_ELSEWHERE


def test_no_more_are_named_than_asked_for(house: House) -> None:
    ended(house, *(f"{COLD} {word}" for word in ("one", "two", "three")))
    assert len(VectorMemory(house.open_unit).similar_to(asked(house, COLD), count=2)) == 2


def test_an_issue_is_not_like_itself_and_an_open_one_is_no_past(house: House) -> None:
    memory = VectorMemory(house.open_unit)
    mention = asked(house, COLD)
    twin = asked(house, f"{COLD} indeed")
    assert memory.similar_to(mention, count=3) == []
    house.apply(twin.issue or 0, Dismiss(by="U1", why="spam"))
    assert [each.issue.number for each in memory.similar_to(mention, count=3)] == [twin.issue]
    house.apply(mention.issue or 0, Dismiss(by="U1", why="spam"))
    assert [each.issue.number for each in memory.similar_to(mention, count=3)] == [twin.issue]


def test_what_is_kept_between_questions_never_outlives_what_the_database_says(house: House) -> None:
    memory = VectorMemory(house.open_unit)
    ended(house, COLD)
    mention = asked(house, LATE)
    assert len(memory.similar_to(mention, count=3)) == 1
    house.apply(1001, Reopen(by="U1"))
    assert memory.similar_to(mention, count=3) == []


def test_only_the_newest_are_remembered(house: House) -> None:
    ended(house, f"{COLD} first", f"{COLD} second", f"{COLD} third")
    found = VectorMemory(house.open_unit, remembered=3).similar_to(asked(house, COLD), count=3)
    assert {each.said for each in found} == {f"{COLD} second", f"{COLD} third"}


def test_vectors_of_another_encoder_are_not_compared(house: House) -> None:
    ended(house, COLD)
    mention = asked(house, COLD)
    assert mention.classification is not None
    moved = replace(mention, classification=replace(mention.classification, model="other@1/heads-1"))
    assert VectorMemory(house.open_unit).similar_to(moved, count=3) == []


def test_a_mention_without_a_vector_is_like_nothing_and_one_whose_vector_is_gone_is_forgotten(
    house: House, engine: Engine
) -> None:
    ended(house, COLD)
    mention = asked(house, COLD)
    memory = VectorMemory(house.open_unit)
    assert memory.similar_to(replace(mention, classification=None), count=3) == []
    with engine.begin() as connection:
        connection.execute(update(mentions).where(mentions.c.issue == 1001).values(vector=None))
    assert memory.similar_to(mention, count=3) == []


def test_what_is_opened_after_the_first_question_is_found_at_the_next(house: House) -> None:
    memory = VectorMemory(house.open_unit, rows=2)
    ended(house, OTHER, LATE)
    assert len(memory.similar_to(asked(house, COLD), count=3)) == 1
    ended(house, *(f"{COLD} {word}" for word in ("one", "two", "three")))
    assert len(memory.similar_to(asked(house, COLD), count=9)) == 4


def test_what_was_erased_or_merged_since_is_not_told(house: House) -> None:
    memory = VectorMemory(house.open_unit)
    ended(house, COLD)
    twin, mention = asked(house, f"{COLD} indeed"), asked(house, LATE)
    assert len(memory.similar_to(mention, count=3)) == 1
    house.apply(twin.issue or 0, Merge(by="U1", into=mention.issue or 0))
    with house.open_unit() as unit:
        unit.mentions.erase(1001)
        unit.commit()
    assert memory.similar_to(mention, count=3) == []


def test_another_encoder_begins_anew_and_finds_its_own(house: House, engine: Engine) -> None:
    memory = VectorMemory(house.open_unit)
    ended(house, COLD)
    mention = asked(house, LATE)
    assert len(memory.similar_to(mention, count=3)) == 1
    assert mention.classification is not None
    renamed = "keywords@2/heads-1"
    with house.open_unit() as unit:
        known = unit.mentions.get(house.issue(1001).mention)
    assert known is not None
    assert known.classification is not None
    encoded = codec.classification_to_json(replace(known.classification, model=renamed))
    with engine.begin() as connection:
        connection.execute(update(mentions).where(mentions.c.id == known.id).values(classification=encoded))
    moved = replace(mention, classification=replace(mention.classification, model=renamed))
    assert len(memory.similar_to(moved, count=3)) == 1
