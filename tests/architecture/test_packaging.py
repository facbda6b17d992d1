"""What makes an installation the same on every machine."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

REPOSITORY = Path(__file__).parents[2]
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def _requirements() -> list[Requirement]:
    extras = [text for group in PROJECT["optional-dependencies"].values() for text in group]
    found = [Requirement(text) for text in [*PROJECT["dependencies"], *extras]]
    return [requirement for requirement in found if requirement.name != PROJECT["name"]]


def _pins() -> dict[str, Version]:
    lines = (REPOSITORY / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line.split("==") for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(name): Version(version) for name, version in pins}


def test_every_dependency_is_pinned_within_the_range_it_asks_for() -> None:
    pins = _pins()
    loose = [
        str(requirement)
        for requirement in _requirements()
        if (pin := pins.get(canonicalize_name(requirement.name))) is None or pin not in requirement.specifier
    ]
    assert not loose, f"constraints.txt has no fitting pin for {loose}"


def test_a_pin_names_no_place_and_no_build_of_one_machine() -> None:
    lines = (REPOSITORY / "constraints.txt").read_text(encoding="utf-8").splitlines()
    odd = [line for line in lines if not line.startswith("#") and not re.fullmatch(r"[\w.-]+==[\w.]+", line)]
    assert not odd


def test_every_target_of_make_is_explained_by_make_help() -> None:
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert phony
    explained = set(re.findall(r"^([a-z-]+):.*## .+$", makefile, re.MULTILINE))
    assert explained == set(phony.group(1).split())


def test_every_import_is_a_dependency_that_is_declared() -> None:
    declared = {canonicalize_name(requirement.name) for requirement in _requirements()}
    providers = packages_distributions()
    undeclared = {
        name: f"{module.relative_to(REPOSITORY)} imports it; add it to pyproject.toml"
        for module in (*REPOSITORY.glob("bot/**/*.py"), *REPOSITORY.glob("tests/**/*.py"))
        for name in _imported(module) - sys.stdlib_module_names - {"bot", "tests", "bench"}
        if not declared & {canonicalize_name(provider) for provider in providers.get(name, [])}
    }
    assert not undeclared


def _imported(module: Path) -> set[str]:
    """The top-level names of all absolute imports, also of those inside functions."""
    nodes = list(ast.walk(ast.parse(module.read_text(encoding="utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    origins = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    return {name.partition(".")[0] for name in plain | origins}


def test_workers_of_the_procfile_ask_for_no_port_that_another_process_has() -> None:
    lines = (REPOSITORY / "Procfile").read_text(encoding="utf-8").splitlines()
    commands = dict(line.split(": ", 1) for line in lines)
    assert "WEB_PORT=${PORT" in commands["web"]
    assert "WEB_PORT=0 " in commands["worker"]
