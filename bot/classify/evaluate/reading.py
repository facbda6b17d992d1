"""Labelled texts from a JSONL or CSV file, and what labels mean from a YAML or JSON file.

Guarantee: whatever cannot be used is one error that names file and line and says what to do; nothing is skipped in
silence. A label is text, also where YAML would read a number or a truth value.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.errors import DoorknockError

TABLES: Mapping[str, str] = {".csv": ",;\t|", ".tsv": "\t"}
"""What may part the columns of such a file, likeliest first: spreadsheets of half of Europe write semicolons."""
_BEYOND = "\0beyond"
"""Where the cells of a row go that stand under no column."""
_ABOVE = re.compile(r"(?:[ \t]*[\r\n]+)*(?:\"?sep=(?P<separator>[^\r\n])\"? *[\r\n]+)?", re.IGNORECASE)


class UnusableFile(DoorknockError):
    """A file of labelled texts, or of labels, that cannot be used; the message says where and what to do."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One text and its true label; `at` is file:line, `language` what the file calls its language, or ""."""

    text: str
    label: str
    at: str = ""
    language: str = ""


def read_labelled(
    file: Path, *, text_field: str = "text", label_field: str = "label", language_field: str = "language"
) -> list[Labelled]:
    """Every row of `file`: a table with a header where it ends in .csv or .tsv, else one JSON object a line.

    Raises UnusableFile, also for a file without a row.
    """
    found = [
        Labelled(
            _field(row, text_field, at, "--text-field"),
            _field(row, label_field, at, "--label-field"),
            at,
            str(row.get(language_field) or "").strip(),
        )
        for at, row in _rows(file)
    ]
    if not found:
        raise UnusableFile(f"{file}:1: there is no row in it. Write one labelled text a row, such as {_sample(file)}")
    return found


def read_texts(file: Path, *, text_field: str = "text") -> list[str]:
    """The texts of `file`, whatever labels they have. Raises UnusableFile."""
    texts = [_field(row, text_field, at, "--text-field") for at, row in _rows(file)]
    if not texts:
        raise UnusableFile(f"{file}:1: there is no row in it. Write one text a row, or leave --oos out.")
    return texts


def read_labels(file: Path) -> dict[str, str]:
    """Label → description, in the order of `file`. Raises UnusableFile."""
    content = _content(file)
    found = _json_mapping(file, content) if file.suffix.lower() == ".json" else _yaml_mapping(file, content)
    if not isinstance(found, dict) or not found:
        raise UnusableFile(f"{file}:1: it maps no label to a description. Write one `label: what it means` a line.")
    for label, description in found.items():
        if not isinstance(description, str):
            raise UnusableFile(f"{file}: the description of {label!r} is no text. Write it as one sentence in quotes.")
    return {str(label): " ".join(description.split()) for label, description in found.items()}


def _rows(file: Path) -> Iterator[tuple[str, dict[str, object]]]:
    """Each row with its file:line."""
    content, separators = _content(file), TABLES.get(file.suffix.lower())
    if separators is None:
        yield from _objects(file, content)
        return
    with _cells_of_any_length(content):
        yield from _table(file, content, separators)


@contextmanager
def _cells_of_any_length(content: str) -> Iterator[None]:
    """The module's limit of 131,072 characters a cell is no limit of ours here; elsewhere in the process it stays."""
    usual = csv.field_size_limit()
    csv.field_size_limit(max(usual, len(content)))
    try:
        yield
    finally:
        csv.field_size_limit(usual)


