"""Questions about mentions: how many, how they feel, where they go, and whether it grows; by words and by meaning.

Guarantee: exact over the newest MOST_READ mentions of the time asked about, read in portions that keep nobody waiting;
no model is loaded here. Where no process has read the question in time it is answered by its words, and says so.
"""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from bot.clock import Clock
from bot.core.department import Brand
from bot.core.findings import Findings, Found, spans_of, sum_up
from bot.core.phrases import find_phrase
from bot.core.question import AskedAbout, Question, finder
from bot.errors import DoorknockError
from bot.logs import get_logger, unit_of_work_line
from bot.ports import MessageRef, OpenUnit, Rules, SaidOnce, StoredMention

ALIKE = 0.45
"""The least cosine between a question and what is about it; see docs/decisions/0015-questions-and-themes.md."""
CLOCKS_APART = timedelta(minutes=1)
"""What came in by a clock that is a little ahead has come in by now as well."""
PORTION = 2_000
MOST_READ = 200_000
PATIENCE_S = 8.0
LOOK_EVERY_S = 0.2
WAITING_AT_ONCE = 3
"""The threads that wait are those that answer clicks as well."""

Row = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was found, with the mentions that stand as examples, and the cards of their issues."""

    asked: AskedAbout
    findings: Findings
    mentions: dict[int, StoredMention] = field(default_factory=dict)
    cards: dict[int, MessageRef] = field(default_factory=dict)


class Questions:
    """Answers questions about mentions. Safe to share between threads."""

    def __init__(
        self,
        open_unit: OpenUnit,
        rules: Rules,
        clock: Clock,
        *,
        hurry: Callable[[], object],
        pause: Callable[[float], object] = time.sleep,
    ) -> None:
        """`hurry` has a question read that was just asked: here, or by the process that has the model."""
        self._open_unit = open_unit
        self._rules = rules
        self._clock = clock
        self._hurry = hurry
        self._pause = pause
        self._waiting = threading.Semaphore(WAITING_AT_ONCE)

    def ask(self, question: Question, *, by: str) -> Answer:
        """Keep a question and answer it as of now."""
        now = self._clock.now()
        with self._open_unit() as unit:
            number = unit.questions.ask(question, by=by, at=now)
            unit.commit()
        asked = self._understood(number) or AskedAbout(id=number, by=by, question=question)
        return self.answer(asked, until=now + CLOCKS_APART)

    def get(self, number: int) -> AskedAbout | None:
        """A question by its number."""
        with self._open_unit().for_reading() as unit:
            return unit.questions.get(number)

    def answer(self, asked: AskedAbout, *, until: datetime) -> Answer:
        """The answer as of `until`."""
        with unit_of_work_line("question", question=asked.id, days=asked.question.days) as line:
            search = _Search(asked, self._rules.current.brands)
            found = [each for portion in self._read(asked.question, until) for each in search.look(portion)]
            line.add(read=search.read, found=len(found))
            return self._told(asked, found, until=until, search=search)

    def _understood(self, number: int) -> AskedAbout | None:
        """The question once it has been read; as it is where that takes too long."""
        try:
            self._hurry()
        except DoorknockError as error:
            get_logger().warning("question", failed=str(error))
        asked = self.get(number)
        if asked is None or asked.encoder or not self._waiting.acquire(blocking=False):
            return asked
        try:
            for _ in range(int(PATIENCE_S / LOOK_EVERY_S)):
                self._pause(LOOK_EVERY_S)
                asked = self.get(number)
                if asked is None or asked.encoder:
                    break
            return asked
        finally:
            self._waiting.release()

    def _read(self, question: Question, until: datetime) -> Iterator[list[SaidOnce]]:
        """What was said in the time asked about and in the time before it, newest first, a portion a transaction."""
        since, below = spans_of(question, until=until)[1].start, 0
        for _ in range(MOST_READ // PORTION):
            with self._open_unit().for_reading() as unit:
                portion = unit.questions.said(since=since, until=until, below=below, limit=PORTION)
            yield portion
            if len(portion) < PORTION:
                return
            until, below = portion[-1].at, portion[-1].id

    def _told(self, asked: AskedAbout, found: list[Found], *, until: datetime, search: "_Search") -> Answer:
        with self._open_unit().for_reading() as unit:
            doors: dict[int, list[str]] = {}
            issues = sorted({each.issue for each in found if each.issue})
            for start in range(0, len(issues), PORTION):
                doors.update(unit.questions.doors_of(issues[start : start + PORTION]))
            key = asked.question.department
            kept = [each for each in found if not key or key in doors.get(each.issue or 0, ())]
            findings = sum_up(kept, asked.question, until=until, doors=doors)
            mentions = unit.mentions.by_ids([each.mention for each in findings.examples])
            numbers = [each.issue for each in findings.examples if each.issue]
            cards = {issue: ref for (issue, _), ref in unit.messages.cards_of_all(numbers).items()}
        findings = replace(
            findings, looked_at=search.read, is_cut=search.read >= MOST_READ, by_meaning=search.has_meaning
        )
        return Answer(asked=asked, findings=findings, mentions=dict(mentions), cards=cards)


class _Search:
    """One look through what was said."""

    def __init__(self, asked: AskedAbout, brands: tuple[Brand, ...]) -> None:
        self._question = asked.question
        self._encoder = asked.encoder
        self._meant = np.frombuffer(asked.vector, dtype="<f4")
        self._says = finder(asked.question)
        self._names = next((each.names for each in brands if each.key == asked.question.brand), ())
        self.read = 0

    @property
    def has_meaning(self) -> bool:
        """Whether the question itself has been read, and had something to read."""
        return bool(self._meant.any())

    def look(self, portion: list[SaidOnce]) -> Iterator[Found]:
        """Those of a portion that are about it."""
        self.read += len(portion)
        meant = [each for each in portion if self._is_asked_for(each)]
        likeness = self._likeness(meant)
        for each in meant:
            alike, is_literal = likeness.get(each.id, 0.0), self._says(each.text)
            if is_literal or alike >= ALIKE:
                yield Found(
                    mention=each.id,
                    at=each.at,
                    sentiment=each.sentiment,
                    issue=each.issue,
                    is_literal=is_literal,
                    likeness=alike,
                )

    def _is_asked_for(self, said: SaidOnce) -> bool:
        source, brand = self._question.source, self._question.brand
        if source and source not in {said.source, said.source.partition(":")[2], said.platform.casefold()}:
            return False
        return not brand or said.brand == brand or find_phrase(self._names, said.text) is not None

    def _likeness(self, said: list[SaidOnce]) -> dict[int, float]:
        size = self._meant.nbytes
        known = [each for each in said if size and each.encoder == self._encoder and len(each.vector) == size]
        if not known:
            return {}
        rows = np.frombuffer(b"".join(each.vector for each in known), dtype="<f4").reshape(len(known), -1)
        return dict(zip((each.id for each in known), (rows @ self._meant).tolist(), strict=True))
