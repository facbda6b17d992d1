"""Why me? The rule, its conditions and the classifier's confidence, in one modal to read."""

from bot.core.routing import Routing, TraceLine
from bot.ports import StoredMention
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block
from bot.slack.messages.fit import fit_view
from bot.slack.messages.safe import one_line
from bot.slack.messages.scene import Scene, department_name
from bot.slack.messages.why import why_here
from bot.slack.texts import modals

MOST_SCORES = 5
MOST_RULES = 30


def why_me(scene: Scene, mention: StoredMention) -> Block:
    """The modal that explains why this assignment came to this department."""
    parts = [kit.rich(kit.rich_line(kit.words(why_here(scene, mention))))]
    judged = mention.classification
    if judged and judged.departments:
        best = judged.departments[:MOST_SCORES]
        lines = [f"{department_name(scene.rulebook, each.department)}: {each.score:.0%}" for each in best]
        parts += [kit.section(modals.WHY_SCORES), _list(lines)]
    if mention.routing and mention.routing.trace:
        parts += [kit.section(modals.WHY_TRACE), _list([_tried(line) for line in _shown(mention.routing)])]
    return fit_view({"type": "modal", "title": kit.plain("Why me?"), "close": kit.plain("Thanks"), "blocks": parts})


def _shown(routing: Routing) -> list[TraceLine]:
    """The rules that held, and the last ones that were tried and did not."""
    held = [line for line in routing.trace if line.holds]
    return [line for line in routing.trace if line in held or line in routing.trace[-MOST_RULES:]][-MOST_RULES:]


def _tried(line: TraceLine) -> str:
    return f"{'✔' if line.holds else '✘'} {one_line(line.rule, 80)}: {one_line(line.why, 160)}"


def _list(lines: list[str]) -> Block:
    items = [kit.rich_line(kit.words(one_line(line, 240))) for line in lines]
    return kit.rich({"type": "rich_text_list", "style": "bullet", "elements": items})
