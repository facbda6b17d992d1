"""One YAML file of the rulebook as a tree in which every value knows its line and column.

Guarantee: YAML 1.2 with nothing clever about it: `no`, `9:30` and dates stay text, tags are refused, a key that is
set twice is refused, and so is a file that is not UTF-8, too large, or knotted into itself by aliases. No failure is
raised; each becomes a problem and the file counts as unread.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode
from ruamel.yaml.nodes import Node as YamlNode
from ruamel.yaml.reader import ReaderError

from bot.rulebook.problems import Place, Problems, nearest

MOST_BYTES = 4_000_000
# Aliases can blow a small file up without end; an honest rulebook stays far below this many values.
MOST_VALUES = 100_000

_INTEGER = re.compile(r"[-+]?[0-9]+")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_KINDS = frozenset({"str", "int", "float", "bool", "null", "timestamp"})
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}

Scalar = str | int | float | bool | None
Plain = Scalar | list["Plain"] | dict[str, "Plain"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A key of a mapping, where it stands, and its value."""

    key: str
    at: Place
    node: "Node"


@dataclass(frozen=True, slots=True)
class Node:
    """A value and where it stands: a scalar, a tuple of nodes, or a mapping of entries by key."""

    value: Scalar | tuple["Node", ...] | dict[str, Entry]
    at: Place

    @property
    def entries(self) -> dict[str, Entry]:
        """The entries of a mapping; none for anything else."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def items(self) -> tuple["Node", ...]:
        """The items of a list; none for anything else."""
        return self.value if isinstance(self.value, tuple) else ()

    def plain(self) -> Plain:
        """The value without its places."""
        if isinstance(self.value, dict):
            return {key: entry.node.plain() for key, entry in self.value.items()}
        if isinstance(self.value, tuple):
            return [node.plain() for node in self.value]
        return self.value

    def get(self, key: str) -> "Node | None":
        """The value under `key`, None where there is none."""
        entry = self.entries.get(key)
        return entry.node if entry else None

    def place_of(self, *path: str | int, is_key: bool = False) -> Place:
        """Where the value at `path` stands (or its key), or the last thing on the way to it that is there."""
        node, place = self, self.at
        for step in path:
            if isinstance(step, int) and step < len(node.items):
                node = node.items[step]
                place = node.at
            elif isinstance(step, str) and step in node.entries:
                entry = node.entries[step]
                node, place = entry.node, entry.at if is_key else entry.node.at
            else:
                break
        return place


def read_document(file: str, content: bytes, problems: Problems) -> Node | None:
    """The tree of one file whose name for people is `file`; None, with its problems noted, where it cannot be read."""
    text = _decode(file, content, problems)
    if text is None:
        return None
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except YAMLError as error:
        problems.refuse(*_explain(file, text, error))
        return None
    except RecursionError:
        problems.refuse(Place(file), "is nested too deeply to be read")
        return None
    if root is None:
        problems.refuse(Place(file, 1, 1), "the file is empty")
        return None
    return _Grower(file, problems).grow(root)


def _decode(file: str, content: bytes, problems: Problems) -> str | None:
    if len(content) > MOST_BYTES:
        problems.refuse(Place(file), f"is larger than {MOST_BYTES // 1_000_000} MB; a rulebook's file is much smaller")
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace")
        place = Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        problems.refuse(place, "this is not UTF-8; save the file in that encoding")
        return None


def _explain(file: str, text: str, error: YAMLError) -> tuple[Place, str]:
    if isinstance(error, MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        said = "; ".join(part for part in (error.problem, error.context) if part)
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        return place, f"not valid YAML: {said}"
    if isinstance(error, ReaderError):
        before = text[: error.position]
        place = Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        return place, "not valid YAML: an invisible control character"
    return Place(file), f"not valid YAML: {error}"


class _Grower:
    """Turns ruamel's nodes into ours."""

    def __init__(self, file: str, problems: Problems) -> None:
        self._file = file
        self._problems = problems
        self._open: set[int] = set()
        self._count = 0

    def grow(self, source: YamlNode) -> Node | None:
        self._count += 1
        place = Place(self._file, source.start_mark.line + 1, source.start_mark.column + 1)
        if self._count > MOST_VALUES or id(source) in self._open:
            self._refuse(place, "too many values here; an alias (*name) leads round in a circle or multiplies")
            return None
        self._open.add(id(source))
        try:
            return self._grow(source, place)
        finally:
            self._open.discard(id(source))

    def _grow(self, source: YamlNode, place: Place) -> Node | None:
        if isinstance(source, ScalarNode):
            return Node(self._scalar(source, place), place)
        if isinstance(source, SequenceNode):
            items = [self.grow(item) for item in source.value]
            return None if None in items else Node(tuple(item for item in items if item is not None), place)
        if isinstance(source, MappingNode):
            return self._mapping(source, place)
        self._refuse(place, "a value that is neither text, a list nor a mapping")
        return None

    def _mapping(self, source: MappingNode, place: Place) -> Node | None:
        entries: dict[str, Entry] = {}
        for key, node in self._pairs(source):
            value = self.grow(node)
            if value is None:
                return None
            at = Place(self._file, key.start_mark.line + 1, key.start_mark.column + 1)
            if key.value in entries:
                self._problems.refuse(at, f"«{key.value}» is set twice; it stands in line {entries[key.value].at.line}")
            elif value.value is None:
                entries[key.value] = Entry(key.value, at, Node(None, at))
            else:
                entries[key.value] = Entry(key.value, at, value)
        return Node(entries, place)

    def _pairs(self, source: MappingNode) -> Iterator[tuple[ScalarNode, YamlNode]]:
        for key, node in source.value:
            if isinstance(key, ScalarNode):
                yield key, node
            else:
                place = Place(self._file, key.start_mark.line + 1, key.start_mark.column + 1)
                self._problems.refuse(place, "a key must be plain text")

    def _scalar(self, source: ScalarNode, place: Place) -> Scalar:
        kind = str(source.tag).removeprefix("tag:yaml.org,2002:")
        if kind not in _KINDS:
            self._problems.refuse(place, f"«!{kind}»: tags are not read here; write the value alone")
        text = str(source.value)
        if source.style is not None or kind == "str":
            return text
        if text.casefold() in _WORDS:
            return _WORDS[text.casefold()]
        if _INTEGER.fullmatch(text):
            return int(text)
        return float(text) if _NUMBER.fullmatch(text) else text

    def _refuse(self, place: Place, what: str) -> None:
        # Told once, where it first shows: the whole file is unread then.
        if self._count <= MOST_VALUES + 1:
            self._problems.refuse(place, what)


def texts(node: Node | None) -> Iterator[tuple[str, Place]]:
    """The text of `node`, or each text of its list, with where it stands; anything else is passed over."""
    if node is None:
        return
    for each in node.items or (node,):
        if isinstance(each.value, str) and each.value.strip():
            yield each.value.strip(), each.at


def known_keys(node: Node, known: tuple[str, ...], problems: Problems) -> None:
    """Refuse every key of the mapping `node` that is not in `known`, naming the nearest that is."""
    for key, entry in node.entries.items():
        if key not in known:
            problems.refuse(entry.at, f"nobody reads «{key}» here{nearest(key, known)}")
