"""The stage of the journey is said where the head is sure, and learnt from descriptions, examples and clicks."""

from dataclasses import replace
from functools import partial

import pytest

from bot.classify.encoder import Encoder
from bot.classify.heads import Encode, Heads, Question
from bot.classify.learning import contradictions, usable, with_lessons
from bot.core.department import Example
from bot.core.journey import Stage
from bot.core.lessons import Aspect, How, Lesson
from bot.core.rulebook import Rulebook
from bot.ports import Material
from bot.rulebook import load_rulebook
from tests.classify.bakery import NOON, rulebook
from tests.classify.conftest import RULES
from tests.classify.fresh import FRESH, QUESTIONS, TEXTS

STAGES = (
    Stage(key="choosing", description="Looking for a cake; which cake is best, do you have gluten-free bread, prices"),
    Stage(key="ordering", description="Ordering online; paying, the app, changing an order, confirmation e-mail"),
    Stage(key="eating", description="Eating it; how it tastes, stale, dry, mouldy, the best crust ever"),
)
BOOK = replace(rulebook(), journey=STAGES)
CANDLES = (
    "the candles on the birthday cake would not light",
    "our candles went out before the song was over",
    "those birthday candles dripped wax on everything",
    "your candles broke in two when my son blew them out",
    "who sells candles that fall over on the cake",
    "candles too long for such a small cake",
)
NEXT = "half of the candles would not stand up"


def said(heads: Heads, encode: Encode, text: str, *, language: str = "en") -> str:
    return heads.judge([Question(text=text, language=language)], encode([text]))[0].stage


def taught(*texts: str, by: str = "U1", label: str = "eating", weight: float = 0.5, first: int = 1) -> list[Material]:
    lesson = partial(Lesson, aspect=Aspect.STAGE, label=label, how=How.CORRECTED, by=by, at=NOON)
    return [
        Material(lesson=lesson(id=number, issue=number, mention=number), text=text, weight=weight)
        for number, text in enumerate(texts, first)
    ]


@pytest.fixture(scope="module")
def cold(encoder: Encoder, encode: Encode) -> Heads:
    return Heads(BOOK, encode, languages=encoder.languages)


def test_descriptions_alone_say_what_a_text_clearly_speaks_of(cold: Heads, encode: Encode) -> None:
    assert said(cold, encode, "I ordered online and paid in the app, no confirmation e-mail") == "ordering"
    assert said(cold, encode, "the bread was stale and dry, it tastes of nothing") == "eating"


@pytest.mark.parametrize("text", ["I was there on Tuesday", "…", "the football last night"])
def test_where_no_stage_stands_out_nothing_is_said(cold: Heads, encode: Encode, text: str) -> None:
    assert said(cold, encode, text) == ""


def test_clicks_teach_a_stage_that_the_descriptions_do_not_mention(cold: Heads, encode: Encode) -> None:
    clicked = Heads(with_lessons(BOOK, taught(*CANDLES)), encode)
    assert said(cold, encode, NEXT) == ""
    assert said(clicked, encode, NEXT) == "eating"


def test_examples_teach_a_stage_too(encode: Encode) -> None:
    examples = tuple(Example(text=text, department="shops", stage="eating") for text in CANDLES)
    assert said(Heads(replace(BOOK, examples=(*BOOK.examples, *examples)), encode), encode, NEXT) == "eating"


def test_a_lesson_about_a_stage_teaches_no_other_head(encode: Encode) -> None:
    before, after = Heads(BOOK, encode), Heads(with_lessons(BOOK, taught(*CANDLES)), encode)
    untaught = (Aspect.DEPARTMENT, Aspect.SENTIMENT, Aspect.URGENCY, Aspect.RELEVANCE)
    for aspect in untaught:
        texts = [[(each.text, each.label) for each in heads.hindsight[aspect]] for heads in (before, after)]
        assert texts[0] == texts[1]
    assert [each.text for each in after.hindsight[Aspect.STAGE]] == list(CANDLES)


def test_in_a_language_that_the_encoder_was_not_made_for_nothing_is_said_until_it_is_taught(encode: Encode) -> None:
    text = "the bread was stale and dry, it tastes of nothing"
    english = frozenset({"en"})
    assert said(Heads(BOOK, encode, languages=english), encode, text, language="de") == ""
    assert said(Heads(BOOK, encode), encode, text, language="de") == "eating"
    stale = ("das Brot war trocken und hart", "trockenes Brot, hart wie Stein", "das Brot hart und alt, schmeckt nicht")
    examples = tuple(Example(text=each, department="recipes", stage="eating", language="de") for each in stale)
    heads = Heads(replace(BOOK, examples=(*BOOK.examples, *examples)), encode, languages=english)
    assert said(heads, encode, "das Brot war hart und trocken", language="de") == "eating"


def test_a_stated_precision_that_no_example_bears_out_is_kept_by_silence(encode: Encode) -> None:
    careful = Heads(replace(BOOK, precision_of={"stage": 0.9}), encode)
    assert said(careful, encode, "the bread was stale and dry, it tastes of nothing") == ""


def test_without_stages_nothing_is_said_and_nothing_learnt(encode: Encode) -> None:
    plain = replace(BOOK, journey=())
    heads = Heads(with_lessons(plain, usable(plain, taught(*CANDLES))), encode)
    assert (said(heads, encode, NEXT), list(heads.hindsight[Aspect.STAGE])) == ("", [])


def test_lessons_about_a_stage_that_the_rulebook_no_longer_names_are_left_out() -> None:
    material = [*taught(CANDLES[0]), *taught(CANDLES[1], label="returning", first=2)]
    assert [each.lesson.label for each in usable(BOOK, material)] == ["eating"]


def test_two_stages_for_nearly_the_same_words_contradict_each_other_and_the_rulebook_wins(encode: Encode) -> None:
    apart = [*taught(CANDLES[0]), *taught(f"{CANDLES[0]}!", by="U2", label="ordering", first=2)]
    assert {each.lesson for each in contradictions(BOOK, apart, encode)} == {1, 2}
    written = Example(text=CANDLES[0], department="shops", stage="eating", at="examples.yaml:9")
    (found,) = contradictions(replace(BOOK, examples=(written,)), apart[1:], encode)
    assert (found.lesson, found.example) == (2, "examples.yaml:9")


def hotels(encode: Encode, encoder: Encoder, *, but: int | None = None, folds: int = 5) -> list[str]:
    """What is said of the fresh mentions: by descriptions alone, or of those in a fold after clicks on all others."""
    book: Rulebook = load_rulebook(RULES)
    rows = range(len(FRESH)) if but is None else range(but, len(FRESH), folds)
    others = [row for row in range(len(FRESH)) if but is not None and row % folds != but and FRESH[row]["stage"]]
    material = [each for row in others for each in taught(TEXTS[row], label=FRESH[row]["stage"], first=row + 1)]
    heads = Heads(with_lessons(book, material), encode, languages=encoder.languages)
    judged = heads.judge([QUESTIONS[row] for row in rows], encode([TEXTS[row] for row in rows]))
    return [each.stage for each in judged]


def test_clicks_on_other_mentions_let_it_say_more_of_the_fresh_ones_rightly(encode: Encode, encoder: Encoder) -> None:
    truth = [row["stage"] for row in FRESH]
    cold = hotels(encode, encoder)
    clicked = [""] * len(FRESH)
    for fold in range(5):
        clicked[fold::5] = hotels(encode, encoder, but=fold)
    right = [sum(stage == label != "" for stage, label in zip(each, truth, strict=True)) for each in (cold, clicked)]
    assert right[1] >= 1.3 * right[0] >= 20, right
