"""What /healthz says of the encoder."""

from pathlib import Path

from bot.assembly import assemble
from bot.classify.classifier import EncoderClassifier
from bot.settings import Role, Settings
from tests.scenarios.play import RULES
from tests.word_vectors import WordEncoder


def test_a_process_says_when_its_encoder_is_loaded_and_why_it_is_not_the_one_asked_for(tmp_path: Path) -> None:
    encoder = WordEncoder()
    judge = EncoderClassifier(lambda: encoder, cache=tmp_path)  # type: ignore[arg-type,return-value]
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'bot.db'}", rules_dir=RULES, roles=(Role.TRIAGE,))
    bot = assemble(settings, classifier=judge)
    assert not bot.health().is_ready
    judge.load_in_background(bot.rules.current).join()
    bot.preferred.note = "ENCODER_BACKEND is int8, but no copy could be made: it goes on in bf16"
    health = bot.health()
    assert health.is_ready
    assert bot.preferred.note in health.reasons
    bot.stop()
