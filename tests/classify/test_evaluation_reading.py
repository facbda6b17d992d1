"""Labelled texts are read as they are, and what cannot be used is told with its line."""

import csv
from pathlib import Path

import pytest

from bot.classify.evaluate.reading import UnusableFile, read_labelled, read_labels, read_texts


def written(folder: Path, name: str, content: str | bytes) -> Path:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def test_json_lines_are_read_with_their_places(tmp_path: Path) -> None:
    file = written(tmp_path, "a.jsonl", '\ufeff{"text": "one\u2028two", "label": "x"}\n\n{"text": "b", "label": 17}\n')
    assert [(row.text, row.label, row.at) for row in read_labelled(file)] == [
        ("one\u2028two", "x", f"{file}:1"),
        ("b", "17", f"{file}:3"),
    ]


@pytest.mark.parametrize(("name", "separator"), [("a.csv", ","), ("a.tsv", "\t"), ("A.CSV", ",")])
def test_a_table_may_have_line_breaks_and_other_names(tmp_path: Path, name: str, separator: str) -> None:
    file = written(tmp_path, name, f'post{separator}team\r\n"one\r\ntwo, ""three"""{separator}x\r\n')
    (row,) = read_labelled(file, text_field="post", label_field="team")
    assert (row.text, row.label) == ('one\r\ntwo, "three"', "x")


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_a_csv_of_any_spreadsheet_is_read(tmp_path: Path, separator: str) -> None:
    content = f"\ufefftext{separator}label\r\nDirty, and cold{separator}housekeeping\r\n"
    (row,) = read_labelled(written(tmp_path, "a.csv", content))
    assert (row.text, row.label) == ("Dirty, and cold", "housekeeping")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("text;label\rDirty, and cold;housekeeping\r", 2),
        ("sep=;\r\ntext;label\r\nDirty, and cold;housekeeping\r\n", 3),
        ("sep=\t\n\ttext\tlabel\n1\tDirty, and cold\thousekeeping\n", 3),
        ("\r\n \ntext;label\nDirty, and cold;housekeeping\n", 4),
        (' text ; label\n"Dirty, and cold"; housekeeping\n', 2),
        ('text;label;"as of\nMay, June, July"\nDirty, and cold;housekeeping;x\n', 3),
    ],
)
def test_what_spreadsheets_put_around_a_table_is_no_part_of_it(tmp_path: Path, content: str, line: int) -> None:
    file = written(tmp_path, "a.csv", content)
    (row,) = read_labelled(file)
    assert (row.text, row.label, row.at) == ("Dirty, and cold", "housekeeping", f"{file}:{line}")


def test_a_text_may_be_as_long_as_somebody_wrote_it(tmp_path: Path) -> None:
    elsewhere = csv.field_size_limit()
    (row,) = read_labelled(written(tmp_path, "a.csv", f"text,label\n{'long ' * 50_000},x\n"))
    assert len(row.text) == 250_000
    assert csv.field_size_limit() == elsewhere


@pytest.mark.parametrize(
    ("name", "content", "line", "remedy"),
    [
        ("a.jsonl", '{"text": "a", "label": "x"}\n{', 2, "one object a line"),
        ("a.jsonl", "[1]", 1, "no JSON object"),
        ("a.jsonl", '{"text": "a", "intent": "x"}', 1, "only intent, text. Name the right one with --label-field"),
        ("a.jsonl", '{"tweet": "a", "label": "x"}', 1, "--text-field"),
        ("a.jsonl", '{"text": " ", "label": "x"}', 1, "has no text in it"),
        ("a.jsonl", '{"text": "a", "label": null}', 1, "has no text in it"),
        ("a.jsonl", "", 1, "no row"),
        ("a.csv", "text,label\n", 1, "no row"),
        ("a.csv", "text,label\na\n", 2, "the field 'label' has no text in it"),
        ("a.csv", "text,team\na,x\n", 2, "no field 'label', only team, text"),
        ("a.csv", "text,label,,label \na,x,,y\n", 2, "no field 'label', only label (1), label (2), text."),
        ("a.csv", 'sep=;\n\ntext;label\n"a"b;c\n', 4, "in quotes"),
        ("a.csv", 'text,label\n"a"b,c\n', 2, "in quotes"),
        ("a.csv", "text,label\na,x\nDirty, and cold,y\n", 3, "more cells than the header. Put texts with commas in"),
        ("a.csv", "text;label\nDirty; and cold;y\n", 2, "texts with semicolons in quotes"),
        ("a.jsonl", b'{"text": "a", "label": "x"}\n{"text": "\xff"}', 2, "UTF-8"),
    ],
)
def test_what_cannot_be_read_is_told_with_line_and_remedy(
    tmp_path: Path, name: str, content: str | bytes, line: int, remedy: str
) -> None:
    file = written(tmp_path, name, content)
    with pytest.raises(UnusableFile) as raised:
        read_labelled(file)
    assert str(raised.value).startswith(f"{file}:{line}: ")
    assert remedy in str(raised.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match=r"none\.jsonl: cannot be read .* Check the path"):
        read_labelled(tmp_path / "none.jsonl")


def test_a_row_may_say_its_language(tmp_path: Path) -> None:
    file = written(tmp_path, "a.csv", "text,label,language,lang\na,x,de,fr\nb,y,,\n")
    assert [row.language for row in read_labelled(file)] == ["de", ""]
    assert [row.language for row in read_labelled(file, language_field="lang")] == ["fr", ""]


def test_texts_need_no_label(tmp_path: Path) -> None:
    assert read_texts(written(tmp_path, "a.jsonl", '{"text": "hello"}')) == ["hello"]


def test_labels_stay_what_they_are_called(tmp_path: Path) -> None:
    file = written(tmp_path, "labels.yaml", "yes: agrees\n17: a number\nbilling: >-\n  money\n  matters\nnull:\n")
    assert read_labels(file) == {"yes": "agrees", "17": "a number", "billing": "money matters", "null": ""}


def test_json_labels_keep_their_order(tmp_path: Path) -> None:
    assert list(read_labels(written(tmp_path, "labels.json", '{"b": "one", "a": "two"}'))) == ["b", "a"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("l.yaml", "a: one\na: two\n", ":2: this is not YAML"),
        ("l.yaml", "a: [one\n", "this is not YAML"),
        ("l.yaml", "- a\n- b\n", "maps no label"),
        ("l.yaml", "", "maps no label"),
        ("l.json", '{"a": \n}', ":2: this is not JSON"),
        ("l.json", '{"a": 3}', "description of 'a' is no text"),
    ],
)
def test_labels_that_cannot_be_used_are_told(tmp_path: Path, name: str, content: str, said: str) -> None:
    with pytest.raises(UnusableFile) as raised:
        read_labels(written(tmp_path, name, content))
    assert said in str(raised.value)
