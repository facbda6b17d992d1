"""Quiet about rises is asked for, listed and lifted in Slack, by whoever may."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from tests.slack.office import BOOK, Office, open_office


@pytest.fixture
def ruled(sqlite: Engine) -> Iterator[Office]:
    """Maria is named as an administrator."""
    with open_office(sqlite, rulebook=replace(BOOK, admins=("maria@example.com",))) as office:
        yield office


def test_a_silence_is_kept_listed_and_lifted(ruled: Office) -> None:
    assert ruled.maria.commands("/doorknock silence breakfast queue for 3h", "#billing").is_ok
    ruled.maria.awaits_ephemeral("nothing about a rise of “breakfast queue” until")
    [kept] = ruled.house.rises.silences()
    assert kept.until - ruled.house.clock.now() == timedelta(hours=3)
    assert ruled.maria.commands("/doorknock silences", "#billing").is_ok
    ruled.maria.awaits_ephemeral("“breakfast queue” until")
    assert ruled.maria.commands(f"/doorknock lift {kept.id}", "#billing").is_ok
    ruled.maria.awaits_ephemeral("Lifted")
    assert ruled.house.rises.silences() == []


@pytest.mark.parametrize("wish", ["silence", "silence wrenbox", "silence wrenbox for ever and a day", "silence for 3h"])
def test_what_is_not_clear_is_asked_for_and_nothing_is_silenced(ruled: Office, wish: str) -> None:
    assert ruled.maria.commands(f"/doorknock {wish}", "#billing").is_ok
    ruled.maria.awaits_ephemeral("Tell me about what, and for how long")
    assert ruled.house.rises.silences() == []


def test_whoever_may_not_is_told_who_may(ruled: Office) -> None:
    assert ruled.tom.commands("/doorknock silence everything for 3h", "#billing").is_ok
    ruled.tom.awaits_ephemeral("That is for the administrators of Doorknock: @maria")
    assert ruled.house.rises.silences() == []
