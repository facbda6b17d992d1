"""What belongs nowhere is left to a person, from the first day on, and a short complaint is not."""

import random
import string
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from bot.classify.encoder import Encoder
from bot.classify.heads import Encode, Heads, Question
from bot.classify.kernel import Vectors
from bot.classify.language import detect_language
from bot.classify.nowhere import LIKE_NOISE, LIKE_TALK, NOISE, OWN_WORD, TALK, Nowhere
from bot.core.rulebook import Rulebook
from bot.rulebook import load_rulebook
from tests.classify.bakery import department, rulebook
from tests.classify.conftest import RULES

CITY = {
    "roads": "potholes, street lights, snow, parking",
    "waste": "bins, rubbish collection, recycling",
    "parks": "parks, playgrounds, trees, dogs",
    "registry": "passports, marriages, registering an address",
}
FINGERS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm", "qwertzuiop")
MASHED_BY_HAND = (
    "dfgh kjhg dfgh",
    "jhgjhg",
    "oiuoiu wqewqe",
    "ksjdhfksjdhf",
    "gfhjkl,mnb",
    "hhhhhhh",
    "qqqq wwww eeee",
    "vvbnv vbnvb",
)
DUMMY_TEXT = (
    "Duis aute irure in reprehenderit in voluptate velit esse cillum",
    "Excepteur sint occaecat cupidatat non proident",
    "Ut enim ad minima, quis nostrum exercitationem ullam corporis",
    "nemo enim ipsam quia voluptas aspernatur aut odit",
    "sunt in culpa qui officia deserunt mollit anim",
    "Curabitur pretium tincidunt lacus, nulla gravida orci",
)
ONE_WORD = (
    "giraffe",
    "wednesday",
    "silver",
    "never",
    "because",
    "piano",
    "volcano",
    "eleven",
    "pyramid",
    "LOL",
    "therefore",
    "grandfather",
    "sunshine",
    "#throwback",
    "algebra",
    "pirate",
)
SMALL_TALK = (
    "morning all!",
    "hahaha",
    "can't sleep again",
    "what a goal",
    "hi there how are you",
    "many happy returns, dear sister",
    "please ignore, testing",
    "so bored right now",
    "this tune is stuck in my head",
    "my puppy is snoring",
    "the stars are so bright tonight",
    "I do not know",
)
HOTEL_COMPLAINTS = (
    "no hot water",
    "wifi down",
    "refund??",
    "NO HEATING IN ROOM 12",
    "app keeps crashing",
    "bed bugs!!!",
    "wrost breakfast evr",
    "room not cleaned agian",
    "where is my refund",
    "chargd me twice!!",
    "lift broken 😡",
    "WIFI",
    "parking?",
    "@haldenhotels invoice pls",
    "fire alarm at 3am",
    "#FoodPoisoning",
    "cant log in",
    "shower brokn",
    "double charged",
    "lost my ring in room 4",
)
BAKERY_COMPLAINTS = (
    "refund??",
    "stale bread",
    "rude staff",
    "queue out the door",
    "delivery late",
    "where is my order",
    "any jobs?",
    "nuts in the cake?",
    "DIRTY SHOP",
    "app wont let me pay",
    "chargd twice",
    "horible cake",
)
CITY_COMPLAINTS = (
    "bin not emptied",
    "potholes everywhere",
    "street light out",
    "dog poo in the park",
    "passport appointment",
    "PARKING",
    "swings are brokn",
)


def mashed(random: random.Random) -> str:
    """What a hand leaves that runs over the keys."""
    row = random.choice(FINGERS)
    places = [random.randrange(len(row)) for _ in range(random.randint(5, 16))]
    return "".join(row[place] + " " * (random.random() < 0.15) for place in places).strip()


def scattered(random: random.Random) -> str:
    words = range(random.randint(2, 6))
    return " ".join("".join(random.choices(string.ascii_lowercase, k=random.randint(2, 9))) for _ in words)


def babbled(random: random.Random) -> str:
    words = [random.choices("bdfgklmnprstv", k=random.randint(2, 4)) for _ in range(random.randint(2, 5))]
    return " ".join("".join(letter + random.choice("aeiou") for letter in word) for word in words)


def sixty(invent: Callable[[random.Random], str]) -> tuple[str, ...]:
    """The same in every run."""
    return tuple(invent(random.Random(seed)) for seed in range(60))  # noqa: S311 - nothing secret


NONSENSE = {
    "mashed": (*sixty(mashed), *MASHED_BY_HAND),
    "scattered": sixty(scattered),
    "babbled": sixty(babbled),
    "dummy text": DUMMY_TEXT,
    "one word": ONE_WORD,
    "small talk": SMALL_TALK,
}


