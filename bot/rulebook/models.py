"""The shape of each entry a strategist writes: frozen pydantic models that know no extra keys.

Guarantee: `fill` turns a node into a model or notes every problem in it at its own place; names of other entries
(departments, policies, brands) are still plain words here and are looked up later.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Any, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from bot.core.classification import Relevance, Sentiment, Urgency
from bot.core.colleague import KNOCKS_A_DAY
from bot.core.escalation import Tell
from bot.core.rulebook import OPPORTUNITIES
from bot.core.source import WebhookAuth
from bot.rulebook import values
from bot.rulebook.document import Node
from bot.rulebook.problems import Problems, nearest

E = TypeVar("E", bound=StrEnum)
M = TypeVar("M", bound=BaseModel)


def one_of(kind: type[E]) -> Callable[[object], E]:
    """A reader of the words of an enumeration, which names the nearest one for a word it does not have."""

    def read(word: object) -> E:
        try:
            return kind(str(word).casefold())
        except ValueError:
            raise ValueError(f"«{word}» is no {_spoken(kind)}{nearest(str(word), list(kind))}") from None

    return read


def _spoken(kind: type[StrEnum]) -> str:
    return {"Tell": "person to tell", "WebhookAuth": "way to sign"}.get(kind.__name__, kind.__name__.lower())


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _if_given(check: Callable[[str], str]) -> BeforeValidator:
    return BeforeValidator(lambda text: check(text) if isinstance(text, str) else text)


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_as_list)]
Duration = Annotated[timedelta, BeforeValidator(values.duration)]
Zone = Annotated[str, _if_given(values.zone)]
Person = Annotated[str, _if_given(values.person)]
Channel = Annotated[str, _if_given(values.channel)]
Group = Annotated[str, _if_given(values.group)]
UrgencyWord = Annotated[Urgency, BeforeValidator(one_of(Urgency))]
Share = Annotated[float, Field(ge=0, le=1)]
# No number of examples could promise that nothing is ever wrong.
Precision = Annotated[float, Field(ge=0.5, le=0.99)]


class Entry(BaseModel):
    """What every entry has in common: it is frozen, and a key nobody reads is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)


class BrandEntry(Entry):
    """A brand of company.yaml."""

    name: Text
    names: Texts = ()
    handles: Texts = ()


class StrategistEntry(Entry):
    """The strategist of company.yaml."""

    person: Person
    channel: Channel
    zone: Zone
    summary_channel: Channel | None = None
    summary_weekday: Annotated[int, BeforeValidator(values.weekday)] = 0
    summary_time: Annotated[int, BeforeValidator(values.minute)] = 9 * 60


class PrecisionEntry(Entry):
    """What else is only said where it is sure enough."""

    sentiment: Precision | None = None
    urgency: Precision | None = None
    relevance: Precision | None = None
    stage: Precision | None = None


class CompanyEntry(Entry):
    """company.yaml without its brands and strategist."""

    company: Text
    minimum_confidence: Share = 0.35
    precision: Precision | None = None
    precision_of: PrecisionEntry = PrecisionEntry()
    admins: Annotated[tuple[Person, ...], BeforeValidator(_as_list)] = ()
    opportunities: Texts = OPPORTUNITIES
    interviews: bool = True


class DepartmentEntry(Entry):
    """A department of departments.yaml without its hours."""

    name: Text
    description: Text
    channel: Channel
    seat: Person | None = None
    backup: Person | None = None
    group: Group | None = None
    answer_within: dict[UrgencyWord, Duration]
    policies: dict[UrgencyWord, Text]
    resolve_within: dict[UrgencyWord, Duration] = {}


class StepEntry(Entry):
    """One step of a policy."""

    after: Duration
    tell: Annotated[tuple[Annotated[Tell, BeforeValidator(one_of(Tell))], ...], BeforeValidator(_as_list)]


class PolicyEntry(Entry):
    """A policy of escalation.yaml."""

    steps: Annotated[tuple[StepEntry, ...], Field(min_length=1)]
    repeat_every: Duration
    check_after: Duration
    release_after: Duration
    ignores_working_hours: bool = False
    heads_up: Annotated[timedelta | None, BeforeValidator(values.heads_up)] = None


class PersonEntry(Entry):
    """A person of people.yaml without their hours."""

    zone: Zone | None = None
    away: Annotated[
        tuple[Annotated[tuple[date, date], BeforeValidator(values.days)], ...], BeforeValidator(_as_list)
    ] = ()
    knocks_a_day: Annotated[int, Field(ge=1, le=100)] | None = None


class EtiquetteEntry(Entry):
    """people.yaml without its people."""

    knocks_a_day: Annotated[int, Field(ge=1, le=100)] = KNOCKS_A_DAY


