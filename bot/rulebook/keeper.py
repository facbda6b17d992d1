"""The rulebook in use, kept up with its files.

Guarantee: safe to share between threads; a bad edit never takes effect (the last good rulebook stays), and its problems
are handed out once, so that they can be told once.
"""

import threading
from dataclasses import dataclass
from pathlib import Path

from bot.core.rulebook import Rulebook
from bot.rulebook.loader import build_rulebook, read_folder
from bot.rulebook.problems import Place, Problem, RulebookError


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What a look at the files brought: whether another rulebook is in use now, and the problems of the new edit."""

    is_new: bool = False
    problems: tuple[Problem, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether an edit was turned down, so that the last good rulebook stays in use."""
        return any(problem.is_error for problem in self.problems)


class RulebookKeeper:
    """Holds the rulebook of one folder; raises RulebookError where the folder holds none that can be used."""

    def __init__(self, path: Path | str) -> None:
        self._path = Path(path)
        self._lock = threading.Lock()
        folder = read_folder(self._path)
        rulebook, problems = build_rulebook(folder)
        if rulebook is None:
            raise RulebookError(problems)
        self._current = rulebook
        self._seen = folder.version

    @property
    def current(self) -> Rulebook:
        """The rulebook in use."""
        return self._current

    def refresh(self) -> Reread:
        """Read the files again if they have changed since the last look. Cheap when they have not; never raises."""
        with self._lock:
            try:
                folder = read_folder(self._path)
            except OSError as error:
                return self._unreadable(error)
            if folder.version == self._seen:
                return Reread()
            self._seen = folder.version
            rulebook, problems = build_rulebook(folder)
            if rulebook is None:
                return Reread(problems=problems)
            is_new = rulebook.version != self._current.version
            self._current = rulebook
            return Reread(is_new=is_new, problems=problems)

    def _unreadable(self, error: OSError) -> Reread:
        said = f"cannot be read: {error.strerror or error}"
        if self._seen == said:
            return Reread()
        self._seen = said
        return Reread(problems=(Problem(Place(error.filename or str(self._path)), said),))
