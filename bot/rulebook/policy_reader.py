"""escalation.yaml: how often, and whom, the bot tells.

Guarantee: returns the policies that could be read; their pace is bounded by the core.
"""

from bot.core.escalation import EscalationPolicy, Step
from bot.rulebook.document import Node, known_keys
from bot.rulebook.models import PolicyEntry, fill
from bot.rulebook.names import check_key
from bot.rulebook.problems import Problems


def read_policies(root: Node, problems: Problems) -> tuple[frozenset[str], dict[str, EscalationPolicy]] | None:
    """All keys of the file and the policies that are right; None where it names none at all."""
    known_keys(root, ("policies",), problems)
    entry = root.entries.get("policies")
    if entry is None or not entry.node.entries:
        problems.refuse(entry.at if entry else root.at, "«policies» is missing; describe at least one")
        return None
    policies = {}
    for each in entry.node.entries.values():
        check_key(each, problems)
        policy = _policy(each.key, each.node, problems)
        if policy:
            policies[each.key] = policy
    return frozenset(entry.node.entries), policies


def _policy(key: str, node: Node, problems: Problems) -> EscalationPolicy | None:
    entry = fill(PolicyEntry, node, problems)
    if entry is None:
        return None
    for index, step in enumerate(entry.steps):
        if not step.tell:
            problems.refuse(node.place_of("steps", index, "tell", is_key=True), "tell names nobody")
    try:
        return EscalationPolicy(
            key=key,
            steps=tuple(Step(after=step.after, tell=step.tell) for step in entry.steps),
            repeat_every=entry.repeat_every,
            check_after=entry.check_after,
            release_after=entry.release_after,
            ignores_working_hours=entry.ignores_working_hours,
            heads_up=entry.heads_up,
        )
    except ValueError as error:
        problems.refuse(node.at, str(error))
        return None
