"""Replies are kept once, as they read now, and without a word once they are deleted."""

from dataclasses import replace

from sqlalchemy import Engine

from bot.ports import Reply
from bot.store.unit import SqlUnitOfWork
from tests.core.example import MONDAY, hours
from tests.store.together import together

REPLY = Reply(id="C1/1.1", issue=1001, assignment=2, by="U1", heard_at=MONDAY, words="On it", relayed_to=1)


def keep(engine: Engine, reply: Reply = REPLY) -> bool:
    with SqlUnitOfWork(engine) as unit:
        is_new = unit.replies.add(reply)
        unit.commit()
    return is_new


def change(engine: Engine, reply: Reply) -> bool:
    with SqlUnitOfWork(engine) as unit:
        is_changed = unit.replies.change(reply)
        unit.commit()
    return is_changed


def found(engine: Engine) -> Reply | None:
    with SqlUnitOfWork(engine) as unit:
        return unit.replies.get(REPLY.id)


def test_a_reply_is_read_back_equal_and_kept_once(engine: Engine) -> None:
    assert found(engine) is None
    assert keep(engine)
    assert found(engine) == REPLY
    assert not keep(engine, replace(REPLY, words="Something else"))
    assert found(engine) == REPLY


def test_of_many_who_bring_the_same_reply_one_is_first(engine: Engine) -> None:
    assert sum(together(lambda _: keep(engine), range(6))) == 1


def test_an_edited_reply_reads_as_it_does_now(engine: Engine) -> None:
    keep(engine)
    edited = replace(REPLY, words="Done", edited_at=MONDAY + hours(1))
    assert change(engine, edited)
    assert found(engine) == edited


def test_of_a_deleted_reply_no_word_is_left_and_no_edit_brings_it_back(engine: Engine) -> None:
    keep(engine)
    assert change(engine, replace(REPLY, deleted_at=MONDAY + hours(1)))
    assert not change(engine, replace(REPLY, words="Back again"))
    assert found(engine) == replace(REPLY, words="", deleted_at=MONDAY + hours(1))
