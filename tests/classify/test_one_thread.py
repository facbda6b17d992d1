"""Small products wait for no other thread."""

import threading

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from bot.classify.one_thread import on_one_thread


def of_numpy() -> set[int]:
    assert np.ones(2) @ np.ones(2) == 2
    return {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"}


def test_a_product_within_has_one_thread_and_one_after_it_those_of_before() -> None:
    before = of_numpy()
    with on_one_thread():
        assert of_numpy() == {1}
    assert of_numpy() == before


def test_an_error_within_gives_the_threads_back() -> None:
    before = of_numpy()
    with pytest.raises(ZeroDivisionError), on_one_thread():
        raise ZeroDivisionError
    assert of_numpy() == before


def test_the_threads_of_before_come_back_however_many_take_turns() -> None:
    before, seen = of_numpy(), list[set[int]]()

    def judge() -> None:
        for _ in range(20):
            with on_one_thread():
                seen.append(of_numpy())

    others = [threading.Thread(target=judge) for _ in range(4)]
    for other in others:
        other.start()
    for other in others:
        other.join()
    assert seen == [{1}] * 80
    assert of_numpy() == before
