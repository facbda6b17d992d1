"""Words of strangers, made harmless before they stand in a message.

Guarantees: after `clean` no character hides, reverses or draws over others, and no `:emoji:` is left; after `escape`
nothing can mention, alert or link; `link` gives only http(s) addresses, with the host that is really opened.
"""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import urlsplit

LONGEST_URL = 2000
LONGEST_READ = 8_000
"""No message shows more than this of one text, so nobody pays for cleaning a megabyte."""
ELLIPSIS = "…"

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# C0 and C1 controls but tab and newline; soft hyphen; bidi marks, embeddings, overrides and isolates; zero-width
# spaces and joiners of words; variation-free fillers; tags; surrogates, noncharacters and private use stay out too.
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff\ud800-\udfff\ufffe\uffff]"
)
_EMOJI_CODE = re.compile(r":(?=[\w+'-]{1,100}:)", re.ASCII)
_MOST_MARKS = 3
_BLANK_LINES = re.compile(r"\n\s*\n\s*\n+")
_CUT_ENTITY = re.compile(r"&[a-z]{0,3}$")
# What an address may be made of: the rest would have to be percent-encoded anyway.
_ADDRESS = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%\u00a1-\U0010ffff]+")


@dataclass(frozen=True, slots=True)
class Link:
    """An address that may be linked, and the host a reader must see beside it."""

    url: str
    host: str


def clean(text: str) -> str:
    """The start of `text`, LONGEST_READ at most, without hidden or piled-up characters; `:emoji:` codes are broken."""
    text = _HIDDEN.sub("", _BREAKS.sub("\n", text[:LONGEST_READ]))
    text = "".join(_visible_joiners(text))
    text = _without_piles(text)
    # A word joiner is invisible and keeps Slack from reading the code; the loop before has removed any of theirs.
    return _EMOJI_CODE.sub(":\u2060", _BLANK_LINES.sub("\n\n", text)).strip()


def one_line(text: str, most: int = 200) -> str:
    """`text` clean, on one line, of at most `most` characters."""
    return clip(" ".join(clean(text).split()), most)


def escape(text: str) -> str:
    """`text` so that mrkdwn reads no control sequence out of it; the order of the three matters."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def safe(text: str, most: int = 200) -> str:
    """One line of a stranger's text, ready to stand inside mrkdwn or a message's fallback text."""
    return escape(one_line(text, most))


def clip(text: str, most: int) -> str:
    """`text` in at most `most` characters, cut between words where that costs little, with an ellipsis."""
    if len(text) <= most:
        return text
    cut = text[: max(most - 1, 0)]
    space = cut.rfind(" ")
    if space > most * 0.8:
        cut = cut[:space]
    return cut.rstrip() + ELLIPSIS if most else ""


def clip_mrkdwn(text: str, most: int) -> str:
    """`clip` for text that is escaped already: no entity and no `<…>` sequence is left cut in half."""
    if len(text) <= most:
        return text
    cut = _CUT_ENTITY.sub("", text[: max(most - 1, 0)])
    if cut.rfind("<") > cut.rfind(">"):
        cut = cut[: cut.rfind("<")]
    return cut.rstrip() + ELLIPSIS if most else ""


def link(url: str) -> Link | None:
    """`url` as a link, None where it is not plain http(s) to a named host.

    Addresses with a user part (`https://bank.example@evil.example`) are refused: they exist to mislead.
    """
    url = url.strip()
    if not 0 < len(url) <= LONGEST_URL or _HIDDEN.search(url) or not _ADDRESS.fullmatch(url):
        return None
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
        shown = host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in {"http", "https"} or not shown or "@" in parts.netloc:
        return None
    return Link(url=url, host=shown)


def _visible_joiners(text: str) -> list[str]:
    """Keep the zero-width joiners that writing and emoji need; drop those between ASCII, where they only hide."""
    kept = []
    for index, char in enumerate(text):
        if char in "\u200c\u200d":
            around = text[max(index - 1, 0) : index + 2]
            if len(around) < 3 or any(each.isascii() or each in "\u200c\u200d" for each in (around[0], around[2])):
                continue
        kept.append(char)
    return kept


def _without_piles(text: str) -> str:
    """At most three combining marks on one letter: more are drawn over the lines above and below."""
    kept, marks = [], 0
    for char in text:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _MOST_MARKS:
            kept.append(char)
    return "".join(kept)
