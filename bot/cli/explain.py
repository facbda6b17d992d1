"""`doorknock explain`: where would this mention go, and why?

Guarantees: asks no Slack, no database and no network. Answers come in the order of the mentions, with --json one object
a line and nothing else on stdout. A file is read as `doorknock import` reads it: a row that is no mention is told on
stderr and passed over. Exit code 1 then, 2 where nothing could be explained at all.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.field_options import field_map, map_option
from bot.clock import SystemClock
from bot.core.classification import Classification
from bot.core.field_map import FieldMap, Origin, UnusableItem, mention_from
from bot.core.mention import Mention
from bot.core.routing import Facts, Routing, route
from bot.core.rulebook import Rulebook
from bot.sources.file import MentionFile, Row

if TYPE_CHECKING:
    from bot.classify.classifier import EncoderClassifier
    from bot.classify.heads import Neighbour

BATCH = 256
TYPED = "person:command-line"
_SHOWN = 70  # characters of a text in the notice of a bad row


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One mention with everything that decided about it."""

    mention: Mention
    classification: Classification
    routing: Routing
    neighbours: "tuple[Neighbour, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A row that is no mention: its line, and what is wrong with it."""

    line: int
    error: str
    row: str


@click.command("explain")
@click.argument("text", required=False)
@click.option("--file", type=click.Path(path_type=Path, dir_okay=False, exists=True), help="A CSV or JSONL file.")
@map_option
@click.option(
    "--rules", type=click.Path(path_type=Path), metavar="DIR", help="The rulebook's folder; by default RULES_DIR."
)
@click.option("--json", "is_json", is_flag=True, help="One JSON object a mention, for programs.")
@click.pass_context
def command(
    context: click.Context,
    *,
    text: str | None,
    file: Path | None,
    maps: tuple[str, ...],
    rules: Path | None,
    is_json: bool,
) -> None:
    """Say where TEXT (or each mention of a file) would go, and why.

    TEXT may be - for standard input. In a file at least the text is needed; author, brand, platform, followers and the
    like count where they are given. Columns are recognised by their usual names; --map names the others.
    """
    if (text is None) == (file is None):
        raise click.UsageError('Give a text in quotes, or --file with a CSV or JSONL file: doorknock explain "…"')
    # The encoder's libraries take seconds, which `--help` need not wait for.
    from bot.classify.by_settings import classifier_for
    from bot.rulebook import load_rulebook
    from bot.settings import load_settings

    settings = load_settings(rules_dir=rules)
    rulebook = load_rulebook(settings.rules_dir)
    explainer = Explainer(classifier_for(settings, rulebook), rulebook)
    rows = _typed(text) if file is None else read_rows(file, fields=field_map(maps))
    complaint = _bad_as_json if is_json else _bad_as_text
    bad = 0
    for explained in explainer.explain(rows, with_neighbours=not is_json):
        if isinstance(explained, BadRow):
            bad += 1
            click.echo(complaint(explained, file), err=True)
        elif is_json:
            click.echo(json.dumps(as_json(explained), ensure_ascii=False))
        else:
            _show(explained, rulebook)
    context.exit(1 if bad else 0)


class Explainer:
    """Classifies and routes as triage does, without storing anything."""

    def __init__(self, classifier: "EncoderClassifier", rulebook: Rulebook) -> None:
        self._classifier = classifier
        self._rulebook = rulebook

    def explain(
        self, rows: Iterable[Mention | BadRow], *, with_neighbours: bool = True
    ) -> Iterator[Explained | BadRow]:
        """One answer a row, in order; bad rows pass through as they are."""
        rows = iter(rows)
        while batch := list(islice(rows, BATCH)):
            mentions = [row for row in batch if isinstance(row, Mention)]
            judged = iter(self._classifier.classify(mentions, self._rulebook))
            for row in batch:
                if isinstance(row, BadRow):
                    yield row
                else:
                    yield self._one(row, next(judged), with_neighbours=with_neighbours)

    def _one(self, mention: Mention, classification: Classification, *, with_neighbours: bool) -> Explained:
        # As if it had come in when it was said: a file of last winter is read with last winter's clock.
        facts = Facts(mention=mention, classification=classification, now=mention.said_at)
        neighbours = self._classifier.nearest(classification, self._rulebook) if with_neighbours else []
        return Explained(
            mention=mention,
            classification=classification,
            routing=route(self._rulebook, facts),
            neighbours=tuple(neighbours),
        )


def as_json(explained: Explained) -> dict[str, object]:
    """What --json prints: `department` is a key, "triage", or null where the mention is dismissed."""
    routing, classification = explained.routing, explained.classification
    return {
        "text": _valid(explained.mention.text),
        "id": explained.mention.external_id or None,
        "department": routing.department,
        "also": list(routing.also),
        "confidence": round(classification.confidence, 4),
        "is_confident": classification.is_confident,
        "scores": {entry.department: round(entry.score, 4) for entry in classification.departments},
        "sentiment": classification.sentiment,
        "sentiment_confidence": round(classification.sentiment_confidence, 4),
        "urgency": routing.urgency,
        "urgency_confidence": round(classification.urgency_confidence, 4),
        "relevance": classification.relevance,
        "relevance_confidence": round(classification.relevance_confidence, 4),
        "language": classification.language,
        "rule": routing.rule,
        "why": _valid(routing.why),
        "tags": list(routing.tags),
        "dismissed": routing.dismissed or None,
        "trace": [{"rule": line.rule, "holds": line.holds, "why": _valid(line.why)} for line in routing.trace],
        "model": classification.model,
    }


def _typed(text: str | None) -> Iterator[Mention | BadRow]:
    said = sys.stdin.buffer.read().decode("utf-8", "replace") if text == "-" else text or ""
    if not said.strip():
        raise click.UsageError("There is nothing to explain: the text is empty.")
    yield Mention(source=TYPED, external_id="", text=said.strip("\n"), received_at=SystemClock().now())


def read_rows(path: Path, *, fields: FieldMap) -> Iterator[Mention | BadRow]:
    """The mentions of a CSV or JSONL file; UnusableFile where it holds none that can be read."""
    now = SystemClock().now()
    with MentionFile(path, fields=fields) as file:
        for row in file.rows():
            # What stands under «source» in a table is mostly the platform; in JSON it is our own key.
            own = "" if file.is_csv else row.item.get("source")
            source = own if isinstance(own, str) and own else f"file:{path.stem}"
            yield _mention_of(row, fields, Origin(source=source, received_at=now))


def _mention_of(row: Row, fields: FieldMap, origin: Origin) -> Mention | BadRow:
    try:
        if row.problem:
            raise UnusableItem(row.problem)
        return mention_from(row.item, fields, origin).mention
    except UnusableItem as error:
        written = row.written or json.dumps(row.item, ensure_ascii=False)
        return BadRow(line=row.line, error=str(error), row=written.strip()[:_SHOWN])


def _bad_as_text(bad: BadRow, file: Path | None) -> str:
    return _valid(f"{file}:{bad.line}: {bad.error}")


def _bad_as_json(bad: BadRow, file: Path | None) -> str:
    told = {"file": str(file), "line": bad.line, "error": bad.error, "row": _valid(bad.row)}
    return json.dumps(told, ensure_ascii=False)


def _show(explained: Explained, rulebook: Rulebook) -> None:
    from rich.console import Console

    from bot.cli.explain_view import view

    Console(file=sys.stdout, highlight=False).print(view(explained, rulebook))


def _valid(text: str) -> str:
    """Half characters cannot be printed; a question mark stands for them."""
    return text.encode("utf-8", "replace").decode()
