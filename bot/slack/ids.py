"""The ids that travel through Slack in buttons and modals, and nothing else does.

Guarantee: whatever comes back is parsed strictly; a forged or damaged value is refused, never guessed at.
"""

import re
from dataclasses import dataclass
from typing import Self

from bot.errors import DoorknockError

_DEPARTMENT = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){0,29}", re.ASCII)
LONGEST_DEPARTMENT = 100
_PICK = re.compile(r"([a-z_]{1,20}):(\d{1,9}:\d{1,4}):([a-z0-9_-]+)", re.ASCII)
_PAGE = re.compile(r"([a-z_]{1,20}):((?:[a-z0-9]+(?:-[a-z0-9]+){0,29})?):([1-9]\d{0,5})", re.ASCII)
_TARGET = re.compile(r"(\d{1,9}):(\d{1,4})", re.ASCII)


class NotAnId(DoorknockError):
    """A value that came back from Slack is none of ours."""


@dataclass(frozen=True, slots=True)
class Target:
    """One assignment of one issue, written `1042:2`."""

    issue: int
    assignment: int

    def __str__(self) -> str:
        return f"{self.issue}:{self.assignment}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `1042:2`; raises NotAnId on anything else."""
        found = _TARGET.fullmatch(text)
        if found is None:
            raise NotAnId(f"{text[:40]!r} names no assignment; the message it came from is not one of Doorknock's")
        return cls(int(found[1]), int(found[2]))


@dataclass(frozen=True, slots=True)
class Passing:
    """An assignment and the department it may go to, written `1042:2:billing`."""

    target: Target
    department: str

    def __str__(self) -> str:
        return f"{self.target}:{self.department}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `1042:2:billing`; raises NotAnId on anything else. Whether there is such a department is asked later."""
        target, _, department = text.rpartition(":")
        return cls(Target.parse(target), department_key(department))


@dataclass(frozen=True, slots=True)
class Pick:
    """One click that says what an act is to be done with, written `snooze:1042:2:4h`."""

    act: str
    target: Target
    choice: str

    def __str__(self) -> str:
        return f"{self.act}:{self.target}:{self.choice}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `snooze:1042:2:4h`; raises NotAnId on anything else. What the choice means is asked later."""
        found = _PICK.fullmatch(text)
        if found is None or len(found[3]) > LONGEST_DEPARTMENT:
            raise NotAnId(f"{text[:40]!r} picks nothing; the message it came from is not one of Doorknock's")
        return cls(found[1], Target.parse(found[2]), found[3])


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list, counted from 1: `open::2`, or `department:billing:1`."""

    shelf: str
    department: str
    number: int

    def __str__(self) -> str:
        return f"{self.shelf}:{self.department}:{self.number}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `department:billing:1`; raises NotAnId on anything else. Whether there is such a list is asked later."""
        found = _PAGE.fullmatch(text)
        if found is None or len(text) > LONGEST_DEPARTMENT:
            raise NotAnId(f"{text[:40]!r} is no page of a list; the message it came from is not one of Doorknock's")
        return cls(found[1], found[2], int(found[3]))

    def turned(self, by: int) -> "Page":
        """The page so many further on, the first one at least."""
        return Page(self.shelf, self.department, max(1, self.number + by))


def department_key(text: str) -> str:
    """Read the key of a department; raises NotAnId on anything else. Whether there is such a one is asked later."""
    if len(text) > LONGEST_DEPARTMENT or not _DEPARTMENT.fullmatch(text):
        raise NotAnId(f"{text[:40]!r} names no department; the message it came from is not one of Doorknock's")
    return text


def row_number(text: str) -> int:
    """Read the number of a row; raises NotAnId on anything else. Whether there is such a one is asked later."""
    if not re.fullmatch(r"[1-9]\d{0,17}", text, re.ASCII):
        raise NotAnId(f"{text[:40]!r} is no number; the message it came from is not one of Doorknock's")
    return int(text)


def month_name(text: str) -> str:
    """Read a month, `2026-12`; raises NotAnId on anything else."""
    if not re.fullmatch(r"20\d{2}-(?:0[1-9]|1[0-2])", text, re.ASCII):
        raise NotAnId(f"{text[:40]!r} is no month; the message it came from is not one of Doorknock's")
    return text


def small_number(text: str) -> int:
    """Read a count of ours; raises NotAnId on anything else."""
    if not re.fullmatch(r"\d{1,3}", text, re.ASCII):
        raise NotAnId(f"{text[:40]!r} is no number; the message it came from is not one of Doorknock's")
    return int(text)
