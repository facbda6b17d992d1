"""A why at another department's door: the question, what became of it, and one gentle reminder.

Guarantee: nobody is alerted; what the public and colleagues wrote stands in elements that Slack does not parse, and a
question that is settled has no buttons any more.
"""

from types import MappingProxyType

from bot.core.why_ask import WhyAsk, WhyEnding
from bot.ports import StoredMention
from bot.slack.actions import ANSWER_WHY, DECLINE_WHY, TAKE_WHY_BACK
from bot.slack.ids import Target
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block, Message
from bot.slack.messages.people import name_of
from bot.slack.messages.quote import CLOSED, said
from bot.slack.messages.safe import clean, clip, safe
from bot.slack.messages.scene import Scene
from bot.slack.texts import whys

LONGEST_ABOUT = 200
LONGEST_WORDS = 1_500
_ENDINGS = MappingProxyType(
    {
        WhyEnding.ANSWERED: whys.ASK_ANSWERED,
        WhyEnding.ANSWERED_ELSEWHERE: whys.ASK_ANSWERED_ELSEWHERE,
        WhyEnding.DECLINED: whys.ASK_DECLINED,
        WhyEnding.TAKEN_BACK: whys.ASK_TAKEN_BACK,
        WhyEnding.REOPENED: whys.ASK_REOPENED,
    }
)


def why_question(scene: Scene, mention: StoredMention | None, number: int) -> Message:
    """The question as it stands now; `number` says which one of the issue's."""
    ask = scene.issue.why_ask
    if ask is None or ask.number != number:
        return Message(text=whys.ASK_SETTLED, blocks=(kit.section(whys.ASK_SETTLED),))
    text = _question(ask, scene)
    quoted = (said(mention.mention, CLOSED),) if mention else ()
    return Message(text=text, blocks=(kit.section(text), *quoted, *_end(ask, scene)))


def why_reminder(scene: Scene) -> Message:
    """The only reminder, in the question's thread."""
    text = whys.ASK_REMINDER.format(department=scene.department(scene.issue.owner.department))
    return Message(text=text, blocks=(kit.section(text),), is_broadcast=True)


def take_back_button(scene: Scene) -> tuple[Block, ...]:
    """Under the line that says who was asked, while they have not answered."""
    ask = scene.issue.why_ask
    if ask is None or not ask.is_open:
        return ()
    return (kit.actions(kit.button(whys.TAKE_BACK, action=TAKE_WHY_BACK, value=_value(ask, scene))),)


def _question(ask: WhyAsk, scene: Scene) -> str:
    owner = scene.issue.owner
    number = scene.link_to(owner.number, f"#{scene.issue.number}")
    wording = whys.ASK_THAT if ask.about else whys.ASK_THIS
    return wording.format(
        who=name_of(scene.people, ask.by),
        department=scene.department(owner.department),
        issue=number,
        about=safe(ask.about, LONGEST_ABOUT),
    )


def _end(ask: WhyAsk, scene: Scene) -> tuple[Block, ...]:
    if ask.ending is None:
        answer = kit.button(whys.ASK_ANSWER, action=ANSWER_WHY, value=_value(ask, scene), style="primary")
        decline = kit.button(whys.ASK_DECLINE, action=DECLINE_WHY, value=_value(ask, scene))
        return (kit.actions(answer, decline), kit.context(kit.mrkdwn(whys.ASK_HINT)))
    line = kit.section(_ENDINGS[ask.ending].format(who=name_of(scene.people, ask.ended_by)))
    words = clip(clean(ask.words), LONGEST_WORDS)
    return (line, kit.rich(kit.rich_quote(kit.words(words)))) if words else (line,)


def _value(ask: WhyAsk, scene: Scene) -> str:
    return str(Target(scene.issue.number, ask.number))
