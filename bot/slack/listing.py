"""Lists of issues that people ask for: mine, my department's, overdue, closed, all; and those to choose from.

Guarantee: what a person types is matched against departments, never run as anything; a page that has emptied meanwhile
shows the last one there is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from bot.core.rights import Via
from bot.core.rulebook import Rulebook
from bot.ports import IssueQuery
from bot.slack.actions import Act
from bot.slack.desk import Desk, Services
from bot.slack.grammar.departments import department_called
from bot.slack.grammar.words import plain_words
from bot.slack.home.reader import reader_of
from bot.slack.ids import Page
from bot.slack.messages.blocks import Message
from bot.slack.messages.issue_list import Leaf, issue_list
from bot.slack.messages.safe import safe
from bot.slack.texts import lists

LINES = 8
"""Issues on one page: no more than a screen."""

_NAMES = MappingProxyType(
    {
        "open": {"", "open", "all"},
        "mine": {"mine", "my", "me", "my issues"},
        "ours": {"my department", "department", "ours", "our", "my team", "team"},
        "overdue": {"overdue", "late"},
        "closed": {"closed", "done", "resolved", "old"},
    }
)
"""What people type for each list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shelf:
    """One kind of list: how it is asked for, its title, and what is said where it is empty."""

    query: IssueQuery
    title: str
    nothing: str = lists.NOTHING_OPEN
    act: Act = Act.SHOW
    hint: str = ""


def for_colleagues(desk: Desk, make: Callable[[], Message], *, by: str, via: Via) -> Message:
    """The list that `make` makes, or why this person is shown none."""
    why_not = desk.for_colleagues("List", by=by, via=via)
    return Message(text=why_not) if why_not else make()


def issues_asked_for(services: Services, words: str, *, by: str) -> Message:
    """The list that `/issues words` means, from its first page on."""
    wanted = plain_words(words)
    shelf = next((name for name, said in _NAMES.items() if wanted in said), "")
    if shelf:
        return page_of(services, Page(shelf, "", 1), by=by)
    rulebook = services.rules.current
    key = department_called(words, rulebook)
    if not key:
        known = ", ".join(each.key for each in rulebook.departments)
        return Message(text=lists.UNKNOWN.format(what=safe(words, 60), known=known))
    return page_of(services, Page("department", key, 1), by=by)


def to_choose_from(services: Services, act: Act, *, words: str, by: str) -> Message:
    """What could be claimed or escalated: the issues of the named department, else of the person's own ones."""
    return page_of(services, Page(str(act), department_called(words, services.rules.current), 1), by=by)


def page_of(services: Services, page: Page, *, by: str) -> Message:
    """One page of a list, as `by` sees it."""
    rulebook = services.rules.current
    make = _SHELVES.get(page.shelf)
    if make is None or (page.department and rulebook.department(page.department) is None):
        return issues_asked_for(services, "", by=by)
    shelf = make(services, page, by)
    if shelf is None:
        return Message(text=lists.NO_DEPARTMENT)
    query = replace(shelf.query, limit=LINES, offset=(page.number - 1) * LINES)
    found = services.overview.listed(query)
    pages = max(1, -(-found.total // LINES))
    if page.number > pages:
        return page_of(services, replace(page, number=pages), by=by)
    leaf = Leaf(
        title=shelf.title,
        listed=found,
        page=page,
        pages=pages,
        act=shelf.act,
        nothing=shelf.nothing,
        hint=shelf.hint,
        departments=shelf.query.departments or ((shelf.query.department,) if shelf.query.department else ()),
    )
    return issue_list(leaf, rulebook=rulebook, people=services.directory, now=services.clock.now())


def _open(services: Services, page: Page, by: str) -> _Shelf:
    return _Shelf(query=IssueQuery(is_open=True), title=lists.OPEN)


def _mine(services: Services, page: Page, by: str) -> _Shelf:
    return _Shelf(query=IssueQuery(is_open=True, claimed_by=by), title=lists.MINE)


def _ours(services: Services, page: Page, by: str) -> _Shelf | None:
    keys = reader_of(services, by).departments
    return _Shelf(query=IssueQuery(is_open=True, departments=keys), title=lists.MY_DEPARTMENT) if keys else None


def _department(services: Services, page: Page, by: str) -> _Shelf:
    name = _name(services.rules.current, page.department)
    title = lists.OF_DEPARTMENT.format(department=name)
    return _Shelf(query=IssueQuery(is_open=True, department=page.department), title=title)


def _overdue(services: Services, page: Page, by: str) -> _Shelf:
    return _Shelf(query=IssueQuery(is_open=True, overdue_at=services.clock.now()), title=lists.OVERDUE)


def _closed(services: Services, page: Page, by: str) -> _Shelf:
    query = IssueQuery(is_open=False, is_newest_first=True)
    return _Shelf(query=query, title=lists.CLOSED, nothing=lists.NOTHING_CLOSED)


def _claim(services: Services, page: Page, by: str) -> _Shelf:
    query = IssueQuery(is_open=True, is_unclaimed=True, departments=_choice(services, page, by))
    return _Shelf(
        query=query, title=lists.TO_CLAIM, nothing=lists.NOTHING_TO_CLAIM, act=Act.CLAIM, hint=lists.TO_CLAIM_HINT
    )


def _escalate(services: Services, page: Page, by: str) -> _Shelf:
    query = IssueQuery(is_open=True, departments=_choice(services, page, by))
    return _Shelf(
        query=query,
        title=lists.TO_ESCALATE,
        nothing=lists.NOTHING_TO_ESCALATE,
        act=Act.ESCALATE,
        hint=lists.TO_ESCALATE_HINT,
    )


_SHELVES: Mapping[str, Callable[[Services, Page, str], _Shelf | None]] = MappingProxyType(
    {
        "open": _open,
        "mine": _mine,
        "ours": _ours,
        "department": _department,
        "overdue": _overdue,
        "closed": _closed,
        str(Act.CLAIM): _claim,
        str(Act.ESCALATE): _escalate,
    }
)


def _choice(services: Services, page: Page, by: str) -> tuple[str, ...] | None:
    """The departments to choose from; None is all of them, for somebody who belongs to none."""
    return (page.department,) if page.department else reader_of(services, by).departments or None


def _name(rulebook: Rulebook, key: str) -> str:
    return safe(rulebook.door(key).name, 60)
