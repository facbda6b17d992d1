"""examples.yaml: labelled mentions, grouped under the department that should get them, or under `dismiss`.

Guarantee: returns the examples that could be read, each with the file:line it stands at.
"""

from pathlib import PurePath

from bot.core.classification import Relevance
from bot.core.department import Example
from bot.rulebook.document import Entry, Node, known_keys
from bot.rulebook.models import ExampleEntry, fill
from bot.rulebook.names import Names
from bot.rulebook.problems import Place, nearest

DISMISS = "dismiss"
"""The heading of texts that are to be dismissed."""


def read_examples(root: Node, names: Names) -> tuple[Example, ...]:
    """The examples of all headings, in the file's order."""
    known_keys(root, ("examples",), names.problems)
    entry = root.entries.get("examples")
    if entry is None or not entry.node.entries:
        names.problems.refuse(entry.at if entry else root.at, "«examples» is missing; list them by department")
        return ()
    examples: list[Example | None] = []
    for heading in entry.node.entries.values():
        if heading.key != DISMISS:
            _check_heading(heading, names)
        if not heading.node.items:
            names.problems.refuse(heading.at, f"{heading.key} needs a list of examples")
        examples.extend(_example(heading.key, node, names) for node in heading.node.items)
    return tuple(example for example in examples if example)


def _check_heading(heading: Entry, names: Names) -> None:
    known = names.department_keys
    if known is not None and heading.key not in known:
        hint = nearest(heading.key, {*known, DISMISS})
        names.problems.refuse(heading.at, f"there is no department «{heading.key}»{hint}")


def _example(heading: str, node: Node, names: Names) -> Example | None:
    entry = fill(ExampleEntry, node, names.problems)
    if entry is None:
        return None
    is_dismissed = heading == DISMISS
    if is_dismissed and entry.relevance not in (Relevance.SPAM, Relevance.UNRELATED):
        names.problems.refuse(node.at, "an example to dismiss needs «relevance: spam» or «relevance: unrelated»")
    if not is_dismissed and entry.relevance in (Relevance.SPAM, Relevance.UNRELATED):
        place = node.place_of("relevance")
        names.problems.refuse(place, f"«{entry.relevance}» belongs under «{DISMISS}», not under a department")
    if entry.stage is not None:
        names.check_stage(entry.stage, node.place_of("stage"))
    return Example(
        text=entry.text,
        department=None if is_dismissed else heading,
        sentiment=entry.sentiment,
        urgency=entry.urgency,
        relevance=entry.relevance or Relevance.RELEVANT,
        language=entry.language,
        at=_at(node.at),
        stage=entry.stage,
    )


def _at(place: Place) -> str:
    return f"{PurePath(place.file).name}:{place.line}"
