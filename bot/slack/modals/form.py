"""What all modals share: their frame, their fields, and how answers are read.

Guarantee: a field's block and action have the field's name, so that building and reading cannot disagree.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

from bot.core.commands import Command
from bot.ports import StoredMention
from bot.slack.actions import Act
from bot.slack.ids import Target
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block
from bot.slack.messages.fit import fit_view
from bot.slack.messages.safe import one_line
from bot.slack.messages.scene import Scene
from bot.slack.texts import modals

LONGEST_ANSWER = 2_000
LONGEST_LINE = 300
LONGEST_SUBJECT = 90
LONGEST_NUMBER = 12
LATEST = 9_999_999_999
"""Slack's own fields take ten digits of a second; what is later still is no earlier than that."""
YEARS = range(2000, 2100)
"""Days of other years are none that anybody picks."""
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with one answer, said beside its field."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Answers:
    """What was filled in, by field."""

    values: dict[str, Any]

    def text(self, field: str) -> str:
        """What was typed, "" where nothing was."""
        return str(self._state(field).get("value") or "").strip()

    def choice(self, field: str) -> str:
        """The value of the option that was picked, "" where none was."""
        return str(_inner(self._state(field), "selected_option").get("value") or "")

    def choices(self, field: str) -> tuple[str, ...]:
        """The values of all options that were picked."""
        return tuple(str(each.get("value", "")) for each in self._state(field).get("selected_options") or ())

    def person(self, field: str) -> str:
        """The Slack id of whoever was picked, "" where nobody was."""
        return str(self._state(field).get("selected_user") or "")

    def is_ticked(self, field: str) -> bool:
        """Whether the box was ticked."""
        return bool(self._state(field).get("selected_options"))

    def instant(self, field: str) -> datetime | None:
        """The moment that was picked, None where none was."""
        picked = str(self._state(field).get("selected_date_time") or "")
        is_moment = picked.isascii() and picked.isdigit()
        return datetime.fromtimestamp(min(int(picked[:11]), LATEST), UTC) if is_moment else None

    def date(self, field: str) -> date | None:
        """The day that was picked, None where none was."""
        try:
            picked = date.fromisoformat(str(self._state(field).get("selected_date") or ""))
        except ValueError:
            return None
        return picked if picked.year in YEARS else None

    def _state(self, field: str) -> dict[str, Any]:
        return _inner(_inner(self.values, field), field)


