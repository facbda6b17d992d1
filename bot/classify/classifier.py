"""The classifier: a batch of mentions goes through the encoder once, and every head reads the same vectors.

Guarantee: loaded once, safe to share between threads, and never raises over a text: what cannot be read is abstained
from. Heads follow the rulebook: a new version is learnt the first time it is asked for.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from bot.classify.encoder import Encoder, Vectors, load_encoder
from bot.classify.heads import Heads, Neighbour, Question
from bot.classify.language import detect_language
from bot.classify.vector_cache import VectorCache, cache_folder
from bot.core.classification import Classification, NearestExample
from bot.core.mention import Mention
from bot.core.rulebook import Rulebook
from bot.errors import DoorknockError
from bot.logs import get_logger
from bot.settings import Settings

# A rehearsal may judge by the new rules while the old ones are still in force.
RULEBOOKS_KEPT = 2
# What "Why me?" shows of each judgement.
NEAREST_KEPT, NEAREST_TEXT = 2, 240


def classifier_from(settings: Settings) -> "EncoderClassifier":
    """The classifier that the settings ask for; nothing is loaded yet."""
    return EncoderClassifier(partial(load_encoder, settings.encoder, threads=settings.torch_threads))


class EncoderClassifier:
    """Judges mentions with a sentence encoder and the heads fitted on a rulebook.

    Nothing is loaded until it is first needed or `load_in_background` is called. Loading raises SettingsError where
    ENCODER is wrong.
    """

    def __init__(self, load: Callable[[], Encoder] = load_encoder, *, cache: Path | None = None) -> None:
        """`load` loads the encoder, by default the packaged one. `cache` is where vectors of examples are kept."""
        self._load = load
        self._cache_folder = cache or cache_folder()
        self._encoder: Encoder | None = None
        self._heads: OrderedDict[str, Heads] = OrderedDict()
        self._cache: VectorCache | None = None
        self._loading = threading.Lock()
        self._fitting = threading.Lock()
        self._failure: DoorknockError | None = None

    @property
    def ready(self) -> bool:
        """Whether a mention would be judged at once: the encoder is loaded and some heads are fitted."""
        return self._encoder is not None and bool(self._heads)

    @property
    def failure(self) -> DoorknockError | None:
        """Why loading in the background failed, None where it did not."""
        return self._failure

    @property
    def name(self) -> str:
        """Encoder and heads with their versions: "all-MiniLM-L6-v2@53aa5117/heads-<rulebook version>"."""
        encoder = self._encoder.version if self._encoder else "not loaded"
        return f"{encoder}/heads-{next(reversed(self._heads), 'none')}"

    def load_in_background(self, rulebook: Rulebook) -> threading.Thread:
        """Load the encoder and fit the heads of `rulebook` in a thread of its own; `ready` says when it is done."""
        thread = threading.Thread(target=self._warm_up, args=(rulebook,), name="classifier-loading", daemon=True)
        thread.start()
        return thread

    def fit(self, rulebook: Rulebook) -> Heads:
        """The heads of `rulebook`, fitted now unless its version is known already."""
        encoder = self._loaded()
        with self._fitting:
            heads = self._heads.get(rulebook.version)
            if heads is None:
                heads = Heads(rulebook, partial(self._taught, encoder), languages=encoder.languages)
                self._heads[rulebook.version] = heads
                while len(self._heads) > RULEBOOKS_KEPT:
                    self._heads.popitem(last=False)
        return heads

    def classify(self, mentions: Sequence[Mention], rulebook: Rulebook) -> list[Classification]:
        """One classification a mention, in order. Raises SettingsError where the encoder cannot be loaded."""
        if not mentions:
            return []
        heads, encoder = self.fit(rulebook), self._loaded()
        texts = [mention.content for mention in mentions]
        vectors = encoder.encode(texts)
        languages = [detect_language(text) for text in texts]
        questions = [
            Question(text=text, language=language, rating=mention.rating)
            for text, (language, _), mention in zip(texts, languages, mentions, strict=True)
        ]
        model = f"{encoder.version}/heads-{heads.version}"
        return [
            replace(
                classification,
                language=language,
                language_confidence=confidence,
                model=model,
                vector=vector.astype("<f4").tobytes(),
                nearest=_nearest(heads, vector),
            )
            for classification, (language, confidence), vector in zip(
                heads.judge(questions, vectors), languages, vectors, strict=True
            )
        ]

    def nearest(self, classification: Classification, rulebook: Rulebook, *, count: int = 2) -> list[Neighbour]:
        """The examples of `rulebook` most like what was classified; none where it had nothing to read."""
        vector = np.frombuffer(classification.vector, dtype="<f4")
        return self.fit(rulebook).nearest(vector, count=count) if vector.any() else []

    def _warm_up(self, rulebook: Rulebook) -> None:
        try:
            self.fit(rulebook)
        except DoorknockError as error:
            get_logger().error("classifier", failed=str(error))
            self._failure = error

    def _loaded(self) -> Encoder:
        with self._loading:
            if self._encoder is None:
                self._encoder = self._load()
            return self._encoder

    def _taught(self, encoder: Encoder, texts: Sequence[str]) -> Vectors:
        """Vectors of the rulebook's texts: an edit changes a few of them, and a start changes none."""
        if self._cache is None:
            version = f"{encoder.version} {encoder.backend}"
            self._cache = VectorCache(self._cache_folder, version=version, dimension=encoder.dimension)
        return self._cache.vectors(texts, encoder.encode)


def _nearest(heads: Heads, vector: Vectors) -> tuple[NearestExample, ...]:
    """The examples most like a text, short enough to be kept with it; none where it has nothing to read."""
    found = heads.nearest(vector, count=NEAREST_KEPT) if vector.any() else []
    return tuple(
        NearestExample(
            text=each.example.text[:NEAREST_TEXT], department=each.example.department, likeness=round(each.cosine, 3)
        )
        for each in found
    )
