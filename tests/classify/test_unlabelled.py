"""Texts without a label teach what belongs together, and nothing where they would do harm."""

from dataclasses import replace

import numpy as np
import pytest

from bot.classify.head import Head, Lesson, fit_head
from bot.classify.heads import Encode, Heads, Question
from bot.classify.solving import Floats, Rows
from bot.classify.unlabelled import NOTHING, Unlabelled, learn_unlabelled, taken_for
from bot.core.department import Example
from tests.classify.bakery import rulebook
from tests.word_vectors import WordEncoder

LABELS = 3
CENTRES = 1.4 * np.eye(LABELS)


def spots(count: int, *, spread: float, seed: int) -> tuple[Floats, Rows]:
    """Points about the centre of each label in turn, and those labels."""
    labels = (np.arange(count) % LABELS).astype(np.intp)
    chance = np.random.default_rng(seed)
    return CENTRES[labels] + spread * chance.standard_normal((count, LABELS)), labels


def ring(count: int, radius: float) -> Floats:
    """Points on a circle."""
    turns = np.linspace(0, 2 * np.pi, count, endpoint=False)
    return radius * np.stack([np.cos(turns), np.sin(turns)], axis=1)


def likeness(left: Floats, right: Floats) -> Floats:
    distances: Floats = ((left[:, None] - right[None]) ** 2).sum(axis=2)
    return np.exp(-distances)


def lesson(labels: Rows) -> Lesson:
    everyone = np.ones(len(labels), dtype=bool)
    return Lesson(count=LABELS, rows=np.arange(len(labels)), labels=labels, is_example=everyone, is_foreign=~everyone)


def heads_of(taught: Floats, labels: Rows, others: Floats) -> tuple[Head, Head]:
    """A head that knows the taught points alone, and what becomes of it by the others."""
    everything = np.concatenate([taught, others])
    kernel = likeness(everything, everything)
    plain = fit_head(kernel, lesson(labels))
    return plain, learn_unlabelled(kernel, lesson(labels), plain, np.arange(len(taught), len(everything)))


def right(head: Head, seen: Floats, asked: Floats, labels: Rows) -> float:
    return float((head.scores(likeness(asked, seen)).argmax(axis=1) == labels).mean())


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_two_examples_a_label_and_many_unlabelled_texts_tell_more_than_the_examples_alone(seed: int) -> None:
    taught, labels = spots(6, spread=0.5, seed=seed)
    others, _ = spots(150, spread=0.5, seed=10 + seed)
    asked, truth = spots(3_000, spread=0.5, seed=20 + seed)
    plain, better = heads_of(taught, labels, others)
    seen = np.concatenate([taught, others])
    assert right(better, seen, asked, truth) > right(plain, seen, asked, truth) + 0.005


def test_an_example_is_judged_in_hindsight_as_if_neither_it_nor_what_was_learnt_by_it_had_been_there() -> None:
    taught, labels = spots(18, spread=0.4, seed=4)
    others, _ = spots(30, spread=0.4, seed=5)
    plain, better = heads_of(taught, labels, others)
    for out in (0, 7, 17):
        rest = np.delete(np.arange(18), out)
        everything = np.concatenate([taught[rest], others])
        kernel, told = likeness(everything, everything), lesson(labels[rest])
        without = replace(fit_head(kernel, told), ridge=plain.ridge, sharpness=plain.sharpness)
        # At the same ridge and sharpness, which one example fewer may change.
        weights = np.zeros_like(without.weights)
        weights[:17] = np.linalg.solve(kernel[:17, :17] + plain.ridge * np.eye(17), np.eye(LABELS)[labels[rest]])
        without = learn_unlabelled(kernel, told, replace(without, weights=weights), np.arange(17, 47))
        assert np.allclose(without.scores(likeness(taught[[out]], everything))[0], better.left_out[out], atol=1e-6)


