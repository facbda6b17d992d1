"""How a click is answered: in the modal it was made in, in place of the question it answers, or by a whisper.

Guarantee: what a card shows by itself in a moment is not said a second time.
"""

from bot.slack.acting.doing import Reply, Request
from bot.slack.actions import Act
from bot.slack.answers import message_view
from bot.slack.desk import Desk
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Message
from bot.slack.texts import modals

SAID_AS_WELL = frozenset({Act.STILL_ON_IT, Act.NOT_OURS, Act.FOLLOW, Act.UNFOLLOW})
"""The acts whose card says too little, or nothing, of what a click has done."""


def answer_click(desk: Desk, request: Request, reply: Reply) -> None:
    """Tell the person what came of their click."""
    message, place = reply.message, request.place
    if message is None:
        return
    if place.is_in_modal and reply.is_done:
        desk.asides.update_view(place.view_id, _view(message))
    elif place.is_aside and reply.is_done and request.act is not Act.CLAIM:
        desk.asides.replace(place, lambda: message)
    elif not reply.is_done or place.is_aside or request.act in SAID_AS_WELL:
        desk.asides.whisper(place, message.text, blocks=message.blocks)


def _view(message: Message) -> kit.Block:
    return message_view(modals.DONE_TITLE, message.blocks)
