"""Regular expressions that no text can make slow: RE2 under the core's `Pattern`.

Guarantee: searching takes time linear in the text. A pattern is its source, so it is compared, hashed and pickled by
that; case does not matter; a text that is not proper Unicode is searched as far as it is.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import re2


@dataclass(frozen=True, slots=True)
class LinearPattern:
    """A compiled expression, known by its `source`."""

    source: str

    def search(self, text: str, /) -> str | None:
        """The first piece of `text` that fits, None where none does."""
        match = _compiled(self.source).search(text.encode("utf-8", "replace").decode())
        return None if match is None else str(match.group())


def linear_pattern(source: str) -> LinearPattern:
    """The pattern of `source`; ValueError where RE2 does not read it, or where it would fit every text."""
    try:
        compiled = _compiled(source)
    except re2.error as error:
        said = error.args[0].decode("utf-8", "replace") if isinstance(error.args[0], bytes) else str(error)
        raise ValueError(f"«{source}» is no regular expression of RE2: {said}") from None
    if compiled.search("") is not None:
        raise ValueError(f"«{source}» fits every text, even an empty one")
    return LinearPattern(source)


@lru_cache(maxsize=2048)
def _compiled(source: str) -> Any:
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    return re2.compile(source, options)
