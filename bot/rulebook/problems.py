"""What is wrong with a rulebook, and where.

Guarantee: each problem prints as `file:line:column: what, and the nearest known name`, lines and columns
counted from 1.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from rapidfuzz import fuzz, process

from bot.errors import DoorknockError

# Below this likeness (0 to 100) a suggestion puzzles more than it helps.
_LIKE_ENOUGH = 60


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a file of the rulebook; line and column count from 1, 0 stands for the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


class Severity(StrEnum):
    """Whether a rulebook is refused for it."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to put right, or (a warning) to look at."""

    place: Place
    what: str
    severity: Severity = Severity.ERROR

    @property
    def is_error(self) -> bool:
        """Whether the rulebook is refused for it."""
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        return f"{self.place}: {'' if self.is_error else 'warning: '}{self.what}"


@dataclass(slots=True)
class Problems:
    """Gathers problems while a rulebook is read, so that all of them are told at once."""

    found: list[Problem] = field(default_factory=list)

    def refuse(self, place: Place, what: str) -> None:
        """Note an error."""
        self.found.append(Problem(place, what))

    def warn(self, place: Place, what: str) -> None:
        """Note a warning."""
        self.found.append(Problem(place, what, Severity.WARNING))

    @property
    def has_errors(self) -> bool:
        """Whether anything found so far refuses the rulebook."""
        return any(problem.is_error for problem in self.found)

    def in_order(self) -> tuple[Problem, ...]:
        """Each problem once, by file and line."""
        return tuple(sorted(set(self.found)))


class RulebookError(DoorknockError):
    """The rulebook cannot be used; the message lists every problem, one a line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        errors = [str(problem) for problem in self.problems if problem.is_error]
        super().__init__("The rulebook cannot be used yet:\n" + "\n".join(errors))

    def __reduce__(self) -> tuple[type["RulebookError"], tuple[tuple[Problem, ...]]]:
        return RulebookError, (self.problems,)


def nearest(word: str, known: Iterable[str]) -> str:
    """`; did you mean «billing»?` where a known name is like `word`, else a short list of what there is, else ""."""
    names = sorted(set(known))
    best = process.extract(word.casefold(), names, scorer=fuzz.ratio, processor=str.casefold, limit=1)
    for name, likeness, _ in best:
        if likeness >= _LIKE_ENOUGH:
            return f"; did you mean «{name}»?"
    return f"; there is {', '.join(names)}" if names and len(names) <= 12 else ""
