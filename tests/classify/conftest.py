"""The real encoder, loaded once for all tests of classification."""

from pathlib import Path

import pytest

from bot.classify.classifier import EncoderClassifier
from bot.classify.encoder import Encoder, load_encoder
from bot.classify.heads import Encode
from bot.classify.vector_cache import VectorCache
from bot.rulebook import load_rulebook

RULES = Path(__file__).parents[2] / "routing_rules"


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return load_encoder(backend="fp32")


@pytest.fixture(scope="session")
def encode(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Encode:
    """Encodes each text once in the whole run."""
    cache = VectorCache(tmp_path_factory.mktemp("vectors"), version="tests", dimension=encoder.dimension)
    return lambda texts: cache.vectors(texts, encoder.encode)


@pytest.fixture(scope="session")
def int8_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("int8")


@pytest.fixture(scope="session")
def int8_encoder(int8_folder: Path) -> Encoder:
    """Made once in the whole run, and compared on the hotels' examples before it is used."""
    return load_encoder(backend="int8", cache=int8_folder, rulebook=lambda: load_rulebook(RULES))


@pytest.fixture(scope="session")
def vectors_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def classifier(encoder: Encoder, vectors_folder: Path) -> EncoderClassifier:
    return EncoderClassifier(lambda: encoder, cache=vectors_folder)
