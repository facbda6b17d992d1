"""Which departments a modal offers: the likely ones first, then all.

Guarantee: the department that asks is never offered to itself.
"""

from bot.ports import StoredMention
from bot.slack.messages.blocks import Block, option
from bot.slack.messages.safe import one_line
from bot.slack.messages.scene import Scene
from bot.slack.modals.form import grouped_choice_field

LIKELY = 3
FIELD = "department"


def department_field(label: str, scene: Scene, mention: StoredMention | None) -> Block:
    """A menu of departments; those that the classifier found next best stand on top."""
    others = {each.key: each for each in scene.rulebook.departments if each.key != scene.share.department}
    judged = mention.classification.departments if mention and mention.classification else ()
    likely = [entry.department for entry in judged if entry.department in others][:LIKELY]
    rest = sorted((key for key in others if key not in likely), key=lambda key: others[key].name.lower())
    groups = [
        (title, [option(one_line(others[key].name, 75), key) for key in keys])
        for title, keys in (("Likely", likely), ("All others", rest))
    ]
    return grouped_choice_field(FIELD, label, groups)
