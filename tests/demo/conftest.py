"""Plays without the model: a classifier that knows what each mention was meant to be."""

from collections.abc import Sequence
from datetime import datetime

import pytest

from bot.core.classification import Classification, DepartmentScore, Relevance, Sentiment, Urgency
from bot.core.mention import Mention
from bot.core.rulebook import Rulebook
from bot.demo.week import MONDAY, Index, Sort, WrittenMention, load_week

RELEVANCE = {Sort.SPAM: Relevance.SPAM, Sort.UNRELATED: Relevance.UNRELATED}


class KnowingClassifier:
    """Judges as the writer meant it, and abstains on what is not English, as a small model would."""

    def __init__(self, week: tuple[WrittenMention, ...]) -> None:
        self._index = Index(week)

    def classify(self, mentions: Sequence[Mention], rulebook: Rulebook) -> list[Classification]:
        return [self._judge(mention) for mention in mentions]

    def _judge(self, mention: Mention) -> Classification:
        meant = self._index.of(mention.content)
        key = (meant.department if meant else None) or "guest-relations"
        is_emergency = meant is not None and meant.sort is Sort.EMERGENCY
        is_praise = meant is not None and meant.sort is Sort.PRAISE
        return Classification(
            departments=(DepartmentScore(department=key, score=0.8),),
            is_confident=meant is None or meant.language == "en",
            sentiment=Sentiment.POSITIVE if is_praise else Sentiment.NEGATIVE,
            urgency=Urgency.EMERGENCY if is_emergency else Urgency.NORMAL,
            relevance=RELEVANCE.get(meant.sort, Relevance.RELEVANT) if meant else Relevance.RELEVANT,
            language=meant.language if meant else "en",
            language_confidence=0.9,
        )


@pytest.fixture(scope="session")
def week() -> tuple[WrittenMention, ...]:
    return load_week()


@pytest.fixture
def classifier(week: tuple[WrittenMention, ...]) -> KnowingClassifier:
    return KnowingClassifier(week)


@pytest.fixture
def monday() -> datetime:
    return datetime.fromisoformat(f"{MONDAY}T00:00:00+00:00")
