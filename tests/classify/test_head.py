"""One head: kernel ridge regression with calibrated probabilities."""

from dataclasses import replace

import numpy as np
import pytest

from bot.classify.head import FOREIGN_BELIEF, RIDGE, SHARPNESS_BELIEF, Lesson, fit_head
from bot.classify.solving import Flags, Floats

RANDOM = np.random.default_rng(5)


def points(
    count: int, *, labels: int, spread: float = 0.4
) -> tuple[Floats, "np.ndarray[tuple[int], np.dtype[np.intp]]"]:
    """Points around one corner a label, and the label of each."""
    owners = np.arange(count) % labels
    return np.eye(labels)[owners] + spread * RANDOM.standard_normal((count, labels)), owners.astype(np.intp)


def kernel(left: Floats, right: Floats) -> Floats:
    distances: Floats = ((left[:, None] - right[None]) ** 2).sum(axis=2)
    return np.exp(-distances)


def lesson(owners: "np.ndarray[tuple[int], np.dtype[np.intp]]", *, labels: int, foreign: Flags | None = None) -> Lesson:
    everyone = np.ones(len(owners), dtype=bool)
    is_foreign = ~everyone if foreign is None else foreign
    return Lesson(count=labels, rows=np.arange(len(owners)), labels=owners, is_example=everyone, is_foreign=is_foreign)


def test_left_out_scores_are_those_of_a_head_fitted_without_the_example() -> None:
    spots, owners = points(24, labels=3)
    head = fit_head(kernel(spots, spots), lesson(owners, labels=3))
    for out in (0, 7, 23):
        rest = np.delete(np.arange(24), out)
        without = fit_head(kernel(spots[rest], spots[rest]), lesson(owners[rest], labels=3))
        expected = without.scores(kernel(spots[[out]], spots[rest]))
        assert np.allclose(head.left_out[out], expected[0], atol=1e-9)


def test_all_texts_as_landmarks_give_the_exact_head() -> None:
    spots, owners = points(24, labels=3)
    among = kernel(spots, spots)
    exact = fit_head(among, lesson(owners, labels=3))
    landmarks = fit_head(among, lesson(owners, labels=3), anchors=np.arange(24))
    assert np.allclose(landmarks.weights, exact.weights, atol=1e-3)
    assert np.allclose(landmarks.left_out, exact.left_out, atol=1e-3)


def test_single_precision_says_the_same() -> None:
    spots, owners = points(200, labels=4)
    exact = fit_head(kernel(spots, spots), lesson(owners, labels=4))
    single = fit_head(kernel(spots, spots).astype(np.float32), lesson(owners, labels=4))
    assert single.weights.dtype == np.float32
    assert np.allclose(single.weights, exact.weights, atol=1e-3)
    assert np.allclose(single.left_out, exact.left_out, atol=1e-3)


def test_a_rare_label_among_many_texts_that_are_nearly_the_same_is_no_error_in_single_precision() -> None:
    spots = np.ones((600, 2)) + 1e-4 * RANDOM.standard_normal((600, 2))
    owners = np.zeros(600, dtype=np.intp)
    owners[0] = 1
    rare = replace(lesson(owners, labels=2), is_balanced=True)
    head = fit_head(kernel(spots, spots).astype(np.float32), rare)
    assert np.isfinite(head.weights).all()
    assert np.isfinite(head.left_out).all()


def test_a_few_landmarks_learn_from_all_texts() -> None:
    spots, owners = points(300, labels=3, spread=0.6)
    few = np.arange(12)
    fresh, truth = points(300, labels=3, spread=0.6)
    like = kernel(fresh, spots[few])
    alone = fit_head(kernel(spots[few], spots[few]), lesson(owners[few], labels=3))
    with_all = fit_head(kernel(spots, spots[few]), lesson(owners, labels=3), anchors=few)
    right = [(head.scores(like).argmax(axis=1) == truth).mean() for head in (alone, with_all)]
    assert right[1] > right[0]


def test_probabilities_are_probabilities_and_find_the_label() -> None:
    spots, owners = points(60, labels=3)
    head = fit_head(kernel(spots, spots), lesson(owners, labels=3))
    fresh, truth = points(60, labels=3)
    found = head.probabilities(kernel(fresh, spots), np.zeros(60, dtype=bool))
    assert np.allclose(found.sum(axis=1), 1.0)
    assert (found.argmax(axis=1) == truth).mean() > 0.8


@pytest.mark.parametrize("anchors", [None, np.arange(24)], ids=["exact", "landmarks"])
def test_a_text_that_weighs_little_changes_little(anchors: "np.ndarray[tuple[int], np.dtype[np.intp]] | None") -> None:
    spots, owners = points(24, labels=3)
    wrong = owners.copy()
    wrong[0] = (owners[0] + 1) % 3
    among = kernel(spots, spots)

    def against(weight: float) -> float:
        weights = np.where(np.arange(24) == 0, weight, 1.0)
        head = fit_head(among, replace(lesson(wrong, labels=3), weights=weights), anchors=anchors)
        return float((head.scores(among) @ np.eye(3)[owners[0]])[0])

    assert against(1.0) < against(0.3) < against(0.05)


def test_confidence_is_lower_where_examples_contradict_each_other() -> None:
    spots, owners = points(60, labels=3)
    honest = fit_head(kernel(spots, spots), lesson(owners, labels=3))
    mixed_up = fit_head(kernel(spots, spots), lesson(RANDOM.permutation(owners), labels=3))
    assert mixed_up.sharpness < honest.sharpness


