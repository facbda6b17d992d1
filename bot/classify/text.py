"""What of a post the encoder and the heads get to read.

Guarantee: total and linear in the length of the text; what comes back can be encoded as UTF-8, holds no control
characters and is at most MAX_CHARACTERS long.
"""

import html
import re
import unicodedata
from functools import lru_cache

# Some two thousand words. Hardly any post is longer, and what is says enough at its two ends; without a bound, one
# megabyte of junk would keep the encoder busy for minutes.
MAX_CHARACTERS = 12_000
# The encoder and each head read the same texts of a batch.
_READ_LATELY = 256

_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
# Not the @ inside an e-mail address.
_HANDLE = re.compile(r"(?<![\w.+-])@\w[\w.-]*")
_RETWEET = re.compile(r"^\s*RT\s+@\w+\s*:?")
_HASHTAG = re.compile(r"#(\w+)")
_HUMP = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_BLANKS = re.compile(r"\s+")
# Joiners, directions and soft hyphens hide words from a reader of bytes, not from a person.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufffd]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def sound(text: str) -> str:
    """`text` in valid Unicode without control characters; an endless one without its middle."""
    if len(text) > MAX_CHARACTERS:
        half = MAX_CHARACTERS // 2
        text = f"{text[:half]} {text[1 - half :]}"
    if not text.isascii():
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _CONTROL.sub(" ", text)


def has_words(text: str) -> bool:
    """Whether there is a letter in `text`: emoji, numbers and dots alone say too little to file anything by."""
    return any(character.isalpha() for character in readable(text))


@lru_cache(maxsize=_READ_LATELY)
def readable(text: str) -> str:
    """What a reader takes in: no addresses, no handles; hashtags as words, entities and styled letters as letters."""
    plain = unicodedata.normalize("NFKC", html.unescape(sound(text)))[:MAX_CHARACTERS]
    plain = _INVISIBLE.sub("", _CONTROL.sub(" ", plain))
    plain = _HANDLE.sub(" ", _URL.sub(" ", _RETWEET.sub("", plain)))
    plain = _HASHTAG.sub(lambda tag: _HUMP.sub(" ", tag.group(1).replace("_", " ")), plain)
    return _BLANKS.sub(" ", plain).strip()
