"""Why an assignment came to its department, for the card and for whoever asks "Why me?".

Guarantee: one plain sentence, from what was noted when it was decided; nothing is decided again.
"""

from bot.core.issue import Role
from bot.ports import StoredMention
from bot.slack.messages.safe import one_line
from bot.slack.messages.scene import Scene, department_name
from bot.slack.texts import card

LONGEST_REASON = 200


def why_here(scene: Scene, mention: StoredMention) -> str:
    """Why this department has it, in one plain sentence."""
    giver = next((each for each in scene.issue.assignments if each.handed_to == scene.share.number), None)
    if giver is not None:
        reason = f": “{one_line(giver.handed_why, LONGEST_REASON)}”" if giver.handed_why else ""
        return card.WHY_HANDED.format(department=_plain_name(scene, giver.department), reason=reason)
    if scene.share.role is Role.BROUGHT_IN:
        return card.WHY_BROUGHT_IN.format(department=_plain_name(scene, scene.issue.owner.department))
    routing = mention.routing
    if routing is None:
        return card.WHY_UNKNOWN
    why = one_line(routing.why, LONGEST_REASON)
    if routing.rule:
        return card.WHY_RULE.format(rule=one_line(routing.rule, 80), why=why)
    # That no rule decided goes without saying where none is named.
    return card.WHY_JUDGED.format(why=why.removeprefix("no rule holds; "))


def _plain_name(scene: Scene, key: str) -> str:
    return one_line(department_name(scene.rulebook, key), 80)
