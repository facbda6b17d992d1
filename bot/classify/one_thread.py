"""Small products on one thread: the little that a second one gains is lost many times over where it is waited for.

Guarantee: one thread at a time is within `on_one_thread`, and numpy's products have one thread in the meantime, in the
whole process; so that it is for what takes milliseconds.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

_turn = threading.Lock()


@contextmanager
def on_one_thread() -> Iterator[None]:
    """Let numpy's products use one thread within."""
    # One after the other: of two at once, one would remember the limit of the other as what there was before.
    with _turn, _controller().limit(limits=1, user_api="blas"):
        yield


@cache
def _controller() -> Any:
    # It looks through the libraries that are loaded, and numpy's must be one of them.
    import numpy  # noqa: F401
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
