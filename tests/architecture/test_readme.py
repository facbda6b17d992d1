"""README.md and the pages in docs/ say what is true: links lead somewhere, and what they name is there."""

import json
import re
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.cli import COMMANDS
from bot.clock import SystemClock
from bot.core.source import WebhookSource
from bot.metrics import Metrics
from bot.rulebook import check_rulebook, load_rulebook
from bot.services.intake import Intake
from bot.settings import Role, Settings
from bot.store.database import connect
from bot.store.unit import SqlUnitOfWork
from bot.web.webhooks import WebhookDesk
from tests.databases import migrated_sqlite
from tests.services.fake_units import FakeStore

__all__ = ["migrated_sqlite"]

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
RUNNING = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])

LINK = re.compile(r"\]\(([^)\s]+)\)")
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
A_FILE = re.compile(r"`((?:bot|tests|docs|routing_rules)/[\w./-]+)`")
# Not «@doorknock claim» or «/doorknock rules», which are said to the bot in Slack.
A_CALL = re.compile(r"(?<![@/\w])doorknock ([a-z]+(?:-[a-z]+)*)((?: [^`|\n]*)?)")
A_VARIABLE = re.compile(r"\b[A-Z]+(?:_[A-Z]+)+\b")

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())


def blocks(text: str, language: str) -> list[str]:
    """What stands in the fenced blocks of one language."""
    return [body for kind, body in BLOCK.findall(text) if kind == language]


def without_blocks(text: str) -> str:
    return BLOCK.sub("", text)


