"""Whys gathered across brands and departments: the same one put in other words is one, and each stands on its own why.

Guarantee: pure and deterministic; a cause counts issues, not words, and what differs by a "not" or a number is never
taken for the same.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from difflib import SequenceMatcher

from bot.core.issue import Issue
from bot.core.phrases import fold

ALIKE = 0.75
"""The least share of words that two wordings of one cause have in common."""
SPELT_ALIKE = 0.85
LEAST_LETTERS = 5
"""Shorter words that differ by a letter are other words."""
RECURS = 3
"""From so many issues on, or from two brands, a cause comes back."""
_WORD = re.compile(r"[^\W_]+")
_WORDS_THAT_SAY_LITTLE = """
a an and as at be because by due for had has have in is it of on our so that the there to was we were
"""
_WORDS_THAT_TURN = """
no not never none nobody nothing without cannot kein keine nicht pas sans sin
"""
_SMALL = frozenset(_WORDS_THAT_SAY_LITTLE.split())
_TURNING = frozenset(_WORDS_THAT_TURN.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A resolved issue of which somebody has said why: `chain` begins with the cause."""

    issue: int
    assignment: int
    department: str
    brand: str
    tags: tuple[str, ...]
    at: datetime
    chain: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One cause with the issues it stands behind, newest first, and the whys that were given for it."""

    words: str
    found: tuple[Explained, ...]
    whys: tuple["Cause", ...] = ()

    @property
    def issues(self) -> tuple[int, ...]:
        """The numbers of its issues, newest first."""
        return tuple(each.issue for each in self.found)

    @property
    def brands(self) -> tuple[str, ...]:
        """The brands it was met at, in the order of the alphabet."""
        return tuple(sorted({each.brand for each in self.found if each.brand}))

    @property
    def departments(self) -> tuple[str, ...]:
        """The departments whose issues it stands behind."""
        return tuple(sorted({each.department for each in self.found}))

    @property
    def recurs(self) -> bool:
        """Whether it comes back: at three issues, or at two brands."""
        return len(self.found) >= RECURS or len(self.brands) > 1


def explained(issue: Issue) -> Explained | None:
    """What was said about `issue`; None where it is not over, or nobody said why."""
    if issue.closed_at is None or not issue.chain:
        return None
    return Explained(
        issue=issue.number,
        assignment=issue.owner.number,
        department=issue.owner.department,
        brand=issue.brand,
        tags=issue.tags,
        at=issue.closed_at,
        chain=issue.chain,
    )


def tree(found: Iterable[Explained], *, about: str = "") -> tuple[Cause, ...]:
    """The causes, those behind most issues first, each with the whys behind it; `about` keeps what has its words."""
    kept = [each for each in found if _is_about(each, about)]
    same = _Wordings(text for each in kept for text in each.chain)
    return _branches([(each, each.chain) for each in kept], same)


def recurring(found: Iterable[Explained]) -> tuple[Cause, ...]:
    """The causes that come back, however deep they were found; the most frequent first."""
    kept = list(found)
    same = _Wordings(text for each in kept for text in each.chain)
    tails = [(each, each.chain[depth:]) for each in kept for depth in range(len(each.chain))]
    return tuple(each for each in _branches(tails, same) if each.recurs)


def unasked(causes: Iterable[Cause]) -> tuple[Cause, ...]:
    """Of causes that come back, those of which nobody has said yet why they are so."""
    return tuple(each for each in causes if each.recurs and not each.whys)


def _branches(tails: Sequence[tuple[Explained, tuple[str, ...]]], same: "_Wordings") -> tuple[Cause, ...]:
    grouped: dict[str, dict[int, tuple[Explained, tuple[str, ...]]]] = {}
    for each, tail in tails:
        if tail:
            # An issue counts once, with the longer of its tails, should its chain go in a circle.
            grouped.setdefault(same.head(tail[0]), {}).setdefault(each.issue, (each, tail))
    made = (_branch(list(members.values()), same) for members in grouped.values())
    return tuple(sorted(made, key=lambda cause: (-len(cause.found), -cause.found[0].at.timestamp(), cause.words)))


def _branch(members: Sequence[tuple[Explained, tuple[str, ...]]], same: "_Wordings") -> Cause:
    newest = sorted(members, key=lambda member: (member[0].at, member[0].issue), reverse=True)
    put = Counter(tail[0] for _, tail in newest)
    most = max(put.values())
    return Cause(
        words=next(tail[0] for _, tail in newest if put[tail[0]] == most),
        found=tuple(each for each, _ in newest),
        whys=_branches([(each, tail[1:]) for each, tail in newest], same),
    )


def _is_about(each: Explained, about: str) -> bool:
    wanted = _stems(about)
    return wanted <= _stems(" ".join((*each.chain, each.department, each.brand, *each.tags)))


@dataclass(frozen=True, slots=True)
class _Wordings:
    """Which wordings mean the same: each leads to the head of its group, the wording met most."""

    texts: Iterable[str]
    heads: dict[frozenset[str], str] = field(default_factory=dict)
    _by_stem: dict[str, list[frozenset[str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        count = Counter(_stems(text) for text in self.texts)
        for stems, _ in sorted(count.items(), key=lambda each: (-each[1], sorted(each[0]))):
            head = next((known for known in self._near(stems) if _are_alike(known, stems)), None)
            self.heads[stems] = self.heads[head] if head is not None else " ".join(sorted(stems))
            if head is None:
                for stem in stems:
                    self._by_stem.setdefault(stem, []).append(stems)

    def head(self, text: str) -> str:
        """What all wordings of one cause have in common."""
        return self.heads[_stems(text)]

    def _near(self, stems: frozenset[str]) -> Iterator[frozenset[str]]:
        """Heads that share a word: nothing else can be alike."""
        return (known for stem in sorted(stems) for known in self._by_stem.get(stem, ()))


def _are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    apart = one ^ other
    if any(stem in _TURNING or stem.isdigit() for stem in apart):
        return False
    if len(one & other) / len(one | other) >= ALIKE:
        return True
    return len(apart) == 2 and len(one) == len(other) and _are_spelt_alike(*sorted(apart))


def _are_spelt_alike(one: str, other: str) -> bool:
    is_long = min(len(one), len(other)) >= LEAST_LETTERS
    return is_long and SequenceMatcher(None, one, other, autojunk=False).ratio() >= SPELT_ALIKE


def _stems(text: str) -> frozenset[str]:
    words = [_stem(word) for word in _WORD.findall(fold(text[:2_000]).replace("n't", " not"))]
    # Small words alone (`it was`) are words all the same.
    return frozenset(word for word in words if word not in _SMALL) or frozenset(words)


def _stem(word: str) -> str:
    if word.endswith("ies") and len(word) > LEAST_LETTERS:
        return word[:-3] + "y"
    is_plural = word.endswith("s") and not word.endswith("ss") and len(word) > 3
    return word[:-1] if is_plural else word
