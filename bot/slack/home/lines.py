"""One issue in a Home: whose it is, by when, what was said, and the buttons for the next step.

Guarantee: two blocks at most; strangers' words are escaped and cut short, and the number is a link to the card.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.issue import Assignment, AssignmentStatus, Issue
from bot.core.rulebook import Rulebook
from bot.services.overview import Listed
from bot.slack.actions import LABELS, MORE, Act
from bot.slack.desk import Services
from bot.slack.ids import Target
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block
from bot.slack.messages.people import linked_number, person_of
from bot.slack.messages.safe import safe
from bot.slack.messages.scene import department_name
from bot.slack.texts import home, names

LONGEST_QUOTE = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What all lines of a Home are made with."""

    services: Services
    rulebook: Rulebook
    now: datetime

    def name(self, department: str) -> str:
        """What people call a department, ready for mrkdwn."""
        return safe(department_name(self.rulebook, department), 60)

    def when(self, instant: datetime, department: str) -> str:
        """An instant in the reader's own zone; in the department's where a client cannot tell."""
        return kit.when(instant, zone=self.rulebook.door(department).hours.zone)


def line(page: Page, listed: Listed, issue: Issue, share: Assignment, *, note: str = "") -> Block:
    """The line of `share`; `note` takes the place of its state where that is not what matters."""
    text = home.LINE.format(
        sign=names.URGENCY_SIGN[issue.urgency],
        number=_number(page, listed, issue, share),
        department=page.name(share.department),
        state=note or state(share, page),
    )
    return kit.section("\n".join(part for part in (text, _said(listed, issue)) if part))


def state(share: Assignment, page: Page) -> str:
    """Where a share stands, in a few words."""
    if share.promise is not None:
        by, until = person_of(share.promise.by), page.when(share.promise.until, share.department)
        return home.STATE_PROMISED.format(who=by, date=until)
    date = page.when(share.door.answer_by, share.department)
    match share.status:
        case AssignmentStatus.WAITING:
            return (home.STATE_LATE if share.door.answer_by < page.now else home.STATE_WAITING).format(date=date)
        case AssignmentStatus.ANSWERED:
            return home.STATE_ANSWERED
        case AssignmentStatus.CLAIMED:
            return home.STATE_CLAIMED.format(date=date)
        case AssignmentStatus.SNOOZED:
            return home.STATE_QUIET.format(date=page.when(share.snoozed_until or page.now, share.department))
        case _:
            return home.STATE_DONE


def buttons(issue: Issue, share: Assignment, *, shown: Sequence[Act], more: Sequence[Act]) -> Block:
    """The row under a line; the first button is the one that is meant."""
    target = Target(issue.number, share.number)
    row = [
        kit.button(LABELS[act], action=act, value=str(target), style="" if index else "primary")
        for index, act in enumerate(shown)
    ]
    menu = kit.overflow([kit.option(LABELS[act], f"{act}:{target}") for act in more], action=MORE)
    return kit.actions(*row, menu)


def claimed_by(share: Assignment) -> str:
    """Who has it, where the reader does not."""
    return home.STATE_CLAIMED_BY.format(who=person_of(share.claimed_by))


def _number(page: Page, listed: Listed, issue: Issue, share: Assignment) -> str:
    card = listed.cards.get((issue.number, share.number))
    return linked_number(issue.number, card, page.services.directory)


def _said(listed: Listed, issue: Issue) -> str:
    stored = listed.mentions.get(issue.mention)
    if stored is None:
        return ""
    text, author = safe(stored.mention.content, LONGEST_QUOTE), safe(stored.mention.author.shown, 40)
    said = home.SAID if issue.mentions == 1 else home.SAID_BY_MANY
    return said.format(text=text, author=author or "somebody", others=issue.mentions - 1)
