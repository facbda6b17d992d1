"""Whatever stands in a file, checking it ends in problems, never in an exception."""

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.rulebook import RulebookError, check_rulebook
from tests.rulebook.small_book import FILES, write_book

SCALARS = st.sampled_from(
    ["no", "9:30", "~", "[]", "{}", "-1", "1e999", "always", "'", '"#x"', "*x", "&x y", "!!map", "\t"]
)
NAMES = st.sampled_from(sorted(FILES))


def check(name: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write_book(Path(folder))
        (path / name).write_bytes(content)
        rulebook, problems = check_rulebook(path)
        assert (rulebook is None) == any(problem.is_error for problem in problems)
        for problem in problems:
            assert problem.what
            assert str(problem).startswith(problem.place.file)
        assert str(RulebookError(problems))


@given(NAMES, st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(name: str, content: bytes) -> None:
    check(name, content)


@given(NAMES, st.data())
def test_any_value_in_any_place_is_read_or_refused(name: str, data: st.DataObject) -> None:
    lines = FILES[name].splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    key, colon, _ = lines[at].partition(":")
    lines[at] = f"{key}{colon or ':'} {data.draw(SCALARS)}"
    check(name, "\n".join(lines).encode())


@given(NAMES, st.data())
def test_any_line_may_be_lost(name: str, data: st.DataObject) -> None:
    lines = FILES[name].splitlines()
    del lines[data.draw(st.integers(0, len(lines) - 1))]
    check(name, "\n".join(lines).encode())
