"""Which departments a modal offers: the likely ones first, then all.

Guarantee: the department that asks is never offered to itself.
"""

from collections.abc import Sequence

from bot.core.department import TRIAGE
from bot.ports import StoredMention
from bot.slack.messages.blocks import Block, option
from bot.slack.messages.safe import one_line
from bot.slack.messages.scene import Scene
from bot.slack.modals.form import Answers, choices_field, grouped_choice_field

LIKELY = 3
FIELD = "department"
NEEDED = "needed"


def department_field(label: str, scene: Scene, mention: StoredMention | None) -> Block:
    """A menu of departments; those that the classifier found next best stand on top."""
    return grouped_choice_field(FIELD, label, _groups(scene, mention))


def other_department_field(label: str, scene: Scene, mention: StoredMention | None) -> Block:
    """The same menu, which may be left alone."""
    return grouped_choice_field(FIELD, label, _groups(scene, mention), is_needed=False)


def _groups(scene: Scene, mention: StoredMention | None) -> list[tuple[str, list[Block]]]:
    others = {each.key: each for each in scene.rulebook.departments if each.key != scene.share.department}
    likely = likely_departments(scene, mention)
    rest = sorted((key for key in others if key not in likely), key=lambda key: others[key].name.lower())
    return [
        (title, [option(one_line(others[key].name, 75), key) for key in keys])
        for title, keys in (("Likely", likely), ("All others", rest))
    ]


def likely_departments(scene: Scene, mention: StoredMention | None) -> list[str]:
    """The keys of the departments that the classifier found next best, the best first."""
    judged = mention.classification.departments if mention and mention.classification else ()
    others = {each.key for each in scene.rulebook.departments if each.key != scene.share.department}
    return [entry.department for entry in judged if entry.department in others][:LIKELY]


def needed_field(label: str, scene: Scene) -> Sequence[Block]:
    """A menu of the other departments, to pick any number of them; nothing where there are no others."""
    others = [each for each in scene.rulebook.departments if each.key not in {scene.share.department, TRIAGE}]
    options = [option(one_line(each.name, 75), each.key) for each in sorted(others, key=lambda each: each.name.lower())]
    return [choices_field(NEEDED, label, options)] if options else []


def needed_in(answers: Answers, scene: Scene) -> tuple[str, ...]:
    """The departments that were picked, those that there are."""
    return tuple(key for key in answers.choices(NEEDED) if scene.rulebook.department(key))
