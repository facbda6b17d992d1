"""`doorknock evaluate` measures the classifier on texts whose labels are known."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.cli.evaluate import command
from bot.errors import DoorknockError
from tests.charts.paper import size_of
from tests.classify.bakery import DESCRIPTIONS, DISMISSED, EXAMPLES
from tests.rulebook.small_book import write_book

Run = Callable[..., Result]
SHIPPED = Path(__file__).parents[2] / "routing_rules"


def write_rows(file: Path, rows: list[tuple[str, str]]) -> Path:
    file.write_text("".join(json.dumps({"text": text, "label": label}) + "\n" for text, label in rows), "utf-8")
    return file


@pytest.fixture
def test_file(tmp_path: Path) -> Path:
    rows = [(text, label) for label, texts in EXAMPLES.items() for text in texts]
    return write_rows(tmp_path / "test.jsonl", rows + [(text, "none") for text in DISMISSED["spam"]])


@pytest.fixture
def labels_file(tmp_path: Path) -> Path:
    file = tmp_path / "labels.yaml"
    file.write_text("".join(f'{label}: "{about}"\n' for label, about in DESCRIPTIONS.items()), "utf-8")
    return file


@pytest.fixture
def run(tmp_path: Path) -> Run:
    book = write_book(tmp_path / "rules")

    def invoke(*arguments: object) -> Result:
        asked = [*map(str, arguments), "--rules", str(book)]
        return CliRunner().invoke(command, asked, env={"XDG_CACHE_HOME": str(tmp_path / "cache")})

    return invoke


def test_json_is_one_object_with_everything(run: Run, test_file: Path, labels_file: Path) -> None:
    result = run("--test", test_file, "--labels", labels_file, "--oos-label", "none", "--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert set(told) >= {
        "accuracy", "macro_f1", "top_2", "coverage_at_80", "coverage_at_90", "coverage_at_95", "calibration_error",
        "out_of_scope_auroc", "labels", "confusion", "throughput", "baselines", "spread", "by_draw",
    }  # fmt: skip
    assert told["protocol"] == "descriptions only"
    assert told["confusion"]["labels"] == list(DESCRIPTIONS)
    assert told["texts"] == sum(map(sum, told["confusion"]["counts"])) == 16
    assert told["out_of_scope_texts"] == 2
    assert set(told["baselines"]) == {"logistic on vectors", "n-grams alone"}
    assert set(told["labels"][0]) == {"label", "texts", "guessed", "precision", "recall", "f1"}


def test_several_shots_make_a_learning_curve_and_a_page(run: Run, test_file: Path, tmp_path: Path) -> None:
    page, picture = tmp_path / "page.html", tmp_path / "picture.png"
    asked = ("--test", test_file, "--oos-label", "none", "--shots", "2,1", "--draws", 2)
    result = run(*asked, "--html", page, "--png", picture)
    assert result.exit_code == 0, result.output
    assert "judged by 2 examples a label, 2 times drawn." in result.stdout
    assert "macro-F1 by examples" in result.stdout
    assert "Most often confused" in result.stdout
    seen = page.read_text("utf-8")
    assert size_of(picture.read_bytes())[0] == 2160
    assert f"The picture is in {picture}." in result.stderr
    assert seen.count("<svg") == 3
    assert "<script" not in seen
    assert "http" not in seen


def test_the_page_shows_how_often_each_label_is_taken_for_which(run: Run, test_file: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    told = json.loads(run("--test", test_file, "--oos-label", "none", "--html", page, "--json").stdout)
    matrix = page.read_text("utf-8").partition('<svg class="matrix"')[2].partition("</svg>")[0]
    shown = [int(count) for count in re.findall(r'pointer-events="none">(\d+)</text>', matrix)]
    assert shown == [count for row in told["confusion"]["counts"] for count in row if count]
    assert [f">{label} {number}</text>" in matrix for number, label in enumerate(DESCRIPTIONS, start=1)] == [True] * 4
    # A single wrong guess among very many is not too pale to be seen.
    assert min(map(float, re.findall(r'fill-opacity="([\d.]+)"', matrix))) >= 0.15


def test_a_matrix_too_fine_for_numbers_says_how_to_see_them(run: Run, tmp_path: Path) -> None:
    rows = [(f"about the thing{number}", f"thing{number}") for number in range(60)]
    page = tmp_path / "page.html"
    run("--test", write_rows(tmp_path / "many.jsonl", rows), "--html", page)
    assert "Rest on a square for its numbers." in page.read_text("utf-8")
    assert 'pointer-events="none"' not in page.read_text("utf-8")


def test_what_the_rest_of_the_file_is_used_for_is_said_and_can_be_left_out(
    run: Run, test_file: Path, tmp_path: Path
) -> None:
    rows = [
        (f"{opening} {text}", label)
        for label, texts in EXAMPLES.items()
        for text in texts
        for opening in ("Well,", "So")
    ]
    train = write_rows(tmp_path / "train.jsonl", rows)
    asked = ("--train", train, "--test", test_file, "--oos-label", "none", "--shots", 2, "--draws", 1)
    said = " ".join(run(*asked).stdout.split())
    assert "has also read 24 other texts of --train, without their labels" in said
    assert "--labelled-only leaves them out" in said
    alone = json.loads(run(*asked, "--labelled-only", "--json").stdout)
    both = json.loads(run(*asked, "--json").stdout)
    assert (alone["unlabelled"], both["unlabelled"]) == (0, 24)
    assert alone["baselines"]["logistic on vectors"]["accuracy"] == both["baselines"]["logistic on vectors"]["accuracy"]
    assert alone["calibration_error"] != both["calibration_error"]


def test_who_judges_what_was_learnt_is_told_so(run: Run, test_file: Path, tmp_path: Path) -> None:
    train = write_rows(tmp_path / "train.jsonl", [(text, label) for label, texts in EXAMPLES.items() for text in texts])
    count = sum(map(len, EXAMPLES.values()))
    asked = ("--test", test_file, "--oos-label", "none")
    told = run("--train", train, *asked).stderr
    assert f"{count} texts to be judged are among the examples, too: what follows flatters." in told
    assert "flatters" not in run(*asked).stderr


def test_labels_style_neither_the_page_nor_the_terminal(run: Run, tmp_path: Path) -> None:
    rows = [("my order is late", "<b>[red]x\x1b[31m"), ("so rude at the till", "shops"), ("refund me", "shops")]
    page = tmp_path / "page.html"
    result = run("--test", write_rows(tmp_path / "odd.jsonl", rows), "--html", page)
    assert result.exit_code == 0, result.output
    assert "<b>[red]x[31m" in result.stdout
    assert "<b>[red]" not in page.read_text("utf-8")


def test_picture_that_cannot_be_written_is_said_to_be_so(run: Run, test_file: Path, tmp_path: Path) -> None:
    result = run("--test", test_file, "--oos-label", "none", "--png", tmp_path / "no" / "picture.png")
    assert result.exit_code == 1
    assert "cannot be written" in result.output
    assert "macro-F1" in result.stdout, "the figures are shown all the same"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--test", "none.jsonl"), "none.jsonl: cannot be read"),
        (("--test", "empty.jsonl"), "empty.jsonl:1: there is no row"),
        (("--test", "some.jsonl", "--label-field", "intent"), "some.jsonl:1: there is no field 'intent'"),
        (("--train", "some.jsonl", "--test", "other.jsonl"), "other.jsonl:2: nothing teaches the label 'c'"),
    ],
)
def test_what_cannot_be_used_is_told_with_file_line_and_remedy(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write_rows(tmp_path / "empty.jsonl", [])
    write_rows(tmp_path / "some.jsonl", [("one", "a"), ("two", "b")])
    write_rows(tmp_path / "other.jsonl", [("one", "a"), ("two", "c")])
    result = run(*arguments)
    assert isinstance(result.exception, DoorknockError)
    assert said in str(result.exception)


@pytest.fixture
def own_rules(tmp_path: Path) -> Callable[..., Result]:
    def invoke(*arguments: object) -> Result:
        asked = ["--own-rules", "--rules", str(SHIPPED), *map(str, arguments)]
        return CliRunner().invoke(command, asked, env={"XDG_CACHE_HOME": str(tmp_path / "cache")})

    return invoke


def test_a_file_is_judged_by_what_the_rulebook_teaches(own_rules: Run, tmp_path: Path) -> None:
    rows = [("you charged my card twice", "billing"), ("no hot water in my room", "property-operations")]
    result = own_rules("--test", write_rows(tmp_path / "posts.jsonl", [*rows, ("what a goal", "none")]),
                       "--oos-label", "none", "--json")  # fmt: skip
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert (told["texts"], told["accuracy"]) == (2, 1.0)
    assert told["examples"] > 100
    assert {"safety", "people"} < set(told["confusion"]["labels"])


def test_what_is_filed_keeps_the_precision_that_is_asked_for(own_rules: Run) -> None:
    fresh = Path(__file__).parents[1] / "classify" / "fresh_mentions.jsonl"
    plain, careful = (
        json.loads(own_rules("--test", fresh, "--json", *asked).stdout) for asked in ((), ("--precision", 0.8))
    )
    assert careful["filed_precision"] >= 0.8
    assert 0 < careful["filed"] <= plain["filed"]
    assert careful["accuracy"] == plain["accuracy"]


def test_languages_that_the_encoder_does_not_know_are_named_with_their_figures_and_the_remedy(
    own_rules: Run, tmp_path: Path
) -> None:
    said = "Mir wurde das Zimmer zweimal abgebucht und niemand antwortet auf meine Fragen"
    rows = [(f"{said} ({number})", "billing") for number in range(12)]
    asked = ("--test", write_rows(tmp_path / "posts.jsonl", [*rows, ("you charged me twice", "billing")]))
    shown = " ".join(own_rules(*asked).stdout.split())
    assert "not known to this encoder" in shown
    assert "does not know these languages: de. Expect little" in shown
    (most, *_) = json.loads(own_rules(*asked, "--json").stdout)["languages"]
    assert (most["language"], most["texts"], most["is_known"]) == ("de", 12, False)
    own_rules(*asked, "--html", page := tmp_path / "report.html")
    assert "does not know these languages: de. Expect little" in page.read_text("utf-8")


def test_the_other_heads_are_measured_on_the_rulebooks_own_examples(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    asked = ["--rules", str(SHIPPED), "--json", "--html", str(page)]
    told = json.loads(CliRunner().invoke(command, asked, env={"XDG_CACHE_HOME": str(tmp_path / "cache")}).stdout)
    assert [each["head"] for each in told["other_heads"]] == ["sentiment", "urgency", "relevance"]
    for each in told["other_heads"]:
        counts = each["confusion"]["counts"]
        right = sum(row[place] for place, row in enumerate(counts))
        assert sum(map(sum, counts)) == each["texts"] > 200
        assert each["accuracy"] == pytest.approx(right / each["texts"], abs=1e-4)
        assert each["accuracy"] > 0.6
    assert "The other heads" in page.read_text("utf-8")


def test_a_file_may_say_which_language_a_text_is_in(own_rules: Run, tmp_path: Path) -> None:
    rows = [{"text": f"Charged twice ({number})", "label": "billing", "tongue": "<b>Hindi"} for number in range(12)]
    file = tmp_path / "posts.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    page = tmp_path / "report.html"
    told = json.loads(own_rules("--test", file, "--language-field", "tongue", "--html", page, "--json").stdout)
    assert [(each["language"], each["is_known"]) for each in told["languages"]] == [("<b>hindi", False)]
    assert "<b>hindi" not in page.read_text("utf-8")


def test_a_label_that_is_no_department_of_the_rulebook_is_told_with_its_line(own_rules: Run, tmp_path: Path) -> None:
    file = write_rows(tmp_path / "posts.jsonl", [("too loud", "guest-relations"), ("hello", "gardens")])
    result = own_rules("--test", file)
    assert isinstance(result.exception, DoorknockError)
    assert f"{file}:2: nothing teaches the label 'gardens'." in str(result.exception)


@pytest.mark.parametrize(
    "asked", [(), ("--test", "x.jsonl", "--shots", "8"), ("--test", "x.jsonl", "--train", "y.csv")]
)
def test_own_rules_need_a_file_to_judge_and_nothing_else_to_learn_from(own_rules: Run, asked: tuple[str, ...]) -> None:
    result = own_rules(*asked)
    assert result.exit_code == 2
    assert "--own-rules judges the texts of --test" in result.output


@pytest.mark.parametrize("shots", ["none", "0", "8,", "8,-1"])
def test_shots_that_are_no_number_are_refused_kindly(run: Run, shots: str) -> None:
    result = run("--test", __file__, "--shots", shots)
    assert result.exit_code == 2
    assert "8,16,64 for a learning curve" in result.stderr


def test_a_rulebook_without_examples_is_told_what_it_lacks(run: Run) -> None:
    result = run()
    assert isinstance(result.exception, DoorknockError)
    assert "examples.yaml" in str(result.exception)


def test_help_loads_nothing_heavy() -> None:
    heavy = "{'torch', 'transformers', 'sklearn', 'numpy'}"
    program = f"import sys; from {main.__module__} import main; sys.argv[1:] = ['evaluate', '--help']\n"
    program += f"try: main()\nfinally: assert not {heavy} & set(sys.modules), sys.modules"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert "--shots" in done.stdout


def test_too_few_corrections_are_answered_with_what_else_to_measure(
    run: Run, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", database)
    result = CliRunner().invoke(command, ["--corrections", "--rules", str(SHIPPED)])
    assert isinstance(result.exception, DoorknockError)
    assert "So far 0 corrections say where a mention belongs" in str(result.exception)
    refused = run("--corrections", "--shots", 3)
    assert refused.exit_code == 2
    assert "--corrections are texts of their own" in refused.output