def _inner(holder: object, name: str) -> dict[str, Any]:
    """The object called `name`, an empty one where there is none."""
    found = holder.get(name) if isinstance(holder, dict) else None
    return found if isinstance(found, dict) else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One modal. `ask` gives its blocks, `read` makes a command of the answers by the person `by`.

    `words` is the field for what somebody has said already.
    """

    act: Act
    title: str
    submit: str
    words: str = ""
    ask: Callable[[Scene, StoredMention | None], Sequence[Block]]
    read: Callable[[Answers, Scene, str], Command | Complaint]

    def view(
        self, scene: Scene, mention: StoredMention | None, given: Mapping[str, str] = _NOTHING, *, note: str = ""
    ) -> Block:
        """The modal about the scene's assignment; `given` are answers that are known already, by field.

        `note` says above all what stood in the way when it was sent off before.
        """
        blocks = [_filled(block, given.get(str(block.get("block_id")), "")) for block in self.ask(scene, mention)]
        above = [kit.section(note)] if note else []
        return fit_view(
            {
                "type": "modal",
                "callback_id": str(self.act),
                "private_metadata": str(Target(scene.issue.number, scene.share.number)),
                "title": kit.plain(self.title),
                "submit": kit.plain(self.submit),
                "close": kit.plain("Cancel"),
                "blocks": [*above, kit.context(kit.plain(subject(scene, mention))), *blocks],
            }
        )


def subject(scene: Scene, mention: StoredMention | None) -> str:
    """What the modal is about: a Home has many lines that open the same one."""
    said = one_line(mention.mention.content, LONGEST_SUBJECT) if mention else ""
    number = f"#{scene.issue.number}"
    return modals.SUBJECT.format(number=number, text=said) if said else number


def text_field(field: str, label: str, *, hint: str = "", is_needed: bool = False, most: int = LONGEST_ANSWER) -> Block:
    """A box to write in."""
    element: Block = {
        "type": "plain_text_input",
        "action_id": field,
        "multiline": True,
        "max_length": most,
    }
    return _input(field, label, element, hint=hint, is_needed=is_needed)


def line_field(field: str, label: str) -> Block:
    """One line to write on."""
    element: Block = {"type": "plain_text_input", "action_id": field, "max_length": LONGEST_LINE}
    return _input(field, label, element, is_needed=False)


def number_field(field: str, label: str, *, hint: str = "") -> Block:
    """A box for the number of an issue."""
    element: Block = {"type": "plain_text_input", "action_id": field, "max_length": LONGEST_NUMBER}
    return _input(field, label, element, hint=hint, is_needed=True)


def link_field(field: str, label: str) -> Block:
    """A box for an address."""
    return _input(field, label, {"type": "url_text_input", "action_id": field}, is_needed=False)


def choice_field(field: str, label: str, options: Sequence[Block], *, is_needed: bool = True) -> Block:
    """A menu of options."""
    element: Block = {"type": "static_select", "action_id": field, "options": list(options)}
    return _input(field, label, element, is_needed=is_needed)


def grouped_choice_field(
    field: str, label: str, groups: Sequence[tuple[str, Sequence[Block]]], *, is_needed: bool = True
) -> Block:
    """A menu of options under headings; headings without options are left out."""
    shown = [{"label": kit.plain(title), "options": list(options)[:100]} for title, options in groups if options]
    element: Block = {"type": "static_select", "action_id": field, "option_groups": shown}
    return _input(field, label, element, is_needed=is_needed)


def choices_field(field: str, label: str, options: Sequence[Block]) -> Block:
    """A menu of which several options may be picked, or none."""
    element: Block = {"type": "multi_static_select", "action_id": field, "options": list(options)}
    return _input(field, label, element, is_needed=False)


def tick_field(field: str, label: str, text: str) -> Block:
    """One box to tick."""
    element: Block = {"type": "checkboxes", "action_id": field, "options": [kit.option(text, field)]}
    return _input(field, label, element, is_needed=False)


def moment_field(field: str, label: str) -> Block:
    """A date and a time, in the reader's own zone."""
    return _input(field, label, {"type": "datetimepicker", "action_id": field}, is_needed=False)


def date_field(field: str, label: str, *, hint: str = "") -> Block:
    """A day."""
    return _input(field, label, {"type": "datepicker", "action_id": field}, is_needed=False, hint=hint)


def person_field(field: str, label: str) -> Block:
    """A menu of everybody in the workspace."""
    return _input(field, label, {"type": "users_select", "action_id": field}, is_needed=True)


def _input(field: str, label: str, element: Block, *, is_needed: bool, hint: str = "") -> Block:
    shape: Block = {
        "type": "input",
        "block_id": field,
        "label": kit.plain(label),
        "element": element,
        "optional": not is_needed,
    }
    return shape | ({"hint": kit.plain(hint)} if hint else {})


def _filled(block: Block, answer: str) -> Block:
    """`block` with `answer` in it, where it asks something that this answers."""
    if not answer or block["type"] != "input":
        return block
    element = block["element"]
    if element["type"] == "plain_text_input":
        return {**block, "element": {**element, "initial_value": answer[: element["max_length"]]}}
    chosen = next((each for each in _options(element) if each["value"] == answer), None)
    return {**block, "element": {**element, "initial_option": chosen}} if chosen else block


def _options(element: Block) -> Iterator[Block]:
    yield from element.get("options", ())
    for group in element.get("option_groups", ()):
        yield from group["options"]
