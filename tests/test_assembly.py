"""What every process of an installation does, whatever its roles are."""

import shutil
import socket
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.assembly import assemble
from bot.assembly.doorknock import Doorknock
from bot.classify.classifier import EncoderClassifier
from bot.clock import MovableClock, SystemClock
from bot.core.mention import Mention
from bot.core.notices import Notice, TellStrategist
from bot.core.summary_notice import PostSummary
from bot.ports import Tally
from bot.services.model_choice import ModelChoice
from bot.settings import Role, Settings
from tests.classify.tiny_encoder import write_tiny_encoder
from tests.core.example import MONDAY
from tests.databases import fresh_postgres_url, postgres_url
from tests.scenarios.play import RULES, KeywordClassifier

__all__ = ["fresh_postgres_url", "postgres_url"]

WITHIN_S = 20.0
LAST_WEEK = datetime(2026, 11, 16, tzinfo=UTC)


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


@pytest.mark.parametrize(
    "notice",
    [
        TellStrategist(channel="#social", text="Hello", about="test"),
        PostSummary(channel="#social", week="2026-W47", start=LAST_WEEK, end=LAST_WEEK + timedelta(weeks=1)),
    ],
    ids=lambda notice: type(notice).__name__,
)
@pytest.mark.usefixtures("quiet_logs")
def test_a_process_that_delivers_tries_to_say_whatever_there_is(tmp_path: Path, notice: Notice) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        away = f"http://127.0.0.1:{nobody.getsockname()[1]}/api/"
        settings = Settings(
            database_url=f"sqlite:///{tmp_path / 'doorknock.db'}",
            rules_dir=RULES,
            roles=(Role.DELIVER,),
            slack_api_url=away,
        )
        bot = assemble(settings, classifier=KeywordClassifier())
        with bot.open_unit() as unit:
            unit.outbox.enqueue([notice], now=bot.clock.now())
            unit.commit()
        bot.start()
        deadline = time.monotonic() + WITHIN_S
        while not (tried := _retries(bot)) and time.monotonic() < deadline:
            time.sleep(0.02)
        bot.stop()
    assert tried


def _retries(bot: Doorknock) -> bool:
    with bot.open_unit().for_reading() as unit:
        return bool(unit.tallies.all()[Tally.RETRIED])


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


def bot_with(encoder: Path, folder: Path) -> Doorknock:
    settings = Settings(database_url=f"sqlite:///{folder / 'doorknock.db'}", rules_dir=RULES, encoder=str(encoder))
    bot = assemble(settings, clock=MovableClock(MONDAY))
    assert isinstance(bot.classifier, EncoderClassifier)
    bot.classifier.fit(bot.rules.current)
    return bot


def encoder_of(bot: Doorknock) -> str:
    assert isinstance(bot.classifier, EncoderClassifier)
    return bot.classifier.encoder.partition("@")[0]


def test_another_encoder_is_taken_up_from_the_settings_and_judges_once_it_has_read_what_is_stored(
    tmp_path: Path,
) -> None:
    old, new = (write_tiny_encoder(tmp_path / name, seed=seed) for name, seed in (("old", 7), ("new", 8)))
    bot = bot_with(old, tmp_path)
    bot.intake.receive([Mention(source="test", external_id="1", text="some words and more", received_at=MONDAY)])
    bot.triage.tick()
    while bot.encoder_change.tick():
        pass
    bot.stop()
    after = bot_with(new, tmp_path)
    assert encoder_of(after) == "old"
    assert any(reason.startswith("new@") for reason in after.health().reasons)
    # Neither knows more than ten words, so which of them does worse is no matter.
    ModelChoice(after.open_unit, after.clock).want_encoder(by="U1", via="terminal")
    while after.encoder_change.tick():
        pass
    assert encoder_of(after) == "new"
    with after.open_unit().for_reading() as unit:
        (known,) = unit.mentions.vectors([1]).values()
    assert known.encoder.startswith("new@")
    assert not any(reason.startswith("new@") for reason in after.health().reasons)
    after.stop()
