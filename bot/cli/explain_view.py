"""How `doorknock explain` looks to a person: the answer first, then the reason, then what else there was.

Guarantee: pure; whatever a mention contains is shown as plain text and styles nothing.
"""

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.core.classification import Classification, Urgency
from bot.core.department import TRIAGE
from bot.core.routing import Routing, TraceLine
from bot.core.rulebook import Rulebook

if TYPE_CHECKING:
    from bot.classify.heads import Neighbour
    from bot.cli.explain import Explained

BAR = 20
RUNNERS_UP = 4
WORTH_SHOWING = 0.01
_QUOTED = 160
_TRIED_SHOWN = 3
_URGENCY_STYLES = {Urgency.EMERGENCY: "bold white on red", Urgency.HIGH: "bold red"}


def view(explained: "Explained", rulebook: Rulebook) -> RenderableType:
    """Everything about one mention, a screen at most."""
    routing, classification = explained.routing, explained.classification
    return Group(
        Text(f"«{_short(explained.mention.content)}»", style="italic"),
        _answer(routing, rulebook),
        _reason(routing, classification),
        Text(),
        _scores(classification, routing),
        Text(),
        _judgements(classification),
        *_trace(routing),
        *_neighbours(explained.neighbours),
        Text(),
    )


def _answer(routing: Routing, rulebook: Rulebook) -> Text:
    if routing.department is None:
        return Text.assemble(("→ dismissed", "bold yellow"), f": {routing.dismissed}")
    department = rulebook.door(routing.department)
    style = "bold yellow" if routing.department == TRIAGE else "bold green"
    also = f", with {', '.join(routing.also)}" if routing.also else ""
    urgency = (f" {routing.urgency} ", _URGENCY_STYLES.get(routing.urgency, "bold"))
    return Text.assemble(
        (f"→ {department.name}", style), f" ({routing.department}) {department.channel}{also} · ", urgency
    )


def _reason(routing: Routing, classification: Classification) -> Text:
    why = _plain(routing.why)
    by = f"Rule «{routing.rule}»: {why}." if routing.rule else f"{why[:1].upper()}{why[1:]}."
    tags = f" Tags: {', '.join(routing.tags)}." if routing.tags else ""
    if routing.department == TRIAGE and not routing.rule and not classification.is_confident:
        return Text(f"{by} A person decides, and one click teaches it.{tags}")
    return Text(f"{by}{tags}")


def _scores(classification: Classification, routing: Routing) -> Table:
    table = Table(show_header=False, box=None, pad_edge=False, padding=(0, 1))
    for entry in classification.departments[:RUNNERS_UP]:
        if entry.score < WORTH_SHOWING:
            break
        filled = round(entry.score * BAR)
        style = "green" if entry.department == routing.department else "cyan"
        bar = Text.assemble(("█" * filled, style), ("░" * (BAR - filled), "dim"))
        table.add_row(f"  {entry.department}", bar, f"{entry.score:.0%}")
    return table


def _judgements(classification: Classification) -> Text:
    said = (
        (classification.sentiment, classification.sentiment_confidence),
        (f"{classification.urgency} urgency", classification.urgency_confidence),
        (classification.relevance, classification.relevance_confidence),
        (f"language {classification.language}", classification.language_confidence),
    )
    return Text("The classifier reads: " + ", ".join(f"{label} ({confidence:.0%})" for label, confidence in said))


def _trace(routing: Routing) -> list[Text]:
    held = [line for line in routing.trace if line.holds]
    failed = len(routing.trace) - len(held)
    lines = [_trace_line(line, mark="✓", style="green") for line in held]
    if failed:
        near = [line.rule for line in routing.trace if not line.holds][-_TRIED_SHOWN:]
        more = ", the last of them " + ", ".join(near) if near else ""
        lines.append(Text(f"  ✗ {failed} {'rule' if failed == 1 else 'rules'} tried in vain{more}", style="dim"))
    return [Text("Rules:"), *lines] if lines else []


def _trace_line(line: TraceLine, *, mark: str, style: str) -> Text:
    return Text.assemble((f"  {mark} ", style), f"{line.rule}: {_plain(line.why)}")


def _neighbours(neighbours: "tuple[Neighbour, ...]") -> list[Text]:
    if not neighbours:
        return []
    told = [
        Text(
            f"  {each.cosine:.2f}  {each.example.department or 'dismissed'}: «{_short(each.example.text)}»", style="dim"
        )
        for each in neighbours
    ]
    return [Text("Nearest examples:"), *told]


def _plain(text: str) -> str:
    """`text` on one line, without what would steer a terminal."""
    shown = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(shown.split())


def _short(text: str) -> str:
    line = _plain(text)
    return line if len(line) <= _QUOTED else f"{line[: _QUOTED - 1]}…"
