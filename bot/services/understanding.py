"""Understanding: questions about mentions are read by the model that has read the mentions.

Guarantee: done by the processes that have the model loaded, whichever process asks; each question is read once by each
model. One that the model cannot read is answered by its words alone.
"""

from collections.abc import Callable

from bot.clock import Clock
from bot.core.classification import encoder_of
from bot.core.mention import Mention
from bot.core.question import AskedAbout
from bot.logs import unit_of_work_line
from bot.ports import Classifier, OpenUnit, Rules

BATCH = 20
NAMELESS = "?"
"""A model without a name has read it all the same."""


class Understanding:
    """Reads what is asked, beside triage."""

    def __init__(
        self,
        open_unit: OpenUnit,
        rules: Rules,
        clock: Clock,
        *,
        classifier: Classifier,
        encoder: Callable[[], str] = lambda: "",
    ) -> None:
        """`encoder` says by which one `classifier` reads now, "" where that is known only once it has read."""
        self._open_unit = open_unit
        self._rules = rules
        self._clock = clock
        self._classifier = classifier
        self._in_use = encoder
        self._encoder = ""

    def tick(self) -> int:
        """Read the questions that wait for it; returns how many."""
        with self._open_unit().for_reading() as unit:
            # Of another model are those from before it was changed: they are read anew, once its name is known.
            waiting = unit.questions.unread(encoder=self._in_use() or self._encoder, limit=BATCH)
        if not waiting:
            return 0
        with unit_of_work_line("understand", questions=len(waiting)):
            self._read(waiting)
        return len(waiting)

    def _read(self, waiting: list[AskedAbout]) -> None:
        asked = [self._as_mention(each) for each in waiting]
        judged = self._classifier.classify(asked, self._rules.current)
        with self._open_unit() as unit:
            for question, found in zip(waiting, judged, strict=True):
                self._encoder = encoder_of(found.model) or NAMELESS
                unit.questions.read(question.id, encoder=self._encoder, vector=found.vector)
            unit.commit()

    def _as_mention(self, asked: AskedAbout) -> Mention:
        """The question as if somebody had posted it: so it is read as the mentions are."""
        text = asked.question.text
        return Mention(source="question", external_id=str(asked.id), text=text, received_at=self._clock.now())
