"""Where the workers of a history are born: a process that has loaded everything, and forks.

Guarantee: a birth takes milliseconds, each worker is a process of its own, none outlives the nursery. It is spoken to
over a pipe: a job in, a process id out.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

from bot.rulebook import RulebookKeeper
from tests.history.worker import Job, run


class Nursery:
    """The nursery, as a test sees it."""

    def __init__(self, rules: Path) -> None:
        command = [sys.executable, "-m", "tests.history.nursery", str(rules)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        self._hear()
        self.rules = rules

    def bear(self, job: Job) -> int:
        """A new worker; returns its process id."""
        assert self._process.stdin is not None
        self._process.stdin.write(job.to_json() + "\n")
        self._process.stdin.flush()
        return int(self._hear())

    def _hear(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the nursery is gone"
        return line.strip()

    def __enter__(self) -> "Nursery":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        with self._process:
            assert self._process.stdin is not None
            self._process.stdin.close()


def kill(pid: int) -> bool:
    """End a process without a word, and see it gone; False where it was gone already."""
    try:
        os.kill(pid, signal.SIGKILL)
        while True:
            os.kill(pid, 0)
            time.sleep(0.001)
    except ProcessLookupError:
        return True


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _main(rules: Path) -> None:
    # Whoever dies is gone at once, as in a container whose init process reaps.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    keeper = RulebookKeeper(rules)
    children = []
    print("ready", flush=True)  # noqa: T201 - this is how it talks
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            # Not the nursery's pipes: a worker must not keep it alive.
            sys.stdin.close()
            try:
                run(Job.from_json(line), keeper)
            finally:
                os._exit(1)
        children.append(pid)
        print(pid, flush=True)  # noqa: T201
    for pid in children:
        kill(pid)


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
