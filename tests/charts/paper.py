"""What the tests of pictures look at: size and letters of a PNG, how a colour stands on another."""

import math
import struct
from collections.abc import Sequence

from bot.charts.sheet import Sheet

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height as the PNG itself states them."""
    assert png.startswith(SIGNATURE)
    assert png[12:16] == b"IHDR"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def said_on(sheet: Sheet) -> list[str]:
    """Every line that is written on a sheet, in the order of writing."""
    return [each.get_text() for each in sheet.figure.axes[0].texts]


def contrast(one: str, other: str) -> float:
    """How far apart two colours are in brightness, by the formula of WCAG 2."""
    light, dark = sorted((_brightness(one), _brightness(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def seen_apart(one: str, other: str, *, by: str) -> float:
    """How different two colours look to somebody who is blind to some, as a distance in CIELAB: 2 is just visible."""
    return math.dist(_lab(_seen(one, by)), _lab(_seen(other, by)))


# What of red, green and blue light is left to each kind of eye (Machado and others, 2009, severity 1).
EYES = {
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "no green": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "no blue": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}
_TO_XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
_WHITE = (0.9505, 1.0, 1.089)


def _sum(weights: Sequence[float], parts: Sequence[float]) -> float:
    return sum(weight * part for weight, part in zip(weights, parts, strict=True))


def _light(colour: str) -> tuple[float, ...]:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return tuple(each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in shares)


def _brightness(colour: str) -> float:
    return _sum(_TO_XYZ[1], _light(colour))


def _seen(colour: str, by: str) -> tuple[float, ...]:
    return tuple(min(max(_sum(row, _light(colour)), 0.0), 1.0) for row in EYES[by])


def _lab(light: tuple[float, ...]) -> tuple[float, float, float]:
    x, y, z = (_sum(row, light) / white for row, white in zip(_TO_XYZ, _WHITE, strict=True))
    x, y, z = (each ** (1 / 3) if each > 0.008856 else 7.787 * each + 16 / 116 for each in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)
