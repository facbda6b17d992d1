"""A message counts once, whatever events bring it, in whatever order, and however many bring it at once."""

import itertools

import pytest
from sqlalchemy import Engine

from bot.core.commands import Command, EditReply, Respond, WithdrawReply
from bot.core.issue import AssignmentStatus
from bot.ports import Reply
from tests.core.example import MONDAY, bring_in, hours
from tests.services.house import House
from tests.store.together import together

SAID = Respond(by="U1", assignment=2, reply="C2/1.1", words="Yes, until ten")
EDITED = EditReply(by="U1", assignment=2, reply="C2/1.1", words="Yes, until eleven", edited_at=MONDAY + hours(1))
EDITED_AGAIN = EditReply(by="U1", assignment=2, reply="C2/1.1", words="No, sorry", edited_at=MONDAY + hours(2))
DELETED = WithdrawReply(by="U1", assignment=2, reply="C2/1.1")


def asked(engine: Engine) -> House:
    """Billing has asked Food a question."""
    house = House(engine)
    house.receive("billing mistake")
    house.settle()
    house.apply(1001, bring_in("food", question="Was breakfast served?"))
    house.settle()
    return house


def repeated(house: House) -> list[str]:
    """What stands of the answer in Billing's thread."""
    lines = [said for said in house.slack.in_channel("#billing") if said.what in {"RelayReply", "UpdateRelay"}]
    return [said.delivery.reply.words for said in lines if said.delivery.reply]


def kept(house: House) -> Reply | None:
    with house.open_unit() as unit:
        return unit.replies.get("C2/1.1")


@pytest.mark.parametrize("order", list(itertools.permutations([SAID, EDITED, EDITED_AGAIN])))
def test_whatever_comes_first_the_newest_words_stand_in_one_line(engine: Engine, order: tuple[Command, ...]) -> None:
    house = asked(engine)
    for command in order:
        house.apply(1001, command)
        house.settle()
    assert repeated(house) == ["No, sorry"]
    assert house.issue().assignments[1].status is AssignmentStatus.ANSWERED


@pytest.mark.parametrize("order", list(itertools.permutations([SAID, EDITED, DELETED])))
def test_what_is_deleted_is_gone_whatever_comes_first(engine: Engine, order: tuple[Command, ...]) -> None:
    house = asked(engine)
    for command in order:
        house.apply(1001, command)
        house.settle()
    assert repeated(house) == []
    assert house.issue().assignments[1].status is AssignmentStatus.WAITING
    reply = kept(house)
    assert reply is not None
    assert reply.words == ""


def test_what_is_deleted_before_it_was_repeated_is_never_repeated(engine: Engine) -> None:
    house = asked(engine)
    house.apply(1001, SAID)
    house.apply(1001, DELETED)
    house.settle()
    assert not [said for said in house.slack.messages if said.what == "RelayReply"]


def test_an_edit_and_a_deletion_at_once_leave_nothing_standing(engine: Engine) -> None:
    house = asked(engine)
    house.apply(1001, SAID)
    house.settle()
    together(lambda command: house.apply(1001, command), [EDITED, DELETED, EDITED_AGAIN])
    house.settle()
    assert repeated(house) == []
    reply = kept(house)
    assert reply is not None
    assert reply.words == ""


def test_an_answer_and_its_deletion_at_once_leave_the_door_waiting(engine: Engine) -> None:
    house = asked(engine)
    together(lambda command: house.apply(1001, command), [SAID, DELETED])
    house.settle()
    assert repeated(house) == []
    assert house.issue().assignments[1].status is AssignmentStatus.WAITING


def test_of_many_who_bring_the_same_words_one_is_heard(engine: Engine) -> None:
    house = asked(engine)
    together(lambda _: house.apply(1001, SAID), range(4))
    house.settle()
    assert [type(event).__name__ for event in house.issues.story(1001)].count("Responded") == 2, "the asking, and one"
    assert repeated(house) == ["Yes, until ten"]


def test_an_order_to_the_bot_is_no_answer_though_it_is_edited(engine: Engine) -> None:
    house = asked(engine)
    order = EditReply(
        by="U1", assignment=2, reply="C2/1.1", words="<@B> claim", edited_at=MONDAY + hours(1), is_to_bot=True
    )
    house.apply(1001, order)
    assert house.issue().assignments[1].status is AssignmentStatus.WAITING
