"""What every process of an installation does, whatever its roles are."""

import shutil
import time
from datetime import timedelta
from pathlib import Path

import pytest

from bot.assembly import assemble
from bot.clock import MovableClock, SystemClock
from bot.settings import Role, Settings
from tests.databases import fresh_postgres_url, postgres_url
from tests.scenarios.play import RULES, KeywordClassifier

__all__ = ["fresh_postgres_url", "postgres_url"]

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


@pytest.mark.postgres
def test_a_process_whose_clock_is_wrong_says_so_and_is_not_ready(fresh_postgres_url: str) -> None:
    settings = Settings(database_url=fresh_postgres_url, rules_dir=RULES, roles=(Role.TICK,))
    right = assemble(settings, classifier=KeywordClassifier())
    assert right.health().is_ready
    ahead = MovableClock(SystemClock().now() + timedelta(hours=1), speed=1.0)
    wrong = assemble(settings, clock=ahead, classifier=KeywordClassifier())
    health = wrong.health()
    assert not health.is_ready
    assert health.is_live
    assert any("ahead of the database's" in reason for reason in health.reasons)
    for bot in (right, wrong):
        bot.stop()
