"""The App Home: what is mine, and what waits for my department.

Guarantee: shows only what the database says now; makes no promise about who may act.
"""

from bot.core.issue import AssignmentStatus, Issue
from bot.core.rulebook import Rulebook
from bot.ports import IssueQuery
from bot.slack.actions import LABELS, Act
from bot.slack.desk import Services
from bot.slack.ids import Target
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block
from bot.slack.messages.issue_list import issue_line
from bot.slack.messages.safe import one_line
from bot.slack.texts import home as home_texts
from bot.slack.texts import lists

MOST = 10


def home(services: Services, user: str) -> Block:
    """The view for `user`."""
    rulebook = services.rules.current
    mine = services.issues.find(IssueQuery(claimed_by=user, is_open=True, limit=MOST))
    parts = [kit.section(home_texts.HELLO), *_part(services, home_texts.MINE, mine)]
    for key in departments_of(services, user):
        waiting = services.issues.find(IssueQuery(department=key, is_open=True, limit=MOST))
        title = home_texts.DEPARTMENT.format(department=one_line(rulebook.door(key).name, 80))
        parts += _part(services, title, waiting, department=key)
    return {"type": "home", "blocks": parts}


def departments_of(services: Services, user: str) -> list[str]:
    """The departments for which a person sits, as seat or backup."""
    rulebook: Rulebook = services.rules.current
    known = services.directory.user_id
    return [each.key for each in rulebook.departments if user in {known(each.seat), known(each.backup)}]


def _part(services: Services, title: str, issues: list[Issue], *, department: str = "") -> list[Block]:
    lines = [_line(services, issue, department) for issue in issues]
    return [kit.header(title), *(lines or [kit.context(kit.plain(lists.NOTHING_OPEN))])]


def _line(services: Services, issue: Issue, department: str) -> Block:
    rulebook, now = services.rules.current, services.clock.now()
    line = kit.section(issue_line(issue, rulebook=rulebook, now=now))
    share = issue.held_by(department)
    if share is None or share.status is AssignmentStatus.CLAIMED:
        return line
    claim = kit.button(LABELS[Act.CLAIM], action=Act.CLAIM, value=str(Target(issue.number, share.number)))
    return {**line, "accessory": claim}
