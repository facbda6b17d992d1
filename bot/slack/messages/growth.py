"""The button under the line that says how a storm has grown: one of them may be about something else.

Guarantee: pure; it stands only where a storm is told of.
"""

from bot.core import events as ev
from bot.core.storm_events import MentionJoined
from bot.slack.actions import Act
from bot.slack.ids import Target
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block
from bot.slack.messages.scene import Scene
from bot.slack.texts import thread


def split_buttons(event: ev.Event, scene: Scene) -> tuple[Block, ...]:
    """The row with the button, where `event` is one more voice."""
    if not isinstance(event, MentionJoined):
        return ()
    target = Target(scene.issue.number, scene.share.number)
    return (kit.actions(kit.button(thread.NOT_THE_SAME, action=Act.SPLIT, value=str(target))),)
