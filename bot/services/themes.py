"""Themes found by meaning: mentions that lie close together among the vectors that triage has stored.

Guarantee: exact and deterministic over up to MOST_READ mentions of each time, spread evenly over it and counted as what
they stand for; no model is loaded. What all texts of a language have in common is taken off first, so that no language
is taken for a theme.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from bot.core.phrases import fold
from bot.core.rulebook import Rulebook
from bot.core.themes import LEAST, MOST, Theme, name_of_theme, newest_first
from bot.core.topics import words_of
from bot.core.week import Span
from bot.ports import SaidOnce, UnitOfWork

MOST_READ = 3_000
"""Of each time; the matrix of all likenesses takes 36 MB then."""
LEAST_READ = 0.5
"""Of a time before: of which less was read by the same encoder, it tells nothing."""
NEAR = 0.4
"""The least cosine, of what two texts have beyond their language; see docs/decisions/0015-questions-and-themes.md."""
ENOUGH_OF_LANGUAGE = 5
TINY = 1e-6
"""So short is a vector of which nothing is left."""

Rows = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of one time by one encoder; each stands for `weight` mentions, 1 where nothing was left out."""

    said: list[SaidOnce]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class _Group:
    """Texts around one of them, by their places among all; `earlier` counts those of each time before."""

    seed: int
    members: list[int]
    earlier: list[int]


def themes_of(
    unit: UnitOfWork, now: Span, before: Sequence[Span], rulebook: Rulebook, *, most_read: int = MOST_READ
) -> list[Theme]:
    """What the mentions of `now` are about, held against the times of the same length before.

    MOST at most: what is new or growing before all else, then the biggest.
    """
    found = unit.questions.sample(since=now.start, until=now.end, most=most_read)
    encoder = _encoder(found[1])
    read = _by_encoder(*found, encoder)
    past = [
        _by_encoder(*unit.questions.sample(since=each.start, until=each.end, most=most_read), encoder)
        for each in before
    ]
    # Times from before anything came in say nothing, nor do those that another encoder has read.
    past = [each for each in past if each.said]
    groups = _groups(read.said, [each.said for each in past])
    told = sorted(((_counted(each, read, past), each) for each in groups), key=lambda pair: newest_first(pair[0]))
    return list(islice(_named(unit, told, read.said, rulebook), MOST))


def fresh_themes(unit: UnitOfWork, now: Span, rulebook: Rulebook) -> list[Theme]:
    """Those that are new or have grown markedly, held against two times of the same length before."""
    length = now.end - now.start
    before = [Span(start=now.start - back * length, end=now.start - (back - 1) * length) for back in (1, 2)]
    return [each for each in themes_of(unit, now, before, rulebook) if each.is_new or each.is_growing]


def _encoder(said: Sequence[SaidOnce]) -> str:
    """The one that has read most of it: vectors of two say nothing about each other."""
    counted = Counter(each.encoder for each in said if _is_read(each))
    return min(counted, key=lambda name: (-counted[name], name), default="")


def _by_encoder(total: int, found: Sequence[SaidOnce], encoder: str) -> _Read:
    """What `encoder` has read of what was found, a sample of `total`; nothing where that is too little of it."""
    known = [each for each in found if _is_read(each)]
    kept = [each for each in known if each.encoder == encoder]
    if len(kept) < LEAST_READ * len(known) or not kept:
        return _Read([])
    return _Read(kept, weight=total / len(found) * len(known) / len(kept))


def _is_read(said: SaidOnce) -> bool:
    return bool(said.vector and said.text)


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


def _groups(said: Sequence[SaidOnce], past: Sequence[Sequence[SaidOnce]]) -> Iterator[_Group]:
    """The densest places first: the text with most others near it, and those; then the same of what is left.

    What was said before goes to these groups in the same order, so that the counts of then and now mean the same.
    """
    rows = _beyond_language([*said, *(each for those in past for each in those)])
    now, then = rows[: len(said)], rows[len(said) :]
    ends = np.cumsum([len(those) for those in past], dtype=int)
    near = now @ now.T >= NEAR
    free, free_then = near.diagonal().copy(), np.ones(len(then), dtype=bool)
    while free.any():
        counts = (near & free).sum(axis=1) * free
        seed = int(counts.argmax())
        if counts[seed] < LEAST:
            return
        members = np.flatnonzero(near[seed] & free).tolist()
        earlier = (then @ now[seed] >= NEAR) & free_then
        free[members] = False
        free_then &= ~earlier
        if len({_voice(said[each]) for each in members}) >= LEAST:
            yield _Group(seed, members, [int(each.sum()) for each in np.split(earlier, ends[:-1])] if past else [])


def _counted(group: _Group, read: _Read, past: Sequence[_Read]) -> Theme:
    """How many say it, and how many did; the words that name it are found later, for few."""
    earlier = sum(count * each.weight for count, each in zip(group.earlier, past, strict=True))
    return Theme(
        count=round(len(group.members) * read.weight),
        usual=earlier / len(past) if past else None,
        is_rough=any(each.weight > 1 for each in (read, *past)),
    )


def _voice(said: SaidOnce) -> tuple[str, int]:
    """All mentions of one issue say one thing."""
    return ("issue", said.issue) if said.issue else ("mention", said.id)


def _named(
    unit: UnitOfWork, told: Sequence[tuple[Theme, _Group]], said: Sequence[SaidOnce], rulebook: Rulebook
) -> Iterator[Theme]:
    brands = [fold(name) for each in rulebook.brands for name in (each.key, each.name, *each.names)]
    words = [words_of(each.text) for each in said]
    for theme, group in told:
        inside = set(group.members)
        # One text for each issue: what a storm repeats would name everything.
        voices = {_voice(said[place]): words[place] for place in group.members}
        elsewhere = [text for place, text in enumerate(words) if place not in inside]
        name = name_of_theme(list(voices.values()), elsewhere, brands=brands)
        if name:
            yield _with_example(unit, replace(theme, words=name), group, said)


def _with_example(unit: UnitOfWork, theme: Theme, group: _Group, said: Sequence[SaidOnce]) -> Theme:
    """A mention of the group that has become an issue, with the share that owns it: the seed, or the newest one."""
    places = [place for place in (group.seed, *reversed(group.members)) if said[place].issue]
    example = said[places[0]] if places else said[group.seed]
    issue = unit.issues.get(example.issue) if example.issue else None
    theme = replace(theme, mention=example.id, said=example.text)
    return replace(theme, issue=issue.number, assignment=issue.owner.number) if issue else theme
