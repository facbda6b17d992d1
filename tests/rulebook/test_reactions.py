"""What an emoji on a card does is the strategist's to say."""

from pathlib import Path

import pytest

from bot.core.gestures import Gesture, emoji_name
from bot.rulebook import load_rulebook
from bot.slack.actions import Act
from bot.slack.texts import done
from tests.rulebook.small_book import FILES, write_book


def reactions(written: str, tmp_path: Path) -> dict[str, str]:
    book = {**FILES, "company.yaml": FILES["company.yaml"] + written}
    write_book(tmp_path, book)
    return {emoji: gesture.value for emoji, gesture in load_rulebook(tmp_path).reactions.items()}


def test_without_a_word_eyes_claim_a_tick_resolves_and_an_arrow_hands_off(tmp_path: Path) -> None:
    assert reactions("", tmp_path) == {"eyes": "claim", "white_check_mark": "resolve", "arrow_right": "hand_off"}


def test_what_is_written_takes_the_place_of_the_usual(tmp_path: Path) -> None:
    written = "reactions:\n  ':raised_hand:': claim\n  thumbsup: resolve\n  larkfield-logo: follow\n"
    assert reactions(written, tmp_path) == {"raised_hand": "claim", "+1": "resolve", "larkfield-logo": "follow"}


def test_no_emoji_need_mean_anything(tmp_path: Path) -> None:
    assert reactions("reactions: {}\n", tmp_path) == {}


@pytest.mark.parametrize("name", ["+1", "thumbsup", "+1::skin-tone-2", "thumbsup::skin-tone-6", ":thumbsup:"])
def test_a_thumb_is_a_thumb_in_every_tone_and_by_every_name(name: str) -> None:
    assert emoji_name(name) == "+1"


def test_every_gesture_is_an_act_and_has_its_words() -> None:
    assert {each.value for each in Gesture} <= {each.value for each in Act}
    assert set(done.GESTURES) == {each.value for each in Gesture}
