"""Vectors kept from one start to the next."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bot.classify.kernel import Vectors
from bot.classify.vector_cache import VectorCache

TEXTS = ["one", "two", "one", "half \ud800"]


class Counting:
    """An encoder that says which texts it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return np.array([[len(text), 1.0] for text in texts], dtype=np.float32).reshape(len(texts), 2)


def cache(folder: Path, *, version: str = "a") -> VectorCache:
    return VectorCache(folder, version=version, dimension=2)


def test_a_second_start_encodes_nothing_again(tmp_path: Path) -> None:
    first, second = Counting(), Counting()
    vectors = cache(tmp_path).vectors(TEXTS, first)
    assert first.asked == ["one", "two", "half \ud800"]
    assert np.array_equal(cache(tmp_path).vectors(TEXTS, second), vectors)
    assert second.asked == []


def test_only_what_was_edited_is_encoded(tmp_path: Path) -> None:
    kept, encode = cache(tmp_path), Counting()
    kept.vectors(["one", "two"], Counting())
    kept.vectors(["two", "three"], encode)
    assert encode.asked == ["three"]


def test_another_encoder_has_vectors_of_its_own(tmp_path: Path) -> None:
    cache(tmp_path, version="a").vectors(["one"], Counting())
    encode = Counting()
    cache(tmp_path, version="b").vectors(["one"], encode)
    assert encode.asked == ["one"]


@pytest.mark.parametrize("content", [b"", b"garbage", b"PK\x03\x04 half an archive"])
def test_a_damaged_file_counts_as_empty(tmp_path: Path, content: bytes) -> None:
    cache(tmp_path).vectors(["one"], Counting())
    for file in tmp_path.glob("vectors-*.npz"):
        file.write_bytes(content)
    encode = Counting()
    assert cache(tmp_path).vectors(["one"], encode).tolist() == [[3.0, 1.0]]
    assert encode.asked == ["one"]


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert cache(tmp_path / "file" / "below").vectors(["one"], Counting()).tolist() == [[3.0, 1.0]]


def test_no_text_is_written_to_the_disk(tmp_path: Path) -> None:
    secret = "the strategist's own words"
    cache(tmp_path).vectors([secret], Counting())
    (file,) = tmp_path.iterdir()
    assert secret.encode() not in file.read_bytes()


def test_no_texts_give_no_vectors(tmp_path: Path) -> None:
    assert cache(tmp_path).vectors([], Counting()).shape == (0, 2)
