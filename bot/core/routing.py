"""Routing: the answer of the rulebook to one mention, with the trace that explains it.

Guarantee: pure; the first rule whose condition holds decides; every rule tried leaves one line in the trace. A rule
that continues never decides: it only adds (tags, departments to bring in) and raises (urgency) for the rule that does.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from bot.core.classification import Classification, Urgency
from bot.core.department import TRIAGE
from bot.core.mention import Mention

if TYPE_CHECKING:
    # A rulebook is made of rules, so it imports this module.
    from bot.core.rulebook import Rulebook


ERASED = "it fitted, by words that are erased now"
"""The reason that takes the place of one that quotes what was said, or who said it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that a condition may look at.

    `now` is aware UTC; `storm_size` counts near-identical mentions, itself included. `raised_to` is the urgency that
    continuing rules further up have asked for.
    """

    mention: Mention
    classification: Classification
    now: datetime
    storm_size: int = 1
    raised_to: Urgency = Urgency.LOW

    @property
    def urgency(self) -> Urgency:
        """The urgency so far: the classifier's, or what a continuing rule has raised it to."""
        return max(self.classification.urgency, self.raised_to, key=lambda urgency: urgency.rank)


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

    def without_words(self) -> "Routing":
        """The routing after the mention's words and author were erased: reasons quote both, rules do not."""
        return replace(self, why=ERASED, trace=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What a rule does when its condition holds.

    `department` "" means: whichever the classifier names, else triage. `dismiss` is the reason for which nobody is
    asked. With `continues` the rule decides nothing: `urgency` is then a floor, and the rules below go on.
    """

    department: str = ""
    also: tuple[str, ...] = ()
    urgency: Urgency | None = None
    tags: tuple[str, ...] = ()
    policy: str = ""
    dismiss: str = ""
    continues: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """An ordered `when … then …` entry. `at` is file:line of where it was read."""

    name: str
    when: Condition
    then: Action
    at: str = ""


def route(rulebook: "Rulebook", facts: Facts) -> Routing:
    """Where the mention goes, and why.

    Rules are tried from the top until one decides. What continuing rules have gathered on the way is added: their tags
    and departments come after the deciding rule's own, their urgency is a floor under its urgency, and their policy
    (the last one's) stands where it names none. A dismissal keeps the tags only. Without any rule that holds, the
    classifier's choice stands.
    """
    gathered: list[Action] = []
    trace: list[TraceLine] = []
    for rule in rulebook.rules:
        verdict = rule.when.test(facts)
        trace.append(TraceLine(rule=rule.name, holds=verdict.holds, why=verdict.why))
        if not verdict.holds:
            continue
        if not rule.then.continues:
            return _decide(
                rulebook, facts, rule=rule.name, why=verdict.why, actions=(rule.then, *gathered), trace=trace
            )
        gathered.append(rule.then)
        facts = _raised(facts, rule.then)
    return _decide(rulebook, facts, rule="", why="no rule holds", actions=(Action(), *gathered), trace=trace)


def _raised(facts: Facts, action: Action) -> Facts:
    if action.urgency is None or action.urgency <= facts.raised_to:
        return facts
    return replace(facts, raised_to=action.urgency)


def _decide(
    rulebook: "Rulebook", facts: Facts, *, rule: str, why: str, actions: tuple[Action, ...], trace: list[TraceLine]
) -> Routing:
    """The routing by the deciding action (the first one) and the continuing ones behind it, in their order."""
    action, gathered = actions[0], actions[1:]
    tags = _once(tag for each in actions for tag in each.tags)
    if action.dismiss:
        urgency = facts.classification.urgency
        return Routing(
            department=None,
            urgency=urgency,
            tags=tags,
            rule=rule,
            why=why,
            dismissed=action.dismiss,
            trace=tuple(trace),
        )
    owner, owner_why = _owner(rulebook, facts.classification, action)
    asked = (
        facts.urgency if action.urgency is None else max(action.urgency, facts.raised_to, key=lambda each: each.rank)
    )
    policies = [each.policy for each in gathered if each.policy]
    return Routing(
        department=owner,
        also=_once(key for each in actions for key in each.also if key != owner),
        urgency=asked,
        tags=tags,
        rule=rule,
        why=f"{why}; {owner_why}" if owner_why else why,
        policy=action.policy or (policies[-1] if policies else ""),
        trace=tuple(trace),
    )


def _name(rulebook: "Rulebook", key: str) -> str:
    department = rulebook.department(key)
    return department.name if department else key


def _owner(rulebook: "Rulebook", classification: Classification, action: Action) -> tuple[str, str]:
    """The owning department and, where the classifier had a say, the words for its part."""
    if action.department:
        return action.department, ""
    best = classification.departments[0].department if classification.departments else "nobody"
    chosen = classification.department
    if chosen is None:
        guess = f"{_name(rulebook, best)}, {classification.confidence:.0%}"
        if classification.may_be_nobodys:
            return TRIAGE, f"the classifier is not sure that it is about us (if it is, {guess})"
        return TRIAGE, f"the classifier is not sure (best guess {guess})"
    if rulebook.department(chosen) is None:
        return TRIAGE, f"the classifier says {chosen}, which the rulebook no longer has"
    return chosen, f"the classifier says {_name(rulebook, chosen)} ({classification.confidence:.0%} sure)"


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
