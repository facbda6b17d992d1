"""What everybody sees: what they have claimed, and what waits for their departments.

Guarantee: ten lines a list, the rest by leafing.
"""

from collections.abc import Callable
from dataclasses import replace

from bot.core.issue import Assignment, AssignmentStatus, Issue
from bot.ports import IssueQuery
from bot.services.overview import Listed
from bot.slack.actions import Act
from bot.slack.home.lines import Page, buttons, line
from bot.slack.home.pages import A_PAGE, Pages, Part, pager
from bot.slack.home.reader import Reader
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block
from bot.slack.messages.safe import one_line
from bot.slack.messages.scene import department_name
from bot.slack.texts import home

UNCLAIMED = (AssignmentStatus.WAITING, AssignmentStatus.ANSWERED)
FOR_MINE = (Act.RESOLVE, Act.SNOOZE), (Act.RELEASE, Act.HAND_OFF, Act.BRING_IN, Act.NOTE, Act.WHY_ME)
FOR_WAITING = (Act.CLAIM, Act.RESOLVE, Act.SNOOZE), (Act.HAND_OFF, Act.BRING_IN, Act.ESCALATE, Act.NOTE, Act.WHY_ME)


def mine(page: Page, reader: Reader, pages: Pages) -> list[Block]:
    """What the reader has claimed."""
    query = IssueQuery(claimed_by=reader.user, is_open=True, limit=A_PAGE)
    shown, more = FOR_MINE

    def each(listed: Listed, issue: Issue) -> list[Block]:
        share = _first(issue, lambda share: share.claimed_by == reader.user)
        return [line(page, listed, issue, share), buttons(issue, share, shown=shown, more=more)] if share else []

    return listing(page, query, pages, part=Part.MINE, title=home.MINE, none=home.MINE_NONE, each=each)


def waiting(page: Page, reader: Reader, pages: Pages) -> list[Block]:
    """What nobody of the reader's departments has taken yet."""
    if not reader.departments:
        return []
    query = IssueQuery(departments=reader.departments, states=UNCLAIMED, is_open=True, limit=A_PAGE)
    shown, more = FOR_WAITING

    def each(listed: Listed, issue: Issue) -> list[Block]:
        share = _first(issue, lambda share: share.department in reader.departments and share.status in UNCLAIMED)
        return [line(page, listed, issue, share), buttons(issue, share, shown=shown, more=more)] if share else []

    title = _title(page, reader)
    return listing(page, query, pages, part=Part.WAITING, title=title, none=home.WAITING_NONE, each=each)


def listing(
    page: Page,
    query: IssueQuery,
    pages: Pages,
    *,
    part: Part,
    title: str,
    none: str,
    each: Callable[[Listed, Issue], list[Block]],
) -> list[Block]:
    """A list with its title and the buttons to leaf; whoever has leafed beyond its end sees its last page."""
    number = pages.of(part)
    listed = page.services.overview.listed(replace(query, offset=(number - 1) * A_PAGE))
    if not listed.issues and listed.total:
        number = -(-listed.total // A_PAGE)
        listed = page.services.overview.listed(replace(query, offset=(number - 1) * A_PAGE))
    if not listed.issues:
        return [kit.header(title), kit.context(kit.plain(none))]
    lines = [block for issue in listed.issues for block in each(listed, issue)]
    counted = home.COUNTED.format(title=title, count=listed.total)
    return [kit.header(counted), *lines, *pager(part, number, listed.total)]


def _title(page: Page, reader: Reader) -> str:
    if len(reader.departments) > 1:
        return home.WAITING_FOR_ALL
    return home.WAITING_FOR.format(department=one_line(department_name(page.rulebook, reader.departments[0]), 80))


def _first(issue: Issue, fits: Callable[[Assignment], bool]) -> Assignment | None:
    return next((share for share in issue.open_assignments() if fits(share)), None)
