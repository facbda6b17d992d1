"""The classifier: a batch of mentions goes through the encoder once, and every head reads the same vectors.

Guarantee: loaded once, safe to share between threads, and never raises over a text: what cannot be read is abstained
from. Heads follow the rulebook: a new version is learnt the first time it is asked for.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from bot.classify.encoder import Encoder, load_encoder
from bot.classify.finding import load_found
from bot.classify.heads import Heads, Neighbour, Question
from bot.classify.language import detect_language
from bot.classify.learning import Rivals, by_another_encoder, choose, contradictions, unborne, usable, with_lessons
from bot.classify.one_thread import on_one_thread
from bot.classify.rack import EncoderRack
from bot.classify.taught_vectors import TaughtVectors, read_by, unlabelled_of
from bot.classify.vector_cache import cache_folder
from bot.core.classification import Classification, NearestExample
from bot.core.mention import Mention
from bot.core.model import RULEBOOK_ALONE, Trial
from bot.core.rulebook import Rulebook
from bot.errors import DoorknockError
from bot.logs import get_logger
from bot.ports import Attempt, FoundEncoder, Heard, Material

# A rehearsal may judge by the new rules while the old ones are still in force, and so does an attempt to learn.
HEADS_KEPT = 4
# What "Why me?" shows of each judgement.
NEAREST_KEPT, NEAREST_TEXT = 2, 240


_Key = tuple[str, str, tuple[tuple[int, float], ...], tuple[int, ...]]
"""Encoder, rulebook, lessons with their weights, and mentions that nobody has labelled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """What is known beside the rulebook: a version of the model, the lessons it is made of, and what was heard."""

    number: int = RULEBOOK_ALONE
    material: tuple[Material, ...] = ()
    heard: tuple[Heard, ...] = ()

    def name(self, rulebook: Rulebook) -> str:
        """The version of heads that have learnt it beside `rulebook`."""
        return f"{rulebook.version}.v{self.number}" if self.number else rulebook.version


