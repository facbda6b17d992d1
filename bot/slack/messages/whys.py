"""The button that asks why, under the line that says how an issue ended or why it happened.

Guarantee: pure; it is offered once in each line, at the door that had the issue, and never where five have been said.
"""

from bot.core import events as ev
from bot.core.deciding.whys import DEEPEST
from bot.core.issue import IssueStatus
from bot.core.why_events import WhyAnswered, WhyAsked, WhyDropped
from bot.slack.actions import Act
from bot.slack.ids import Target
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block
from bot.slack.messages.scene import Scene
from bot.slack.messages.why_ask import take_back_button
from bot.slack.texts import whys


def why_buttons(event: ev.Event, scene: Scene) -> tuple[Block, ...]:
    """The row with the button, where `event` is one after which it can be asked."""
    issue = scene.issue
    if isinstance(event, WhyAsked):
        return take_back_button(scene) if issue.why_ask and issue.why_ask.number == event.number else ()
    is_waiting = issue.why_ask is not None and issue.why_ask.is_open
    is_askable = issue.status is IssueStatus.RESOLVED and len(issue.chain) < DEEPEST
    is_after = isinstance(event, ev.IssueResolved | WhyAnswered | WhyDropped) and scene.share is issue.owner
    if not (is_after and is_askable) or is_waiting:
        return ()
    label = whys.BUTTON_NEXT if issue.chain else whys.BUTTON_FIRST
    return (kit.actions(kit.button(label, action=Act.WHY, value=str(Target(issue.number, scene.share.number)))),)
