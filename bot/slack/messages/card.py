"""The live card of an assignment: one screen that says what was said, whose turn it is, and by when.

Guarantee: the same facts stand in the same places in every state; what strangers wrote stands only in elements that
Slack does not parse.
"""

from bot.core.classification import Classification
from bot.core.issue import Assignment, AssignmentStatus
from bot.core.mention import Mention
from bot.core.rulebook import Rulebook
from bot.ports import StoredMention
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block, Message
from bot.slack.messages.card_buttons import card_buttons
from bot.slack.messages.quote import LONGEST_QUOTE, LONGEST_QUOTE_WHEN_CLOSED, NO_WORDS, said
from bot.slack.messages.safe import clean, clip, one_line, safe
from bot.slack.messages.scene import Scene, department_name
from bot.slack.messages.why import why_here
from bot.slack.texts import card as card_texts
from bot.slack.texts import names


def card(scene: Scene, mention: StoredMention) -> Message:
    """The card of the scene's assignment."""
    issue, share = scene.issue, scene.share
    name = one_line(department_name(scene.rulebook, share.department), 80)
    lines = [
        kit.header(f"{names.URGENCY_SIGN[issue.urgency]} #{issue.number} · {name}"),
        kit.section(status_line(scene)),
        said(mention.mention, most=LONGEST_QUOTE if share.is_open else LONGEST_QUOTE_WHEN_CLOSED),
    ]
    if share.is_open:
        lines += _details(scene, mention)
    return Message(text=_fallback(scene, mention.mention), blocks=(*lines, card_buttons(issue, share)))


def status_line(scene: Scene) -> str:
    """Whose turn it is, in one line of mrkdwn."""
    share = scene.share
    claimed_by = scene.who(share.claimed_by)
    answer_by = scene.when(share.door.answer_by)
    match share.status:
        case AssignmentStatus.WAITING:
            line = card_texts.WAITING_LATE if scene.now > share.door.answer_by else card_texts.WAITING
            return line.format(date=answer_by) + _knocked(share)
        case AssignmentStatus.ANSWERED:
            return card_texts.ANSWERED
        case AssignmentStatus.CLAIMED:
            return card_texts.CLAIMED.format(who=claimed_by, date=answer_by)
        case AssignmentStatus.SNOOZED:
            line = card_texts.QUIET_CLAIMED if claimed_by else card_texts.QUIET
            return line.format(date=scene.when(share.snoozed_until or scene.now), who=claimed_by)
        case AssignmentStatus.HANDED_OFF:
            receiver = scene.issue.assignment(share.handed_to or 0)
            return card_texts.MOVED.format(
                to=scene.department(receiver.department) if receiver else "another department"
            )
        case AssignmentStatus.RESOLVED:
            return card_texts.FINISHED.format(by_who=_closing(scene))
        case AssignmentStatus.DISMISSED:
            return card_texts.SET_ASIDE.format(by_who=_closing(scene))


def brand_name(rulebook: Rulebook, key: str) -> str:
    """What people call a brand; its key where the rulebook does not know it."""
    return next((brand.name for brand in rulebook.brands if brand.key == key), key)


def _knocked(share: Assignment) -> str:
    if not share.knocks:
        return ""
    return card_texts.KNOCKED.format(times=card_texts.TIMES.get(share.knocks, f"{share.knocks} times"))


def _closing(scene: Scene) -> str:
    who, outcome = scene.who(scene.issue.closed_by), safe(scene.issue.outcome, 300)
    return (f" by {who}" if who else "") + (f" · {outcome}" if outcome else "")


def _details(scene: Scene, mention: StoredMention) -> list[Block]:
    issue, share = scene.issue, scene.share
    lines = []
    if share.question:
        asked = kit.words(card_texts.ASKED, bold=True), kit.words(clip(clean(share.question), 600))
        lines.append(kit.rich(kit.rich_line(*asked)))
    if issue.mentions > 1:
        lines.append(kit.section(card_texts.STORM.format(mentions=issue.mentions, reach=f"{issue.reach:,}")))
    lines.append(kit.context(kit.mrkdwn(_facts(scene, mention))))
    lines.append(kit.context(kit.plain(why_here(scene, mention))))
    return lines


def _facts(scene: Scene, mention: StoredMention) -> str:
    judged = mention.classification
    facts = [
        names.SENTIMENT_NAME[judged.sentiment] if judged else "",
        f"{names.URGENCY_NAME[scene.issue.urgency]} urgency",
        _language(mention.mention, judged),
        safe(brand_name(scene.rulebook, scene.issue.brand), 60),
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
