"""What only shows when the files of a rulebook are held against each other.

Guarantee: errors here would lose or misfile mentions; warnings are worth a look and refuse nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from bot.core.classification import Classification, DepartmentScore, Relevance, Sentiment, Urgency
from bot.core.department import TRIAGE, Department, Example
from bot.core.mention import Mention
from bot.core.phrases import fold
from bot.core.routing import Facts, Routing, route
from bot.core.rulebook import Rulebook
from bot.core.working_hours import ROUND_THE_CLOCK
from bot.rulebook.example_reader import DISMISS
from bot.rulebook.problems import Place, Problems
from bot.rulebook.reach import unreachable
from bot.rulebook.rule_reader import PlacedRule

ENOUGH_EXAMPLES = 10
# A Wednesday noon: examples are routed as on any working day.
_ANY_DAY = datetime(2026, 1, 14, 12, tzinfo=UTC)


def check_reach(rules: Sequence[PlacedRule], problems: Problems) -> None:
    """Refuse rules that an earlier one leaves nothing to."""
    for placed, taker in unreachable(rules):
        earlier = f"«{taker.rule.name}» (line {taker.place.line})"
        problems.refuse(placed.place, f"«{placed.rule.name}» can never be reached; {earlier} takes all it would")


def check_departments(departments: Iterable[Department], places: Mapping[str, Place], problems: Problems) -> None:
    """Warn of shared channels, empty seats and targets that read otherwise than they count."""
    by_channel: dict[str, str] = {}
    for department in departments:
        place = places[department.key]
        other = by_channel.setdefault(department.channel, department.key)
        if other != department.key:
            problems.warn(place, f"{department.key} and {other} share {department.channel}; their cards will mix there")
        if not department.seat:
            problems.warn(place, f"nobody sits for {department.key}; its knocks go to {department.channel} only")
        _check_targets(department, place, problems)


def _check_targets(department: Department, place: Place, problems: Problems) -> None:
    targets = [department.answer_within[urgency] for urgency in Urgency]
    if targets != sorted(targets, reverse=True):
        problems.warn(place, f"{department.key} has more time for something urgent than for something that is not")
    if department.hours.week == ROUND_THE_CLOCK.week:
        return
    for urgency, target in department.answer_within.items():
        # Emergencies run on the wall clock, everything else while the department works.
        if urgency is not Urgency.EMERGENCY and target >= timedelta(days=1):
            hours = target // timedelta(hours=1)
            problems.warn(place, f"{department.key} has {hours} working hours for {urgency}; a working day is about 8h")


def check_examples(rulebook: Rulebook, place: Place, problems: Problems) -> None:
    """Warn of departments with few examples, texts filed twice, and examples that the rules send elsewhere."""
    counts = Counter(example.department for example in rulebook.examples)
    for department in rulebook.departments:
        count = counts[department.key]
        if count < ENOUGH_EXAMPLES and department.key != TRIAGE:
            few = f"{count or 'no'} example{'' if count == 1 else 's'}"
            problems.warn(place, f"{department.key} has {few}; the classifier learns well from ten on")
    _check_twins(rulebook.examples, place, problems)
    for example in rulebook.examples:
        routing = route_example(rulebook, example)
        if routing.department != example.department:
            meant, got = example.department or DISMISS, routing.department or DISMISS
            problems.warn(_place(example, place), f"filed under {meant}, but rule «{routing.rule}» sends it to {got}")


def route_example(rulebook: Rulebook, example: Example) -> Routing:
    """Where the rules send an example if the classifier reads it exactly as it is labelled."""
    scores = (DepartmentScore(department=example.department, score=1.0),) if example.department else ()
    classification = Classification(
        departments=scores,
        is_confident=bool(scores),
        sentiment=Sentiment(example.sentiment or Sentiment.NEUTRAL),
        urgency=example.urgency or Urgency.NORMAL,
        relevance=Relevance(example.relevance or Relevance.RELEVANT),
        language=example.language or "und",
    )
    mention = Mention(source="example", external_id=example.at, text=example.text, received_at=_ANY_DAY)
    return route(rulebook, Facts(mention=mention, classification=classification, now=_ANY_DAY))


def _check_twins(examples: Iterable[Example], place: Place, problems: Problems) -> None:
    filed: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        filed[fold(example.text)].append(example)
    for twins in filed.values():
        for twin in twins[1:]:
            problems.warn(_place(twin, place), f"this example stands in {twins[0].at} already")


def _place(example: Example, place: Place) -> Place:
    return Place(place.file, int(example.at.rpartition(":")[2] or 0), 1)
