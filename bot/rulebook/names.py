"""The names the files of a rulebook know each other by.

Guarantee: an unknown name is refused with the nearest known one; where the file that would define the names could not
be read, nothing is said, so that one broken file does not hide behind a hundred echoes.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from bot.core.department import Brand, Department
from bot.rulebook.document import Entry
from bot.rulebook.problems import Place, Problems, nearest

RESERVED = frozenset({"classifier", "dismiss"})
"""Words that mean something else where a department's key may stand."""

LONGEST_KEY = 60
"""Buttons and menus carry keys, and Slack takes no more than so much in them."""
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def check_key(entry: Entry, problems: Problems) -> None:
    """Refuse a key that people could not type in a command, or that has another meaning."""
    if not _KEY.fullmatch(entry.key):
        problems.refuse(entry.at, f"«{entry.key}» is no key; use small letters, digits and single dashes")
    elif len(entry.key) > LONGEST_KEY:
        problems.refuse(entry.at, f"«{entry.key}» is too long for a key; use at most {LONGEST_KEY} characters")
    elif entry.key in RESERVED:
        problems.refuse(entry.at, f"«{entry.key}» has a meaning of its own in the rules; choose another key")


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What is known so far; None stands for names whose file could not be read."""

    problems: Problems
    brands: Mapping[str, Brand] | None = None
    policies: frozenset[str] | None = None
    department_keys: frozenset[str] | None = None
    departments: Mapping[str, Department] = field(default_factory=dict)
    sources: frozenset[str] | None = None
    stages: frozenset[str] | None = None
    zone: str = "UTC"

    def with_departments(self, keys: Iterable[str], departments: Iterable[Department]) -> "Names":
        """The same with the departments that there are; `keys` also has those that could not be read."""
        by_key = {department.key: department for department in departments}
        return replace(self, department_keys=frozenset(keys), departments=by_key)

    def check_brand(self, key: str, place: Place) -> None:
        """Refuse a brand that company.yaml does not have."""
        self._check("brand", key, place, known=self.brands)

    def check_policy(self, key: str, place: Place) -> None:
        """Refuse a policy that escalation.yaml does not have."""
        self._check("policy", key, place, known=self.policies)

    def check_department(self, key: str, place: Place) -> None:
        """Refuse a department that departments.yaml does not have."""
        self._check("department", key, place, known=self.department_keys)

    def check_stage(self, key: str, place: Place) -> None:
        """Refuse a stage that the journey of company.yaml does not have."""
        if self.stages == frozenset():
            self.problems.refuse(
                place, f"company.yaml names no stages, so none is «{key}»; add its «journey», or leave «stage» out here"
            )
        else:
            self._check("stage", key, place, known=self.stages)

    def _check(self, what: str, key: str, place: Place, *, known: Mapping[str, Brand] | frozenset[str] | None) -> None:
        if known is not None and key not in known:
            self.problems.refuse(place, f"there is no {what} «{key}»{nearest(key, known)}")
