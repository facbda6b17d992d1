import codecs
import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.field_map import FieldMap
from bot.sources.file import MAX_LINE, MentionFile, Row, UnusableFile, delimiter_of

ANY = FieldMap()


def rows_of(path: Path, content: str | bytes, fields: FieldMap = ANY) -> list[Row]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with MentionFile(path, fields=fields) as file:
        return list(file.rows())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "export"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_by_the_names_it_uncovers(path: Path, delimiter: str) -> None:
    header = delimiter.join(["id", "Content", "author, if known; else empty", "url"])
    assert delimiter_of(header) == delimiter
    rows = rows_of(path, f'{delimiter.join(["id", "text"])}\n1{delimiter}"Cold, loud; dark"\n')
    assert rows[0].item == {"id": "1", "text": "Cold, loud; dark"}


@pytest.mark.parametrize(
    "encoded",
    [
        "id,text\n1,Käse\n".encode(),
        codecs.BOM_UTF8 + "id,text\n1,Käse\n".encode(),
        "id,text\n1,Käse\n".encode("utf-16"),
        codecs.BOM_UTF16_BE + "id,text\n1,Käse\n".encode("utf-16-be"),
        "id,text\r\n1,Käse\r\n".encode("cp1252"),
    ],
)
def test_the_usual_encodings_are_read_alike(path: Path, encoded: bytes) -> None:
    assert rows_of(path, encoded)[0].item == {"id": "1", "text": "Käse"}


def test_windows_lines_among_others_are_counted_and_cost_nothing(path: Path) -> None:
    path.write_bytes("text\nKäse\n".encode() + "Käse\n".encode("cp1252") + "Öl\n".encode())
    with MentionFile(path, fields=ANY) as file:
        assert [row.item["text"] for row in file.rows()] == ["Käse", "Käse", "Öl"]
        assert file.windows_lines == 1


def test_lines_are_counted_as_an_editor_counts_them(path: Path) -> None:
    rows = rows_of(path, 'id,text\n1,"two\nlines"\n\n2,one\n3,too,many\n')
    assert [(row.line, bool(row.problem)) for row in rows] == [(2, False), (5, False), (6, True)]
    assert rows[0].item["text"] == "two\nlines"
    assert "3 cells under 2 columns" in rows[2].problem
    assert rows[2].written == "3|too|many"


def test_short_rows_and_empty_cells_are_simply_shorter(path: Path) -> None:
    assert rows_of(path, "id,text,url\n1,cold\n,warm,\n")[1].item == {"text": "warm"}


def test_a_row_that_csv_cannot_read_does_not_cost_the_next_ones(path: Path) -> None:
    rows = rows_of(path, 'text\n"' + "x" * 140_000 + '"\nfine\n')
    assert [bool(row.problem) for row in rows] == [True, False]
    assert rows[1].item == {"text": "fine"}


def test_json_lines_are_read_and_bad_ones_named_with_their_column(path: Path) -> None:
    rows = rows_of(path, '{"text": "a"}\n\n{"text": }\n[1]\n{"text": "b"}')
    assert [row.line for row in rows] == [1, 3, 4, 5]
    assert "column 10" in rows[1].problem
    assert "not an object" in rows[2].problem
    assert rows[3].item == {"text": "b"}


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_an_endless_line_is_one_bad_row(path: Path, kind: str) -> None:
    long = "x" * (MAX_LINE * 2 + 7)
    content = f"text\nfine\n{long}\nfine too\n" if kind == "csv" else f'{{"a": 1}}\n{{"a": "{long}"}}\n{{"a": 2}}\n'
    rows = rows_of(path, content)
    assert [row.problem.partition(" than")[0] for row in rows] == ["", "this line is longer", ""]
    assert rows[1].line == (3 if kind == "csv" else 2)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "is empty"),
        ("  \n", "is empty"),
        ('[{"text": "a"}]', "jq -c"),
        ("PK\x03\x04\x00\x00", "no text"),
        ("foo,bar\n1,2\n", r"none of the columns \(foo, bar\).*--map text=COLUMN"),
    ],
)
def test_a_file_that_cannot_be_used_says_what_would_help(path: Path, content: str, why: str) -> None:
    with pytest.raises(UnusableFile, match=why):
        rows_of(path, content)


@pytest.mark.parametrize("first", ["not json", '"text"', "", "{"])
def test_json_lines_are_known_by_their_name_however_the_first_one_looks(tmp_path: Path, first: str) -> None:
    rows = rows_of(tmp_path / "export.JSONL", f'{first}\n{{"text": "fine"}}\n')
    assert (rows[-1].line, rows[-1].item) == (2, {"text": "fine"})


def test_a_file_that_is_not_there_is_named(path: Path) -> None:
    with pytest.raises(UnusableFile, match=r"export cannot be opened: No such file"):
        MentionFile(path, fields=ANY)


def test_a_mapped_column_makes_a_foreign_table_usable(path: Path) -> None:
    assert rows_of(path, "foo,bar\n1,2\n", FieldMap({"text": "bar"}))[0].item == {"foo": "1", "bar": "2"}


def test_memory_does_not_grow_with_the_file(path: Path) -> None:
    line = json.dumps({"id": 1, "text": "x" * 2_000}) + "\n"
    path.write_text(line * 5_000)
    tracemalloc.start()
    with MentionFile(path, fields=ANY) as file:
        count = sum(1 for _ in file.rows())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 5_000
    assert peak < 1_000_000, "the file has ten times as much"


@given(st.binary(max_size=300))
def test_no_bytes_make_reading_raise_anything_but_our_own(content: bytes) -> None:
    path = Path(f"/tmp/doorknock-test-{id(rows_of)}")  # noqa: S108
    try:
        rows_of(path, b"text,id\n" + content)
        rows_of(path, b'{"a": 1}\n' + content)
    finally:
        path.unlink(missing_ok=True)
