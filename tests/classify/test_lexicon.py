"""Words and cues that speak by themselves."""

import pytest

from bot.classify.cues import URGENCY_CUES, spam_signs, urgency_cues
from bot.classify.lexicon import Feeling, feeling


@pytest.mark.parametrize(
    ("text", "felt"),
    [
        ("wonderful", Feeling(0, 1)),
        ("not good", Feeling(1, 0)),
        ("not bad", Feeling(0, 0)),
        ("It didn't work. Wonderful staff though", Feeling(0, 1)),
        ("nicht schön, sehr enttäuschend", Feeling(2, 0)),
        ("😍😍 merci", Feeling(0, 3)),
        ("the the the", Feeling(0, 0)),
    ],
)
def test_praise_and_complaint_are_counted(text: str, felt: Feeling) -> None:
    assert feeling(text) == felt


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("I can’t breathe", "somebody is hurt or ill"),
        ("the FIRE ALARM rings", "fire, smoke or gas"),
        ("wir stehen vor dem Hotel", "stranded or locked out"),
        ("we leave in 2 hours", "it is happening now"),
        ("my baby needs it", "somebody needs care"),
        ("I'll talk to my lawyers", "law, press or data"),
        ("lovely, thanks", "no hurry"),
    ],
)
def test_a_cue_says_why_it_spoke(text: str, name: str) -> None:
    assert name in [cue.name for cue in urgency_cues(text)]


@pytest.mark.parametrize("text", ["a bonfire of vanities", "the thankless baby boomers", "painting the firefly"])
def test_cues_are_whole_words(text: str) -> None:
    assert not urgency_cues(text)


def test_every_cue_has_a_name_of_its_own() -> None:
    assert len({cue.name for cue in URGENCY_CUES}) == len(URGENCY_CUES)


def test_spam_is_sales_talk_links_and_piles_of_hashtags() -> None:
    assert spam_signs("you charged me twice https://example.org/receipt") == 0
    assert spam_signs("crypto giveaway https://t.me/x") == 3
    assert spam_signs("nice #a #b #c #d #e #f") == 1
