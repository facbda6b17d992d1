"""How well storms are told from things that merely sound alike, beside plain likeness of texts, on the same pairs.

Run it with `python -m tests.bench.bench_pairs`; `ENCODER` names another encoder. The others' thresholds are the ones
that do best on the half that ours were chosen on (F0.5: joining wrongly is worse than not joining); all are measured
on the other half. No figure makes it fail.
"""

import os
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from rapidfuzz import fuzz
from rich.console import Console
from rich.table import Table

from bot.classify.encoder import load_encoder
from bot.core.wording import fingerprint, likeness
from tests.classify.outages import ALONE, OUTAGES, TONGUES, Encode, issues_of
from tests.classify.pairs import CHOSEN_ON, HELD_BACK, OTHER_LANGUAGE, PAIRS, WRITTEN_LATER, Judge, Pair, by_us, score

Measure = Callable[[Pair], float]


def main() -> None:
    """Measure and print."""
    encoder = load_encoder(os.environ.get("ENCODER", ""))
    vectors = {text: encoder.encode([text])[0] for pair in PAIRS for text in (pair.one, pair.other)}
    plain: dict[str, Measure] = {
        "letters alone (4-grams, Jaccard)": lambda pair: likeness(
            fingerprint(pair.one), fingerprint(pair.other), least=0.0
        ),
        "rapidfuzz token_set_ratio alone": lambda pair: fuzz.token_set_ratio(pair.one.lower(), pair.other.lower()),
        "cosine alone": lambda pair: float(np.dot(vectors[pair.one], vectors[pair.other])),
    }
    read = [pair for pair in HELD_BACK if pair.kind != OTHER_LANGUAGE]
    ours = by_us(encoder.encode)
    judges = {**{name: _best(measure) for name, measure in plain.items()}, "Doorknock": ours}
    console = Console(width=100)
    console.print(f"Encoder {encoder.version}")
    console.print(_scores(judges, read, title=f"{len(read)} pairs that no threshold was chosen on"))
    console.print(_scores(judges, WRITTEN_LATER, title=f"{len(WRITTEN_LATER)} pairs written when all else stood"))
    unbranded = [pair.without_brand for pair in read if not pair.other_brand]
    title = f"{len(unbranded)} pairs of the first table, from sources that do not know the brand"
    console.print(_scores({"Doorknock": ours}, unbranded, title=title))
    console.print(_by_kind(ours))
    console.print(_outages(encoder.encode))


def _scores(judges: Mapping[str, Judge], pairs: Sequence[Pair], *, title: str) -> Table:
    table = Table("judge", "precision", "recall", "wrongly joined", title=title)
    for name, judge in judges.items():
        found = score(judge, pairs)
        table.add_row(name, f"{found.precision:.1%}", f"{found.recall:.1%}", str(found.wrongly_joined))
    return table


def _best(measure: Measure) -> Judge:
    """The judge by a threshold of `measure` that has the best F0.5 on the pairs to choose on."""
    read = [pair for pair in CHOSEN_ON if pair.kind != OTHER_LANGUAGE]

    def usefulness(threshold: float) -> float:
        found = score(lambda pair: measure(pair) >= threshold, read)
        return 1.25 * found.precision * found.recall / (0.25 * found.precision + found.recall or 1.0)

    best = max((measure(pair) for pair in read), key=usefulness)
    return lambda pair: measure(pair) >= best


def _by_kind(ours: Judge) -> Table:
    table = Table("kind of pair", "the same?", "pairs", "joined", title="All pairs, by what makes them hard")
    for kind in dict.fromkeys(pair.kind for pair in PAIRS):
        pairs: Sequence[Pair] = [pair for pair in PAIRS if pair.kind == kind]
        same = "yes" if pairs[0].same else "no"
        table.add_row(kind, same, str(len(pairs)), str(sum(map(ours, pairs))))
    return table


def _outages(encode: Encode) -> Table:
    table = Table("what fails", "held back?", "posts", "issues", "in the largest", title="Outages, as people tell them")
    for outage in (*OUTAGES, TONGUES):
        issues = issues_of(outage.posts, brand=outage.brand, encode=encode)
        held_back = "yes" if outage.is_held_back else "no"
        table.add_row(outage.name, held_back, str(len(outage.posts)), str(len(issues)), str(max(map(len, issues))))
    alone = issues_of(ALONE, brand="wrenbox", encode=encode)
    table.add_row("nothing: each its own", "no", str(len(ALONE)), str(len(alone)), str(max(map(len, alone))))
    return table


if __name__ == "__main__":
    main()
