"""Routing: the answer of the rulebook to one mention, with the trace that explains it.

Guarantee: pure; the first rule whose condition holds decides; every rule tried leaves one line in the trace.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.classification import Classification, Urgency
from bot.core.mention import Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that a condition may look at. `now` is aware UTC; `storm_size` counts near-identical mentions, itself included."""

    mention: Mention
    classification: Classification
    now: datetime
    storm_size: int = 1


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a condition holds, and the words that say why ("text has «food poisoning»")."""

    holds: bool
    why: str


class Condition(Protocol):
    """One test of the facts, or all/any/not of several."""

    def test(self, facts: Facts) -> Verdict:
        """Hold it against `facts`."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceLine:
    """One rule that was tried: its name, whether it held, and the condition that decided so."""

    rule: str
    holds: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Routing:
    """Where one mention goes.

    `department` owns it, `also` are brought in; `department` is None where the mention is dismissed, and `dismissed`
    then says why. `policy` is the escalation policy a rule asked for, "" for the department's own.
    """

    department: str | None
    also: tuple[str, ...] = ()
    urgency: Urgency = Urgency.NORMAL
    tags: tuple[str, ...] = ()
    rule: str = ""
    why: str = ""
    dismissed: str = ""
    policy: str = ""
    trace: tuple[TraceLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What a rule does when its condition holds. `department` "" means: whichever the classifier names, else triage."""

    department: str = ""
    also: tuple[str, ...] = ()
    urgency: Urgency | None = None
    tags: tuple[str, ...] = ()
    policy: str = ""
    dismiss: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """An ordered `when … then …` entry. `at` is file:line of where it was read."""

    name: str
    when: Condition
    then: Action
    at: str = ""
