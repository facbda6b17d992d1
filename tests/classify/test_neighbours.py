"""What is said in nearly the same words belongs together, as far as the examples bear that out."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from bot.classify.head import Head, Lesson, fit_head
from bot.classify.heads import Heads, Question
from bot.classify.kernel import Vectors
from bot.classify.neighbours import Bend, learn_beside
from bot.classify.solving import Floats, Rows
from bot.classify.unlabelled import Unlabelled, learn_unlabelled
from bot.core.department import TRIAGE, Example
from tests.classify.bakery import rulebook

LABELS, STATIONS, WIDTH = 4, 8, 16


def unit(points: Floats) -> Floats:
    lengths: Floats = np.linalg.norm(points, axis=1, keepdims=True)
    return points / lengths


class World:
    """Labels that each wander from subject to subject; a text is a point somewhere on the way of its label."""

    def __init__(self, seed: int) -> None:
        self._chance = np.random.default_rng(seed)
        self._stations = self._chance.standard_normal((LABELS, STATIONS, WIDTH))

    def draw(self, count: int) -> tuple[Floats, Rows]:
        """So many texts, and their labels in turn."""
        labels = (np.arange(count) % LABELS).astype(np.intp)
        way = self._chance.uniform(0, STATIONS - 1.001, count)
        last, beyond = way.astype(np.intp), (way % 1)[:, None]
        points = (1 - beyond) * self._stations[labels, last] + beyond * self._stations[labels, last + 1]
        return unit(points + 0.2 * self._chance.standard_normal((count, WIDTH))), labels


def opposites(count: int, chance: np.random.Generator) -> tuple[Floats, Rows]:
    """Texts about thirty subjects, the same for all labels: a small word of each tells which it is."""
    subjects = np.random.default_rng(0).standard_normal((30, 24))
    labels = (np.arange(count) % LABELS).astype(np.intp)
    points = subjects[chance.integers(30, size=count)] + 0.1 * chance.standard_normal((count, 24))
    points[:, :LABELS] = np.eye(LABELS)[labels]
    return unit(points), labels


def likeness(left: Floats, right: Floats) -> Floats:
    return np.exp(2 * (left @ right.T - 1))


def lesson(labels: Rows) -> Lesson:
    everyone = np.ones(len(labels), dtype=bool)
    return Lesson(count=LABELS, rows=np.arange(len(labels)), labels=labels, is_example=everyone, is_foreign=~everyone)


def heads_of(taught: Floats, labels: Rows, others: Floats) -> tuple[Head, Head]:
    """What is learnt from texts that nobody has labelled one by one, and along neighbourhoods."""
    everything = np.concatenate([taught, others])
    kernel, rows = likeness(everything, everything), np.arange(len(taught), len(everything))
    plain = fit_head(kernel, lesson(labels))
    one_by_one = learn_unlabelled(kernel, lesson(labels), plain, rows)
    return one_by_one, learn_beside(kernel, everything.astype(np.float32), lesson(labels), plain, rows)


def right(head: Head, seen: Floats, asked: Floats, labels: Rows) -> float:
    among = likeness(asked, seen)
    return float((head.probabilities(among, np.zeros(len(asked), dtype=bool)).argmax(axis=1) == labels).mean())


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_neighbours_carry_a_label_to_what_no_example_resembles(seed: int) -> None:
    world = World(seed)
    (taught, labels), (others, _), (asked, truth) = world.draw(40), world.draw(600), world.draw(2_000)
    one_by_one, along = heads_of(taught, labels, others)
    seen = np.concatenate([taught, others])
    assert right(along, seen, asked, truth) > right(one_by_one, seen, asked, truth) + 0.01


def test_nothing_is_bent_where_neighbours_carry_other_labels() -> None:
    chance = np.random.default_rng(4)
    (taught, labels), (others, _) = opposites(80, chance), opposites(300, chance)
    one_by_one, same = heads_of(taught, labels, others)
    assert np.array_equal(same.weights, one_by_one.weights)
    assert same.sharpness == one_by_one.sharpness


def test_a_bent_likeness_is_one_still_and_holds_neighbours_together() -> None:
    points, _ = World(6).draw(60)
    kernel = likeness(points, points)
    bent = Bend(kernel, points.astype(np.float32)).bent(kernel)
    assert np.allclose(bent, bent.T, atol=1e-8)
    assert np.linalg.eigvalsh(bent).min() > -1e-8

    def ratio(alike: Floats) -> float:
        nearest = np.argsort(-(points @ points.T), axis=1)[:, 1]
        own = np.sqrt(np.diagonal(alike))
        return float((alike[np.arange(60), nearest] / own / own[nearest]).mean())

    assert ratio(bent) > ratio(kernel)


def test_nothing_to_read_or_no_example_changes_nothing() -> None:
    taught, labels = World(7).draw(12)
    kernel, vectors = likeness(taught, taught), taught.astype(np.float32)
    plain = fit_head(kernel, lesson(labels))
    assert learn_beside(kernel, vectors, lesson(labels), plain, np.zeros(0, dtype=np.intp)) is plain
    described = replace(lesson(labels[:8]), is_example=np.zeros(8, dtype=bool))
    cold = fit_head(kernel, described)
    assert learn_beside(kernel, vectors, described, cold, np.arange(8, 12)) is cold


def test_the_department_head_learns_along_neighbourhoods() -> None:
    """On chains of mentions whose ends no example resembles, as above, but asked through the rulebook."""
    world = World(3)
    (taught, labels), (others, _), (asked, truth) = world.draw(40), world.draw(600), world.draw(1_000)
    one_by_one, _ = heads_of(taught, labels, others)
    keys = tuple(each.key for each in rulebook().departments if each.key != TRIAGE)
    named = {f"mention {name(row)}": point for row, point in enumerate(np.concatenate([taught, others, asked]))}
    elsewhere = np.random.default_rng(0)

    def encode(texts: Sequence[str]) -> Vectors:
        found = [named.setdefault(text, unit(elsewhere.standard_normal((1, WIDTH)))[0]) for text in texts]
        return np.array(found, dtype=np.float32)

    texts = list(named)
    examples = tuple(Example(text=text, department=keys[label]) for text, label in zip(texts, labels, strict=False))
    book = replace(rulebook(), examples=examples)
    read = tuple(texts[40:640])
    heads = Heads(book, encode, unlabelled=Unlabelled(read, encode(read)))
    filing = heads.file([Question(text=text) for text in texts[640:]], encode(texts[640:]))
    expected = right(one_by_one, np.concatenate([taught, others]), asked, truth)
    assert (filing.probabilities.argmax(axis=1) == truth).mean() > expected + 0.01


def name(number: int) -> str:
    """A word of its own for each number, so that wording says nothing."""
    return "".join("abcdefghij"[int(digit)] for digit in f"{number:04d}")
