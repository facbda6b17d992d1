"""What services need from the database for lessons and for the versions of the model that learnt from them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.lessons import Aspect, Lesson, LessonState
from bot.core.model import Contradiction, ModelUse, ModelVersion, Trial
from bot.core.rulebook import Rulebook
from bot.ports.data import KnownVector


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A lesson with the text it is about and its weight; `known` is the text's vector, None where there is none."""

    lesson: Lesson
    text: str
    weight: float
    known: KnownVector | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What somebody posted and nobody labelled: the mention's id, its text and its vector."""

    mention: int
    text: str
    known: KnownVector


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What came of an attempt to learn: the ids of the lessons that may take effect, and why the others must not.

    `unborne` are those that everybody else finds unlikely, and is easier to understand without.
    """

    encoder: str
    learnt: tuple[int, ...]
    contradictions: tuple[Contradiction, ...]
    unborne: tuple[int, ...]
    trials: tuple[Trial, ...]
    why_not: str


class Learner(Protocol):
    """A classifier that can be taught. What it is asked here takes seconds and more: ask it in the background."""

    @property
    def encoder(self) -> str:
        """Name, version and precision of the encoder, "" while it is not loaded."""
        ...

    def try_out(self, rulebook: Rulebook, material: Sequence[Material], heard: Sequence[Heard] = ()) -> Attempt:
        """Learn from `material`, and from what was `heard`, and compare it with what is in force.

        Nothing takes effect.
        """
        ...

    def adopt(self, number: int, rulebook: Rulebook, material: Sequence[Material], heard: Sequence[Heard] = ()) -> None:
        """Judge by the version `number` from now on, which is made of `material` and of what was `heard`."""
        ...


class Lessons(Protocol):
    """What people's clicks have taught."""

    def add(self, lesson: Lesson) -> int:
        """Keep a new one; returns its id."""
        ...

    def get(self, lesson_id: int) -> Lesson | None:
        """One by its id."""
        ...

    def by_ids(self, lesson_ids: Collection[int]) -> list[Lesson]:
        """Those of them that are still there, oldest first."""
        ...

    def standing(self, mention: int, aspect: Aspect) -> list[Lesson]:
        """What stands about one aspect of one mention, oldest first."""
        ...

    def find(self, states: Collection[LessonState], *, limit: int) -> list[Lesson]:
        """Those in one of `states`, newest first."""
        ...

    def count(self, states: Collection[LessonState]) -> int:
        """How many are in one of `states`."""
        ...

    def taught_between(self, start: datetime, end: datetime) -> list[Lesson]:
        """Those of start <= at < end that nobody had ended by then, oldest first."""
        ...

    def put(self, lesson_ids: Collection[int], state: LessonState, *, by: str, at: datetime) -> None:
        """Say what has become of some; `by` and `at` are noted where that ends them."""
        ...

    def erase(self, issue: int) -> None:
        """Drop what an issue's mentions have taught, whose words are gone."""
        ...


class Models(Protocol):
    """The versions of the model, and which one is in force."""

    def add(self, version: ModelVersion) -> bool:
        """Keep a new version; False where somebody has made one of this number already."""
        ...

    def get(self, number: int) -> ModelVersion | None:
        """One by its number."""
        ...

    def history(self, *, limit: int) -> list[ModelVersion]:
        """The versions, newest first."""
        ...

    def use(self, use: ModelUse) -> None:
        """Put a version in force."""
        ...

    def in_force(self, *, at: datetime | None = None) -> ModelUse | None:
        """What is in force, or was at that time; None where nothing had ever been learnt."""
        ...

    def last_uses(self, numbers: Sequence[int]) -> Mapping[int, ModelUse]:
        """The last time each of these versions was put in force."""
        ...
