"""`doorknock explain` says where a mention would go, and why."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from bot.cli.explain import BadRow, Explained, as_json, command, read_rows
from bot.cli.explain_view import view
from bot.core.classification import Classification, DepartmentScore, Relevance, Sentiment, Urgency
from bot.core.field_map import FieldMap
from bot.core.mention import Mention
from bot.core.routing import Routing, TraceLine
from bot.core.rulebook import Rulebook
from bot.sources.file import UnusableFile
from tests.classify.bakery import mention, rulebook
from tests.rulebook.small_book import write_book

Run = Callable[..., Result]

JUDGED = Classification(
    departments=(DepartmentScore(department="orders", score=0.8), DepartmentScore(department="shops", score=0.2)),
    is_confident=True,
    sentiment=Sentiment.NEGATIVE,
    sentiment_confidence=0.9,
    urgency=Urgency.HIGH,
    urgency_confidence=0.7,
    relevance=Relevance.RELEVANT,
    relevance_confidence=0.99,
    language="en",
    language_confidence=0.95,
    model="test",
)
ROUTED = Routing(
    department="orders",
    also=("shops",),
    urgency=Urgency.HIGH,
    tags=("refund",),
    rule="Refunds",
    why="text has «refund»",
    trace=(
        TraceLine(rule="Fire", holds=False, why="text has no «fire»"),
        TraceLine(rule="Refunds", holds=True, why="text has «refund»"),
    ),
)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs the command on a small rulebook of its own."""
    book, cache = write_book(tmp_path_factory.mktemp("rules")), tmp_path_factory.mktemp("cache")

    def invoke(*arguments: str, typed: str | None = None) -> Result:
        env = {"XDG_CACHE_HOME": str(cache)}
        return CliRunner().invoke(command, [*arguments, "--rules", str(book)], input=typed, env=env)

    return invoke


def shown(explained: Explained, book: Rulebook) -> str:
    console = Console(file=io.StringIO(), width=100, color_system=None)
    console.print(view(explained, book))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def explained(text: str = "where is my refund?", *, routing: Routing = ROUTED) -> Explained:
    return Explained(mention=mention(text), classification=JUDGED, routing=routing)


