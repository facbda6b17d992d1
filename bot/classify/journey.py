"""At which stage of the customer's journey somebody was: a head that is taught, and says nothing where it is not sure.

Guarantee: the same in every run. Nothing is said of a text that resembles nothing of what its stage was taught by. In a
language that the encoder was not made for it is silent until somebody has taught it one text in such a language. What
it says is put right by a click, which teaches it, and decides nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.classify.kernel import Vectors
from bot.classify.lessons import Subject
from bot.classify.saying import Caution, stage_of
from bot.classify.school import Graduate, Hindsight, School
from bot.classify.solving import Flags, Rows
from bot.core.lessons import Aspect
from bot.core.rulebook import Rulebook

UNSAID = ""
LEAST, BEST_OF = 0.25, 2
"""The mean cosine to so many of the texts of a stage, those most alike: one lucky word makes no stage."""


@dataclass(frozen=True, slots=True)
class Journey:
    """The head of the stages.

    `taught` (texts, dimension) are the vectors of what it has learnt from, `own` (texts,) the stage of each, as a
    column. `is_at_home_abroad` says whether a text in a foreign language was among them.
    """

    graduate: Graduate[str]
    taught: Vectors
    own: Rows
    is_at_home_abroad: bool

    @property
    def hindsight(self) -> Sequence[Hindsight]:
        """How it judges its own examples, each by all the others; what each resembles is not asked there."""
        return self.graduate.hindsight

    def of(self, kernel: Vectors, vectors: Vectors, foreign: Flags) -> list[str]:
        """The stage of each text, "" where there is none or it is not sure.

        `kernel` (texts, anchors), `vectors` (texts, dimension) and `foreign` (texts,) have a row for each text.
        """
        if not self.graduate.labels:
            return [UNSAID] * len(foreign)
        probabilities = self.graduate.head.probabilities(kernel, foreign)
        is_said = self._is_alike(vectors, probabilities.argmax(axis=1)) & (~foreign | self.is_at_home_abroad)
        return [
            self.graduate.decide(row)[0] if is_sayable else UNSAID
            for row, is_sayable in zip(probabilities, is_said.tolist(), strict=True)
        ]

    def _is_alike(self, vectors: Vectors, columns: Rows) -> Flags:
        """Whether each text resembles what its likeliest stage was taught by."""
        cosines = np.where(self.own == columns[:, None], vectors @ self.taught.T, -np.inf)
        best = np.sort(cosines, axis=1)[:, -BEST_OF:]
        alike: Flags = best.mean(axis=1, where=np.isfinite(best)) >= LEAST
        return alike


def teach_journey(school: School, subject: Subject[str], rulebook: Rulebook, vectors: Vectors) -> Journey:
    """The head that has learnt `subject`, whose claims keep the precision that the rulebook asks for, if any.

    `vectors` has a row for each text of the school.
    """
    texts = [*subject.described, *subject.examples]
    precision = rulebook.precision_of.get(Aspect.STAGE)
    caution = None if precision is None else Caution(precision, frozenset(subject.labels), UNSAID)
    return Journey(
        school.teach(subject, stage_of, caution),
        taught=vectors[[school.rows[text] for text, _ in texts]],
        own=np.array([subject.labels.index(label) for _, label in texts], dtype=np.intp),
        is_at_home_abroad=any(text in school.foreign for text, _ in subject.examples),
    )