def _content(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UnusableFile(f"{file}: cannot be read ({error.strerror}). Check the path and its permissions.") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise UnusableFile(
            f"{file}:{line}: this is not UTF-8. Save the file as UTF-8 (in a spreadsheet: CSV UTF-8) and try again."
        ) from error


def _objects(file: Path, content: str) -> Iterator[tuple[str, dict[str, object]]]:
    # Not splitlines: a JSON string may hold a line separator of Unicode, which ends no row.
    for number, line in enumerate(content.split("\n"), start=1):
        if not line.strip():
            continue
        at = f"{file}:{number}"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            why = error.msg if isinstance(error, json.JSONDecodeError) else "it cannot be read"
            raise UnusableFile(f"{at}: this is not JSON ({why}). Write one object a line, or a .csv file.") from error
        if not isinstance(row, dict):
            raise UnusableFile(f"{at}: this is no JSON object. Write {_sample(file)}")
        yield at, row


def _table(file: Path, content: str, separators: str) -> Iterator[tuple[str, dict[str, object]]]:
    above, content, separator = _begun(content, separators)
    reader = csv.DictReader(_lines(content), delimiter=separator, strict=True, restkey=_BEYOND, restval="")
    try:
        reader.fieldnames = _names(reader.fieldnames or ())
        for row in reader:
            at = f"{file}:{above + reader.line_num}"
            if any(cell.strip() for cell in row.get(_BEYOND, ())):
                raise UnusableFile(
                    f"{at}: this row has more cells than the header. Put texts with {_named(separator)} in quotes."
                )
            yield at, {name: value for name, value in row.items() if name and name != _BEYOND}
    except csv.Error as error:
        # The reader counts a line once it is through with it.
        line = above + min(reader.line_num, content.rstrip().count("\n")) + 1
        raise UnusableFile(
            f"{file}:{line}: this row cannot be read ({error}). Put texts with commas or quotes in quotes."
        ) from error


def _lines(content: str) -> io.StringIO:
    # As they are: a text in quotes may have line breaks of its own.
    return io.StringIO(content, newline="")


def _begun(content: str, separators: str) -> tuple[int, str, str]:
    """How many lines stand above the header of `content`, what is left without them, and what parts its columns.

    That is what a first line such as `sep=;` says, which is written for Excel; else it is guessed.
    """
    found = _ABOVE.match(content)
    above, said = (found.group(0), found.group("separator")) if found else ("", None)
    rest = content[len(above) :]
    return len(above.splitlines()), rest, said or max(separators, key=lambda each: _columns(rest, each))


def _columns(content: str, separator: str) -> int:
    """How many columns `separator` makes of the header; where several make as many, the likelier comes first."""
    try:
        return len(next(csv.reader(_lines(content), delimiter=separator), []))
    except csv.Error:
        return 0


def _names(header: Sequence[str]) -> list[str]:
    """The columns' names without the blanks around; of several of one name the first is "label (1)", and so on."""
    names = [name.strip() for name in header]
    return [
        name if names.count(name) == 1 else f"{name} ({names[: column + 1].count(name)})" if name else ""
        for column, name in enumerate(names)
    ]


def _named(separator: str) -> str:
    return {",": "commas", ";": "semicolons", "\t": "tabs"}.get(separator, f"{separator!r}")


def _field(row: Mapping[str, object], name: str, at: str, option: str) -> str:
    if name not in row:
        there = ", ".join(sorted(row)) or "none"
        raise UnusableFile(f"{at}: there is no field {name!r}, only {there}. Name the right one with {option}.")
    value = row[name]
    if isinstance(value, bool) or not isinstance(value, str | int | float) or not str(value).strip():
        raise UnusableFile(f"{at}: the field {name!r} has no text in it. Fill it in, or take the row out.")
    return str(value) if option == "--text-field" else str(value).strip()


def _json_mapping(file: Path, content: str) -> object:
    try:
        return json.loads(content)
    except json.JSONDecodeError as error:
        raise UnusableFile(f"{file}:{error.lineno}: this is not JSON ({error.msg}). Correct it there.") from error


def _yaml_mapping(file: Path, content: str) -> object:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        # The base loader leaves every scalar as it is written: yes and 17 are labels like any other.
        return YAML(typ="base", pure=True).load(content)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise UnusableFile(f"{file}:{line}: this is not YAML ({error.problem}). Correct it there.") from error
    except YAMLError as error:
        raise UnusableFile(f"{file}:1: this is not YAML. Write one `label: what it means` a line.") from error


def _sample(file: Path) -> str:
    if file.suffix.lower() in TABLES:
        return "a header `text,label`, and rows below it."
    return '{"text": "I was charged twice", "label": "billing"}.'
