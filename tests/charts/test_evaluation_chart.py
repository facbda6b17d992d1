"""An evaluation in one picture: every count stands in its square, every label keeps within its room."""

from itertools import pairwise

import pytest

from bot.charts.evaluation import MOST_NAMED, Curve, EvaluationChart, _mixed, evaluation
from bot.charts.palette import INK, LATE, OWN, PAPER
from tests.charts.paper import contrast, said_on, size_of

HOSTILE = "$\\frac{1}{0}$ <b>\u202e客房部</b> " + "x" * 300


def chart(labels: int = 3, *, curves: bool = False) -> EvaluationChart:
    names = ("Billing", HOSTILE, *(f"label {number}" for number in range(2, labels)))
    counts = [[0] * labels for _ in range(labels)]
    for number in range(labels):
        counts[number][number] = 10 + number
        counts[number][0] += 1
    shots = ((8.0, 0.7), (16.0, 0.8), (64.0, 0.9))
    contestants = ("ours", "logistic on vectors", "n-grams alone")
    return EvaluationChart(
        title="241 texts of 3 labels, judged by themselves",
        figures="86.0% right, macro-F1 85.2",
        labels=names,
        counts=tuple(map(tuple, counts)),
        precision=((0.1, 1.0), (1.0, 0.86)),
        reliability=((0.5, 0.4, 0.2), (0.95, 0.97, 0.8)),
        curves=tuple(Curve(name=name, points=shots) for name in contestants) if curves else (),
    )


def test_every_count_stands_in_the_matrix_and_every_label_has_a_number() -> None:
    said = said_on(evaluation(chart()))
    assert [each for each in said if each in {"11", "12", "1"}].count("1") == 3
    assert {"11", "12", "Billing 1", "label 2 3"} <= set(said)
    assert [each for each in said if each.endswith("… 2")]


@pytest.mark.parametrize("labels", [2, 12, MOST_NAMED, 150])
def test_picture_is_legible_for_few_labels_and_bounded_for_many(labels: int) -> None:
    wide, tall = size_of(evaluation(chart(labels, curves=True)).to_png())
    assert wide == 2160
    assert tall < 3 * wide


def test_nothing_written_leaves_the_paper() -> None:
    sheet = evaluation(chart(12, curves=True))
    right, tall = sheet.figure.get_size_inches() * sheet.figure.dpi
    for text in sheet.figure.axes[0].texts:
        box = text.get_window_extent()
        assert (box.x0 >= 0, box.x1 <= right, box.y0 >= 0, box.y1 <= tall) == (True,) * 4, text.get_text()


def test_names_at_the_ends_of_curves_do_not_lie_on_each_other() -> None:
    texts = evaluation(chart(curves=True)).figure.axes[0].texts
    ends = [
        text.get_window_extent()
        for text in texts
        if text.get_text() in {"ours", "logistic on vectors", "n-grams alone"}
    ]
    assert len(ends) == 3
    assert all(upper.y0 >= lower.y1 for upper, lower in pairwise(ends))


@pytest.mark.parametrize("colour", [OWN, LATE])
@pytest.mark.parametrize("share", [0.15, 0.4, 0.6])
def test_numbers_can_be_read_on_every_square(colour: str, share: float) -> None:
    assert contrast(_mixed(colour, share), INK) >= 4.5
    assert _mixed(colour, 0) == PAPER
