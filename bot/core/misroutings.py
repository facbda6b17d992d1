"""Misroutings that people corrected: what came to a door that was not its own, and by which rule.

Guarantee: a pure fold; what the bot passed on by itself, and what triage files, is no misrouting.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.core import events as ev
from bot.core.asks import Told
from bot.core.commands import DOORKNOCK
from bot.core.department import TRIAGE
from bot.core.figures import Misrouting
from bot.core.rulebook import Rulebook
from bot.core.summary import Line, Part, Section
from bot.core.summary_words import name_of
from bot.core.week import Span

MOST_LINES = 5
SECTION = "Came to the wrong door"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One issue that a person passed on as not theirs; `rule` has sent it there, "" where a person had."""

    issue: int
    assignment: int
    giver: str
    receiver: str
    rule: str = ""


def corrections(story: Told, span: Span) -> Iterator[Correction]:
    """What of one story was passed on as not theirs within `span`."""
    for event in story.events:
        if not isinstance(event, ev.AssignmentHandedOff) or not event.is_not_ours or event.by == DOORKNOCK:
            continue
        giver = story.issue.assignment(event.assignment)
        if giver is None or giver.department == TRIAGE or event.at not in span:
            continue
        yield Correction(
            issue=story.issue.number,
            assignment=event.to_assignment,
            giver=giver.department,
            receiver=event.to,
            # Where it went on from the first door, people were at work, and no rule.
            rule=story.issue.rule if giver.number == 1 else "",
        )


def misroutings(found: Iterable[Correction]) -> tuple[Misrouting, ...]:
    """The same, those that happened most first."""
    grouped: dict[tuple[str, str, str], list[Correction]] = {}
    for each in found:
        grouped.setdefault((each.giver, each.receiver, each.rule), []).append(each)
    made = [_misrouting(key, members) for key, members in grouped.items()]
    return tuple(sorted(made, key=lambda each: (-each.count, each.giver, each.receiver, each.rule)))


def _misrouting(key: tuple[str, str, str], members: Sequence[Correction]) -> Misrouting:
    newest = max(members, key=lambda each: each.issue)
    giver, receiver, rule = key
    return Misrouting(
        giver=giver,
        receiver=receiver,
        rule=rule,
        count=len(members),
        issue=newest.issue,
        assignment=newest.assignment,
    )


def misrouting_section(found: Sequence[Misrouting], rulebook: Rulebook) -> Section | None:
    """What came to the wrong door, and which rule to look at; None where nothing did."""
    if not found:
        return None
    lines = [_line(each, rulebook) for each in found[:MOST_LINES]]
    if rest := found[MOST_LINES:]:
        lines.append(Line(text=f"… and {sum(each.count for each in rest)} more, other ways"))
    return Section(title=SECTION, part=Part.DOORS, lines=tuple(lines))


def _line(each: Misrouting, rulebook: Rulebook) -> Line:
    times = "" if each.count == 1 else f", {each.count} times"
    rule = f"; sent there by the rule “{each.rule}”" if each.rule else ""
    text = f"{name_of(each.giver, rulebook)} → {name_of(each.receiver, rulebook)}{times}{rule}"
    return Line(text=text, issue=each.issue, assignment=each.assignment)
