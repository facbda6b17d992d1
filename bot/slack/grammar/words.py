"""Typed text as words that can be compared, with a way back to the text as it was typed.

Guarantee: pure; case, punctuation and the spelling of apostrophes and dashes make no difference.
"""

import html
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

_MARKS = ".,;:!?…\"'“”‘’()[]*_`~–—-"
_ADDRESS = re.compile(r"<(https?://[^|>]+)(?:\|[^>]*)?>")
_CHANNEL = re.compile(r"<#([A-Z0-9]+)(?:\|([^>]*))?>")
_NAMED = re.compile(r"<@[A-Z0-9]+\|([^>]+)>")
_ENDING = re.compile(r"[:,;–—-]$")
_LEADING = re.compile(r"^[\s:,;.–—-]+")


@dataclass(frozen=True, slots=True)
class Words:
    """Text with the places of its words."""

    text: str
    spans: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, text: str) -> "Words":
        """The words of `text`; what consists of marks alone is none."""
        found = ((match.start(), match.end()) for match in re.finditer(r"\S+", text))
        return cls(text, tuple(span for span in found if _plain(text[span[0] : span[1]])))

    def __len__(self) -> int:
        return len(self.spans)

    def __iter__(self) -> Iterator[str]:
        return (_plain(self.text[start:end]) for start, end in self.spans)

    def first(self, count: int) -> str:
        """The first `count` words, to be compared."""
        return " ".join(list(self)[:count])

    def after(self, count: int) -> "Words":
        """Everything behind the first `count` words."""
        start = self.spans[count - 1][1] if count else 0
        return Words.of(self.text[start:].strip())

    def is_marked(self, count: int) -> bool:
        """Whether a colon, a comma or a dash ends the first `count` words, so that more follows on purpose."""
        start, end = self.spans[count - 1]
        return _ENDING.search(self.text[start:end]) is not None or self.text[end:].lstrip()[:1] in {":", "-", "–", "—"}

    def without(self, skipped: Collection[str]) -> "Words":
        """The words from the first one on that is not to be skipped."""
        count = next((index for index, word in enumerate(self) if word not in skipped), len(self))
        return self.after(count)

    def shorn(self, skipped: Collection[str]) -> "Words":
        """The words up to the last one that is not to be skipped."""
        kept = [end for (_, end), word in zip(self.spans, self, strict=True) if word not in skipped]
        return Words.of(self.text[: max(kept, default=0)].rstrip(_MARKS))

    @property
    def said(self) -> str:
        """The text as a person's own words, without the marks that lead to them."""
        return _LEADING.sub("", self.text).strip()


def as_typed(wire: str) -> str:
    """Text as Slack sends it, the way it was typed: addresses and channels without brackets, no entities."""
    text = _ADDRESS.sub(r"\1", wire)
    text = _CHANNEL.sub(lambda channel: f"#{channel[2] or channel[1]}", text)
    return html.unescape(_NAMED.sub(r"@\1", text)).strip()


def plain_words(text: str) -> str:
    """`text` as words to compare, with single spaces between them."""
    return Words.of(text).first(100)


def _plain(word: str) -> str:
    return word.casefold().replace("’", "'").replace("&", "and").strip(_MARKS).replace("-", " ").lstrip("#@")
