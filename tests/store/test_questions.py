"""Questions are kept as they were asked, and what was said is read in portions without gap or double."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Engine

from bot.core.classification import Classification, Relevance, Sentiment
from bot.core.mention import Mention
from bot.core.question import AskedAbout, Question
from bot.ports import Outcome, Settlement
from bot.store.unit import SqlUnitOfWork
from tests.core.example import MONDAY, hours
from tests.store.together import together

LATE = Question(phrases=("late check-out",), words="ümlaut", days=14, brand="lakeside")
JUDGED = Classification(
    departments=(), is_confident=False, sentiment=Sentiment.NEGATIVE, model="tiny@1/heads-2", vector=b"\0" * 8
)


def receive(engine: Engine, count: int, *, each_minute: int = 1) -> list[int]:
    said = [
        Mention(
            source="feed:x",
            external_id=str(number),
            title="Queue" if number else "",
            text=f"for {number} hours",
            platform="web",
            received_at=MONDAY + timedelta(minutes=number // each_minute),
        )
        for number in range(count)
    ]
    with SqlUnitOfWork(engine) as unit:
        ids = [each for each in unit.mentions.add(said) if each is not None]
        unit.commit()
    return ids


def settle(engine: Engine, settlements: dict[int, Settlement]) -> None:
    with SqlUnitOfWork(engine) as unit:
        unit.mentions.claim(limit=100, now=MONDAY + hours(9), until=MONDAY + hours(10), owner="me")
        for mention, settlement in settlements.items():
            assert unit.mentions.finish(mention, settlement, owner="me", now=MONDAY)
        unit.commit()


def test_a_question_is_read_back_equal_and_waits_until_it_is_read(engine: Engine) -> None:
    with SqlUnitOfWork(engine) as unit:
        number = unit.questions.ask(LATE, by="U1", at=MONDAY)
        unit.commit()
    asked = AskedAbout(id=number, by="U1", question=LATE)
    with SqlUnitOfWork(engine) as unit:
        assert unit.questions.get(number) == asked
        assert unit.questions.unread(encoder="", limit=5) == [asked]
        unit.questions.read(number, encoder="tiny@1", vector=b"abcd")
        unit.commit()
    with SqlUnitOfWork(engine) as unit:
        assert unit.questions.unread(encoder="", limit=5) == []
        assert unit.questions.unread(encoder="tiny@1", limit=5) == []
        # Another model reads it anew.
        assert unit.questions.unread(encoder="big@2", limit=5) == [replace(asked, encoder="tiny@1", vector=b"abcd")]


def test_what_was_said_is_read_newest_first_in_portions_of_which_none_repeats(engine: Engine) -> None:
    ids = receive(engine, 10, each_minute=4)
    read: list[int] = []
    until, below = MONDAY + hours(1), 0
    for _ in range(10):
        with SqlUnitOfWork(engine).for_reading() as unit:
            portion = unit.questions.said(since=MONDAY, until=until, below=below, limit=3)
        read += [each.id for each in portion]
        if len(portion) < 3:
            break
        until, below = portion[-1].at, portion[-1].id
    assert read == sorted(ids, reverse=True)


def test_of_much_that_was_said_a_sample_is_spread_evenly_over_the_time(engine: Engine) -> None:
    ids = receive(engine, 12)
    with SqlUnitOfWork(engine).for_reading() as unit:
        whole = unit.questions.sample(since=MONDAY, until=MONDAY + hours(12), most=12)
        total, some = unit.questions.sample(since=MONDAY, until=MONDAY + hours(12), most=5)
        nothing = unit.questions.sample(since=MONDAY - hours(9), until=MONDAY, most=5)
    assert (whole[0], [each.id for each in whole[1]]) == (12, ids)
    assert (total, [ids.index(each.id) for each in some]) == (12, [2, 4, 7, 9, 11])
    assert nothing == (0, [])


def test_spam_and_what_was_erased_is_not_read(engine: Engine) -> None:
    ids = receive(engine, 4)
    spam = replace(JUDGED, relevance=Relevance.SPAM)
    settle(
        engine,
        {
            ids[0]: Settlement(outcome=Outcome.DISMISSED, reason="", classification=spam),
            ids[1]: Settlement(outcome=Outcome.DISMISSED, reason="praise", classification=JUDGED),
            ids[2]: Settlement(outcome=Outcome.ERASED, reason=""),
        },
    )
    with SqlUnitOfWork(engine).for_reading() as unit:
        waiting, praise = unit.questions.said(since=MONDAY, until=MONDAY + hours(1), limit=9)
    assert (praise.text, praise.sentiment, praise.encoder) == ("Queue\nfor 1 hours", Sentiment.NEGATIVE, "tiny@1")
    assert praise.vector == JUDGED.vector
    assert (waiting.sentiment, waiting.encoder, waiting.vector) == (None, "", b"")


def test_an_old_question_is_forgotten_unless_somebody_wants_it_every_week(engine: Engine) -> None:
    with SqlUnitOfWork(engine) as unit:
        old, wanted, new = (unit.questions.ask(LATE, by="U1", at=MONDAY + hours(at)) for at in (0, 0, 9))
        unit.questions.subscribe(wanted, channel="C1", by="U1", at=MONDAY, week="2026-W47")
        unit.commit()
    with SqlUnitOfWork(engine) as unit:
        assert unit.questions.forget(before=MONDAY + hours(1), limit=5) == 1
        unit.commit()
    with SqlUnitOfWork(engine) as unit:
        assert [unit.questions.get(each) is None for each in (old, wanted, new)] == [True, False, False]


def test_a_subscription_is_listed_where_it_is_wanted_and_ends_once(engine: Engine) -> None:
    with SqlUnitOfWork(engine) as unit:
        number = unit.questions.subscribe(7, channel="C1", by="U1", at=MONDAY, week="2026-W47")
        unit.questions.subscribe(8, channel="C2", by="U1", at=MONDAY, week="2026-W47")
        unit.commit()
    with SqlUnitOfWork(engine) as unit:
        (kept,) = unit.questions.subscriptions(channel="C1")
        assert (kept.id, kept.question, kept.by, kept.began_at, kept.week) == (number, 7, "U1", MONDAY, "2026-W47")
        assert [each.channel for each in unit.questions.subscriptions()] == ["C1", "C2"]
        assert unit.questions.stop(number) == kept
        assert unit.questions.stop(number) is None
        assert unit.questions.subscription(number) is None


def test_a_week_is_dealt_with_by_one_of_two(engine: Engine) -> None:
    with SqlUnitOfWork(engine) as unit:
        number = unit.questions.subscribe(7, channel="C1", by="U1", at=MONDAY, week="2026-W47")
        unit.commit()

    def deal(index: int) -> bool:
        with SqlUnitOfWork(engine) as unit:
            is_first = unit.questions.dealt_with(number, was="2026-W47", week="2026-W48")
            unit.commit()
            return is_first

    assert sorted(together(deal, range(2))) == [False, True]
