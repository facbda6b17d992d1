"""The shelf finds what one product of all vectors would find, and holds each of them once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.vector_shelf import VectorShelf

rng = np.random.default_rng(7)
VECTORS = rng.normal(size=(60, 8)).astype(np.float32)
VECTORS /= np.linalg.norm(VECTORS, axis=1, keepdims=True)


def shelf_of(sides: list[bool]) -> VectorShelf:
    """A small-blocked shelf onto which the vectors were put from above or from beneath."""
    shelf = VectorShelf(dimension=8, rows=4)
    for index, is_new in enumerate(sides):
        put = shelf.put_on_top if is_new else shelf.put_beneath
        put(index, 1001 + index, VECTORS[index])
    return shelf


@given(st.lists(st.booleans(), min_size=1, max_size=60), st.integers(1, 9))
def test_it_finds_what_one_product_of_all_would_find(sides: list[bool], most: int) -> None:
    found = shelf_of(sides).nearest(VECTORS[0], least=0.2, most=most)
    cosines = VECTORS[: len(sides)] @ VECTORS[0]
    best = sorted((float(cosine) for cosine in cosines if cosine >= 0.2), reverse=True)[:most]
    assert [near.likeness for near in found] == pytest.approx(best, abs=1e-6)
    assert all(near.issue == 1001 + near.mention for near in found)


def test_the_oldest_are_let_go_and_the_newest_stay() -> None:
    shelf = shelf_of([True] * 20)
    shelf.drop_beyond(9)
    assert len(shelf) == 12
    left = {near.mention for near in shelf.nearest(VECTORS[19], least=-1.0, most=99)}
    assert left == set(range(8, 20))


def test_growing_copies_no_row() -> None:
    shelf = VectorShelf(dimension=8, rows=4)
    shelf.put_on_top(0, 1001, VECTORS[0])
    first = shelf._blocks[0].rows
    for index in range(1, 20):
        shelf.put_on_top(index, 1001 + index, VECTORS[index])
    assert shelf._blocks[0].rows is first
