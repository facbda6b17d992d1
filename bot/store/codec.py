"""Core values to JSON and back.

Guarantee: what is written is read back equal; values of a union carry their class name, so that two events with
the same fields stay apart.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any, TypeVar, cast

from cattrs.gen import make_dict_structure_fn
from cattrs.preconf.json import make_converter
from cattrs.strategies import configure_tagged_union

from bot.core.classification import Classification
from bot.core.escalation import EscalationPolicy
from bot.core.events import ClaimChecked, DoorKnocked, Event, PromiseDue, TargetNeared
from bot.core.notices import Notice

T = TypeVar("T")
MOST_POLICIES = 1_000
"""Policies that are kept to be shared; a rulebook has a handful."""
Json = dict[str, Any]

_converter = make_converter()
_converter.register_unstructure_hook(timedelta, lambda value: value.total_seconds())
_converter.register_structure_hook(timedelta, lambda value, _: timedelta(seconds=value))

_read_policy = make_dict_structure_fn(EscalationPolicy, _converter)
_policies: dict[str, EscalationPolicy] = {}


def _policy(data: Json, _: type[EscalationPolicy]) -> EscalationPolicy:
    """Every door of every issue has its own copy in the log: read once, and one object for all that are equal."""
    written = repr(data)
    known = _policies.get(written)
    if known is None:
        if len(_policies) >= MOST_POLICIES:
            _policies.clear()
        known = _policies[written] = _read_policy(data, EscalationPolicy)
    return known


_converter.register_structure_hook(EscalationPolicy, _policy)
# The last thing: what a union is made of is looked up here, once and for all.
for _union in (Event, DoorKnocked | TargetNeared | ClaimChecked | PromiseDue, Notice):
    configure_tagged_union(_union, _converter)


def to_json(value: object) -> Json:
    """A core dataclass as a JSON object."""
    return cast(Json, _converter.unstructure(value))


def from_json(data: Json, kind: type[T]) -> T:
    """The core dataclass that `to_json` wrote."""
    return _converter.structure(data, kind)


def event_to_json(event: Event) -> Json:
    """An event with its class name."""
    return cast(Json, _converter.unstructure(event, Event))


def event_from_json(data: Json) -> Event:
    """The event that `event_to_json` wrote."""
    return cast(Event, _converter.structure(data, cast(Any, Event)))


def knock_from_json(data: Json) -> DoorKnocked | TargetNeared:
    """The reminder's event that `event_to_json` wrote."""
    return cast(DoorKnocked | TargetNeared, event_from_json(data))


def notice_to_json(notice: Notice) -> Json:
    """A notice with its class name."""
    return cast(Json, _converter.unstructure(notice, Notice))


def notice_from_json(data: Json) -> Notice:
    """The notice that `notice_to_json` wrote."""
    return cast(Notice, _converter.structure(data, cast(Any, Notice)))


def classification_to_json(classification: Classification) -> Json:
    """A classification without its vector and whose that is, which have columns of their own."""
    return to_json(replace(classification, vector=b"", reader=""))
