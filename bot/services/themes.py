"""Themes found by meaning: mentions that lie close together among the vectors that triage has stored.

Guarantee: exact and deterministic over the newest MOST_READ mentions of each time; no model is loaded. What all texts
of one language have in common is taken off first, so that a language is never taken for a theme.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.phrases import fold
from bot.core.rulebook import Rulebook
from bot.core.themes import LEAST, MOST, Theme, name_of_theme
from bot.core.topics import words_of
from bot.core.week import Span
from bot.ports import SaidOnce, UnitOfWork

MOST_READ = 3_000
"""Of each time; the matrix of all likenesses takes 36 MB then."""
NEAR = 0.4
"""The least cosine, of what two texts have beyond their language; see docs/decisions/0015-questions-and-themes.md."""
ENOUGH_OF_LANGUAGE = 5
TINY = 1e-6
"""So short is a vector of which nothing is left."""

Rows = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Group:
    """Texts around one of them, by their places among all."""

    seed: int
    members: list[int]


def themes_of(unit: UnitOfWork, now: Span, before: Sequence[Span], rulebook: Rulebook) -> list[Theme]:
    """What the mentions of `now` are about, the biggest first, held against the times of the same length before."""
    said, past = _read(unit, now), [_read(unit, each) for each in before]
    encoder = _encoder(said)
    said = [each for each in said if each.encoder == encoder]
    # Times from before anything came in say nothing.
    past = [[each for each in those if each.encoder == encoder] for those in past if those]
    everything = [*said, *(each for those in past for each in those)]
    rows = _beyond_language(everything)
    found = _groups(rows[: len(said)], said)
    return list(_named(unit, found, said, rows, past=len(past), rulebook=rulebook))[:MOST]


def fresh_themes(unit: UnitOfWork, now: Span, rulebook: Rulebook) -> list[Theme]:
    """Those that are new or have grown markedly, held against two times of the same length before."""
    length = now.end - now.start
    before = [Span(start=now.start - back * length, end=now.start - (back - 1) * length) for back in (1, 2)]
    return [each for each in themes_of(unit, now, before, rulebook) if each.is_new or each.is_growing]


def _read(unit: UnitOfWork, span: Span) -> list[SaidOnce]:
    found = unit.questions.said(since=span.start, until=span.end, limit=MOST_READ)
    return [each for each in reversed(found) if each.vector and each.text]


def _encoder(said: Sequence[SaidOnce]) -> str:
    """The one that has read most of it: vectors of two say nothing about each other."""
    counted = Counter(each.encoder for each in said)
    return min(counted, key=lambda name: (-counted[name], name), default="")


def _beyond_language(said: Sequence[SaidOnce]) -> Rows:
    """Each vector without what the texts of its language have in common, of length 1; zero where those are too few."""
    size = max((len(each.vector) for each in said), default=0)
    whole = [each.vector if len(each.vector) == size else bytes(size) for each in said]
    rows = (
        np.frombuffer(b"".join(whole), dtype="<f4").reshape(len(said), -1).copy() if said else np.zeros((0, 1), "<f4")
    )
    by_language: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(said):
        by_language[each.language].append(place)
    for places in by_language.values():
        own = rows[places]
        rows[places] = own - own.mean(axis=0) if len(places) >= ENOUGH_OF_LANGUAGE else 0
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    lengths[lengths < TINY] = np.inf
    whole_length: Rows = rows / lengths
    return whole_length


def _groups(rows: Rows, said: Sequence[SaidOnce]) -> Iterator[_Group]:
    """The densest places first: the text with most others near it, and those; then the same of what is left."""
    near = rows @ rows.T >= NEAR
    free = near.diagonal().copy()
    while free.any():
        counts = (near & free).sum(axis=1) * free
        seed = int(counts.argmax())
        if counts[seed] < LEAST:
            return
        members = np.flatnonzero(near[seed] & free).tolist()
        free[members] = False
        if len({_voice(said[each]) for each in members}) >= LEAST:
            yield _Group(seed, members)


def _voice(said: SaidOnce) -> tuple[str, int]:
    """All mentions of one issue say one thing."""
    return ("issue", said.issue) if said.issue else ("mention", said.id)


def _named(
    unit: UnitOfWork, groups: Iterator[_Group], said: Sequence[SaidOnce], rows: Rows, *, past: int, rulebook: Rulebook
) -> Iterator[Theme]:
    brands = [fold(name) for each in rulebook.brands for name in (each.key, each.name, *each.names)]
    words = [words_of(each.text) for each in said]
    for group in groups:
        inside = set(group.members)
        # One text for each issue: what a storm repeats would name everything.
        voices = {_voice(said[place]): words[place] for place in group.members}
        elsewhere = [text for place, text in enumerate(words) if place not in inside]
        name = name_of_theme(list(voices.values()), elsewhere, brands=brands)
        if name:
            earlier = int((rows[len(said) :] @ rows[group.seed] >= NEAR).sum())
            example = _example(unit, group, said)
            usual = earlier / past if past else None
            yield Theme(words=name, count=len(inside), usual=usual, issue=example[0], assignment=example[1])


def _example(unit: UnitOfWork, group: _Group, said: Sequence[SaidOnce]) -> tuple[int | None, int | None]:
    """An issue of the group, with the share that owns it: the seed's, or the newest one's."""
    numbers = [said[place].issue for place in (group.seed, *reversed(group.members)) if said[place].issue]
    issue = unit.issues.get(numbers[0]) if numbers and numbers[0] else None
    return (issue.number, issue.owner.number) if issue else (None, None)
