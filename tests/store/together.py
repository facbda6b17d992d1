"""Doing the same thing in many threads at once."""

import threading
from collections.abc import Callable, Iterable
from typing import TypeVar

Given = TypeVar("Given")
Result = TypeVar("Result")


def together(work: Callable[[Given], Result], given: Iterable[Given]) -> list[Result]:
    """What `work` returns for each of `given`, all begun at the same moment; the first error of any is raised."""
    tasks = list(given)
    start = threading.Barrier(len(tasks))
    results: dict[int, Result] = {}
    errors: list[Exception] = []

    def run(index: int, task: Given) -> None:
        start.wait()
        try:
            results[index] = work(task)
        except Exception as error:  # noqa: BLE001 - it is raised below, where the test can see it
            errors.append(error)

    threads = [threading.Thread(target=run, args=(index, task)) for index, task in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return [results[index] for index in range(len(tasks))]
