"""What was heard counts once a wording, and only for the encoder that has read it."""

from bot.classify.taught_vectors import read_by, unlabelled_of
from bot.classify.unlabelled import NOTHING
from bot.ports import Heard, KnownVector
from tests.word_vectors import WordEncoder, word_vector


def heard(mention: int, text: str, *, encoder: str = "words@1") -> Heard:
    return Heard(mention=mention, text=text, known=KnownVector(encoder=encoder, vector=word_vector(text)))


def test_a_storm_that_says_the_same_is_read_once() -> None:
    said = [
        heard(9, "RT @you: The lift is STUCK https://a.example"),
        heard(8, "it rains"),
        heard(7, "the lift is stuck"),
    ]
    found = unlabelled_of(said)
    assert found.texts == (said[0].text, "it rains")
    assert found.vectors.tobytes() == word_vector(said[0].text) + word_vector("it rains")


def test_only_what_the_encoder_has_read_itself_counts() -> None:
    own, other = heard(1, "the lift"), heard(2, "the stairs", encoder="words@0")
    assert read_by(WordEncoder(), [own, other]) == (own,)  # type: ignore[arg-type]


def test_nothing_heard_is_nothing_to_read() -> None:
    assert unlabelled_of(()) is NOTHING
