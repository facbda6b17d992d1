"""Which rules can never be reached.

Guarantee: sound, not complete: what it names is unreachable indeed, but it does not find every such rule.
"""

from collections.abc import Iterator, Sequence

from bot.core.conditions import AllOf, Always, Among, AnyOf, HasPhrase, ScoreAtLeast, UrgencyWithin
from bot.core.routing import Condition
from bot.rulebook.rule_reader import PlacedRule


def unreachable(rules: Sequence[PlacedRule]) -> Iterator[tuple[PlacedRule, PlacedRule]]:
    """(rule, the earlier one that takes everything it would), for each rule that has one."""
    deciding: list[PlacedRule] = []
    for placed in rules:
        taker = next((earlier for earlier in deciding if implies(placed.rule.when, earlier.rule.when)), None)
        if taker:
            yield placed, taker
        if not placed.rule.then.continues:
            deciding.append(placed)


def implies(one: Condition, other: Condition) -> bool:
    """Whether `other` surely holds wherever `one` does; False also where that is not plain to see."""
    if one == other or isinstance(other, Always):
        return True
    if isinstance(one, AnyOf):
        return all(implies(part, other) for part in one.parts)
    if isinstance(other, AllOf):
        return all(implies(one, part) for part in other.parts)
    if isinstance(one, AllOf) and any(implies(part, other) for part in one.parts):
        return True
    if isinstance(other, AnyOf):
        return any(implies(one, part) for part in other.parts)
    return _narrows(one, other)


def _narrows(one: Condition, other: Condition) -> bool:
    match one, other:
        case HasPhrase(), HasPhrase():
            return set(one.phrases) <= set(other.phrases)
        case Among(), Among():
            return one.trait is other.trait and one.wanted <= other.wanted
        case ScoreAtLeast(), ScoreAtLeast():
            return one.department == other.department and one.score >= other.score
        case UrgencyWithin(), UrgencyWithin():
            return one.at_least >= other.at_least and one.at_most <= other.at_most
        case _:
            return False
