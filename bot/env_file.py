"""One `.env` file, and what is wrong with it.

Guarantee: reading it never fails; a file that is absent, unreadable or broken says so in `problems`.
"""

import difflib
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from dotenv import dotenv_values
from dotenv.parser import parse_stream


@dataclass(frozen=True, slots=True)
class EnvFile:
    """The variables of a file, blank ones included, and the problems found while reading it, one text each."""

    path: Path
    variables: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    def slips(self, known: Iterable[str]) -> list[str]:
        """A problem for each name that is nearly one of `known`; other programs' variables are none of ours."""
        known = list(known)
        return [
            f"{name} in {self.path} is not a setting. Did you mean {near[0]}?"
            for name in self.variables
            if name not in known and (near := difflib.get_close_matches(name.upper(), known, n=1, cutoff=0.85))
        ]


def read_env_file(path: Path, *, must_exist: bool) -> EnvFile:
    """Read a file of `NAME=value` lines, in UTF-8 with or without a byte order mark."""
    if not path.exists():
        absent = f"{path} does not exist. Copy .env.example there, or do not name it."
        return EnvFile(path, problems=(absent,) if must_exist else ())
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        return EnvFile(
            path, problems=(f"{path} cannot be read ({type(error).__name__}). Save it as plain UTF-8 text.",)
        )
    # It would warn of each of them as well, and not say in which file.
    logging.getLogger("dotenv").setLevel(logging.ERROR)
    broken = (binding.original.line for binding in parse_stream(StringIO(text)) if binding.error)
    return EnvFile(
        path,
        variables={name: value or "" for name, value in dotenv_values(stream=StringIO(text)).items()},
        problems=tuple(f"{path}:{line} is not understood. Write NAME=value." for line in broken),
    )
