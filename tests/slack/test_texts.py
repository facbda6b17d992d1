"""The texts that people read are plain constants, whichever module of the package holds them."""

import importlib
import pkgutil
import string
from collections.abc import Iterator
from types import MappingProxyType, ModuleType

import pytest

from bot.core import events
from bot.core.classification import Sentiment, Urgency
from bot.core.refusal import RefusalReason
from bot.slack import texts
from bot.slack.texts import names, refusals, story

# Each subject that is added is found by itself.
SUBJECTS = [importlib.import_module(f"{texts.__name__}.{each.name}") for each in pkgutil.iter_modules(texts.__path__)]


def constants(subject: ModuleType) -> dict[str, object]:
    return {name: value for name, value in vars(subject).items() if name.isupper()}


def sentences(subject: ModuleType) -> Iterator[str]:
    for value in constants(subject).values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, MappingProxyType):
            yield from value.values()


def test_there_are_subjects() -> None:
    assert {names, refusals, story} <= set(SUBJECTS)


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.__name__.rpartition(".")[2])
def test_texts_are_constants_that_say_something_and_name_what_they_are_given(subject: ModuleType) -> None:
    assert constants(subject), f"{subject.__name__} holds no text"
    assert all(isinstance(value, str | MappingProxyType) for value in constants(subject).values())
    for sentence in sentences(subject):
        assert sentence.strip()
        fields = [field for _, field, _, _ in string.Formatter().parse(sentence) if field is not None]
        assert all(field.isidentifier() for field in fields), sentence


def test_every_reason_has_words() -> None:
    assert set(refusals.REFUSALS) == set(RefusalReason)


def test_every_urgency_and_sentiment_has_its_name() -> None:
    for named in (names.URGENCY_SIGN, names.URGENCY_NAME, names.URGENCY_FACT, names.URGENCY_MEANING):
        assert set(named) == set(Urgency)
    assert set(names.SENTIMENT_NAME) == set(Sentiment)


def test_a_story_words_only_events_that_there_are() -> None:
    assert all(hasattr(events, name) for name in story.HAPPENED)
