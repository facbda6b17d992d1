"""Why me? The rule and its conditions, how sure the classifier was and by which examples, and what came before.

Guarantee: made of what was noted when it was decided, so opening it asks no model; what is wrong is one click from
right. Strangers' words stand only in elements that Slack does not parse.
"""

from collections.abc import Sequence

from bot.core.classification import Classification, DepartmentScore, Sentiment, version_of
from bot.core.department import TRIAGE
from bot.core.issue import IssueStatus
from bot.core.routing import Routing, TraceLine
from bot.core.summary_words import span
from bot.core.why_words import chain_line
from bot.ports import PastIssue, StoredMention
from bot.slack.actions import FEELS, HAND_OVER, STAGE
from bot.slack.ids import Passing, Pick, Target
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block
from bot.slack.messages.fit import fit_view
from bot.slack.messages.safe import one_line, safe
from bot.slack.messages.scene import Scene, department_name
from bot.slack.messages.why import why_here
from bot.slack.texts import names, why

MOST_SCORES = 3
MOST_RULES = 30
LEAST_SCORE = 0.05
"""A department that fits less than this is no suggestion."""
NO_FIT = 0.005
"""What would read as 0% is left out."""
QUOTED = 140


def why_me(scene: Scene, mention: StoredMention, past: Sequence[PastIssue] | None = None) -> Block:
    """The modal that explains why this assignment came to this department; `past` is None while it is looked for."""
    judged = mention.classification
    blocks = [
        kit.rich(kit.rich_line(kit.words(why_here(scene, mention)))),
        *(_scores(judged, scene) if judged else ()),
        *_runner_up(scene, judged),
        *(_mood(judged, scene) if judged else ()),
        *_stage(judged, scene),
        *(_nearest(judged, scene) if judged else ()),
        *_past(scene, past),
        *(_rules(mention.routing) if mention.routing else ()),
    ]
    return fit_view({"type": "modal", "title": kit.plain(why.TITLE), "close": kit.plain(why.CLOSE), "blocks": blocks})


def runner_up(scene: Scene, judged: Classification | None) -> DepartmentScore | None:
    """The department that fits best among those that do not have it yet, None where there is none to speak of."""
    if judged is None or not (scene.issue.is_open and scene.share.is_open):
        return None
    there = {share.department for share in scene.issue.open_assignments()} | {TRIAGE}
    fitting = (each for each in judged.departments if each.department not in there and each.score >= LEAST_SCORE)
    return next((each for each in fitting if scene.rulebook.department(each.department)), None)


def _scores(judged: Classification, scene: Scene) -> list[Block]:
    lines = [
        why.SCORE.format(department=_name(scene, each.department), score=each.score)
        for each in judged.departments[:MOST_SCORES]
        if each.score >= NO_FIT
    ]
    version = version_of(judged.model)
    title = why.SCORES_LEARNED.format(version=version) if version else why.SCORES
    return [kit.section(title), _list(lines)] if lines else []


def _runner_up(scene: Scene, judged: Classification | None) -> list[Block]:
    found = runner_up(scene, judged)
    if found is None:
        return []
    target = Target(scene.issue.number, scene.share.number)
    label = why.HAND_OVER.format(department=_name(scene, found.department))
    button = kit.button(label, action=HAND_OVER, value=str(Passing(target, found.department)))
    text = why.RUNNER_UP.format(department=scene.department(found.department), score=found.score)
    return [{**kit.section(text), "accessory": button}]


def _mood(judged: Classification, scene: Scene) -> list[Block]:
    target = Target(scene.issue.number, scene.share.number)
    menu: Block = {
        "type": "static_select",
        "action_id": FEELS,
        "placeholder": kit.plain(why.MOOD_MENU),
        "options": [kit.option(names.SENTIMENT_NAME[each], str(Pick(FEELS, target, each))) for each in Sentiment],
    }
    mood = why.MOOD_UNSURE if "sentiment" in judged.unsure else names.SENTIMENT_NAME[judged.sentiment]
    return [{**kit.section(why.MOOD.format(mood=mood)), "accessory": menu}]


