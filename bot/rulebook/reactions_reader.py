"""The `reactions` of company.yaml: which emoji on a card does what.

Guarantee: what is written replaces the usual meanings as a whole, and an emoji means one thing.
"""

import re
from collections.abc import Mapping

from bot.core.gestures import USUAL, Gesture, emoji_name
from bot.rulebook.document import Entry, Node
from bot.rulebook.problems import Problems, nearest

_NAME = re.compile(r"[\w+-][\w+'-]{0,99}")


def read_reactions(root: Node, problems: Problems) -> Mapping[str, Gesture]:
    """Each emoji with its meaning; the usual ones where the file says nothing."""
    entry = root.entries.get("reactions")
    if entry is None:
        return dict(USUAL)
    if not isinstance(entry.node.value, dict):
        problems.refuse(entry.node.at, "reactions: needs «emoji: act» lines, or {} for no emoji at all")
        return dict(USUAL)
    found: dict[str, Gesture] = {}
    for each in entry.node.entries.values():
        name, gesture = _name(each, problems), _gesture(each, problems)
        if name in found:
            problems.refuse(each.at, f"«{each.key}» is the emoji «{name}», which has a meaning above already")
        elif name and gesture:
            found[name] = gesture
    return found


def _name(entry: Entry, problems: Problems) -> str:
    name = emoji_name(entry.key)
    if not _NAME.fullmatch(name):
        told = "write the emoji's name as Slack shows it between colons, such as «eyes»"
        problems.refuse(entry.at, f"«{entry.key}» is no emoji's name; {told}")
        return ""
    if "::" in entry.key:
        problems.refuse(entry.at, f"«{entry.key}» has a skin tone; write «{name}», which means the emoji in every tone")
        return ""
    return name


def _gesture(entry: Entry, problems: Problems) -> Gesture | None:
    word = str(entry.node.value)
    try:
        return Gesture(word)
    except ValueError:
        problems.refuse(entry.node.at, f"{entry.key}: «{word}» is nothing that an emoji can do{nearest(word, Gesture)}")
        return None
