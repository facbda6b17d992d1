"""An evaluation as one picture: the confusion matrix and the curves, to be sent or put beside others.

Guarantee: the same numbers as on the page; labels are written as they are and style nothing.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.charts.evaluation import Curve, EvaluationChart, evaluation
from bot.classify.evaluate.measures import precision_curve, reliability
from bot.cli.evaluate_view import means
from bot.cli.evaluate_words import headline

if TYPE_CHECKING:
    from bot.classify.evaluate.evaluation import Evaluation


def picture(evaluations: "Sequence[Evaluation]") -> bytes:
    """The picture as PNG; of several evaluations the last in full, and what each reached as a curve."""
    return evaluation(chart_of(evaluations)).to_png()


def chart_of(evaluations: "Sequence[Evaluation]") -> EvaluationChart:
    """What the picture shows."""
    last = evaluations[-1]
    return EvaluationChart(
        title=headline(last),
        figures=_figures(last),
        labels=tuple(last.labels),
        counts=tuple(tuple(map(int, row)) for row in last.head.counts),
        precision=tuple(precision_curve(last.head.guesses)),
        reliability=tuple((each.confidence, each.accuracy, each.share) for each in reliability(last.head.guesses)),
        curves=_curves(evaluations) if len(evaluations) > 1 else (),
    )


def _figures(evaluation: "Evaluation") -> str:
    reached = means(evaluation.head)
    beside = f"; {evaluation.unlabelled:,} other texts were read without their labels" if evaluation.unlabelled else ""
    return f"{reached['accuracy'] or 0:.1%} right, macro-F1 {100 * (reached['macro_f1'] or 0):.1f}{beside}"


def _curves(evaluations: "Sequence[Evaluation]") -> tuple[Curve, ...]:
    results = zip(*((each.head, *each.baselines) for each in evaluations), strict=True)
    shots = [float(each.plan.shots or 0) for each in evaluations]
    return tuple(
        Curve(
            name=reached[0].name,
            points=tuple((at, means(each)["macro_f1"] or 0.0) for at, each in zip(shots, reached, strict=True)),
        )
        for reached in results
    )
