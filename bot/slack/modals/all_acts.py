"""Everything that can be done with an assignment now, each with a line that says what it does.

Guarantee: pure; it offers what makes sense in the state, each act's own listener decides whether it may be done.
"""

from bot.ports import StoredMention
from bot.slack.actions import LABELS, Act
from bot.slack.fitting import all_acts
from bot.slack.ids import Target
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block
from bot.slack.messages.fit import fit_view
from bot.slack.messages.scene import Scene
from bot.slack.modals.form import subject
from bot.slack.texts import modals


def all_acts_view(scene: Scene, mention: StoredMention | None, *, viewer: str) -> Block:
    """The modal that `viewer` sees."""
    target = Target(scene.issue.number, scene.share.number)
    return fit_view(
        {
            "type": "modal",
            "title": kit.plain(modals.ALL_ACTS_TITLE.format(issue=scene.issue.number)),
            "close": kit.plain("Close"),
            "blocks": [
                kit.context(kit.plain(subject(scene, mention))),
                *(_line(act, target) for act in all_acts(scene.issue, scene.share, viewer=viewer)),
            ],
        }
    )


def _line(act: Act, target: Target) -> Block:
    button = kit.button(LABELS[act], action=act, value=str(target))
    return {**kit.section(modals.WHAT_IT_DOES[act]), "accessory": button}