class ThenEntry(Entry):
    """The `then` of a rule."""

    department: Text | None = None
    also: Texts = ()
    urgency: UrgencyWord | None = None
    tags: Texts = ()
    policy: Text | None = None
    dismiss: Text | None = None
    continues: bool = Field(default=False, alias="continue")


class ExampleEntry(Entry):
    """One example of examples.yaml."""

    text: Text
    sentiment: Annotated[Sentiment | None, BeforeValidator(one_of(Sentiment))] = None
    urgency: UrgencyWord | None = None
    relevance: Annotated[Relevance | None, BeforeValidator(one_of(Relevance))] = None
    language: Annotated[str, _if_given(values.language)] | None = None
    stage: Text | None = None


class WebhookEntry(Entry):
    """A webhook sender of sources.yaml."""

    auth: Annotated[WebhookAuth, BeforeValidator(one_of(WebhookAuth))]
    secret_env: Annotated[str, _if_given(values.secret_names)]
    fields: dict[str, Text] = {}
    items: str = ""
    brand: Text | None = None
    platform: str = ""


class FeedEntry(Entry):
    """A feed of sources.yaml."""

    url: Annotated[str, _if_given(values.web_address)]
    every: Duration = timedelta(minutes=15)
    brand: Text | None = None
    platform: str = "web"


class ChannelEntry(Entry):
    """A listening tool's channel of sources.yaml."""

    channel: Channel
    senders: Texts = ()
    brand: Text | None = None
    platform: str = ""


class BoundsEntry(Entry):
    """The bounds of a number in a condition."""

    at_least: float | None = None
    at_most: float | None = None
    above: float | None = None
    below: float | None = None


class UrgencyBoundsEntry(Entry):
    """The bounds of an urgency in a condition."""

    at_least: UrgencyWord = Urgency.LOW
    at_most: UrgencyWord = Urgency.EMERGENCY


class TimeEntry(Entry):
    """A `time` condition."""

    days: Text = "every day"
    between: Text = values.ROUND_THE_CLOCK
    zone: Zone | None = None


def fill(model: type[M], node: Node, problems: Problems) -> M | None:
    """`node` as `model`; None, with each problem noted where it stands, if it does not fit."""
    if not node.entries:
        problems.refuse(node.at, f"expected «key: value» lines here: {', '.join(_keys(model))}")
        return None
    try:
        return model.model_validate(node.plain())
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            _note(model, node, detail, problems)
        return None


def _keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _note(model: type[BaseModel], node: Node, detail: ErrorDetails, problems: Problems) -> None:
    is_key = detail["loc"][-1:] == ("[key]",) or detail["type"] == "extra_forbidden"
    path = tuple(step for step in detail["loc"] if step != "[key]")
    place = node.place_of(*path, is_key=is_key)
    last = str(path[-1]) if path else ""
    match detail["type"]:
        case "missing":
            problems.refuse(place, f"«{last}» is missing")
        case "extra_forbidden":
            known = [key for owner in _owners(model, path) for key in _keys(owner)]
            problems.refuse(place, f"nobody reads «{last}» here{nearest(last, known)}")
        case _:
            # A key that is wrong is named in the complaint itself.
            field = "" if is_key else next((str(step) for step in reversed(path) if isinstance(step, str)), "")
            problems.refuse(place, f"{field}: {_said(detail)}" if field else _said(detail))


def _owners(model: type[BaseModel], path: tuple[int | str, ...]) -> Iterator[type[BaseModel]]:
    """The models that may have the key at the end of `path`."""
    if len(path) == 1:
        yield model
        return
    field = next((f for name, f in model.model_fields.items() if path[0] in (name, f.alias)), None)
    for inner in _models_in(field.annotation if field else None):
        yield from _owners(inner, path[2:] if isinstance(path[1], int) else path[1:])


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)


_SAID = {
    "string_type": "needs text",
    "tuple_type": "needs a list",
    "dict_type": "needs «key: value» lines",
    "model_type": "needs «key: value» lines",
    "bool_type": "needs true or false",
    "bool_parsing": "needs true or false",
    "float_type": "needs a number",
    "float_parsing": "needs a number",
    "int_type": "needs a whole number",
    "int_parsing": "needs a whole number",
}


def _said(detail: ErrorDetails) -> str:
    given = detail["input"]
    if given is None:
        return 'is empty (a value that starts with # needs quotes: "#billing")'
    if detail["type"] == "value_error":
        return str(detail["ctx"]["error"])
    if detail["type"].endswith("too_short"):
        return "is empty"
    said = _SAID.get(detail["type"])
    if said is None:
        said = detail["msg"][:1].lower() + detail["msg"][1:]
    return f"{said}, not «{given}»" if isinstance(given, (str, int, float)) and given != "" else said