def test_the_head_stays_as_it_was_where_its_examples_are_judged_worse() -> None:
    """A crowd that looks like the label in the middle, between it and the label around it, would drown the latter."""
    taught, labels = np.concatenate([ring(6, 0.25), ring(6, 1.4)]), np.repeat([0, 1], 6)
    everything = np.concatenate([taught, ring(60, 1.0)])
    kernel, told = likeness(everything, everything), replace(lesson(labels), count=2)
    plain = fit_head(kernel, told)
    assert plain.left_out.argmax(axis=1).tolist() == labels.tolist()
    assert learn_unlabelled(kernel, told, plain, np.arange(12, 72)) is plain


def test_a_label_that_everything_leans_to_is_believed_less() -> None:
    shares = taken_for(np.array([[0.5, 0.4], [0.5, 0.4], [0.4, 0.5]]), 10.0)
    assert np.allclose(shares.sum(axis=1), 1.0)
    plain = np.exp(10 * 0.1) / (1 + np.exp(10 * 0.1))
    assert shares[0, 0] < plain < shares[2, 1]


def test_nothing_to_learn_from_changes_nothing() -> None:
    taught, labels = spots(6, spread=0.3, seed=8)
    plain, same = heads_of(taught, labels, np.zeros((0, LABELS)))
    assert same is plain


@pytest.fixture
def read(encode: Encode) -> Unlabelled:
    texts = tuple(
        f"{opening} {said}"
        for opening in ("honestly,", "hello,", "well,", "sorry but")
        for said in (
            "the parcel with my cake is two days late",
            "my refund for the online order is missing",
            "the queue at the till was endless",
            "your croissants are dry and stale",
            "any vacancy for an apprentice baker?",
        )
    )
    return Unlabelled(texts, encode(texts))


def test_stored_mentions_are_read_beside_the_rulebook(encode: Encode, read: Unlabelled) -> None:
    text = "parcel with a cake is late"
    plain, better = (Heads(rulebook(), encode, unlabelled=each) for each in (NOTHING, read))
    one, other = (heads.file([Question(text=text)], encode([text])) for heads in (plain, better))
    orders = one.keys.index("orders")
    assert other.probabilities[0, orders] > one.probabilities[0, orders]


def test_what_is_taught_already_says_nothing_in_words_or_is_foreign_is_not_read(encode: Encode) -> None:
    taught = rulebook().examples[0].text
    texts = (
        taught,
        "😀😀",
        "1 2 3",
        "Die Schlange an der Kasse war wieder endlos lang, und niemand kam",
    )
    beside = Unlabelled(texts, encode(texts))
    plain, same = (
        Heads(rulebook(), encode, languages=frozenset({"en"}), unlabelled=each) for each in (NOTHING, beside)
    )
    asked = [Question(text="an endless queue")]
    assert np.array_equal(
        plain.file(asked, encode(["an endless queue"])).probabilities,
        same.file(asked, encode(["an endless queue"])).probabilities,
    )


def test_strangers_are_not_read() -> None:
    encode = WordEncoder().encode
    said = (("shops", "the queue at the till"), ("orders", "my parcel is late"), ("recipes", "this loaf is stale"))
    openings = ("hello", "sorry", "honestly", "well", "listen", "please", "again")
    examples = tuple(Example(text=f"{word} {text}", department=key) for word in openings for key, text in said)
    crowd = tuple(f"quokka wombat numbat {number}" for number in range(40))
    book = replace(rulebook(), examples=examples)
    asked = [Question(text="quokka wombat")]
    one, other = (
        Heads(book, encode, unlabelled=each).file(asked, encode(["quokka wombat"])).probabilities
        for each in (NOTHING, Unlabelled(crowd, encode(crowd)))
    )
    assert other == pytest.approx(one, abs=0.1)


def test_texts_are_read_as_long_as_there_is_room(encode: Encode, read: Unlabelled) -> None:
    text = "parcel with a cake is late"
    full, plain = (Heads(rulebook(), encode, unlabelled=each, most_anchors=30) for each in (read, NOTHING))
    one, other = (heads.file([Question(text=text)], encode([text])).probabilities for heads in (full, plain))
    assert np.array_equal(one, other)
