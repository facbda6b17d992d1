"""An evaluation as one page: figures, curves and the confusion matrix, with no file beside it.

Guarantee: self-contained (no script, no network), readable in light and dark; every picture has its words beside it,
and whatever comes from a file is escaped.
"""

from collections.abc import Container, Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from bot.classify.evaluate.measures import by_label, precision_curve, reliability
from bot.cli.evaluate_view import OTHER_HEADS, language_cells, largest_confusions, means, other_cells, rows
from bot.cli.evaluate_words import introduction, pace, unknown

if TYPE_CHECKING:
    from bot.classify.evaluate.evaluation import Evaluation

SIZE, MARGIN = 320, 36
_CONFUSIONS = 20
_MOST_NAMED = 40  # labels; more of them would be illegible beside the matrix
_NAMES, _LARGEST_CELL, _WITH_COUNT, _DIGIT = 190, 28, 16, 7  # pixels
_READ_AS = (
    "Macro-F1 is precision and recall in one, each label counting the same. Filed at 80 % precision: so much could be "
    "filed, the surest first, with 80 % of it right. Calibration error: how far it is from being right as often as it "
    "says."
)
_READ_STRANGERS_AS = (
    " Out-of-scope AUROC: how often a text that belongs looks more familiar than one that does not; 50 is a guess."
)
_STYLE = """
:root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--faint:#68707a;--line:#d9dee4;--own:#0a6c74;--other:#b4530a}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ec;--paper:#15181c;--faint:#8f98a3;--line:#333a42;--own:#4fc3c8;
--other:#f0a35e}}
body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:60rem;margin:2rem auto;
padding:0 1rem}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2.5rem}table{border-collapse:collapse}
th,td{padding:.2rem .8rem .2rem 0;text-align:right;border-bottom:1px solid var(--line);
font-variant-numeric:tabular-nums}
.said{text-align:left}.wide{overflow-x:auto}.faint{color:var(--faint)}
figure{display:inline-block;vertical-align:top;margin:0 1.5rem 1rem 0}
figure svg{max-width:100%;height:auto}figcaption{max-width:20rem;font-size:.85rem}
svg text{fill:var(--ink);font-size:11px}.axis{stroke:var(--line)}.own{stroke:var(--own);fill:none;stroke-width:2}
.ideal{stroke:var(--faint);stroke-dasharray:4 4}.dot{fill:var(--own)}.matrix rect{fill:var(--other)}
.matrix .right{fill:var(--own)}.matrix .number{fill:var(--faint)}
"""


def page(evaluations: "Sequence[Evaluation]") -> str:
    """The whole page in HTML; of several evaluations the last in full, and what each reached as a curve."""
    evaluation = evaluations[-1]
    body = "\n".join(
        (
            "<h1>How well the classifier files</h1>",
            f"<p>{escape(introduction(evaluation))}</p>",
            _comparison(evaluation),
            f'<p class="faint">{_READ_AS}{_READ_STRANGERS_AS if evaluation.strangers else ""}</p>',
            *([_learning(evaluations)] if len(evaluations) > 1 else []),
            "<h2>Sure and right</h2>",
            _precision(evaluation),
            _reliability(evaluation),
            "<h2>What is taken for what</h2>",
            _matrix(evaluation),
            _confusions(evaluation),
            "<h2>Label by label</h2>",
            _labels(evaluation),
            _languages(evaluation),
            _others(evaluation),
            f'<p class="faint">{escape(pace(evaluation))}</p>',
        )
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Doorknock: evaluation</title><style>{_STYLE}</style></head>\n<body>{body}</body></html>\n"
    )


def _comparison(evaluation: "Evaluation") -> str:
    names = [result.name for result in (evaluation.head, *evaluation.baselines)]
    return _table(["in percent", *names], ([said, *cells] for said, cells in rows(evaluation)))


def _learning(evaluations: "Sequence[Evaluation]") -> str:
    names = [result.name for result in (evaluations[0].head, *evaluations[0].baselines)]
    reached = (
        [
            str(each.plan.shots),
            *(f"{100 * (means(result)['macro_f1'] or 0):.1f}" for result in (each.head, *each.baselines)),
        ]
        for each in evaluations
    )
    return "<h2>Macro-F1 by examples a label</h2>" + _table(["examples", *names], reached)


def _precision(evaluation: "Evaluation") -> str:
    points = precision_curve(evaluation.head.guesses)
    caption = "The share of texts that is filed, surest first (to the right), and how much of it is right (upwards)."
    return _figure("Precision by coverage", _line(points), caption)


def _reliability(evaluation: "Evaluation") -> str:
    bins = reliability(evaluation.head.guesses)
    dots = "".join(
        f'<circle class="dot" cx="{_x(each.confidence):.1f}" cy="{_y(each.accuracy):.1f}" '
        f'r="{3 + 9 * each.share**0.5:.1f}">'
        f"<title>said {each.confidence:.0%}, right {each.accuracy:.0%}</title></circle>"
        for each in bins
    )
    ideal = f'<line class="ideal" x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}"/>'
    caption = (
        "How sure it said it was (to the right), and how often it was right (upwards). On the line it can be believed; "
        "the larger a dot, the more texts."
    )
    return _figure("Calibration", ideal + dots, caption)


