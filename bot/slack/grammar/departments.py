"""Departments as people call them at the beginning of what they say: by key, by name or by #channel.

Guarantee: pure; the longest name wins, a beginning counts where it is one department's only, and where it is several
ones' all of them are returned.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.department import Department
from bot.core.rulebook import Rulebook
from bot.slack.grammar.words import Words, plain_words

_BEFORE = frozenset(["to", "the", "over", "it", "this", "with", "in", "into", "on", "our", "at"])
_BEHIND = frozenset(["team", "department", "dept", "people", "folks", "desk", "please"])
LEAST_LETTERS = 3
"""A shorter beginning of a name is no name."""


@dataclass(frozen=True, slots=True)
class Place:
    """Departments that may be meant, one where it is clear, and what was said behind them."""

    keys: tuple[str, ...]
    rest: Words


def place_in(words: Words, rulebook: Rulebook) -> Place:
    """The department at the beginning of `words`; no key where there is none."""
    for said in (words, words.without(_BEFORE)):
        found = _named(said, rulebook) or _begun(said, rulebook)
        if found:
            return found
    return Place((), words)


def department_called(text: str, rulebook: Rulebook) -> str:
    """The key of the department that all of `text` names, "" where it names none or several."""
    found = place_in(Words.of(text), rulebook)
    return found.keys[0] if len(found.keys) == 1 and not len(found.rest) else ""


def _named(words: Words, rulebook: Rulebook) -> Place | None:
    for count in range(min(len(words), 8), 0, -1):
        # `the website's` as well, where no name ends so.
        said = words.first(count)
        called = {said, said.removesuffix("'s")}
        keys = tuple(each.key for each in rulebook.departments if called & set(_names(each)))
        if keys:
            return Place(keys, words.after(count).without(_BEHIND))
    return None


def _begun(words: Words, rulebook: Rulebook) -> Place | None:
    first = words.first(1)
    if len(first) < LEAST_LETTERS:
        return None
    keys = tuple(each.key for each in rulebook.departments if any(name.startswith(first) for name in _names(each)))
    return Place(keys, words.after(1).without(_BEHIND)) if keys else None


def _names(department: Department) -> Iterator[str]:
    for name in (department.key, department.name, department.channel):
        yield plain_words(name)