def test_confidence_is_lower_in_a_language_in_which_examples_went_wrong() -> None:
    spots, owners = points(80, labels=3)
    foreign = np.arange(80) >= 40
    owners[foreign] = RANDOM.permutation(owners[foreign])
    head = fit_head(kernel(spots, spots), lesson(owners, labels=3, foreign=foreign))
    assert head.foreign_sharpness < head.sharpness
    like = kernel(spots[:1], spots)
    at_home, abroad = (head.probabilities(like, np.array([flag])).max() for flag in (False, True))
    assert abroad < at_home


def test_evidence_counts_as_much_as_it_has_proved_right() -> None:
    spots, owners = points(60, labels=2, spread=3.0)
    right = np.eye(2)[owners] * 2.0
    plain = lesson(owners, labels=2)
    telling, lying = (
        Lesson(
            count=2,
            rows=plain.rows,
            labels=plain.labels,
            is_example=plain.is_example,
            is_foreign=plain.is_foreign,
            evidence=evidence,
        )
        for evidence in (right, right[::-1][:, ::-1][RANDOM.permutation(60)])
    )
    among = kernel(spots, spots)
    assert fit_head(among, telling).trust > fit_head(among, lying).trust


def test_a_rare_label_is_found_more_often_where_labels_weigh_the_same() -> None:
    spots, owners = points(90, labels=3, spread=0.6)
    kept = np.concatenate([np.flatnonzero(owners < 2), np.flatnonzero(owners == 2)[:3]])
    spots, owners = spots[kept], owners[kept]
    plain = lesson(owners, labels=3)
    balanced = Lesson(
        count=3,
        rows=plain.rows,
        labels=plain.labels,
        is_example=plain.is_example,
        is_foreign=plain.is_foreign,
        is_balanced=True,
    )
    among = kernel(spots, spots)
    fresh, _ = points(90, labels=3, spread=0.6)
    like, at_home = kernel(fresh, spots), np.zeros(90, dtype=bool)
    rare = [fit_head(among, each).scores(like)[:, 2].mean() for each in (balanced, plain)]
    assert rare[0] > rare[1]
    assert fit_head(among, balanced).probabilities(like, at_home).shape == (90, 3)


@pytest.mark.parametrize("labels", [0, 1, 3])
def test_nothing_learnt_is_nothing_known(labels: int) -> None:
    nothing = np.zeros(0, dtype=np.intp)
    head = fit_head(np.zeros((2, 2)), lesson(nothing, labels=labels))
    assert head.sharpness == pytest.approx(SHARPNESS_BELIEF, rel=0.1)
    assert head.foreign_sharpness == pytest.approx(FOREIGN_BELIEF * SHARPNESS_BELIEF, rel=0.15)
    found = head.probabilities(np.ones((4, 2)), np.zeros(4, dtype=bool))
    assert found.shape == (4, labels)
    assert np.allclose(found, 1.0 / max(labels, 1))


def test_wrong_labels_among_the_examples_mislead_less_than_a_fixed_ridge_would() -> None:
    spots, owners = points(300, labels=3)
    mistaken = np.arange(300) % 4 == 0
    owners[mistaken] = RANDOM.integers(0, 3, mistaken.sum())
    head = fit_head(kernel(spots, spots), lesson(owners, labels=3))
    believed = np.linalg.solve(kernel(spots, spots) + RIDGE * np.eye(300), np.eye(3)[owners])
    fresh, truth = points(900, labels=3)
    like = kernel(fresh, spots)
    right = [(scores.argmax(axis=1) == truth).mean() for scores in (head.scores(like), like @ believed)]
    assert right[0] > right[1]


def test_a_handful_of_examples_does_not_shake_the_belief_about_wrong_labels() -> None:
    spots, owners = points(9, labels=3)
    head = fit_head(kernel(spots, spots), lesson(owners, labels=3))
    believed = np.linalg.solve(kernel(spots, spots) + RIDGE * np.eye(9), np.eye(3)[owners])
    assert np.allclose(head.weights, believed)


@pytest.mark.parametrize("seed", [1, 3, 5])
def test_rare_labels_are_found_more_often_than_their_scores_say_and_more_is_right_in_all(seed: int) -> None:
    """Six labels of four subjects each, each label rarer than the one before, in what is taught and what is asked."""
    chance, shares = np.random.default_rng(seed), 0.6 ** np.arange(6)
    subjects = chance.standard_normal((6, 4, 20))

    def draw(count: int) -> tuple[Floats, "np.ndarray[tuple[int], np.dtype[np.intp]]"]:
        owners = chance.choice(6, count, p=shares / shares.sum()).astype(np.intp)
        said = subjects[owners, chance.integers(4, size=count)] + 0.9 * chance.standard_normal((count, 20))
        return said / np.linalg.norm(said, axis=1, keepdims=True), owners

    (taught, owners), (asked, truth) = draw(120), draw(3_000)
    head = fit_head(np.exp(2 * (taught @ taught.T - 1)), lesson(owners, labels=6))
    among = np.exp(2 * (asked @ taught.T - 1))
    told = head.probabilities(among, np.zeros(len(asked), dtype=bool)).argmax(axis=1) == truth
    by_score = head.scores(among).argmax(axis=1) == truth
    assert told.mean() > by_score.mean() + 0.005
    assert told[truth > 2].mean() > by_score[truth > 2].mean() + 0.05


def test_nothing_is_made_up_for_where_labels_are_taught_alike_or_weigh_the_same() -> None:
    spots, owners = points(24, labels=3)
    assert np.allclose(fit_head(kernel(spots, spots), lesson(owners, labels=3)).lift, 0.0)
    lopsided = replace(lesson(np.maximum(owners, 1), labels=3), is_balanced=True)
    assert not fit_head(kernel(spots, spots), lopsided).lift.any()