def city() -> Rulebook:
    doors = tuple(department(key, description) for key, description in CITY.items())
    return replace(rulebook(has_examples=False), departments=doors)


COLD = {
    "hotels": (replace(load_rulebook(RULES), examples=()), HOTEL_COMPLAINTS),
    "bakery": (rulebook(has_examples=False), BAKERY_COMPLAINTS),
    "city": (city(), CITY_COMPLAINTS),
}


@pytest.fixture(scope="module", params=list(COLD))
def company(request: pytest.FixtureRequest, encoder: Encoder, encode: Encode) -> tuple[Heads, Sequence[str]]:
    book, complaints = COLD[request.param]
    return Heads(book, encode, languages=encoder.languages), complaints


def filed(heads: Heads, encode: Encode, texts: Sequence[str]) -> list[str]:
    questions = [Question(text=text, language=detect_language(text)[0]) for text in texts]
    judged = heads.judge(questions, encode(texts))
    return [text for text, each in zip(texts, judged, strict=True) if each.department is not None]


@pytest.mark.parametrize("kind", NONSENSE)
def test_nonsense_is_hardly_ever_filed_by_descriptions_alone(
    company: tuple[Heads, Sequence[str]], encode: Encode, kind: str
) -> None:
    texts = NONSENSE[kind]
    assert not {text.lower() for text in texts} & {text.lower() for text in (*NOISE, *TALK)}
    assert len(filed(company[0], encode, texts)) <= max(1, 0.08 * len(texts))


def test_short_complaints_are_filed_by_descriptions_alone(company: tuple[Heads, Sequence[str]], encode: Encode) -> None:
    heads, complaints = company
    assert len(filed(heads, encode, complaints)) >= 0.95 * len(complaints)


def test_examples_do_not_let_nonsense_in(encoder: Encoder, encode: Encode) -> None:
    taught = Heads(rulebook(), encode, languages=encoder.languages)
    nonsense = [text for texts in NONSENSE.values() for text in texts]
    assert len(filed(taught, encode, nonsense)) <= 0.08 * len(nonsense)
    assert len(filed(taught, encode, BAKERY_COMPLAINTS)) >= 0.95 * len(BAKERY_COMPLAINTS)


@pytest.mark.parametrize("text", ["thank you", "good morning", "asdf asdf asdf"])
def test_what_a_department_was_taught_is_its_own_even_where_it_sounds_like_talk_or_noise(
    encode: Encode, text: str
) -> None:
    doors = (department("hello", text), department("bread", "bread and cakes"))
    heads = Heads(replace(rulebook(has_examples=False), departments=doors), encode)
    assert filed(heads, encode, [text]) == [text]


def test_a_word_by_itself_is_filed_only_where_a_department_has_it(encode: Encode) -> None:
    heads = Heads(rulebook(has_examples=False), encode)
    assert filed(heads, encode, ["Refund!", "#giraffe", "allergens", "@crumb Tuesday"]) == ["Refund!", "allergens"]


def pointing(texts: Sequence[str]) -> Vectors:
    """Noise points up, talk to the right, whatever else between the two."""
    at = {**dict.fromkeys(NOISE, (0.0, 1.0)), **dict.fromkeys(TALK, (1.0, 0.0))}
    return np.array([at.get(text, (np.sqrt(0.5), np.sqrt(0.5))) for text in texts], dtype=np.float32)


def claimed(text: str, *, at: tuple[float, float], nearest: float) -> bool:
    vector, own = np.array([at], dtype=np.float32), np.array([nearest], dtype=np.float32)
    return bool(Nowhere(pointing).claims([text], vector, own)[0])


def test_what_resembles_noise_more_than_anything_taught_belongs_nowhere() -> None:
    assert claimed("some words", at=(-1.0, 0.5), nearest=0.4)
    assert not claimed("some words", at=(-1.0, 0.5), nearest=0.6)


def test_what_hardly_resembles_noise_is_no_noise() -> None:
    assert claimed("some words", at=(-1.0, LIKE_NOISE + 0.01), nearest=0.1)
    assert not claimed("some words", at=(-1.0, LIKE_NOISE - 0.01), nearest=0.1)


def test_what_hardly_resembles_talk_is_no_talk() -> None:
    assert claimed("some words", at=(LIKE_TALK + 0.01, -1.0), nearest=0.1)
    assert not claimed("some words", at=(LIKE_TALK - 0.01, -1.0), nearest=0.1)


@pytest.mark.parametrize("text", ["お湯が出ません", "热水没有了", "ไม่มีน้ำร้อน"])
def test_a_sentence_without_blanks_is_no_lone_word(text: str) -> None:
    assert not claimed(text, at=(-0.7, -0.7), nearest=OWN_WORD - 0.1)
    assert claimed("Wasser", at=(-0.7, -0.7), nearest=OWN_WORD - 0.1)
