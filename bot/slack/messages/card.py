"""The live card of an assignment: one screen that says what was said, whose turn it is, and by when.

Guarantee: the same facts stand in the same places in every state; what strangers wrote stands only in elements that
Slack does not parse.
"""

from bot.core.classification import Classification, Urgency
from bot.core.issue import Issue
from bot.core.mention import Mention
from bot.core.summary_words import brand_name
from bot.ports import StoredMention
from bot.slack.messages import blocks as kit
from bot.slack.messages.beside import beside
from bot.slack.messages.blocks import Block, Message
from bot.slack.messages.card_buttons import card_buttons
from bot.slack.messages.quote import CLOSED, NO_WORDS, OPEN, said
from bot.slack.messages.safe import clean, clip, one_line, safe
from bot.slack.messages.scene import Scene, department_name
from bot.slack.messages.status import status_line
from bot.slack.messages.why import why_here
from bot.slack.texts import card as card_texts
from bot.slack.texts import names

LONGEST_QUESTION = 300


def card(scene: Scene, mention: StoredMention) -> Message:
    """The card of the scene's assignment."""
    issue, share = scene.issue, scene.share
    others = beside(scene)
    lines = [
        kit.header(_title(scene)),
        kit.section(status_line(scene)),
        *([kit.context(kit.mrkdwn(others))] if others else []),
        said(mention.mention, OPEN if share.is_open else CLOSED),
        *_storm(issue),
        *(_details(scene, mention) if share.is_open else ()),
    ]
    return Message(text=_fallback(scene, mention.mention), blocks=(*lines, card_buttons(issue, share)))


def _title(scene: Scene) -> str:
    issue = scene.issue
    line = card_texts.TITLE_OF_EMERGENCY if issue.urgency is Urgency.EMERGENCY else card_texts.TITLE
    name = one_line(department_name(scene.rulebook, scene.share.department), 80)
    return line.format(sign=names.URGENCY_SIGN[issue.urgency], issue=issue.number, department=name)


def _storm(issue: Issue) -> list[Block]:
    storm = card_texts.STORM.format(mentions=issue.mentions, reach=f"{issue.reach:,}") if issue.mentions > 1 else ""
    origin = card_texts.SPLIT_FROM.format(issue=issue.split_from) if issue.split_from else ""
    return [kit.context(kit.mrkdwn(line)) for line in (storm, origin) if line]


def _details(scene: Scene, mention: StoredMention) -> list[Block]:
    question = clip(clean(scene.share.question), LONGEST_QUESTION)
    asked = [kit.rich(kit.rich_line(kit.words(card_texts.ASKED, bold=True), kit.words(question)))] if question else []
    facts = kit.context(kit.mrkdwn(_facts(scene, mention)))
    return [*asked, facts, kit.context(kit.plain(why_here(scene, mention)))]


def _facts(scene: Scene, mention: StoredMention) -> str:
    judged = mention.classification
    facts = [
        names.SENTIMENT_NAME[judged.sentiment] if judged and "sentiment" not in judged.unsure else "",
        names.URGENCY_FACT[scene.issue.urgency],
        _language(mention.mention, judged),
        safe(brand_name(scene.issue.brand, scene.rulebook), 60),
        scene.when(mention.mention.said_at),
    ]
    return " · ".join(fact for fact in facts if fact)


def _language(mention: Mention, judged: Classification | None) -> str:
    code = judged.language if judged and judged.language != "und" else mention.language
    return names.LANGUAGES.get(code, safe(code.upper(), 12))


def _fallback(scene: Scene, mention: Mention) -> str:
    return card_texts.FALLBACK.format(
        issue=scene.issue.number,
        department=scene.department(),
        author=safe(mention.author.shown, 60) or "somebody",
        text=safe(mention.content, 200) or NO_WORDS,
    )
