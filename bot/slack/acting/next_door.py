"""Where an assignment goes when its department says that it is not theirs, and says no more.

Guarantee: pure; where the next best department is a guess only, triage gets it, so that a person decides.
"""

from bot.core.department import TRIAGE
from bot.ports import StoredMention
from bot.slack.messages.scene import Scene
from bot.slack.modals.why_me import runner_up


def next_door(scene: Scene, mention: StoredMention | None) -> str:
    """The key of the department that gets it, "" where it is in triage already and nobody fits."""
    judged = mention.classification if mention else None
    found = runner_up(scene, judged)
    if found is not None and judged is not None:
        there = {share.department for share in scene.issue.open_assignments()}
        # Those who have it are out of the question, so what they were given is shared out among the others.
        others = 1 - sum(each.score for each in judged.departments if each.department in there)
        if found.score / max(others, found.score) >= scene.rulebook.minimum_confidence:
            return found.department
    return "" if scene.share.department == TRIAGE else TRIAGE
