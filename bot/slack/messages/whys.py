"""The button that asks why, under the line that says how an issue ended or why it happened.

Guarantee: pure; it is offered once in each line, at the door that had the issue, and never where five have been said.
"""

from bot.core import events as ev
from bot.core.deciding.whys import DEEPEST
from bot.core.issue import IssueStatus
from bot.core.why_events import WhyAnswered
from bot.slack.actions import Act
from bot.slack.ids import Target
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block
from bot.slack.messages.scene import Scene
from bot.slack.texts import whys


def why_buttons(event: ev.Event, scene: Scene) -> tuple[Block, ...]:
    """The row with the button, where `event` is one after which it can be asked."""
    issue = scene.issue
    is_askable = issue.status is IssueStatus.RESOLVED and len(issue.chain) < DEEPEST
    if not (isinstance(event, ev.IssueResolved | WhyAnswered) and is_askable and scene.share is issue.owner):
        return ()
    label = whys.BUTTON_NEXT if issue.chain else whys.BUTTON_FIRST
    return (kit.actions(kit.button(label, action=Act.WHY, value=str(Target(issue.number, scene.share.number)))),)
