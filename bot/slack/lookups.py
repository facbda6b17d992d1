"""Lists of issues that people ask for: mine, my department's, overdue, all.

Guarantee: reads only the database; what a person types is matched against departments, never run as anything.
"""

from bot.core.rulebook import Rulebook
from bot.ports import IssueQuery
from bot.slack.desk import Services
from bot.slack.messages.blocks import Message
from bot.slack.messages.issue_list import listed
from bot.slack.messages.safe import one_line, safe
from bot.slack.texts import lists

MOST = 20


def issues_asked_for(services: Services, words: str, *, by: str) -> Message:
    """The list that `/issues words` means."""
    rulebook, now = services.rules.current, services.clock.now()
    wanted = words.strip().lower()
    if wanted in {"", "open", "all"}:
        return _list(services, IssueQuery(is_open=True, limit=MOST), lists.OPEN)
    if wanted in {"mine", "my", "me"}:
        return _list(services, IssueQuery(is_open=True, claimed_by=by, limit=MOST), lists.MINE)
    if wanted in {"overdue", "late"}:
        return _list(services, IssueQuery(is_open=True, overdue_at=now, limit=MOST), lists.OVERDUE)
    key = department_meant(rulebook, wanted)
    if key is None:
        text = lists.UNKNOWN.format(what=safe(words, 60), known=", ".join(d.key for d in rulebook.departments))
        return Message(text=text)
    name = one_line(rulebook.door(key).name, 60)
    return _list(services, IssueQuery(is_open=True, department=key, limit=MOST), f"Open for {name}")


def department_meant(rulebook: Rulebook, words: str) -> str | None:
    """The key of the department called `words`, by key, name or channel."""
    wanted = words.removeprefix("#").strip().lower()
    for each in rulebook.departments:
        if wanted in {each.key, each.name.lower(), each.channel.removeprefix("#").lower()}:
            return each.key
    return None


def _list(services: Services, query: IssueQuery, title: str) -> Message:
    found = services.issues.find(query)
    return listed(found, rulebook=services.rules.current, now=services.clock.now(), title=title)
