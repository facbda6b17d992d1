"""The `journey` of company.yaml: the stages that a customer goes through, each with what people speak of there.

Guarantee: returns the stages that can be read, in the order in which they are written; whatever could not be is noted.
"""

from bot.core.journey import Stage
from bot.rulebook.document import Entry, Node
from bot.rulebook.names import check_key
from bot.rulebook.problems import Problems

MOST = 12


def read_journey(root: Node, problems: Problems) -> tuple[Stage, ...]:
    """The stages; none where the file says nothing."""
    entry = root.entries.get("journey")
    if entry is None:
        return ()
    if not isinstance(entry.node.value, dict) or len(entry.node.entries) < 2:
        problems.refuse(
            entry.node.at, "journey: needs two stages at least, as «stage: what people speak of there» lines"
        )
        return ()
    if len(entry.node.entries) > MOST:
        problems.refuse(entry.node.at, f"journey: {MOST} stages are as many as a menu can be read with; join some")
        return ()
    return tuple(stage for each in entry.node.entries.values() if (stage := _stage(each, problems)) is not None)


def _stage(entry: Entry, problems: Problems) -> Stage | None:
    check_key(entry, problems)
    described = entry.node.value
    if not isinstance(described, str) or not described.strip():
        problems.refuse(entry.node.at, f"{entry.key}: say in a sentence what people speak of at this stage")
        return None
    return Stage(key=entry.key, description=described.strip())
