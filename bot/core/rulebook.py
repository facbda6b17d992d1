"""The rulebook: everything a strategist edits, checked and frozen.

Guarantee: names inside it resolve (the loader refuses a rulebook in which one does not), and a triage lane is there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.core.classification import Urgency
from bot.core.colleague import Etiquette
from bot.core.committee import Committee
from bot.core.department import TRIAGE, Brand, Department, Example, Strategist
from bot.core.escalation import EscalationPolicy
from bot.core.gestures import USUAL, Gesture
from bot.core.journey import Stage
from bot.core.routing import Rule
from bot.core.source import Source

OPPORTUNITIES = ("praise", "idea", "lead", "partnership", "user-content")
"""Tags of what somebody could make something of, where the rulebook names none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """One version of the rules. `version` is a short hash of the files it was read from.

    `departments` holds the triage lane too. `minimum_confidence` is the department score below which the classifier
    abstains and the mention goes to triage; `precision` is the share of what it files that shall be right, None where
    `minimum_confidence` alone decides. `precision_of` says the same of sentiment, urgency, relevance and stage, of
    those that are named. `admins` are e-mail addresses or Slack ids of those who may erase and
    export; where none is named, the strategist and the workspace's own administrators may. `reactions` says what an
    emoji on a card asks for, by its name, `etiquette` how people are to be knocked for,
    `opportunities` which tags mean that somebody could make something of it. `committee` says when
    the seats meet, None where they do not; `interviews` whether each seat is asked three short questions a month, which
    they are without a committee too; `journey` are the stages that a customer goes through.
    """

    version: str
    company: str
    brands: tuple[Brand, ...]
    strategist: Strategist
    departments: tuple[Department, ...]
    policies: Mapping[str, EscalationPolicy]
    rules: tuple[Rule, ...]
    examples: tuple[Example, ...]
    sources: tuple[Source, ...] = ()
    minimum_confidence: float = 0.35
    precision: float | None = None
    precision_of: Mapping[str, float] = field(default_factory=dict)
    admins: tuple[str, ...] = ()
    reactions: Mapping[str, Gesture] = field(default_factory=lambda: dict(USUAL))
    etiquette: Etiquette = field(default_factory=Etiquette)
    opportunities: tuple[str, ...] = OPPORTUNITIES
    committee: Committee | None = None
    interviews: bool = True
    journey: tuple[Stage, ...] = ()

    def department(self, key: str) -> Department | None:
        """The department called `key`, None where the rulebook has none."""
        return next((department for department in self.departments if department.key == key), None)

    @property
    def triage(self) -> Department:
        """The strategist's own lane."""
        return next(department for department in self.departments if department.key == TRIAGE)

    def door(self, key: str) -> Department:
        """The department called `key`; the triage lane where an edit has removed it since."""
        return self.department(key) or self.triage

    @property
    def committee_zone(self) -> str:
        """The zone of the committee's days; the strategist's where there is none."""
        return self.committee.zone if self.committee else self.strategist.zone

    def policy_for(self, department: Department, urgency: Urgency, *, named: str = "") -> EscalationPolicy:
        """The policy a rule has `named`, else the department's own for this urgency."""
        return self.policies.get(named) or self.policies[department.policies[urgency]]
