"""The figures of an evaluation are what they are called."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.classify.evaluate.measures import (
    Guesses,
    auroc,
    by_label,
    confusion,
    coverage,
    measure,
    precision_curve,
    ranks,
    reliability,
)


def guesses(probabilities: list[list[float]], truth: list[int], *, strangers: tuple[float, ...] = ()) -> Guesses:
    shares = np.array(probabilities, dtype=float)
    surest = shares.max(axis=1)
    return Guesses(
        truth=np.array(truth, dtype=np.intp),
        probabilities=shares,
        familiarity=surest,
        is_filed=surest >= 0.5,
        strangers=np.array(strangers, dtype=float),
    )


SOME = guesses([[0.9, 0.1, 0.0], [0.6, 0.3, 0.1], [0.4, 0.35, 0.25], [0.1, 0.2, 0.7]], [0, 1, 1, 2])


def test_accuracy_macro_f1_and_top_2_are_those_of_a_reference_implementation() -> None:
    from sklearn.metrics import accuracy_score, f1_score, top_k_accuracy_score

    random = np.random.default_rng(3)
    shares, truth = random.dirichlet(np.ones(5), size=200), random.integers(0, 5, size=200)
    found = measure(guesses(shares.tolist(), truth.tolist()))
    assert found.accuracy == pytest.approx(accuracy_score(truth, shares.argmax(axis=1)))
    assert found.macro_f1 == pytest.approx(f1_score(truth, shares.argmax(axis=1), average="macro"))
    assert found.top_2 == pytest.approx(top_k_accuracy_score(truth, shares, k=2))


def test_a_label_that_neither_occurs_nor_is_guessed_does_not_count_in_macro_f1() -> None:
    assert measure(guesses([[0.9, 0.1, 0.0], [0.1, 0.9, 0.0]], [0, 1])).macro_f1 == 1.0


def test_a_label_that_is_guessed_and_never_occurs_pulls_macro_f1_down() -> None:
    assert measure(guesses([[0.9, 0.1, 0.0], [0.1, 0.0, 0.9]], [0, 0])).macro_f1 == pytest.approx((2 / 3 + 0) / 2)


def test_the_confusion_matrix_has_true_labels_by_row() -> None:
    assert confusion(SOME).tolist() == [[1, 0, 0], [2, 0, 0], [0, 0, 1]]


def test_a_label_is_measured_by_what_it_was_given_and_what_it_missed() -> None:
    first, second, third = by_label(confusion(SOME), ["a", "b", "c"])
    assert (first.texts, first.guessed, first.precision, first.recall) == (1, 3, pytest.approx(1 / 3), 1.0)
    assert (second.precision, second.recall, second.f1) == (0.0, 0.0, 0.0)
    assert third.f1 == 1.0


def test_rank_counts_the_labels_thought_likelier() -> None:
    assert ranks(SOME).tolist() == [0, 1, 1, 0]


def test_coverage_takes_the_surest_texts_as_long_as_precision_holds() -> None:
    surest, right = np.array([0.9, 0.8, 0.7, 0.6]), np.array([True, True, False, True])
    assert coverage(surest, right, precision=0.95) == 0.5
    assert coverage(surest, right, precision=0.75) == 1.0


def test_coverage_never_parts_texts_of_the_same_confidence() -> None:
    assert coverage(np.array([0.8, 0.8]), np.array([True, False]), precision=0.9) == 0.0


def test_confidence_that_comes_true_has_no_calibration_error() -> None:
    believed = guesses([[0.75, 0.25]] * 4, [0, 0, 0, 1])
    assert measure(believed).calibration_error == pytest.approx(0.0)
    assert measure(guesses([[0.95, 0.05]] * 4, [1, 1, 1, 1])).calibration_error == pytest.approx(0.95)


def test_bins_of_confidence_hold_every_text_once() -> None:
    assert sum(each.share for each in reliability(SOME)) == pytest.approx(1.0)


def test_the_precision_curve_ends_at_all_texts_with_the_accuracy() -> None:
    assert precision_curve(SOME)[-1] == (1.0, measure(SOME).accuracy)


@given(
    st.lists(st.integers(0, 5), min_size=1, max_size=20),
    st.lists(st.integers(0, 5), min_size=1, max_size=20),
)
def test_auroc_is_the_share_of_pairs_in_the_right_order(familiar: list[int], strange: list[int]) -> None:
    pairs = [(left > right) + 0.5 * (left == right) for left in familiar for right in strange]
    found = auroc(np.array(familiar, dtype=float), np.array(strange, dtype=float))
    assert found == pytest.approx(sum(pairs) / len(pairs))


def test_without_strangers_nothing_is_said_of_them() -> None:
    assert measure(SOME).out_of_scope_auroc is None
    assert measure(guesses([[0.9, 0.1]], [0], strangers=(0.5,))).out_of_scope_auroc == 1.0