def _stage(judged: Classification | None, scene: Scene) -> list[Block]:
    """Where on their journey the author was: by a person's word, else by a guess; nothing where no stages are named."""
    stages = scene.rulebook.journey
    if not stages:
        return []
    key = scene.issue.stage or (judged.stage if judged else "")
    name = next((one_line(each.name, 60) for each in stages if each.key == key), "")
    text = (why.STAGE_SAID if scene.issue.stage else why.STAGE_GUESSED).format(stage=safe(name)) if name else ""
    target = Target(scene.issue.number, scene.share.number)
    menu: Block = {
        "type": "static_select",
        "action_id": STAGE,
        "placeholder": kit.plain(why.STAGE_MENU),
        "options": [kit.option(one_line(each.name, 75), str(Pick(STAGE, target, each.key))) for each in stages],
    }
    return [{**kit.section(text or why.STAGE_UNKNOWN), "accessory": menu}]


def _nearest(judged: Classification, scene: Scene) -> list[Block]:
    lines = [
        why.NEAREST_ONE.format(
            text=one_line(each.text, QUOTED),
            department=_name(scene, each.department) if each.department else why.SET_ASIDE,
            likeness=each.likeness,
        )
        for each in judged.nearest
    ]
    return [kit.section(why.NEAREST), _list(lines)] if lines else []


def _past(scene: Scene, past: Sequence[PastIssue] | None) -> list[Block]:
    if not past:
        return [kit.section(why.PAST), kit.context(kit.plain(why.PAST_LOOKING if past is None else why.PAST_NONE))]
    items = [kit.rich_line(*_past_line(each, scene)) for each in past]
    return [kit.section(why.PAST), kit.rich(_bullets(items))]


def _past_line(each: PastIssue, scene: Scene) -> tuple[Block, ...]:
    number = f"#{each.issue.number}"
    url = scene.address_of(each.card)
    said = why.PAST_SAID.format(likeness=each.likeness, said=one_line(each.said, QUOTED))
    return (
        kit.rich_link(url, number) if url else kit.words(number, bold=True),
        kit.words(said + _how_it_ended(each, scene)),
    )


def _how_it_ended(each: PastIssue, scene: Scene) -> str:
    issue = each.issue
    owner, first = issue.owner.department, issue.assignments[0].department
    line = why.PAST_RESOLVED if issue.status is IssueStatus.RESOLVED else why.PAST_DISMISSED
    ended = line.format(department=_name(scene, owner), span=span((issue.closed_at or scene.now) - issue.opened_at))
    passed_on = why.PAST_PASSED_ON.format(first=_name(scene, first)) if first != owner else ""
    outcome = one_line(issue.outcome, QUOTED)
    because = why.PAST_BECAUSE.format(chain=one_line(chain_line(issue.chain), 2 * QUOTED)) if issue.chain else ""
    return ended + passed_on + (why.PAST_OUTCOME.format(outcome=outcome) if outcome else ".") + because


def _rules(routing: Routing) -> list[Block]:
    return [kit.section(why.RULES), _list([_tried(line) for line in _shown(routing)])] if routing.trace else []


def _shown(routing: Routing) -> list[TraceLine]:
    """The rules that held, and the last ones that were tried and did not."""
    held = [line for line in routing.trace if line.holds]
    return [line for line in routing.trace if line in held or line in routing.trace[-MOST_RULES:]][-MOST_RULES:]


def _tried(line: TraceLine) -> str:
    return f"{'✔' if line.holds else '✘'} {one_line(line.rule, 80)}: {one_line(line.why, 160)}"


def _name(scene: Scene, key: str) -> str:
    return one_line(department_name(scene.rulebook, key), 60)


def _list(lines: Sequence[str]) -> Block:
    return kit.rich(_bullets([kit.rich_line(kit.words(one_line(line, 240))) for line in lines]))


def _bullets(items: Sequence[Block]) -> Block:
    return {"type": "rich_text_list", "style": "bullet", "elements": list(items)}
