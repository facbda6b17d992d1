"""An answer as it is repeated in the thread of the department that had asked.

Guarantee: it says who answered, for which department, and where; what they wrote stands in a quotation that Slack does
not parse, and nobody is alerted by it: they know what they have said.
"""

from bot.core.reply import place_of
from bot.ports import MessageRef, Reply
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Message
from bot.slack.messages.people import name_of
from bot.slack.messages.safe import clean, clip, safe
from bot.slack.messages.scene import Scene
from bot.slack.messages.spoken import spoken_words
from bot.slack.texts import relay as texts

LONGEST_WORDS = 1_500


def relay(reply: Reply, scene: Scene) -> Message:
    """The line in the asking department's thread; `scene` shows the share whose department has answered."""
    line = texts.ANSWERED.format(
        who=name_of(scene.people, reply.by) or texts.SOMEBODY,
        department=scene.department(),
        edited=texts.EDITED if reply.edited_at else "",
    )
    words = clip(clean(spoken_words(reply.words, scene.people)), LONGEST_WORDS) or texts.NO_WORDS
    where = _where(reply, scene)
    return Message(
        text=f"{line} “{safe(words, 200)}”",
        blocks=(
            kit.section(line),
            kit.rich(kit.rich_quote(kit.words(words))),
            *((kit.context(kit.mrkdwn(where)),) if where else ()),
        ),
    )


def _where(reply: Reply, scene: Scene) -> str:
    card = scene.cards.get(reply.assignment)
    channel, ts = place_of(reply.id)
    url = scene.address_of(MessageRef(channel=channel, ts=ts))
    # Only with its thread does Slack open a reply where it was said.
    return f"<{url}?thread_ts={card.ts}&amp;cid={channel}|{texts.SEE}>" if card and url else ""
