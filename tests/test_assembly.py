"""What every process of an installation does, whatever its roles are."""

import shutil
import time
from pathlib import Path

import pytest

from bot.assembly import assemble
from bot.settings import Role, Settings
from tests.scenarios.play import RULES, KeywordClassifier

WITHIN_S = 20.0


@pytest.mark.parametrize("role", [Role.WEB, Role.TRIAGE, Role.DELIVER, Role.TICK])
def test_a_good_edit_of_the_rules_reaches_every_process(tmp_path: Path, role: Role) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(RULES, rules)
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'doorknock.db'}", rules_dir=rules, roles=(role,))
    bot = assemble(settings, classifier=KeywordClassifier())
    before = bot.rules.current.version
    sources = rules / "sources.yaml"
    sources.write_text(sources.read_text(encoding="utf-8").replace("earshot:", "hearsay:"), encoding="utf-8")
    bot.start()
    deadline = time.monotonic() + WITHIN_S
    while bot.rules.current.version == before and time.monotonic() < deadline:
        time.sleep(0.02)
    bot.stop()
    assert "hearsay" in {source.key for source in bot.rules.current.sources}
