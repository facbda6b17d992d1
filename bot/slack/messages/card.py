"""The live card of an assignment: one screen that says what was said, whose turn it is, and by when.

Guarantee: the same facts stand in the same places in every state; what strangers wrote stands only in elements that
Slack does not parse.
"""

from bot.core.classification import Classification
from bot.core.issue import Assignment, AssignmentStatus, Role
from bot.core.mention import Mention
from bot.core.rulebook import Rulebook
from bot.ports import StoredMention
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block, Message
from bot.slack.messages.card_buttons import card_buttons
from bot.slack.messages.safe import clean, clip, link, one_line, safe
from bot.slack.messages.scene import Scene, department_name
from bot.slack.texts import card as card_texts
from bot.slack.texts import names

NO_WORDS = "(no words)"
LONGEST_QUOTE = 600
LONGEST_QUOTE_WHEN_CLOSED = 200


def card(scene: Scene, mention: StoredMention) -> Message:
    """The card of the scene's assignment."""
    issue, share = scene.issue, scene.share
    name = one_line(department_name(scene.rulebook, share.department), 80)
    lines = [
        kit.header(f"{names.URGENCY_SIGN[issue.urgency]} #{issue.number} · {name}"),
        kit.section(status_line(scene)),
        _said(mention.mention, most=LONGEST_QUOTE if share.is_open else LONGEST_QUOTE_WHEN_CLOSED),
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


def _said(mention: Mention, *, most: int) -> Block:
    """Who said it, where, and what: a rich block, in which Slack parses nothing."""
    author = mention.author
    name, handle = one_line(author.name, 80), one_line(author.handle.lstrip("@"), 60)
    known_as = f" (@{handle})" if handle and name else ""
    mark = " ✔" if author.verified else ""
    reach = f" · {author.followers:,} followers" if author.followers is not None else ""
    stars = f" · {mention.rating:g} ★" if mention.rating is not None else ""
    shown = kit.words(name or handle or one_line(author.id, 60) or "somebody", bold=True)
    who = kit.rich_line(shown, kit.words(f"{known_as}{mark}{reach}{stars} · "), *_where(mention))
    return kit.rich(who, kit.rich_quote(*_quoted(mention, most=most)))


def _where(mention: Mention) -> tuple[Block, ...]:
    platform = names.PLATFORMS.get(mention.platform.lower(), one_line(mention.platform, 40)) or "the web"
    found = link(mention.url)
    if found is None:
        return (kit.words(f"on {platform}"),)
    return (kit.words("on "), kit.rich_link(found.url, f"{platform} ({clip(found.host, 80)})"))


def _quoted(mention: Mention, *, most: int) -> tuple[Block, ...]:
    content = clean(mention.content) or NO_WORDS
    found = link(mention.url)
    if len(content) <= most or found is None:
        return (kit.words(clip(content, most)),)
    return (kit.words(clip(content, most) + " "), kit.rich_link(found.url, card_texts.READ_ON))


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


def why_here(scene: Scene, mention: StoredMention) -> str:
    """Why this department has it, in one plain sentence."""
    giver = next((each for each in scene.issue.assignments if each.handed_to == scene.share.number), None)
    if giver is not None:
        reason = f": “{one_line(giver.handed_why, 300)}”" if giver.handed_why else ""
        return card_texts.WHY_HANDED.format(department=_plain_name(scene, giver.department), reason=reason)
    if scene.share.role is Role.BROUGHT_IN:
        return card_texts.WHY_BROUGHT_IN.format(department=_plain_name(scene, scene.issue.owner.department))
    routing = mention.routing
    if routing is None:
        return card_texts.WHY_UNKNOWN
    why = one_line(routing.why, 300)
    if routing.rule:
        return card_texts.WHY_RULE.format(rule=one_line(routing.rule, 80), why=why)
    # That no rule decided goes without saying where none is named.
    return card_texts.WHY_JUDGED.format(why=why.removeprefix("no rule holds; "))


def _plain_name(scene: Scene, key: str) -> str:
    return one_line(department_name(scene.rulebook, key), 80)


def _fallback(scene: Scene, mention: Mention) -> str:
    return card_texts.FALLBACK.format(
        issue=scene.issue.number,
        department=scene.department(),
        author=safe(mention.author.shown, 60) or "somebody",
        text=safe(mention.content, 200) or NO_WORDS,
    )
