import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from click.testing import CliRunner, Result

from bot.cli.import_ import make_command
from bot.core.department import Brand
from bot.ports import OpenUnit
from tests.services.fake_units import FakeStore

HEADER = "id,Content,Author,Followers,Permalink,Published At,Stars,Likes,Shares"
ROW = '7,"The room, again, was cold",Ann,"1,200",https://x.com/ann/7,2026-11-22T08:00:00Z,2,3,4'


BRANDS = (Brand(key="aurora", name="Aurora Stays"), Brand(key="wrenbox", name="Wrenbox"))


class Desk:
    """The command on a store of its own."""

    def __init__(self, folder: Path) -> None:
        self.store = FakeStore()
        self.folder = folder
        self.opened = 0

    def write(self, name: str, *lines: str) -> Path:
        path = self.folder / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    def run(self, *arguments: object) -> Result:
        command = make_command(self._open, brands=lambda: BRANDS)
        return CliRunner().invoke(command, [str(argument) for argument in arguments])

    def _open(self) -> OpenUnit:
        self.opened += 1
        return self.store.open


@pytest.fixture(autouse=True)
def _quiet_logs() -> Iterator[None]:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger("ERROR"))
    yield
    structlog.reset_defaults()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def numbered(count: int, *, bad: tuple[int, ...] = ()) -> list[str]:
    return ["{}" if number in bad else json.dumps({"id": number, "text": f"Post {number}"}) for number in range(count)]


def test_a_table_with_usual_names_needs_no_options(desk: Desk) -> None:
    result = desk.run(desk.write("week 48.csv", HEADER, ROW))
    assert result.exit_code == 0, result.output
    assert "1 new, 0 known already, 0 bad." in result.stderr
    mention = desk.store.mentions[0]
    assert (mention.source, mention.external_id, mention.text) == ("file:week 48", "7", "The room, again, was cold")
    assert (mention.author.name, mention.author.followers, mention.platform) == ("Ann", 1200, "x")
    assert (mention.rating, mention.engagement) == (2.0, 7)


def test_source_brand_and_foreign_columns_can_be_said(desk: Desk) -> None:
    path = desk.write("a.csv", "Review Body,who", "Cold,Ann")
    arguments = ("--map", "text=Review Body", "--map", "author.name=who", "--source", "survey", "--brand", "aurora")
    assert desk.run(path, *arguments).exit_code == 0
    mention = desk.store.mentions[0]
    assert (mention.text, mention.author.name, mention.source, mention.brand) == ("Cold", "Ann", "survey", "aurora")


@pytest.mark.parametrize(("typed", "meant"), [("wrenbx", "wrenbox"), ("Aurora stays", "aurora")])
def test_a_brand_the_rulebook_does_not_have_is_doubted_and_kept(desk: Desk, typed: str, meant: str) -> None:
    result = desk.run(desk.write("a.csv", "text", "Cold"), "--brand", typed)
    assert result.exit_code == 0
    assert f"The rulebook has no brand «{typed}»; did you mean «{meant}»? Rows" in result.stderr
    assert desk.store.mentions[0].brand == typed


def test_a_brand_of_the_rulebook_is_no_word_worth(desk: Desk) -> None:
    result = desk.run(desk.write("a.csv", "text", "Cold"), "--brand", "aurora")
    assert "The rulebook" not in result.stderr


def test_without_a_rulebook_no_brand_is_doubted(desk: Desk) -> None:
    path = desk.write("a.csv", "text", "Cold")
    env = {"RULES_DIR": str(desk.folder / "none")}
    result = CliRunner().invoke(make_command(lambda: desk.store.open), [str(path), "--brand", "wrenbx"], env=env)
    assert result.exit_code == 0
    assert "The rulebook" not in result.stderr


def test_importing_again_adds_nothing_and_says_so(desk: Desk) -> None:
    path = desk.write("a.jsonl", *numbered(3))
    desk.run(path)
    result = desk.run(path)
    assert result.exit_code == 0
    assert "is in already, all 3 rows of it" in result.stderr
    again = desk.run(path, "--again")
    assert "0 new, 3 known already" in again.stderr
    assert len(desk.store.mentions) == 3


def test_a_killed_import_goes_on_where_it_was(desk: Desk) -> None:
    path = desk.write("a.jsonl", *numbered(1_200, bad=(3, 1_100)))
    whole = FakeStore.open

    class Killed(BaseException):
        pass

    def die_at_third_commit() -> OpenUnit:
        if desk.store.commits == 2:
            raise Killed
        return whole.__get__(desk.store)()  # type: ignore[no-any-return]

    runner = CliRunner()
    with pytest.raises(Killed):
        runner.invoke(make_command(lambda: die_at_third_commit), [str(path)], catch_exceptions=False)
    assert len(desk.store.mentions) == 999
    result = desk.run(path)
    assert "Going on after the 1000 rows that are in already." in result.stderr
    assert "199 new, 0 known already, 1 bad" in result.stderr
    assert f"{path}:1101: there is no text" in result.stderr
    assert len(desk.store.mentions) == 1_198


