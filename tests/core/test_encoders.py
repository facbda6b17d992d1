"""What becomes of encoders at a start, and which of two is better."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.encoder_words import progress_line
from bot.core.encoders import KnownEncoder, Progress, Standing, asked_for
from bot.core.lessons import Aspect
from bot.core.model import Score, Trial, verdict_on_encoder
from tests.core.example import MONDAY

OLD = KnownEncoder(version="old@1", setting="old", standing=Standing.IN_USE, since=MONDAY, listed_from=0)
THIRD = replace(OLD, version="third@1", standing=Standing.COMING)
WANTED = KnownEncoder(
    version="new@1", setting="new", standing=Standing.FORMER, since=MONDAY + timedelta(days=1), listed_from=None
)


def after(*known: KnownEncoder, is_old_here: bool = True, rulebook: str = "7") -> dict[str, Standing]:
    """Where all stand once ENCODER has named WANTED."""
    changes = asked_for(known, WANTED, is_old_here=is_old_here, rulebook=rulebook)
    assert len({each.version for each in changes}) == len(changes)
    return {each.version: each.standing for each in (*known, *changes)}


def declined(rulebook: str) -> KnownEncoder:
    return replace(WANTED, standing=Standing.DECLINED, rulebook=rulebook)


@pytest.mark.parametrize(
    ("known", "is_old_here", "stands"),
    [
        pytest.param((), True, {"new@1": "in_use"}, id="the first start"),
        pytest.param((OLD,), True, {"old@1": "in_use", "new@1": "coming"}, id="another one"),
        pytest.param((OLD,), False, {"old@1": "former", "new@1": "in_use"}, id="another one, the old one gone"),
        pytest.param(
            (OLD, THIRD), True, {"old@1": "in_use", "third@1": "former", "new@1": "coming"}, id="another one again"
        ),
        pytest.param(
            (replace(OLD, standing=Standing.FORMER), replace(WANTED, standing=Standing.IN_USE)),
            True,
            {"old@1": "former", "new@1": "in_use"},
            id="the same one",
        ),
        pytest.param((OLD, declined("7")), True, {"old@1": "in_use", "new@1": "declined"}, id="declined"),
        pytest.param((OLD, declined("6")), True, {"old@1": "in_use", "new@1": "coming"}, id="declined by other rules"),
        pytest.param(
            (replace(WANTED, standing=Standing.IN_USE), THIRD),
            True,
            {"new@1": "in_use", "third@1": "former"},
            id="set back",
        ),
    ],
)
def test_at_most_one_encoder_is_in_use_and_one_is_coming(
    known: tuple[KnownEncoder, ...], is_old_here: bool, stands: dict[str, str]
) -> None:
    assert after(*known, is_old_here=is_old_here) == stands


def test_one_that_is_reading_goes_on_where_it_was() -> None:
    reading = replace(WANTED, standing=Standing.COMING, listed_from=40)
    assert asked_for([OLD, reading], WANTED, is_old_here=True, rulebook="7") == ()


def test_one_that_has_moved_to_another_folder_is_found_there() -> None:
    moved = replace(WANTED, version=OLD.version, setting="elsewhere")
    assert asked_for([OLD], moved, is_old_here=True, rulebook="7") == (replace(OLD, setting="elsewhere"),)


def trial(aspect: Aspect, *, gained: int, lost: int) -> Trial:
    return Trial(aspect=aspect, rulebook=Score(count=100, right_before=80, gained=gained, lost=lost), held_back=Score())


@pytest.mark.parametrize(
    ("department", "urgency", "why_not"),
    [
        pytest.param((3, 3), (2, 4), "", id="no worse but by chance"),
        pytest.param((2, 10), (20, 0), "worse at naming the department", id="departments count by themselves"),
        pytest.param((0, 1), (1, 12), "worse on all that it was tried on", id="all taken together"),
        pytest.param((9, 0), (0, 5), "", id="worse at one thing, better at more"),
    ],
)
def test_an_encoder_must_do_no_worse(department: tuple[int, int], urgency: tuple[int, int], why_not: str) -> None:
    trials = [
        trial(Aspect.DEPARTMENT, gained=department[0], lost=department[1]),
        trial(Aspect.URGENCY, gained=urgency[0], lost=urgency[1]),
    ]
    assert verdict_on_encoder(trials) == why_not


def test_how_far_a_change_is_is_said_in_one_line_and_nothing_where_none_is_on() -> None:
    coming = replace(WANTED, standing=Standing.COMING, listed_from=0)
    assert progress_line(Progress(in_use=OLD)) == ""
    assert "new@1 is reading what is stored again (1,200 of 4,000 stored mentions); old@1 judges" in progress_line(
        Progress(in_use=OLD, coming=coming, read=1_200, left=2_800)
    )
    assert "(1,200 so far)" in progress_line(
        Progress(in_use=OLD, coming=replace(coming, listed_from=9), read=1_200, left=2_800)
    )
    assert progress_line(Progress(in_use=OLD, left=7)).startswith("old@1 is reading 7 stored mentions again")
    assert "--use-anyway" in progress_line(Progress(in_use=OLD, declined=declined("7")))
