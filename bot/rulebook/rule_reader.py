"""rules.yaml: the ordered `when … then …` list.

Guarantee: returns the rules that could be read, in order; names of departments and policies in them are known ones.
"""

from dataclasses import dataclass
from pathlib import PurePath

from bot.core.conditions import Always
from bot.core.routing import Action, Rule
from bot.rulebook.condition_reader import ALWAYS, read_condition
from bot.rulebook.document import Node, known_keys, texts
from bot.rulebook.models import ThenEntry, fill
from bot.rulebook.names import Names
from bot.rulebook.problems import Place

CLASSIFIER = "classifier"
"""What a rule writes for its department to leave the choice to the classifier."""

_KEYS = ("name", "when", "then")


@dataclass(frozen=True, slots=True)
class PlacedRule:
    """A rule and where it stands."""

    rule: Rule
    place: Place


def read_rules(root: Node, names: Names) -> tuple[PlacedRule, ...]:
    """The rules, less those that could not be read; an unfit list as a whole is noted."""
    problems = names.problems
    known_keys(root, ("rules",), problems)
    entry = root.entries.get("rules")
    if entry is None or not entry.node.items:
        problems.refuse(entry.at if entry else root.at, "«rules» is missing; write at least the default rule")
        return ()
    read = [_rule(node, names) for node in entry.node.items]
    rules = tuple(placed for placed in read if placed)
    _refuse_twins(entry.node, names)
    if len(rules) == len(read) and not _is_default(rules[-1].rule):
        problems.refuse(
            rules[-1].place,
            f"there is no default; end with a rule «when: {ALWAYS}» and «then: {{department: {CLASSIFIER}}}»",
        )
    return rules


def _is_default(rule: Rule) -> bool:
    return isinstance(rule.when, Always) and not rule.then.continues


def _refuse_twins(rules: Node, names: Names) -> None:
    first: dict[str, Place] = {}
    for node in rules.items:
        name = node.get("name")
        if name is None or not isinstance(name.value, str):
            continue
        if name.value in first:
            names.problems.refuse(name.at, f"a rule «{name.value}» stands in line {first[name.value].line} already")
        first.setdefault(name.value, name.at)


def _rule(node: Node, names: Names) -> PlacedRule | None:
    problems = names.problems
    if not node.entries:
        problems.refuse(node.at, "a rule needs name, when and then")
        return None
    known_keys(node, _KEYS, problems)
    name, when, then = (node.entries.get(key) for key in _KEYS)
    for key in _KEYS:
        if key not in node.entries:
            problems.refuse(node.at, f"«{key}» is missing")
    if name and not (isinstance(name.node.value, str) and name.node.value.strip()):
        problems.refuse(name.at, "name: needs text")
    condition = read_condition(when.node, names) if when else None
    action = _action(then.node, names) if then else None
    if name is None or condition is None or action is None:
        return None
    at = f"{PurePath(node.at.file).name}:{node.at.line}"
    return PlacedRule(Rule(name=str(name.node.value).strip(), when=condition, then=action, at=at), node.at)


def _action(node: Node, names: Names) -> Action | None:
    then = fill(ThenEntry, node, names.problems)
    _check_names(node, names)
    if then is None:
        return None
    decided = [then.department is not None, then.dismiss is not None, then.continues]
    if sum(decided) != 1:
        names.problems.refuse(
            node.at, "then needs exactly one of «department: …», «dismiss: reason» and «continue: true»"
        )
    if then.dismiss and (then.also or then.policy or then.urgency):
        names.problems.refuse(node.at, "a dismissed mention goes to nobody, so also, urgency and policy have no use")
    return Action(
        department="" if then.department in (None, CLASSIFIER) else str(then.department),
        also=then.also,
        urgency=then.urgency,
        tags=then.tags,
        policy=then.policy or "",
        dismiss=then.dismiss or "",
        continues=then.continues,
    )


def _check_names(node: Node, names: Names) -> None:
    owners = [key for key, _ in texts(node.get("department"))]
    for key, place in texts(node.get("department")):
        if key != CLASSIFIER:
            names.check_department(key, place)
    for key, place in texts(node.get("also")):
        names.check_department(key, place)
        if key in owners:
            names.problems.warn(place, f"«{key}» owns the issue, so also need not name it")
    for key, place in texts(node.get("policy")):
        names.check_policy(key, place)