def anchors(page: Path) -> set[str]:
    """The anchors that a page's headings get."""
    headings = re.findall(r"^#+ (.+)$", without_blocks(page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def said_in_code(text: str) -> str:
    """Only what is typed: code in sentences, and blocks."""
    inline = re.findall(r"`([^`\n]+)`", without_blocks(text))
    return "\n".join([*inline, *(body for _, body in BLOCK.findall(text))])


@each_page
def test_every_link_inside_the_repository_leads_somewhere(page: Path) -> None:
    broken = []
    for link in LINK.findall(without_blocks(page.read_text(encoding="utf-8"))):
        parts = urlsplit(link)
        target = (page.parent / parts.path).resolve() if parts.path else page
        is_there = target.exists() and (not parts.fragment or parts.fragment in anchors(target))
        if not (parts.scheme or is_there):
            broken.append(link)
    assert not broken


@each_page
def test_every_file_that_is_named_exists(page: Path) -> None:
    named = A_FILE.findall(page.read_text(encoding="utf-8"))
    # A page of docs/decisions may name what there was when it was decided.
    missing = [name for name in named if not (ROOT / name).exists() and "decisions" not in page.parts]
    assert not missing


@each_page
def test_every_command_and_option_that_is_named_exists(page: Path) -> None:
    unknown = []
    for name, rest in A_CALL.findall(said_in_code(page.read_text(encoding="utf-8"))):
        if name not in COMMANDS:
            unknown.append(name)
            continue
        known = options(name)
        unknown += [f"{name} {option}" for option in re.findall(r"(?<!\S)--[\w-]+", rest) if option not in known]
    assert not unknown


@each_page
def test_every_target_of_make_that_is_named_exists(page: Path) -> None:
    named = set(re.findall(r"^\s*make ([a-z-]+)|`make ([a-z-]+)", page.read_text(encoding="utf-8"), re.MULTILINE))
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
    assert {one or other for one, other in named} <= targets


@each_page
def test_every_setting_that_is_named_exists(page: Path) -> None:
    named = set(A_VARIABLE.findall(said_in_code(page.read_text(encoding="utf-8"))))
    settings = {name.upper() for name in Settings.model_fields}
    of_make = set(re.findall(r"^#   ([A-Z_]+)=", MAKEFILE, re.MULTILINE))
    of_sources = {name for name in named if name.endswith("_WEBHOOK_SECRET")}
    assert named <= settings | of_make | of_sources


def options(name: str) -> set[str]:
    """The options of one command."""
    command = import_module(COMMANDS[name][0]).command
    return {"--help", *(option for parameter in command.params for option in parameter.opts)}


def test_the_readme_lists_every_command_once() -> None:
    listed = re.findall(r"^\| `doorknock ([a-z-]+)` \|", README, re.MULTILINE)
    assert listed == list(COMMANDS)


def test_the_readme_draws_the_same_life_as_the_page_about_it() -> None:
    page = (ROOT / "docs" / "state-machine.md").read_text(encoding="utf-8")
    [picture] = [block for block in blocks(page, "mermaid") if block.startswith("stateDiagram")]
    assert picture in blocks(README, "mermaid")


def test_the_journey_is_drawn_alike_in_both_places() -> None:
    page = (ROOT / "docs" / "how-a-mention-travels.md").read_text(encoding="utf-8")
    assert blocks(page, "mermaid")[0] in blocks(README, "mermaid")


def test_the_rule_of_the_readme_can_be_written_so(tmp_path: Path) -> None:
    [rule] = blocks(README, "yaml")
    rules = tmp_path / "rules"
    shutil.copytree(ROOT / "routing_rules", rules)
    default = "  - name: The rest\n    when: always\n    then: {department: classifier}\n"
    (rules / "rules.yaml").write_text(f"rules:\n{rule}{default}", encoding="utf-8")
    rulebook, problems = check_rulebook(rules)
    assert rulebook is not None, [str(problem) for problem in problems]


def test_the_signed_webhook_of_the_readme_is_accepted_with_the_answer_it_gives(tmp_path: Path) -> None:
    [script] = blocks(README, "bash")
    secret = script.splitlines()[0].removeprefix("secret=")
    (tmp_path / "python3").symlink_to(sys.executable)
    # In curl's place: whatever it is given, one word after the other.
    asked = subprocess.run(
        ["bash", "-euc", f"PATH={tmp_path}:$PATH\ncurl() {{ printf '%s\\0' \"$@\"; }}\n{script}"],
        capture_output=True,
        text=True,
        check=True,
    )
    address, _, body, *rest = asked.stdout.split("\0")
    headers = dict(word.split(": ", 1) for word in rest if ": " in word)
    key = urlsplit(address).path.removeprefix("/webhooks/")
    sources = load_rulebook(ROOT / "routing_rules").sources
    source = {each.key: each for each in sources if isinstance(each, WebhookSource)}[key]
    desk = WebhookDesk(
        intake=Intake(FakeStore().open, SystemClock()),
        webhooks=lambda: {key: source},
        secrets=lambda variable: [secret] if variable in README else [],
        clock=SystemClock(),
    )
    answer = desk.accept(key, headers, body.encode())
    assert answer.status == 200, answer.content
    assert f"`{json.dumps(answer.content, separators=(',', ':'))}`" in README


def test_the_figures_of_the_readme_are_those_that_were_measured() -> None:
    measured = (ROOT / "docs" / "decisions" / "0003-heads.md").read_text(encoding="utf-8")
    section = README.split("## How well it sorts\n", 1)[1].split("\n## ", 1)[0]
    figures = re.findall(r"\d+ %|\d+\.\d+", section)
    assert figures
    assert [figure for figure in figures if figure not in measured] == []


def test_the_page_about_running_explains_every_role() -> None:
    assert re.findall(r"^\| `([a-z]+)` \|", RUNNING, re.MULTILINE) == list(Role)


def test_the_page_about_watching_names_every_figure_and_no_other(migrated_sqlite: Path) -> None:
    engine = connect(f"sqlite:///{migrated_sqlite}")
    scraped = Metrics(lambda: SqlUnitOfWork(engine), SystemClock()).render().decode()
    engine.dispose()
    shown = {family.name for family in text_string_to_metric_families(scraped)}
    named = set(re.findall(r"doorknock_[a-z_]+", (ROOT / "docs" / "watching.md").read_text(encoding="utf-8")))
    assert {re.sub(r"_(total|bucket)$", "", name) for name in named} == shown


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")
    listed = dict(reversed(pair) for pair in re.findall(r"^\d+\. \[(.+)\]\((\d{4}-.+\.md)\)$", index, re.MULTILINE))
    titles = {
        page.name: re.sub(r"^# \d+\. ", "", page.read_text(encoding="utf-8").splitlines()[0])
        for page in sorted(folder.glob("[0-9]*.md"))
    }
    assert listed == titles
