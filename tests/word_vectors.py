"""Vectors for tests that need likeness and no model: texts are alike in so far as they share words."""

import re
from collections.abc import Sequence
from zlib import crc32

import numpy as np

from bot.core.classification import NearestExample
from bot.core.department import Example

DIMENSIONS = 256


def word_vector(text: str) -> bytes:
    """A unit vector of the words of `text` as the classifier stores it, all zero where there are none."""
    vector = np.zeros(DIMENSIONS, dtype="<f4")
    for word in re.findall(r"\w+", text.lower()):
        vector[crc32(word.encode()) % DIMENSIONS] += 1
    length = float(np.linalg.norm(vector))
    return (vector / length if length else vector).astype("<f4").tobytes()


def nearest_examples(text: str, examples: Sequence[Example], *, count: int = 2) -> tuple[NearestExample, ...]:
    """The examples that share most words with `text`."""
    mine = np.frombuffer(word_vector(text), dtype="<f4")
    found = [(float(np.frombuffer(word_vector(each.text), dtype="<f4") @ mine), each) for each in examples]
    ranked = sorted(found, key=lambda pair: -pair[0])[:count]
    return tuple(NearestExample(text=each.text, department=each.department, likeness=like) for like, each in ranked)


class WordEncoder:
    """In place of a loaded encoder: texts are alike in so far as they share words."""

    version = "words@1"
    identity = "words@1"
    backend = "tests"
    dimension = DIMENSIONS
    languages: frozenset[str] = frozenset()

    def encode(self, texts: Sequence[str]) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
        rows = [np.frombuffer(word_vector(text), dtype="<f4") for text in texts]
        return np.stack(rows) if rows else np.zeros((0, DIMENSIONS), dtype=np.float32)
