"""One event is one issue, two are two: held against pairs of posts that were written for it."""

import pytest

from bot.classify.encoder import Encoder
from tests.classify.outages import ALONE, OUTAGES, TONGUES, Outage, issues_of
from tests.classify.pairs import HELD_BACK, OTHER_LANGUAGE, PAIRS, Judge, by_us, score

NEVER_JOINED = ("other place", "own trouble", "other number", "turned round", "other brand")


@pytest.fixture(scope="module")
def joins(encoder: Encoder) -> Judge:
    return by_us(encoder.encode)


def test_what_is_joined_is_nearly_always_the_same_event_and_most_of_that_is_found(joins: Judge) -> None:
    read = [pair for pair in HELD_BACK if pair.kind != OTHER_LANGUAGE]
    found = score(joins, read)
    assert found.precision >= 0.95
    assert found.recall >= 0.85


def test_most_is_found_where_the_source_does_not_know_the_brand(joins: Judge) -> None:
    unbranded = [each.without_brand for each in HELD_BACK if each.kind != OTHER_LANGUAGE and not each.other_brand]
    found = score(joins, unbranded)
    assert found.precision >= 0.95
    assert found.recall >= 0.85


@pytest.mark.parametrize("kind", NEVER_JOINED)
def test_different_people_in_nearly_the_same_words_stay_apart(joins: Judge, kind: str) -> None:
    assert [pair.other for pair in PAIRS if pair.kind == kind and joins(pair)] == []


def test_copies_of_a_post_are_known_for_copies(joins: Judge) -> None:
    copies = [pair for pair in PAIRS if pair.kind == "copy"]
    assert [pair.other for pair in copies if not joins(pair)] == []


def test_there_are_two_hundred_pairs_and_none_is_there_twice() -> None:
    assert len({(pair.one, pair.other) for pair in PAIRS}) == len(PAIRS) >= 200


@pytest.mark.parametrize("outage", [*OUTAGES, TONGUES], ids=lambda outage: outage.name)
def test_a_service_that_fails_for_all_is_few_issues_in_however_few_words(encoder: Encoder, outage: Outage) -> None:
    issues = issues_of(outage.posts, brand=outage.brand, encode=encoder.encode)
    assert len(issues) <= len(outage.posts) / 3
    assert max(map(len, issues)) >= len(outage.posts) / 2


def test_what_only_sounds_like_an_outage_is_many_issues(encoder: Encoder) -> None:
    assert [issue for issue in issues_of(ALONE, brand="wrenbox", encode=encoder.encode) if len(issue) > 1] == []
