"""Letters: the font that is built in, what it can write, and how much room that takes.

Guarantee: no name breaks a picture. What has no glyph, hides or turns the writing round is left out, and what is too
long ends in an ellipsis; nothing is read as mathematics.
"""

import unicodedata
from functools import lru_cache
from pathlib import Path

import matplotlib
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font

from bot.core.charts import Name

FOLDER = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
_POINTS_AN_INCH = 72
_LONGEST = 300
_LEFT_OUT = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_MOST_MARKS = 2


@lru_cache
def font(points: float, *, is_bold: bool = False) -> FontProperties:
    """The font of all pictures: it has Latin, Greek and Cyrillic letters with all their accents."""
    return FontProperties(fname=str(FOLDER / _file(is_bold=is_bold)), size=points)


def name_on_paper(name: Name) -> str:
    """What can be written of a name; the key where the font lacks a letter of it, for half a name is a wrong one."""
    known = _known()
    is_whole = all(ord(letter) in known for letter in name.said[:_LONGEST] if letter.isalnum())
    return (writable(name.said) if is_whole else "") or writable(name.key)


def writable(text: str) -> str:
    """`text` on one line, as far as there are letters for it."""
    known = _known()
    kept: list[str] = []
    marks = 0
    for letter in unicodedata.normalize("NFC", " ".join(text[:_LONGEST].split())):
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if ord(letter) in known and unicodedata.category(letter) not in _LEFT_OUT and marks <= _MOST_MARKS:
            kept.append(letter)
    return " ".join("".join(kept).split())


def width(text: str, points: float, *, is_bold: bool = False) -> float:
    """How wide `text` is, in inches."""
    face = _face(is_bold=is_bold)
    face.set_size(points, _POINTS_AN_INCH)
    face.set_text(text, 0.0)
    return float(face.get_width_height()[0]) / 64 / _POINTS_AN_INCH


def fitted(text: str, room: float, points: float, *, is_bold: bool = False) -> str:
    """As much of `text` as there is `room` for (inches), with an ellipsis where something is missing."""
    text = writable(text)
    if width(text, points, is_bold=is_bold) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle].rstrip() + "…", points, is_bold=is_bold) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"


def wrapped(text: str, room: float, points: float, *, is_bold: bool = False) -> list[str]:
    """`text` on as many lines as it takes, broken between words; a word too long for a line is shortened."""
    lines: list[str] = []
    for word in writable(text).split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, points, is_bold=is_bold) <= room:
            lines[-1] = longer
        else:
            lines.append(fitted(word, room, points, is_bold=is_bold))
    return lines


def _file(*, is_bold: bool) -> str:
    return "DejaVuSans-Bold.ttf" if is_bold else "DejaVuSans.ttf"


@lru_cache
def _face(*, is_bold: bool) -> FT2Font:
    return FT2Font(str(FOLDER / _file(is_bold=is_bold)))


@lru_cache
def _known() -> frozenset[int]:
    """What both weights can write."""
    return frozenset(_face(is_bold=False).get_charmap()) & frozenset(_face(is_bold=True).get_charmap())
