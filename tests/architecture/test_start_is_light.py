"""The command line answers at once: what takes seconds to import waits until it is needed.

What is settled before that stands first in the package.
"""

import json
import os
import subprocess
import sys

import pytest

HEAVY = ("torch", "transformers", "sentence_transformers", "sklearn", "scipy", "slack_bolt", "matplotlib")

# Runs the command line in this very process and tells which of the named modules it has imported.
PROBE = """
import json, sys
from bot.cli import main
heavy, sys.argv = json.loads(sys.argv[1]), ["doorknock", *sys.argv[2:]]
try:
    main()
except SystemExit as exit:
    code = exit.code or 0
print(json.dumps({"code": code, "heavy": [name for name in heavy if name in sys.modules]}), file=sys.stderr)
"""


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("check",), ("check", "--help"), ("manifest",)])
def test_starting_the_command_line_imports_nothing_heavy(arguments: tuple[str, ...]) -> None:
    probe = subprocess.run(
        [sys.executable, "-c", PROBE, json.dumps(HEAVY), *arguments], capture_output=True, text=True, check=True
    )
    told = json.loads(probe.stderr.splitlines()[-1])
    assert told == {"code": 0, "heavy": []}, probe.stderr


def test_numpys_threads_rest_between_products_unless_the_owner_says_otherwise() -> None:
    probe = "import bot, os, sys; print('numpy' in sys.modules, os.environ['OPENBLAS_THREAD_TIMEOUT'])"
    bare = {name: value for name, value in os.environ.items() if name != "OPENBLAS_THREAD_TIMEOUT"}
    said = [
        subprocess.run(
            [sys.executable, "-c", probe], capture_output=True, text=True, check=True, env=bare | own
        ).stdout.split()
        for own in ({}, {"OPENBLAS_THREAD_TIMEOUT": "20"})
    ]
    assert said == [["False", "4"], ["False", "20"]]
