"""The vectors of texts that are taught: of the rulebook's, of lessons', and of what nobody has labelled.

Guarantee: of mentions nothing is kept on disk beside the database, from which they can be erased; and a vector counts
only for the encoder that it is of.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.classify.encoder import Encoder, Vectors
from bot.classify.text import readable
from bot.classify.unlabelled import NOTHING, Unlabelled
from bot.classify.vector_cache import VectorCache
from bot.ports import Heard, KnownVector, Material


class TaughtVectors:
    """Whatever is known of texts by encoder; `folder` is where those of the rulebook's texts are kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._caches: dict[str, VectorCache] = {}

    def of(self, encoder: Encoder, material: Sequence[Material], texts: Sequence[str]) -> Vectors:
        """The vectors of texts of the rulebook and of lessons, whose vectors are mostly stored with their mentions."""
        known = {each.text: each.known for each in material}
        stored = {
            text: _unpacked(vector)
            for text, vector in known.items()
            if vector is not None and vector.encoder == encoder.identity
        }
        unknown = [text for text in dict.fromkeys(texts) if text in known and text not in stored]
        stored |= dict(zip(unknown, encoder.encode(unknown), strict=True)) if unknown else {}
        written = [text for text in dict.fromkeys(texts) if text not in stored]
        stored |= dict(zip(written, self._written(encoder, written), strict=True))
        if not texts:
            return np.zeros((0, encoder.dimension), dtype=np.float32)
        return np.stack([stored[text] for text in texts]).astype(np.float32, copy=False)

    def _written(self, encoder: Encoder, texts: Sequence[str]) -> Vectors:
        """Vectors of the rulebook's texts: an edit changes a few of them, and a start changes none."""
        cache = self._caches.get(encoder.identity)
        if cache is None:
            cache = VectorCache(self._folder, version=encoder.identity, dimension=encoder.dimension)
            self._caches[encoder.identity] = cache
        return cache.vectors(texts, encoder.encode)


def read_by(encoder: Encoder, heard: Sequence[Heard]) -> tuple[Heard, ...]:
    """Those whose vector is of this encoder."""
    return tuple(each for each in heard if each.known.encoder == encoder.identity)


def unlabelled_of(heard: Sequence[Heard]) -> Unlabelled:
    """What was heard, each wording once: a storm says the same a thousand times, and teaches it once."""
    found: dict[str, Heard] = {}
    for each in heard:
        found.setdefault(readable(each.text).lower(), each)
    if not found:
        return NOTHING
    vectors = np.stack([_unpacked(each.known) for each in found.values()])
    return Unlabelled(tuple(each.text for each in found.values()), vectors)


def _unpacked(vector: KnownVector) -> Vectors:
    return np.frombuffer(vector.vector, dtype="<f4").astype(np.float32, copy=False)
