"""How an evaluation looks to a person at a terminal, and as JSON to a program.

Guarantee: pure; labels from a file are shown as plain text and style nothing. Shares are fractions in JSON and percent
for people. A spread is the standard deviation over draws, None where there was one draw only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from statistics import fmean, stdev
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.classify.evaluate.measures import PRECISIONS, by_label, precision_curve, reliability
from bot.classify.language import UNDETERMINED
from bot.cli.evaluate_words import introduction, pace, unknown
from bot.cli.looking import printable

if TYPE_CHECKING:
    from bot.classify.evaluate.by_language import LanguageMeasures
    from bot.classify.evaluate.evaluation import Evaluation, Result
    from bot.classify.evaluate.measures import LabelMeasures, Measures
    from bot.classify.evaluate.other_heads import HeadMeasures

OTHER_HEADS = ("other heads", "right", "macro-F1", "texts", "most often confused")
CONFUSIONS_SHOWN = 10
_MOST_COLUMNS = 14  # of a confusion matrix that fits a terminal
_DIGITS = 4

Figures = dict[str, float | None]


def figures(measures: "Measures") -> Figures:
    """The figures of one draw by name."""
    return {
        "accuracy": measures.accuracy,
        "macro_f1": measures.macro_f1,
        "top_2": measures.top_2,
        "calibration_error": measures.calibration_error,
        **{
            f"coverage_at_{precision:.0%}".rstrip("%"): share
            for precision, share in zip(PRECISIONS, measures.coverage, strict=True)
        },
        "filed": measures.filed,
        "filed_precision": measures.filed_precision,
        "out_of_scope_auroc": measures.out_of_scope_auroc,
    }


def means(result: "Result") -> Figures:
    """The mean of each figure over the draws; None where some draw has none."""
    return {name: None if None in values else fmean(_known(values)) for name, values in _by_name(result).items()}


def spreads(result: "Result") -> Figures:
    """The standard deviation of each figure over the draws."""
    return {
        name: stdev(_known(values)) if len(_known(values)) > 1 else None for name, values in _by_name(result).items()
    }


def largest_confusions(evaluation: "Evaluation") -> list[tuple[str, str, int]]:
    """(true label, what it was taken for, how often), the most frequent first."""
    counts, labels = evaluation.head.counts, evaluation.labels
    pairs = [
        (labels[row], labels[column], int(counts[row, column]))
        for row, column in zip(*counts.nonzero(), strict=True)
        if row != column
    ]
    return sorted(pairs, key=lambda pair: (-pair[2], pair[0], pair[1]))


def as_json(evaluations: "Sequence[Evaluation]") -> dict[str, object]:
    """The last evaluation in full; where there are several, what each reached is under `learning_curve`."""
    evaluation = evaluations[-1]
    head, plan, pace = evaluation.head, evaluation.plan, evaluation.throughput
    return {
        "protocol": plan.protocol,
        "shots": plan.shots or None,
        "draws": len(head.draws),
        "seed": plan.seed,
        "examples": evaluation.examples,
        "unlabelled": evaluation.unlabelled,
        "texts": evaluation.texts,
        "out_of_scope_texts": evaluation.strangers,
        "encoder": evaluation.encoder,
        "backend": evaluation.backend,
        **_scores(head),
        "labels": [_told(each) for each in by_label(head.counts, evaluation.labels)],
        "other_heads": [_other(each) for each in evaluation.others],
        "languages": [_told(each) for each in evaluation.languages],
        "confusion": {"labels": list(evaluation.labels), "counts": head.counts.tolist()},
        "largest_confusions": [
            {"label": label, "taken_for": taken, "times": times}
            for label, taken, times in largest_confusions(evaluation)[:CONFUSIONS_SHOWN]
        ],
        "precision_by_coverage": [[_round(x), _round(y)] for x, y in precision_curve(head.guesses)],
        "reliability": [
            {"share": _round(each.share), "confidence": _round(each.confidence), "accuracy": _round(each.accuracy)}
            for each in reliability(head.guesses)
        ],
        "throughput": {
            "encoding_texts_per_second": round(pace.encoding, 1),
            "judging_texts_per_second": round(pace.judging, 1),
            "fitting_seconds": round(pace.fitting, 3),
        },
        "baselines": {result.name: _scores(result) for result in evaluation.baselines},
        "learning_curve": [_point(each) for each in evaluations] if len(evaluations) > 1 else [],
    }


def _scores(result: "Result") -> dict[str, object]:
    return {
        **{name: _round(value) for name, value in means(result).items()},
        "spread": {name: _round(value) for name, value in spreads(result).items()},
        "by_draw": [{name: _round(value) for name, value in figures(each).items()} for each in result.draws],
    }


def _told(each: "LabelMeasures | LanguageMeasures") -> dict[str, object]:
    told = asdict(each)
    return {name: _round(value) if isinstance(value, float) else value for name, value in told.items()}


def _other(each: "HeadMeasures") -> dict[str, object]:
    return {
        "head": each.head,
        "texts": each.texts,
        "accuracy": _round(each.accuracy),
        "macro_f1": _round(each.macro_f1),
        "confusion": {"labels": list(each.labels), "counts": each.counts.tolist()},
    }


def _point(evaluation: "Evaluation") -> dict[str, object]:
    results = (evaluation.head, *evaluation.baselines)
    return {
        "shots": evaluation.plan.shots,
        "macro_f1": {result.name: _round(means(result)["macro_f1"]) for result in results},
        "accuracy": {result.name: _round(means(result)["accuracy"]) for result in results},
    }


def view(evaluations: "Sequence[Evaluation]") -> RenderableType:
    """Everything a terminal has room for."""
    evaluation = evaluations[-1]
    parts: list[RenderableType] = [Text(introduction(evaluation), style="bold"), Text(), comparison(evaluation), Text()]
    if len(evaluations) > 1:
        parts += [_curve(evaluations), Text()]
    parts += [_labels(evaluation), Text()]
    if len(evaluation.labels) <= _MOST_COLUMNS:
        parts += [_matrix(evaluation), Text()]
    if unknown(evaluation):
        parts += [_languages(evaluation), Text(), Text(unknown(evaluation)), Text()]
    if evaluation.others:
        parts += [_others(evaluation), Text()]
    parts += [Text("Most often confused", style="bold"), *_confusions(evaluation), Text()]
    return Group(*parts, Text(pace(evaluation), style="dim"))


def rows(evaluation: "Evaluation") -> list[tuple[str, list[str]]]:
    """What is said of each figure, and what each contestant reached, department head first."""
    results = (evaluation.head, *evaluation.baselines)
    averages, deviations = [means(result) for result in results], [spreads(result) for result in results]
    names = {
        "accuracy": "right (accuracy)",
        "macro_f1": "macro-F1",
        "top_2": "among the first two",
        "coverage_at_80": "filed at 80 % precision",
        "coverage_at_90": "filed at 90 % precision",
        "coverage_at_95": "filed at 95 % precision",
        "filed": "filed by its threshold",
        "filed_precision": "of these right",
        "calibration_error": "calibration error",
        "out_of_scope_auroc": "out-of-scope AUROC",
    }
    return [
        (said, [_percent(mean[name], spread[name]) for mean, spread in zip(averages, deviations, strict=True)])
        for name, said in names.items()
        if averages[0][name] is not None
    ]


def comparison(evaluation: "Evaluation") -> Table:
    """The department head beside the plain recipes."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("in percent")
    for result in (evaluation.head, *evaluation.baselines):
        table.add_column(result.name, justify="right")
    for said, cells in rows(evaluation):
        table.add_row(said, *cells)
    return table