def test_bad_rows_are_told_by_line_and_the_rest_is_stored(desk: Desk) -> None:
    path = desk.write("a.jsonl", '{"id": 1, "text": "Good"}', "{oops", '{"id": 2}', '{"id": 3, "text": "Fine"}')
    result = desk.run(path, "--rejected")
    assert result.exit_code == 1
    assert f"{path}:2: this is not JSON" in result.stderr
    assert f"{path}:3: there is no text" in result.stderr
    rejected = [json.loads(line) for line in (desk.folder / "a.jsonl.rejected.jsonl").read_text().splitlines()]
    assert [(row["line"], row["held"]) for row in rejected] == [(2, "{oops\n"), (3, {"id": 2})]
    assert len(desk.store.mentions) == 2


def test_no_file_of_rejected_rows_is_made_without_being_asked_or_without_bad_rows(desk: Desk) -> None:
    desk.run(desk.write("a.jsonl", *numbered(2, bad=(0,))))
    desk.run(desk.write("b.jsonl", *numbered(2)), "--rejected")
    assert sorted(path.name for path in desk.folder.iterdir()) == ["a.jsonl", "b.jsonl"]


def test_many_bad_rows_do_not_flood_the_terminal(desk: Desk) -> None:
    result = desk.run(desk.write("a.jsonl", *numbered(100, bad=tuple(range(50)))))
    assert result.stderr.count("there is no text") == 10
    assert "50 new, 0 known already, 50 bad" in result.stderr


def test_a_value_that_cannot_be_read_is_told_and_the_row_kept(desk: Desk) -> None:
    result = desk.run(desk.write("a.csv", "id,text,followers", "1,Hello,many"))
    assert result.exit_code == 0
    assert "«many» cannot be read as a count" in result.stderr
    assert "1 value could not be read" in result.stderr


def test_a_dry_run_opens_no_store(desk: Desk) -> None:
    result = desk.run(desk.write("a.jsonl", *numbered(5, bad=(1,))), "--dry-run")
    assert result.exit_code == 1
    assert "4 of 5 rows can be imported, 1 cannot. Nothing was stored." in result.stderr
    assert desk.opened == 0


def test_programs_read_one_object_and_nothing_else(desk: Desk) -> None:
    result = desk.run(desk.write("a.jsonl", *numbered(3, bad=(1,))), "--json")
    assert json.loads(result.stdout) == {
        "rows": 3, "new": 2, "known": 0, "bad": 1, "noted": 0, "skipped": 0, "dry_run": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "arguments", "why"),
    [
        ("", (), "is empty"),
        ("foo,bar\n1,2", (), "--map text=COLUMN"),
        ('{"a": 1}\n{"a": 2}', (), "none of its 2 rows holds a mention"),
        ('{"text": "a"}', ("--map", "text"), "FIELD=COLUMN"),
        ('{"text": "a"}', ("--map", "txt=a"), "no field «txt»"),
        ('{"text": "a"}', ("--map", "text=a..b"), "no path"),
    ],
)
def test_input_that_cannot_be_used_ends_with_two_and_the_remedy(
    desk: Desk, content: str, arguments: tuple[str, ...], why: str
) -> None:
    result = desk.run(desk.write("a.txt", content), *arguments)
    assert result.exit_code == 2
    assert why in " ".join(result.stderr.replace("│", " ").split())
    assert "Traceback" not in result.output


def test_a_file_that_is_not_there_ends_with_two(desk: Desk) -> None:
    result = desk.run(desk.folder / "nothing.csv")
    assert result.exit_code == 2
    assert "cannot be opened" in result.stderr


def test_a_file_in_windows_letters_is_read_with_a_warning(desk: Desk) -> None:
    path = desk.folder / "a.csv"
    path.write_bytes("id,text\n1,Käse\n".encode("cp1252"))
    result = desk.run(path)
    assert "read as Windows-1252" in result.stderr
    assert desk.store.mentions[0].text == "Käse"


def test_a_table_written_by_a_spreadsheet_survives_whole(desk: Desk) -> None:
    path = desk.folder / "a.csv"
    texts = ['He said "no"', "two\nlines", "semi;colon, comma", "=1+1", "\ufeffmark", "  blanks  "]
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        csv.writer(file, delimiter=";").writerows([["id", "text"], *enumerate(texts)])
    assert desk.run(path).exit_code == 0
    kept = [mention.text for mention in desk.store.mentions]
    assert kept[:4] == texts[:4]
    assert kept[5] == "blanks"
