"""The colours of pictures: few, told apart by the colour-blind and in grey, on a background of their own.

Guarantee: whatever is written has a contrast of at least 4.5:1 to what it stands on, whatever is drawn one of 3:1 to
the paper; a picture looks the same in light and in dark mode.
"""

PAPER = "#fbfaf7"
INK = "#1b1f24"
FAINT = "#5b626c"
LINE = "#d5d3cc"

NEGATIVE = "#b3400f"
NEUTRAL = "#6b727c"
POSITIVE = "#0a5fa5"
ASIDE = PAPER
"""An edge around nothing: it is neither, and grey is taken."""

OWN = POSITIVE
LATE = NEGATIVE
EARLIER = "#738b9e"
