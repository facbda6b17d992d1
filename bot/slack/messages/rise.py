"""A rise as a message: how much is said, what is usual, what it is about, who began, and where it is dealt with.

Guarantee: pure; what strangers wrote stands only in elements that Slack does not parse.
"""

from bot.core.rise_notice import PostRise
from bot.core.rulebook import Rulebook
from bot.core.summary_words import brand_name
from bot.ports.rises import RiseReport
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block, Message
from bot.slack.messages.quote import CLOSED, said
from bot.slack.messages.safe import one_line, safe
from bot.slack.texts import rise as texts


def rise_message(notice: PostRise, report: RiseReport, rulebook: Rulebook) -> Message:
    """The word to the strategist."""
    brand = safe(brand_name(notice.brand, rulebook), 60)
    title = texts.TITLE.format(
        count=f"{notice.count:,}",
        of_brand=texts.OF_BRAND.format(brand=brand) if brand else "",
        usual=f"{notice.usual:,}" if notice.usual else texts.FEW,
    )
    return Message(text=title, blocks=(kit.section(title), *_told(report, brand)))


def _told(report: RiseReport, brand: str) -> tuple[Block, ...]:
    words = ", ".join(one_line(word, 30) for word in report.words)
    about = (kit.rich(kit.rich_line(kit.words(texts.ABOUT), kit.words(words, bold=True))),) if words else ()
    more = (kit.section(texts.MORE), *(said(each.mention, CLOSED) for each in report.examples))
    issues = ", ".join(texts.ISSUE.format(issue=issue, count=count) for issue, count in report.issues)
    where = f"{texts.ISSUES.format(issues=issues)} " if issues else ""
    return (
        *about,
        kit.section(texts.FIRST),
        said(report.first.mention, CLOSED),
        *(more if report.examples else ()),
        kit.context(kit.mrkdwn(where + texts.QUIET.format(what=brand or texts.ANYTHING))),
    )