def _curve(evaluations: "Sequence[Evaluation]") -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("macro-F1 by examples")
    for result in (evaluations[0].head, *evaluations[0].baselines):
        table.add_column(result.name, justify="right")
    for each in evaluations:
        results = (each.head, *each.baselines)
        cells = (_percent(means(result)["macro_f1"], spreads(result)["macro_f1"]) for result in results)
        table.add_row(str(each.plan.shots), *cells)
    return table


def _labels(evaluation: "Evaluation") -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("label", overflow="fold")
    for name in ("precision", "recall", "F1", "texts"):
        table.add_column(name, justify="right")
    for each in by_label(evaluation.head.counts, evaluation.labels):
        shares = (f"{100 * share:.1f}" for share in (each.precision, each.recall, each.f1))
        table.add_row(plain(each.label), *shares, str(each.texts))
    return table


def _others(evaluation: "Evaluation") -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in OTHER_HEADS:
        table.add_column(name, justify="left" if name in (OTHER_HEADS[0], OTHER_HEADS[-1]) else "right")
    for each in evaluation.others:
        table.add_row(*other_cells(each))
    return table


def other_cells(measured: "HeadMeasures") -> tuple[str, ...]:
    """What stands under OTHER_HEADS."""
    shares = (f"{100 * share:.1f}" for share in (measured.accuracy, measured.macro_f1))
    most = next((f"{times} × {label} taken for {taken}" for label, taken, times in measured.confusions), "")
    return measured.head, *shares, str(measured.texts), most


def _languages(evaluation: "Evaluation") -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("language", "texts", "right", ""):
        table.add_column(name, justify="right" if name in ("texts", "right") else "left")
    for each in evaluation.languages:
        table.add_row(*(plain(cell) for cell in language_cells(each)))
    return table


def language_cells(measured: "LanguageMeasures") -> tuple[str, str, str, str]:
    """Language, texts, percent right, and what to say where the encoder was not made for it."""
    name = "others" if measured.language == UNDETERMINED else measured.language
    remark = "not known to this encoder" if measured.is_known is False else ""
    return name, str(measured.texts), f"{100 * measured.accuracy:.1f}", remark


def _matrix(evaluation: "Evaluation") -> Table:
    """Rows are true labels, columns guesses in the same order, by number."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("true label ↓  taken for →", overflow="fold")
    for number in range(1, len(evaluation.labels) + 1):
        table.add_column(str(number), justify="right")
    for number, (label, counts) in enumerate(zip(evaluation.labels, evaluation.head.counts.tolist(), strict=True)):
        cells = (Text(str(count or "·"), style="bold" if at == number else "") for at, count in enumerate(counts))
        table.add_row(Text(f"{number + 1} ").append_text(plain(label)), *cells)
    return table


def _confusions(evaluation: "Evaluation") -> Iterable[Text]:
    found = largest_confusions(evaluation)[:CONFUSIONS_SHOWN]
    if not found:
        yield Text("None: every text was filed under its label.")
    for label, taken, times in found:
        yield Text(f"{times:5d} × ").append_text(plain(label)).append(" taken for ").append_text(plain(taken))


def plain(label: str) -> Text:
    """A label without anything that would steer a terminal."""
    return Text(printable(label))


def _by_name(result: "Result") -> dict[str, list[float | None]]:
    drawn = [figures(each) for each in result.draws]
    return {name: [each[name] for each in drawn] for name in drawn[0]}


def _known(values: Iterable[float | None]) -> list[float]:
    return [value for value in values if value is not None]


def _percent(mean: float | None, spread: float | None) -> str:
    if mean is None:
        return "–"
    return f"{100 * mean:.1f}" if spread is None else f"{100 * mean:.1f} ± {100 * spread:.1f}"


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)