def test_a_file_is_explained_line_by_line_and_a_bad_row_costs_no_other(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "mentions.jsonl"
    rows = ['{"text": "you charged me twice", "id": "a", "followers": 12}', "not json", "", '{"text": "hello \\ud800"}']
    file.write_text("\n".join(rows), encoding="utf-8")
    result = run("--file", str(file), "--json")
    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert [each["text"] for each in told] == ["you charged me twice", "hello ?"]
    assert told[0]["id"] == "a"
    assert set(told[0]) >= {
        "text", "department", "also", "confidence", "scores", "sentiment", "urgency", "language", "rule", "trace",
    }  # fmt: skip
    (bad,) = [json.loads(line) for line in result.stderr.splitlines()]
    assert bad["line"] == 2
    assert "not JSON" in bad["error"]
    assert result.exit_code == 1


def test_a_typed_text_is_answered_for_a_person_first_with_the_department(run: Run) -> None:
    result = run("-", typed="you charged me twice\n")
    assert result.exit_code == 0
    quoted, answer, *_ = result.stdout.splitlines()
    assert "you charged me twice" in quoted
    assert answer.startswith("→ ")


@pytest.mark.parametrize("arguments", [(), ("a text", "--file", __file__), ("-",)])
def test_nothing_to_explain_is_said_kindly(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments, typed="")
    assert result.exit_code == 2
    assert "doorknock explain" in result.stderr or "empty" in result.stderr


def test_libraries_write_neither_on_stdout_nor_on_stderr(tmp_path: Path) -> None:
    book = write_book(tmp_path / "rules")
    done = subprocess.run(
        [sys.executable, "-m", "bot", "explain", "you charged me twice", "--json", "--rules", str(book)],
        capture_output=True,
        text=True,
        timeout=110,
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")},
        check=True,
    )
    assert len(done.stdout.splitlines()) == 1
    assert json.loads(done.stdout)["text"] == "you charged me twice"
    assert done.stderr == ""


def test_json_names_null_where_a_mention_is_dismissed() -> None:
    told = as_json(explained(routing=Routing(department=None, dismissed="spam", rule="Spam")))
    assert told["department"] is None
    assert told["dismissed"] == "spam"


def test_scores_and_trace_are_told_in_full() -> None:
    told = as_json(explained())
    assert told["scores"] == {"orders": 0.8, "shops": 0.2}
    assert told["trace"] == [
        {"rule": "Fire", "holds": False, "why": "text has no «fire»"},
        {"rule": "Refunds", "holds": True, "why": "text has «refund»"},
    ]


def test_a_person_sees_department_urgency_reason_and_runner_up() -> None:
    seen = shown(explained(), rulebook())
    assert "→ Orders (orders) #orders, with shops ·  high" in seen
    assert "Rule «Refunds»: text has «refund». Tags: refund." in seen
    assert "80%" in seen
    assert "shops" in seen
    assert "✗ 1 rule tried in vain" in seen


def test_an_abstention_is_explained_as_what_it_is() -> None:
    unsure = Routing(department="triage", why="no rule holds; the classifier is not sure")
    doubtful = Classification(departments=JUDGED.departments, is_confident=False)
    seen = shown(Explained(mention=mention("hm"), classification=doubtful, routing=unsure), rulebook())
    assert "→ Triage (triage)" in seen
    assert "A person decides, and one click teaches it." in seen


def test_what_a_mention_contains_neither_styles_nor_steers_the_terminal() -> None:
    seen = shown(explained("[bold red]x[/] \x1b[31mred\x1b[0m \x07 \u202ebackwards \ud800"), rulebook())
    assert "[bold red]x[/]" in seen
    assert not {"\x1b", "\x07", "\u202e"} & set(seen)


def test_a_table_is_explained_like_an_import_would_read_it(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "mentions.csv"
    file.write_text('Review Body,Author\n"you charged me twice",Ann\n,Bob\n', encoding="utf-8")
    result = run("--file", str(file), "--map", "text=Review Body", "--json")
    assert [json.loads(line)["text"] for line in result.stdout.splitlines()] == ["you charged me twice"]
    assert json.loads(result.stderr)["line"] == 3
    assert result.exit_code == 1


def test_a_person_is_told_of_a_bad_row_in_a_sentence(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "mentions.jsonl"
    file.write_text('{"text": "you charged me twice"}\nnot json\n', encoding="utf-8")
    result = run("--file", str(file))
    assert result.stderr.startswith(f"{file}:2: this is not JSON: ")
    assert len(result.stderr.splitlines()) == 1


def test_a_table_without_a_text_is_refused_once(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "mentions.csv"
    file.write_text("who,when\nAnn,today\nBob,today\n", encoding="utf-8")
    refused = run("--file", str(file)).exception
    assert isinstance(refused, UnusableFile)
    assert "--map text=COLUMN" in str(refused)


def test_a_column_called_source_is_no_source_of_ours(tmp_path: Path) -> None:
    file = tmp_path / "mentions.csv"
    file.write_text("text,source\nhello,Instagram\n", encoding="utf-8")
    (read,) = read_rows(file, fields=FieldMap())
    assert isinstance(read, Mention)
    assert read.source == "file:mentions"


def test_a_file_keeps_what_its_rows_say_of_a_mention(tmp_path: Path) -> None:
    row = {
        "text": "hello",
        "author": {"name": "Ann", "followers": 1200, "verified": True},
        "source": "feed:news",
        "published_at": "2026-01-02T03:04:05Z",
        "brand": "crumb",
        "rating": 2,
    }
    file = tmp_path / "mentions.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(row).encode())
    (read,) = read_rows(file, fields=FieldMap())
    assert isinstance(read, Mention)
    assert (read.author.name, read.author.followers, read.author.verified) == ("Ann", 1200, True)
    assert (read.source, read.brand, read.rating) == ("feed:news", "crumb", 2.0)
    assert read.said_at == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.mark.parametrize("row", [b"[]", b'"text"', b"{}", b'{"text": ""}', b"{", b"\xff\xfe", b"[" * 100_000])
def test_a_row_that_is_no_mention_is_told_with_its_line(tmp_path: Path, row: bytes) -> None:
    file = tmp_path / "mentions.jsonl"
    file.write_bytes(b"\n" + row + b'\n{"text": "fine"}')
    bad, good = read_rows(file, fields=FieldMap())
    assert isinstance(bad, BadRow)
    assert bad.line == 2
    assert isinstance(good, Mention)