def _figure(title: str, drawn: str, caption: str) -> str:
    side = SIZE + 2 * MARGIN
    marks = "".join(
        f'<line class="axis" x1="{_x(0)}" y1="{_y(at):.1f}" x2="{_x(1)}" y2="{_y(at):.1f}"/>'
        f'<text x="4" y="{_y(at) + 4:.1f}">{at:.0%}</text>'
        f'<text x="{_x(at):.1f}" y="{side - 14}" text-anchor="middle">{at:.0%}</text>'
        for at in (0.0, 0.25, 0.5, 0.75, 1.0)
    )
    picture = f'<svg viewBox="0 0 {side} {side}" width="{side}" role="img" aria-label="{title}">{marks}{drawn}</svg>'
    return f"<figure>{picture}<figcaption><b>{title}.</b> {caption}</figcaption></figure>"


def _line(points: Sequence[tuple[float, float]]) -> str:
    path = " ".join(f"{_x(across):.1f},{_y(up):.1f}" for across, up in points)
    return f'<polyline class="own" points="{path}"/>'


def _x(share: float) -> float:
    return MARGIN + SIZE * share


def _y(share: float) -> float:
    return MARGIN + SIZE * (1 - share)


def _matrix(evaluation: "Evaluation") -> str:
    """True labels downwards, guesses to the right, in the same order; darker is more often."""
    labels = evaluation.labels
    cell = max(4, min(_LARGEST_CELL, 640 // len(labels)))
    left, top = (_NAMES, _LARGEST_CELL) if len(labels) <= _MOST_NAMED else (0, 0)
    names = "".join(_name(row, label, cell) for row, label in enumerate(labels)) if left else ""
    width, height = left + len(labels) * cell, top + len(labels) * cell
    hint = "" if cell >= _WITH_COUNT else " Rest on a square for its numbers."
    return (
        f'<div class="wide"><svg class="matrix" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="Confusion matrix">{names}'
        f'<g transform="translate({left} {top})">{_cells(evaluation, cell)}</g></svg></div>'
        f"<p>Down: the true label. Across: what it was taken for, in the same order.{hint}</p>"
    )


def _name(row: int, label: str, cell: int) -> str:
    """A label beside its row, with its number, which stands above its column as well."""
    return (
        f'<text x="{_NAMES - 6}" y="{_LARGEST_CELL + (row + 0.5) * cell + 4:.1f}" text-anchor="end">'
        f"{escape(_short(label))} {row + 1}</text>"
        f'<text class="number" x="{_NAMES + (row + 0.5) * cell:.1f}" y="{_LARGEST_CELL - 8}" text-anchor="middle">'
        f"{row + 1}</text>"
    )


def _cells(evaluation: "Evaluation", cell: int) -> str:
    counts, labels = evaluation.head.counts, evaluation.labels
    totals = counts.sum(axis=1)
    # Never so pale that a single wrong guess goes unseen, nor so strong that its number cannot be read.
    return "".join(
        f'<rect {"class=right " if row == column else ""}x="{column * cell}" y="{row * cell}" width="{cell}" '
        f'height="{cell}" fill-opacity="{0.15 + 0.4 * counts[row, column] / totals[row]:.2f}"><title>'
        f"{escape(labels[row])} taken for {escape(labels[column])}: "
        f"{counts[row, column]} of {totals[row]}</title></rect>{_count(counts[row, column], row, column, cell)}"
        for row, column in zip(*counts.nonzero(), strict=True)
    )


def _count(times: int, row: int, column: int, cell: int) -> str:
    if cell < _WITH_COUNT or len(str(times)) * _DIGIT > cell:
        return ""
    at = f'x="{(column + 0.5) * cell:.1f}" y="{(row + 0.5) * cell + 4:.1f}"'
    return f'<text {at} text-anchor="middle" pointer-events="none">{times}</text>'


def _confusions(evaluation: "Evaluation") -> str:
    found = largest_confusions(evaluation)[:_CONFUSIONS]
    if not found:
        return "<p>Every text was filed under its label.</p>"
    lines = ([label, taken, str(times)] for label, taken, times in found)
    return _table(["label", "taken for", "times"], lines, words=(0, 1))


def _labels(evaluation: "Evaluation") -> str:
    return _table(
        ["label", "precision", "recall", "F1", "texts"],
        (
            [each.label, *(f"{100 * share:.1f}" for share in (each.precision, each.recall, each.f1)), str(each.texts)]
            for each in by_label(evaluation.head.counts, evaluation.labels)
        ),
    )


def _others(evaluation: "Evaluation") -> str:
    if not evaluation.others:
        return ""
    return "<h2>The other heads</h2>" + _table(
        OTHER_HEADS, (other_cells(each) for each in evaluation.others), words=(0, len(OTHER_HEADS) - 1)
    )


def _languages(evaluation: "Evaluation") -> str:
    """Nothing where the encoder knows all of them, as in the terminal."""
    if not unknown(evaluation):
        return ""
    lines = (language_cells(each) for each in evaluation.languages)
    table = _table(["language", "texts", "right", ""], lines, words=(0, 3))
    return f"<h2>Language by language</h2>{table}<p>{escape(unknown(evaluation))}</p>"


def _table(head: Sequence[str], body: Iterable[Sequence[str]], *, words: Container[int] = (0,)) -> str:
    """A table whose columns `words` hold words, and the others numbers."""

    def line(cells: Sequence[str], tag: str) -> str:
        said = (' class="said"' if column in words else "" for column in range(len(cells)))
        return "".join(f"<{tag}{how}>{escape(cell)}</{tag}>" for cell, how in zip(cells, said, strict=True))

    lines = "".join(f"<tr>{line(cells, 'td')}</tr>" for cells in body)
    return f'<div class="wide"><table><thead><tr>{line(head, "th")}</tr></thead><tbody>{lines}</tbody></table></div>'


def _short(label: str) -> str:
    return label if len(label) <= 28 else f"{label[:27]}…"
