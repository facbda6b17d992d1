"""Why things happen, as a message: each cause with the whys behind it, how often it was met, and where.

Guarantee: at most a screen; what colleagues wrote is escaped and cut short, and what is left out is counted.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from bot.core.rulebook import Rulebook
from bot.core.summary_words import plural
from bot.core.why_tree import Cause
from bot.core.why_words import open_why_lines, where_met
from bot.services.whys import LINKED, WhyView
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block, Message
from bot.slack.messages.people import People, linked_number
from bot.slack.messages.safe import one_line, safe
from bot.slack.texts import whys

MOST_CAUSES = 5
MOST_LINES = 5
"""Of each cause, with all that stands behind it."""
MOST_WHYS = 2
MOST_UNASKED = 3
LONGEST_WORDS = 120
LONGEST_PLACES = 160
INDENT = "\u2003"


def whys_message(view: WhyView, rulebook: Rulebook, people: People) -> Message:
    """What `/whys` shows."""
    title = whys.TITLE_ABOUT.format(about=one_line(view.about, 60)) if view.about else whys.TREE_TITLE
    if not (view.causes or view.asked):
        text = whys.NONE_ABOUT.format(about=safe(view.about, 60)) if view.about else whys.NONE
        return Message(text=text, blocks=(kit.section(text),))
    shown = [
        kit.section("\n".join(islice(_lines(each, view, rulebook, people), MOST_LINES)))
        for each in view.causes[:MOST_CAUSES]
    ]
    foot = kit.context(kit.mrkdwn(whys.TREE_HINT))
    waiting = _waiting(view, rulebook, people)
    return Message(text=safe(title), blocks=(kit.header(title), *shown, *_rest(view), *waiting, foot))


def _waiting(view: WhyView, rulebook: Rulebook, people: People) -> Sequence[Block]:
    """The whys without an answer: those that somebody was asked, and those that come back."""
    lines = [
        f"• {linked_number(line.issue or 0, view.cards.get((line.issue or 0, line.assignment or 0)), people)} "
        f"{safe(line.text, LONGEST_PLACES)}"
        for line in open_why_lines(view.asked[:MOST_UNASKED], rulebook, now=view.until)
    ]
    if (left := len(view.asked) - MOST_UNASKED) > 0:
        lines.append(whys.MORE_WHYS.format(count=left))
    asked = [kit.section("\n".join((whys.ASKED, *lines)))] if lines else []
    return [*asked, *_unasked(view, rulebook)]


def _lines(cause: Cause, view: WhyView, rulebook: Rulebook, people: People, depth: int = 0) -> Iterator[str]:
    words = safe(cause.words, LONGEST_WORDS)
    front = f"{INDENT * depth}← {words}" if depth else f"*{words}*"
    yield f"{front} · {safe(where_met(cause, rulebook), LONGEST_PLACES)} · {_issues(cause, view, people)}"
    for each in cause.whys[:MOST_WHYS]:
        yield from _lines(each, view, rulebook, people, depth + 1)
    if (left := len(cause.whys) - MOST_WHYS) > 0:
        yield INDENT * (depth + 1) + whys.MORE_WHYS.format(count=left)


def _issues(cause: Cause, view: WhyView, people: People) -> str:
    more = f" +{len(cause.found) - LINKED}" if len(cause.found) > LINKED else ""
    cards = [(each.issue, view.cards.get((each.issue, each.assignment))) for each in cause.found[:LINKED]]
    return " ".join(linked_number(issue, card, people) for issue, card in cards) + more


def _rest(view: WhyView) -> list[Block]:
    left = view.causes[MOST_CAUSES:]
    if not left:
        return []
    issues = plural(len({number for each in left for number in each.issues}), "issue")
    return [kit.context(kit.mrkdwn(whys.MORE_CAUSES.format(causes=plural(len(left), "cause"), issues=issues)))]


def _unasked(view: WhyView, rulebook: Rulebook) -> Sequence[Block]:
    lines = [
        f"• “{safe(each.words, LONGEST_WORDS)}”: {safe(where_met(each, rulebook), LONGEST_PLACES)}"
        for each in view.unasked[:MOST_UNASKED]
    ]
    return [kit.section("\n".join((whys.UNASKED, *lines)))] if lines else []
