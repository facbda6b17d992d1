"""Corrections that stream in from colleagues, of texts that were judged wrongly; one of them may be careless."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from bot.classify.classifier import EncoderClassifier
from bot.core.department import TRIAGE
from bot.core.lesson_weights import weights_of
from bot.core.lessons import Aspect, How, Lesson
from bot.core.rulebook import Rulebook
from bot.ports import Attempt, Material
from tests.classify.bakery import NOON, department, mention, rulebook

CAREFUL = tuple(f"U{number}" for number in range(1, 12))
CARELESS = "U0"
DOORS = ("oven", "till", "van", "desk", "shop")
OWN_WORDS, SMALL_WORDS = 40, 30
SEEN_THROUGH = 0.5
"""Of what was filed rightly, so much is resolved at that door, which confirms it."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text and the department it belongs to."""

    text: str
    label: str


def book_of(taught: Sequence[Text], labels: dict[str, str]) -> Rulebook:
    """A rulebook of departments with these descriptions, which knows the texts `taught`."""
    base = rulebook(has_examples=False, version="stream")
    doors = [department(key, description) for key, description in labels.items()]
    example = rulebook().examples[0]
    examples = [replace(example, text=each.text, department=each.label) for each in taught]
    return replace(base, departments=(*doors, department(TRIAGE, "the rest")), examples=tuple(examples))


def invented(count: int, *, seed: int) -> list[Text]:
    """Texts of an invented company: each department has words of its own, and all use the same small ones."""
    chance = random.Random(seed)  # noqa: S311 - the same texts in every run
    found = []
    for _ in range(count):
        label = chance.choice(DOORS)
        own = [f"{label}{chance.randrange(OWN_WORDS)}" for _ in range(2)]
        stray = [
            f"{chance.choice(DOORS)}{chance.randrange(OWN_WORDS)}",
            *(f"w{chance.randrange(30)}" for _ in range(4)),
        ]
        found.append(Text(" ".join(chance.sample([*own, *stray], k=7)), label))
    return found


@dataclass
class Stream:
    """A classifier that is taught as it is used. `carelessness` is how often CARELESS names a wrong department.

    Where there is a `door`, CARELESS names just that one then. Where `is_swapping`, each of the first two departments
    is taken for the other, and nothing else for anything. With `others` it is them who click beside CARELESS.
    `disputed` is how often one of them names another department for a text that has just been corrected.
    """

    classifier: EncoderClassifier
    book: Rulebook
    share: float = 0.0
    carelessness: float = 0.0
    door: str = ""
    is_swapping: bool = False
    disputed: float = 0.0
    others: Sequence[str] = CAREFUL
    material: list[Material] = field(default_factory=list)
    lessons: dict[int, tuple[Lesson, str]] = field(default_factory=dict)
    wrong: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._random = random.Random(7)  # noqa: S311 - the same stream in every run
        self._keys = [each.key for each in self.book.departments if each.key != TRIAGE]

    def run(self, texts: Sequence[Text], *, stops: Sequence[int], at: Callable[[int, Attempt], None]) -> None:
        """Judge text after text, take what people do for lessons, and learn at each of `stops` lessons."""
        for each in texts:
            before = len(self.lessons)
            self._meet(each)
            if any(before < stop <= len(self.lessons) for stop in stops):
                at(len(self.lessons), self.learn())
            if len(self.lessons) >= max(stops):
                return

    def learn(self) -> Attempt:
        """One attempt; what is good takes effect."""
        weights = weights_of([lesson for lesson, _ in self.lessons.values()], examples=len(self.book.examples))
        offered = [Material(lesson=each, text=text, weight=weights[each.id]) for each, text in self.lessons.values()]
        attempt = self.classifier.try_out(self.book, offered)
        if not attempt.why_not:
            self.material = [each for each in offered if each.lesson.id in set(attempt.learnt)]
            self.classifier.adopt(len(self.lessons), self.book, self.material)
        return attempt

    def right(self, texts: Sequence[Text]) -> int:
        """How many are filed rightly, the best guess counting."""
        judged = self.classifier.classify([mention(each.text) for each in texts], self.book)
        return sum(found.departments[0].department == each.label for found, each in zip(judged, texts, strict=True))

    def _meet(self, each: Text) -> None:
        (judged,) = self.classifier.classify([mention(each.text)], self.book)
        is_right = judged.departments[0].department == each.label
        by = CARELESS if self._random.random() < self.share else self._random.choice(self.others)
        named = self._named(each.label) if by == CARELESS and self._random.random() < self.carelessness else each.label
        if named != each.label:
            self._note(each.text, named, by=by)
            self.wrong.add(len(self.lessons))
        elif not is_right:
            self._note(each.text, each.label, by=by)
            self._dispute(each, by=by)
        elif self._random.random() < SEEN_THROUGH:
            self._note(each.text, each.label, by=by, how=How.CONFIRMED)

    def _dispute(self, each: Text, *, by: str) -> None:
        if self.disputed and self._random.random() < self.disputed:
            other = self._random.choice([person for person in self.others if person != by])
            self._note(each.text, self._random.choice([key for key in self._keys if key != each.label]), by=other)
            self.wrong.add(len(self.lessons))

    def _named(self, label: str) -> str:
        """What CARELESS calls a text that belongs to `label`."""
        if self.is_swapping:
            one, other = self._keys[:2]
            return {one: other, other: one}.get(label, label)
        return self.door or self._random.choice([key for key in self._keys if key != label])

    def _note(self, text: str, label: str, *, by: str, how: How = How.NOT_OURS) -> None:
        number = len(self.lessons) + 1
        lesson = Lesson(
            id=number, issue=number, mention=number, aspect=Aspect.DEPARTMENT, label=label, how=how, by=by, at=NOON
        )
        self.lessons[number] = (lesson, text)
