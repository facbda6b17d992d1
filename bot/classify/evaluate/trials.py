"""Which texts are learnt from and which are judged: descriptions only, all of a file, a few a label, or folds.

Guarantee: the same material, plan and seed make the same trials; no trial judges a text it has learnt.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from bot.classify.evaluate.reading import Labelled
from bot.core.model import MOST_UNLABELLED
from bot.errors import DoorknockError

FOLDS = 5


class UnusableMaterial(DoorknockError):
    """Texts and labels that do not fit together; the message says where and what to do."""


class Protocol(StrEnum):
    """How texts to learn from and texts to judge are kept apart."""

    COLD_START = "descriptions only"
    WHOLE = "all examples"
    SHOTS = "a few examples a label"
    FOLDS = "cross-validation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """`draws` repetitions, each with its own random choice; `shots` is how many examples a label each draw learns.

    Where texts to learn from are left, and others are judged, up to `unlabelled` of them are read without their labels.
    """

    protocol: Protocol
    shots: int = 0
    draws: int = 1
    seed: int = 0
    unlabelled: int = MOST_UNLABELLED


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What there is: `labels` with descriptions, `train` to learn from, `test` to be judged, `strangers` of no label.

    Without `test`, `train` is divided; what is `known` is learnt in any case, and never judged.
    """

    labels: Mapping[str, str]
    train: Sequence[Labelled]
    test: Sequence[Labelled] = ()
    strangers: Sequence[str] = ()
    known: Sequence[Labelled] = ()
    minimum_confidence: float = 0.35
    precision: float | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """One lesson and one examination; of the `unlabelled` nobody is told the labels."""

    examples: tuple[Labelled, ...]
    test: tuple[Labelled, ...]
    unlabelled: tuple[str, ...] = ()


def without(rows: Sequence[Labelled], label: str | None) -> tuple[list[Labelled], list[str]]:
    """The rows of all other labels, and the texts of `label`: those that belong nowhere."""
    kept = [row for row in rows if row.label != label]
    return kept, [row.text for row in rows if row.label == label]


def labels_of(train: Sequence[Labelled], test: Sequence[Labelled], described: Mapping[str, str]) -> dict[str, str]:
    """Label → description, described ones first. Raises UnusableMaterial where they cannot be told apart or taught."""
    taught = [*described, *(row.label for row in train)] or [row.label for row in test]
    labels = {label: described.get(label, "") for label in dict.fromkeys(taught)}
    for row in test:
        if row.label not in labels:
            raise UnusableMaterial(
                f"{row.at}: nothing teaches the label {row.label!r}. Add examples of it to --train, describe it in "
                f"--labels, or, if it means that a text belongs nowhere, say --oos-label {row.label}"
            )
    if len(labels) < 2:
        where = next((row.at for row in (*test, *train)), "the labels")
        raise UnusableMaterial(f"{where}: there is one label only, so nothing to tell apart. Add texts of another.")
    return labels


def trials(material: Material, plan: Plan) -> list[list[Trial]]:
    """The trials of each draw. Raises UnusableMaterial where nothing is left to be judged."""
    made = [list(_draw(material, plan, draw)) for draw in range(plan.draws)]
    if not all(trial.test for draw in made for trial in draw):
        raise UnusableMaterial(
            f"{len(material.train)} examples are too few: nothing is left to be judged. "
            "Take fewer --shots, or give a --test file of its own."
        )
    return made


def scarce(material: Material, plan: Plan) -> list[str]:
    """Labels with fewer examples than the shots asked for."""
    counts = Counter(row.label for row in material.train)
    return [label for label in material.labels if counts[label] < plan.shots]


def _draw(material: Material, plan: Plan, draw: int) -> Iterable[Trial]:
    test = tuple(material.test)
    match plan.protocol:
        case Protocol.COLD_START:
            yield Trial((), test)
        case Protocol.WHOLE:
            yield Trial(tuple(material.train), test)
        case Protocol.SHOTS:
            places = _shuffled(material.train, plan.seed, draw)
            chosen = np.sort([place for owned in places for place in owned[: plan.shots]]).tolist()
            taken = set(chosen)
            learnt = {material.train[place].text for place in chosen}
            rest = tuple(row for row in material.train if row.text not in learnt)
            unlabelled = _unlabelled(material.train, taken, plan, judged=test) if test else ()
            yield Trial(tuple(material.train[place] for place in chosen), test or rest, unlabelled)
        case Protocol.FOLDS:
            yield from _folds(material, plan, draw)


def _folds(material: Material, plan: Plan, draw: int) -> Iterable[Trial]:
    """Each row judged once, together with its copies."""
    folds = np.zeros(len(material.train), dtype=int)
    for owned in _shuffled(material.train, plan.seed, draw):
        folds[owned] = (np.arange(len(owned)) + owned[0]) % FOLDS
    of_text = {row.text: fold for row, fold in zip(material.train, folds.tolist(), strict=True)}
    # Of a handful of texts, some folds have none.
    for fold in sorted(set(of_text.values())):
        learnt = (row for row in material.train if of_text[row.text] != fold)
        yield Trial((*material.known, *learnt), tuple(row for row in material.train if of_text[row.text] == fold))


def _unlabelled(
    rows: Sequence[Labelled], taken: Container[int], plan: Plan, *, judged: Iterable[Labelled]
) -> tuple[str, ...]:
    """Texts that are neither `taken` nor `judged`: mostly the same in each draw, since each has to be encoded."""
    places = np.random.default_rng(plan.seed).permutation(len(rows)).tolist()
    secret = {row.text for row in judged}
    rest = dict.fromkeys(rows[place].text for place in places if place not in taken)
    return tuple(text for text in rest if text not in secret)[: plan.unlabelled]


def _shuffled(rows: Sequence[Labelled], seed: int, draw: int) -> list[list[int]]:
    """The places of each label's rows, in an order of this draw's own."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        places[row.label].append(place)
    random = np.random.default_rng([seed, draw])
    return [random.permutation(owned).tolist() for _, owned in sorted(places.items())]
