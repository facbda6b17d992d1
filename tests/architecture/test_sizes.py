"""The sizes the house keeps, so that a reader can hold one module, and one listener, in the head."""

import ast
from collections.abc import Iterator
from pathlib import Path

BOT = Path(__file__).parents[2] / "bot"

LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
LONGEST_LISTENER = 10


def _modules(folder: Path = BOT) -> list[Path]:
    found = sorted(folder.rglob("*.py"))
    assert found, f"no modules under {folder}"
    return found


def _written_lines(module: Path) -> int:
    return sum(1 for line in module.read_text(encoding="utf-8").splitlines() if line.strip())


def _functions(module: Path) -> Iterator[tuple[str, int]]:
    """Each function as `file:line name`, with the lines of its body without the docstring."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            lines = body[-1].end_lineno - body[0].lineno + 1 if body and body[-1].end_lineno else 0
            yield f"{module.relative_to(BOT.parent)}:{node.lineno} {node.name}", lines


def test_modules_stay_readable_in_one_sitting() -> None:
    long = {
        str(module.relative_to(BOT.parent)): lines
        for module in _modules()
        if (lines := _written_lines(module)) > LONGEST_MODULE
    }
    assert not long, f"modules over {LONGEST_MODULE} lines, blank ones not counted; split them by subject: {long}"


def test_functions_fit_on_a_screen() -> None:
    # A migration is a record of what was done, in order, and is not for reading again and again.
    modules = [path for path in _modules() if "migrations" not in path.parts]
    long = {name: lines for module in modules for name, lines in _functions(module) if lines > LONGEST_FUNCTION}
    assert not long, f"functions over {LONGEST_FUNCTION} lines: {long}"


def test_listeners_parse_call_a_service_and_acknowledge_and_nothing_else() -> None:
    modules = [path for path in _modules(BOT / "slack") if "listen" in str(path.relative_to(BOT))]
    assert modules, "there are no listeners under bot/slack any more; where did they go?"
    long = {name: lines for module in modules for name, lines in _functions(module) if lines > LONGEST_LISTENER}
    assert not long, f"listeners over {LONGEST_LISTENER} lines; move the work into a service: {long}"
