"""What an emoji on a card may mean, and by which name an emoji is known.

Guarantee: pure; an emoji means the same in every skin tone and under each of its names.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Gesture(StrEnum):
    """What an emoji may ask for; the names are those of the acts on a card."""

    CLAIM = "claim"
    RELEASE = "release"
    STILL_ON_IT = "still_on_it"
    HAND_OFF = "hand_off"
    NOT_OURS = "not_ours"
    BRING_IN = "bring_in"
    ESCALATE = "escalate"
    SNOOZE = "snooze"
    RESOLVE = "resolve"
    DISMISS = "dismiss"
    FOLLOW = "follow"
    UNFOLLOW = "unfollow"


USUAL: Mapping[str, Gesture] = MappingProxyType(
    {"eyes": Gesture.CLAIM, "white_check_mark": Gesture.RESOLVE, "arrow_right": Gesture.HAND_OFF}
)
"""What emoji mean where the rulebook says nothing about them."""

_OTHER_NAMES = MappingProxyType(
    {
        "thumbsup": "+1",
        "thumbsdown": "-1",
        "envelope": "email",
        "hand": "raised_hand",
        "heavy_exclamation_mark": "exclamation",
        "pencil": "memo",
        "runner": "running",
        "telephone": "phone",
    }
)


def emoji_name(name: str) -> str:
    """The one name of an emoji that may be written `:thumbsup::skin-tone-2:`."""
    bare = name.strip().strip(":").partition("::")[0]
    return _OTHER_NAMES.get(bare, bare)
