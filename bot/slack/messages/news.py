"""News for those who follow an issue: one line about a turn it took, in their direct message.

Guarantee: pure; colleagues' own words stand in a quotation that Slack does not parse.
"""

from bot.core import events as ev
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Message
from bot.slack.messages.safe import clean, clip, safe
from bot.slack.messages.scene import Scene
from bot.slack.texts import following, names

LONGEST_WORDS = 600


def news(event: ev.Event, scene: Scene) -> Message:
    """The direct message about `event`, with the card a click away where it is known."""
    number = f"#{scene.issue.number}"
    text = following.NEWS.get(type(event).__name__, following.SOMETHING).format(
        who=scene.who(event.by),
        issue=scene.link_to(scene.share.number, number),
        department=scene.department(),
        to=scene.department(getattr(event, "to", "")),
        into=getattr(event, "into", ""),
        sign=names.URGENCY_SIGN[scene.issue.urgency],
        urgency=names.URGENCY_NAME[scene.issue.urgency].lower(),
    )
    words = clip(clean(_words(event)), LONGEST_WORDS)
    quoted = [kit.rich(kit.rich_quote(kit.words(words)))] if words else []
    why = kit.context(kit.mrkdwn(following.WHY_YOU.format(issue=scene.issue.number)))
    return Message(text=text + (f" “{safe(words, 200)}”" if words else ""), blocks=(kit.section(text), *quoted, why))


def _words(event: ev.Event) -> str:
    """What the person said about it."""
    return str(getattr(event, "outcome", "") or getattr(event, "why", ""))
