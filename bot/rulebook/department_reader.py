"""departments.yaml: the doors, who sits behind them and when they are open.

Guarantee: returns the departments that could be read, and the keys of all that are there, so that a slip inside one
department does not make its name unknown everywhere else.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.classification import Urgency
from bot.core.department import TRIAGE, Department
from bot.rulebook.document import Node, known_keys, texts
from bot.rulebook.hours_reader import read_hours
from bot.rulebook.models import DepartmentEntry, fill
from bot.rulebook.names import Names, check_key
from bot.rulebook.problems import Place, Problems
from bot.rulebook.summary_reader import read_summary

# The hours have keys of their own making (mon-fri), and a summary may be off, so they are read apart.
_APART = ("hours", "summary")


@dataclass(frozen=True, slots=True, kw_only=True)
class Departments:
    """What departments.yaml says: keys in the file's order, those departments that are right, and where each stands."""

    keys: tuple[str, ...]
    departments: tuple[Department, ...]
    places: dict[str, Place]


def read_departments(root: Node, names: Names) -> Departments | None:
    """The departments, None where the file names none at all."""
    problems = names.problems
    known_keys(root, ("departments",), problems)
    entry = root.entries.get("departments")
    if entry is None or not entry.node.entries:
        problems.refuse(entry.at if entry else root.at, "«departments» is missing; name at least one besides triage")
        return None
    entries = entry.node.entries
    if TRIAGE not in entries:
        problems.refuse(entry.at, "there is no triage lane; add a department «triage» for what nobody could file")
    for each in entries.values():
        check_key(each, problems)
    departments = [_department(each.key, each.node, names) for each in entries.values()]
    return Departments(
        keys=tuple(entries),
        departments=tuple(department for department in departments if department),
        places={each.key: each.at for each in entries.values()},
    )


def _department(key: str, node: Node, names: Names) -> Department | None:
    rest = Node({name: each for name, each in node.entries.items() if name not in _APART}, node.at)
    entry = fill(DepartmentEntry, rest, names.problems)
    policies = node.get("policies")
    for each in policies.entries.values() if policies else ():
        for policy, place in texts(each.node):
            names.check_policy(policy, place)
    hours_entry = node.entries.get("hours")
    if hours_entry is None:
        names.problems.refuse(node.at, "«hours» is missing")
    hours = read_hours(hours_entry.node, names.problems) if hours_entry else None
    summary = read_summary(node.get("summary"), names.problems)
    if entry is None:
        return None
    is_whole = _covers_all(entry.answer_within, node, "answer_within", names.problems)
    is_whole &= _covers_all(entry.policies, node, "policies", names.problems)
    if hours is None or not is_whole:
        return None
    return Department(
        key=key,
        name=entry.name,
        description=" ".join(entry.description.split()),
        channel=entry.channel,
        hours=hours,
        answer_within=entry.answer_within,
        policies=entry.policies,
        seat=entry.seat or "",
        backup=entry.backup or "",
        group=entry.group or "",
        summary=summary,
        resolve_within=entry.resolve_within,
    )


def _covers_all(given: Mapping[Urgency, object], node: Node, field: str, problems: Problems) -> bool:
    missing = [urgency for urgency in Urgency if urgency not in given]
    if missing:
        problems.refuse(node.place_of(field, is_key=True), f"{field} says nothing for {', '.join(missing)}")
    return not missing