class EncoderClassifier:
    """Judges mentions with a sentence encoder and the heads fitted on a rulebook.

    Nothing is loaded until it is first needed or `load_in_background` is called. Loading raises SettingsError where
    ENCODER is wrong.
    """

    def __init__(
        self,
        load: Callable[[], Encoder] = load_encoder,
        *,
        load_other: Callable[[FoundEncoder], Encoder] = load_found,
        cache: Path | None = None,
    ) -> None:
        """`load` loads the encoder, by default the packaged one; `load_other` one that was found.

        `cache` is where vectors of examples are kept.
        """
        self._rack = EncoderRack(load, load_other)
        self._vectors = TaughtVectors(cache or cache_folder())
        self._heads: OrderedDict[_Key, Heads] = OrderedDict()
        self._learnt = Learnt()
        self._judging_by = ""
        self._fitting = threading.Lock()
        self._trying = threading.Lock()
        self._keeping = threading.Lock()
        self._failure: DoorknockError | None = None

    @property
    def ready(self) -> bool:
        """Whether a mention would be judged at once: the encoder is loaded and some heads are fitted."""
        return self._rack.in_use is not None and bool(self._heads)

    @property
    def failure(self) -> DoorknockError | None:
        """Why loading in the background failed, None where it did not."""
        return self._failure

    @property
    def encoder(self) -> str:
        """Name, version and precision of the encoder, "" while it is not loaded."""
        return self._rack.in_use.identity if self._rack.in_use else ""

    @property
    def name(self) -> str:
        """Encoder and heads with their versions: "all-MiniLM-L6-v2@53aa5117+bf16/heads-<rulebook version>".

        Where lessons have been learnt, the version that did so comes behind: "…/heads-<rulebook version>.v7".
        """
        return f"{self.encoder or 'not loaded'}/heads-{self._judging_by or 'none'}"

    def load_in_background(self, rulebook: Rulebook) -> threading.Thread:
        """Load the encoder and fit the heads of `rulebook` in a thread of its own; `ready` says when it is done."""
        thread = threading.Thread(target=self._warm_up, args=(rulebook,), name="classifier-loading", daemon=True)
        thread.start()
        return thread

    def fit(self, rulebook: Rulebook) -> Heads:
        """The heads of `rulebook` with what has been learnt beside it, fitted now unless they are known already."""
        learnt = self._learnt
        heads = self._fitted(self._rack.loaded(), rulebook, learnt, self._fitting)
        self._judging_by = learnt.name(rulebook)
        return heads

    def try_out(self, rulebook: Rulebook, material: Sequence[Material], heard: Sequence[Heard] = ()) -> Attempt:
        """Learn from `material`, and from what was `heard`, and compare it with what is in force.

        Nothing takes effect.
        """
        encoder, offered, in_force = self._rack.loaded(), usable(rulebook, material), self._learnt
        encode = partial(self._vectors.of, encoder, offered)
        beside = partial(self._beside_what_judges, encoder, rulebook)

        def fitted(chosen: Sequence[Material]) -> Heads:
            return beside(Learnt(material=tuple(chosen), heard=tuple(heard)))

        apart = contradictions(rulebook, offered, encode)
        rest = _without(offered, {each.lesson for each in apart})
        odd = unborne(rulebook, rest, encode, languages=encoder.languages)
        rest = _without(rest, odd)
        rivals = Rivals(alone=beside(Learnt()), now=beside(in_force))
        chosen, trials, why_not = choose(rivals, rest, kept=_ids(in_force.material), fitted=fitted, encode=encode)
        return Attempt(
            encoder=encoder.identity,
            learnt=tuple(each.lesson.id for each in chosen),
            contradictions=tuple(apart),
            unborne=tuple(sorted(odd)),
            trials=trials,
            why_not=why_not,
        )

    def adopt(self, number: int, rulebook: Rulebook, material: Sequence[Material], heard: Sequence[Heard] = ()) -> None:
        """Judge by the version `number` from now on, which is made of `material` and of what was `heard`."""
        learnt = Learnt(number=number, material=tuple(usable(rulebook, material)), heard=tuple(heard))
        self._fitted(self._rack.loaded(), rulebook, learnt, self._trying)
        self._learnt = learnt

    def vectors_by(self, encoder: FoundEncoder, texts: Sequence[str]) -> list[bytes]:
        """What texts mean to an encoder, which is loaded where it is not at hand. SettingsError where it cannot be."""
        return [vector.astype("<f4").tobytes() for vector in self._rack.get(encoder).encode(texts)]

    def rival(self, encoder: FoundEncoder, rulebook: Rulebook) -> tuple[Trial, ...]:
        """What it knows, learnt with another encoder beside the one in use: how the two do. Nothing takes effect."""
        # Both without what was heard, which only one of them has read in time.
        learnt = replace(self._learnt, heard=())
        now = self._beside_what_judges(self._rack.loaded(), rulebook, learnt)
        other = self._beside_what_judges(self._rack.get(encoder), rulebook, learnt)
        return by_another_encoder(now, other, learnt.material)

    def change_over(self, encoder: FoundEncoder, rulebook: Rulebook) -> None:
        """Judge by this encoder from now on. SettingsError where it cannot be loaded."""
        other = self._rack.get(encoder)
        # First, so that whoever judges never waits for heads.
        self._fitted(other, rulebook, self._learnt, self._trying)
        self._rack.change_over(other)

    def let_go(self) -> None:
        """Hold no other encoder than the one in use: it may be as large."""
        self._rack.let_go()

    def classify(self, mentions: Sequence[Mention], rulebook: Rulebook) -> list[Classification]:
        """One classification a mention, in order. Raises SettingsError where the encoder cannot be loaded."""
        if not mentions:
            return []
        # Read once: another version may take effect meanwhile.
        learnt = self._learnt
        encoder = self._rack.loaded()
        heads = self._fitted(encoder, rulebook, learnt, self._fitting)
        self._judging_by = learnt.name(rulebook)
        texts = [mention.content for mention in mentions]
        vectors = encoder.encode(texts)
        languages = [detect_language(text) for text in texts]
        questions = [
            Question(text=text, language=language, rating=mention.rating)
            for text, (language, _), mention in zip(texts, languages, mentions, strict=True)
        ]
        with on_one_thread():
            judged, nearest = heads.judge(questions, vectors), heads.nearest(vectors, count=NEAREST_KEPT)
        model = f"{encoder.identity}/heads-{learnt.name(rulebook)}"
        return [
            replace(
                classification,
                language=language,
                language_confidence=confidence,
                model=model,
                vector=vector.astype("<f4").tobytes(),
                nearest=_kept(most_alike) if vector.any() else (),
            )
            for classification, (language, confidence), vector, most_alike in zip(
                judged, languages, vectors, nearest, strict=True
            )
        ]

    def nearest(self, classification: Classification, rulebook: Rulebook, *, count: int = 2) -> list[Neighbour]:
        """The examples of `rulebook` most like what was classified; none where it had nothing to read."""
        vector = np.frombuffer(classification.vector, dtype="<f4")
        return self.fit(rulebook).nearest(vector[None], count=count)[0] if vector.any() else []

    def _warm_up(self, rulebook: Rulebook) -> None:
        try:
            self.fit(rulebook)
        except DoorknockError as error:
            get_logger().error("classifier", failed=str(error))
            self._failure = error

    def _fitted(self, encoder: Encoder, rulebook: Rulebook, learnt: Learnt, lock: threading.Lock) -> Heads:
        """The heads of the rulebook and lessons, fitted under `lock`: whoever judges waits for no attempt to learn."""
        material, heard = learnt.material, read_by(encoder, learnt.heard)
        lessons = tuple((each.lesson.id, each.weight) for each in material)
        key = (encoder.identity, rulebook.version, lessons, tuple(each.mention for each in heard))
        found = self._kept(key)
        if found is not None:
            return found
        with lock:
            found = self._kept(key)
            if found is None:
                book = with_lessons(rulebook, material)
                encode = partial(self._vectors.of, encoder, material)
                found = Heads(book, encode, languages=encoder.languages, unlabelled=unlabelled_of(heard))
                self._keep(key, found)
        return found

    def _beside_what_judges(self, encoder: Encoder, rulebook: Rulebook, learnt: Learnt) -> Heads:
        """Heads to be tried; however many are, those in force stay at hand for whoever judges meanwhile."""
        self.fit(rulebook)
        return self._fitted(encoder, rulebook, learnt, self._trying)

    def _kept(self, key: "_Key") -> Heads | None:
        with self._keeping:
            if key in self._heads:
                self._heads.move_to_end(key)
            return self._heads.get(key)

    def _keep(self, key: "_Key", heads: Heads) -> None:
        with self._keeping:
            self._heads[key] = heads
            while len(self._heads) > HEADS_KEPT:
                self._heads.popitem(last=False)


def _without(material: Sequence[Material], lessons: Container[int]) -> list[Material]:
    return [each for each in material if each.lesson.id not in lessons]


def _ids(material: Sequence[Material]) -> frozenset[int]:
    return frozenset(each.lesson.id for each in material)


def _kept(found: Sequence[Neighbour]) -> tuple[NearestExample, ...]:
    """The examples most like a text, short enough to be kept with it."""
    return tuple(
        NearestExample(
            text=each.example.text[:NEAREST_TEXT], department=each.example.department, likeness=round(each.cosine, 3)
        )
        for each in found
    )
