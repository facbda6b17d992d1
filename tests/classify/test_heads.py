"""The four judgements, on a company the heads were not written for."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from bot.classify.encoder import Encoder
from bot.classify.heads import Encode, Heads, Question
from bot.core.classification import Classification, Relevance, Sentiment, Urgency
from bot.core.department import Example
from bot.core.lessons import Aspect
from bot.core.rulebook import Rulebook
from bot.rulebook import load_rulebook
from tests.classify.bakery import EXAMPLES, rulebook
from tests.classify.conftest import RULES
from tests.classify.fresh import QUESTIONS, TEXTS
from tests.classify.namesakes import OTHER_NAMESAKES, dismissed_some

OPENINGS = ("Honestly,", "Hello there!", "So sad:", "Dear bakers,")
CLEAR = {
    "the girl at the counter in York ignored me": "shops",
    "is your shop in Hull open on Christmas Eve?": "shops",
    "does the rye bread contain milk?": "recipes",
    "this croissant was stale and dry": "recipes",
    "I paid online and the parcel did not come, I want my money back": "orders",
    "your app crashes when I pay": "orders",
    "looking for a job as a baker, where do I apply?": "jobs",
    "still no answer to my application": "jobs",
}


@pytest.fixture(scope="module")
def heads(encoder: Encoder, encode: Encode) -> Heads:
    return Heads(rulebook(), encode, languages=encoder.languages)


def judge(heads: Heads, encode: Encode, text: str, *, rating: float | None = None) -> Classification:
    question = Question(text=text, language="en", rating=rating)
    return heads.judge([question], encode([text]))[0]


@pytest.mark.parametrize(("text", "department"), CLEAR.items())
def test_a_clear_mention_is_filed_with_four_examples_a_department(
    heads: Heads, encode: Encode, text: str, department: str
) -> None:
    assert judge(heads, encode, text).department == department


def test_descriptions_alone_file_most_clear_mentions(encode: Encode) -> None:
    cold = Heads(rulebook(has_examples=False), encode)
    right = sum(judge(cold, encode, text).departments[0].department == key for text, key in CLEAR.items())
    assert right >= 6


def test_scores_are_probabilities_over_all_departments_best_first(heads: Heads, encode: Encode) -> None:
    scores = [entry.score for entry in judge(heads, encode, "was that a wasp in my bun?").departments]
    assert sum(scores) == pytest.approx(1.0)
    assert scores == sorted(scores, reverse=True)
    assert len(scores) == len(EXAMPLES)


@pytest.mark.parametrize("gibberish", ["asdf jkl qwertz zxcv", "😀😀😀", "...", "", "1 2 3 4", "@x https://a.example"])
def test_it_abstains_from_what_says_nothing(heads: Heads, encode: Encode, gibberish: str) -> None:
    assert judge(heads, encode, gibberish).department is None


def test_it_abstains_below_the_confidence_the_rulebook_asks_for(encode: Encode) -> None:
    strict = Heads(rulebook(minimum_confidence=1.0), encode)
    judged = judge(strict, encode, "the bread")
    assert judged.department is None
    assert judged.departments


def test_it_files_nothing_where_a_handful_of_examples_cannot_promise_the_precision_asked_for(encode: Encode) -> None:
    careful = Heads(replace(rulebook(), precision=0.9), encode)
    judged = judge(careful, encode, "my order never arrived, please refund me")
    assert judged.department is None
    assert judged.departments[0].department == "orders"


def test_it_files_what_is_sure_enough_for_the_precision_asked_for(encode: Encode) -> None:
    book = rulebook()
    more = tuple(replace(each, text=f"{opening} {each.text}") for each in book.examples for opening in OPENINGS)
    careful = Heads(replace(book, examples=(*book.examples, *more), precision=0.9), encode)
    assert book.minimum_confidence < careful.minimum_confidence < 1
    assert judge(careful, encode, "my order never arrived, please refund me").department == "orders"
    assert judge(careful, encode, "what about your people?").department is None


def test_it_abstains_in_a_language_the_encoder_was_not_made_for(heads: Heads, encode: Encode) -> None:
    question = Question(text="Ihr habt mir zweimal Geld abgebucht und niemand antwortet", language="de")
    judged = heads.judge([question], encode([question.text]))[0]
    assert judged.department is None


def test_the_same_rulebook_gives_the_same_scores(heads: Heads, encoder: Encoder, encode: Encode) -> None:
    again = Heads(rulebook(), encode, languages=encoder.languages)
    for text in CLEAR:
        assert judge(again, encode, text) == judge(heads, encode, text)


def test_a_new_example_is_learnt(encode: Encode) -> None:
    book = rulebook()
    text = "the mural on your wall is peeling off"
    lesson = Example(text="who painted the mural on your wall, it is peeling off", department="jobs")
    before = judge(Heads(book, encode), encode, text).score_of("jobs")
    taught = Heads(replace(book, examples=(*book.examples, lesson)), encode)
    assert judge(taught, encode, text).score_of("jobs") > before + 0.3


@pytest.mark.parametrize(
    ("text", "sentiment"),
    [
        ("Absolutely disgusting, never again", Sentiment.NEGATIVE),
        ("I love your cakes, thank you so much, wonderful people", Sentiment.POSITIVE),
        ("What time do you open on Monday?", Sentiment.NEUTRAL),
        ("Das war eine Katastrophe, unverschämt und ekelhaft", Sentiment.NEGATIVE),
        ("¡Excelente, maravilloso, gracias!", Sentiment.POSITIVE),
    ],
)
def test_sentiment_needs_no_examples(heads: Heads, encode: Encode, text: str, sentiment: Sentiment) -> None:
    assert judge(heads, encode, text).sentiment is sentiment


def test_stars_are_the_authors_own_word(heads: Heads, encode: Encode) -> None:
    assert judge(heads, encode, "the bread", rating=1.0).sentiment is Sentiment.NEGATIVE
    assert judge(heads, encode, "the bread", rating=5.0).sentiment is Sentiment.POSITIVE


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("My son has an allergic reaction to your cake, we called an ambulance", Urgency.EMERGENCY),
        ("There is smoke coming out of your shop, call the fire brigade", Urgency.EMERGENCY),
        ("I am stranded outside, locked out, please help right now", Urgency.HIGH),
        ("You charged me twice last week, please refund", Urgency.NORMAL),
        ("Thank you for the lovely cake", Urgency.LOW),
    ],
)
def test_urgency_needs_no_examples(heads: Heads, encode: Encode, text: str, urgency: Urgency) -> None:
    assert judge(heads, encode, text).urgency is urgency


def test_where_nothing_speaks_it_is_the_ordinary(heads: Heads, encode: Encode) -> None:
    judged = judge(heads, encode, "")
    assert judged.sentiment is Sentiment.NEUTRAL
    assert judged.urgency is Urgency.NORMAL
    assert judged.relevance is Relevance.RELEVANT


def test_spam_is_told_from_complaints(heads: Heads, encode: Encode) -> None:
    spam = judge(heads, encode, "Win a free iphone! click the link in my bio https://t.me/x")
    assert spam.relevance is Relevance.SPAM
    for text in CLEAR:
        assert judge(heads, encode, text).relevance is Relevance.RELEVANT


def test_the_nearest_examples_come_first(heads: Heads, encode: Encode) -> None:
    (nearest,) = heads.nearest(encode(["are there nuts in this cake"]))
    assert nearest[0].example.text == "Are there nuts in the carrot cake?"
    assert nearest[0].cosine >= nearest[1].cosine


@pytest.mark.parametrize("keys", [(), ("shops",)])
def test_a_rulebook_with_hardly_any_department_still_judges(encode: Encode, keys: tuple[str, ...]) -> None:
    book = rulebook()
    few = tuple(each for each in book.departments if each.key in {*keys, "triage"})
    heads = Heads(replace(book, departments=few, examples=()), encode)
    judged = judge(heads, encode, "hello there")
    assert len(judged.departments) == len(keys)


def test_examples_beyond_the_anchors_are_learnt_all_the_same(encode: Encode) -> None:
    bounded = Heads(rulebook(), encode, most_anchors=70)
    right = sum(judge(bounded, encode, text).departments[0].department == key for text, key in CLEAR.items())
    assert right >= 7


def test_no_questions_get_no_answers(heads: Heads, encode: Encode) -> None:
    assert heads.judge([], encode([])) == []


@pytest.mark.parametrize(
    ("positive", "read_as"), [(0.45, Sentiment.NEGATIVE), (0.55, Sentiment.POSITIVE)], ids=["doubtful", "likely"]
)
def test_a_doubtful_smile_is_not_taken_for_praise(heads: Heads, positive: float, read_as: Sentiment) -> None:
    shares = {Sentiment.POSITIVE: positive, Sentiment.NEGATIVE: 0.3, Sentiment.NEUTRAL: 0.15}
    probabilities = np.array([shares[label] for label in heads._sentiment.labels])
    assert heads._sentiment.decide(probabilities)[0] is read_as


def test_what_a_click_has_taught_files_the_next_one_and_is_never_shown(encode: Encode) -> None:
    text = "The loo in your Harrogate branch was out of order"
    book = rulebook()
    lesson = Example(text=text, department="jobs", weight=0.5, is_lesson=True)
    taught = Heads(replace(book, examples=(*book.examples, lesson)), encode)
    before, after = (judge(heads, encode, text).score_of("jobs") for heads in (Heads(book, encode), taught))
    assert after > before + 0.1
    assert text not in {each.example.text for each in taught.nearest(encode([text]), count=50)[0]}


def test_a_lesson_is_tried_by_the_rule_by_which_mentions_are_judged(heads: Heads, encode: Encode) -> None:
    text = "win something nice today"
    unseen = judge(heads, encode, text)
    # Something else was likelier, and yet nothing is dismissed for so little.
    assert (unseen.relevance, unseen.relevance_confidence < 0.5) == (Relevance.RELEVANT, True)
    book = rulebook()
    lesson = Example(text=text, department=None, relevance="relevant", weight=0.5, is_lesson=True)
    taught = Heads(replace(book, examples=(*book.examples, lesson)), encode)
    (tried,) = (each for each in taught.hindsight[Aspect.RELEVANCE] if each.text == text)
    assert tried.judged == unseen.relevance
    assert tried.confidence == pytest.approx(unseen.relevance_confidence, abs=0.1)


def shy(*, sentiments: int, precision_of: dict[str, float]) -> Rulebook:
    """A bakery with so many plain examples of joy and of anger, and what is only to be said where it is sure."""
    plain = [
        Example(text=f"{words} {number}", department=None, relevance="relevant", sentiment=mood)
        for number in range(sentiments)
        for words, mood in (("what a lovely cake, I am so happy", "positive"), ("horrible, I am so angry", "negative"))
    ]
    return replace(rulebook(), examples=(*rulebook().examples, *plain), precision_of=precision_of)


def test_a_mood_is_only_told_where_the_examples_can_promise_it(encode: Encode) -> None:
    text = "what a lovely cake, I am so happy with it"
    bold = judge(Heads(shy(sentiments=30, precision_of={"sentiment": 0.8}), encode), encode, text)
    assert (bold.sentiment, bold.unsure) == (Sentiment.POSITIVE, ())
    few = Heads(shy(sentiments=2, precision_of={"sentiment": 0.95}), encode)
    careful = judge(few, encode, text)
    assert (careful.sentiment, careful.unsure) == (Sentiment.NEUTRAL, ("sentiment",))
    # What was taught is tried by the same rule.
    assert {each.judged for each in few.hindsight[Aspect.SENTIMENT]} == {Sentiment.NEUTRAL}


def test_what_might_be_spam_is_kept_and_no_emergency_is_talked_down(encode: Encode) -> None:
    careful = Heads(shy(sentiments=0, precision_of={"urgency": 0.99, "relevance": 0.99}), encode)
    spam = judge(
        careful, encode, "WIN A FREE iPhone!!! crypto giveaway, click the link in my bio https://x.example #win"
    )
    assert (spam.relevance, "relevance" in spam.unsure) == (Relevance.RELEVANT, True)
    fire = judge(careful, encode, "there is a fire in the bakery, smoke everywhere, call an ambulance!")
    assert (fire.urgency, "urgency" in fire.unsure) == (Urgency.EMERGENCY, False)
    stranded = judge(careful, encode, "we are stranded, I need an answer today, we leave in two hours")
    assert (stranded.urgency, "urgency" in stranded.unsure) == (Urgency.NORMAL, True)


@pytest.mark.parametrize(
    ("ours", "department", "urgency", "relevance", "is_filed"),
    [
        pytest.param(0.61, 0.5, Urgency.NORMAL, Relevance.RELEVANT, True, id="ours"),
        pytest.param(0.59, 0.5, Urgency.NORMAL, Relevance.RELEVANT, False, id="perhaps ours"),
        pytest.param(0.59, 0.99, Urgency.NORMAL, Relevance.RELEVANT, False, id="perhaps ours, and surely theirs"),
        pytest.param(0.39, 0.79, Urgency.NORMAL, Relevance.UNRELATED, False, id="not ours"),
        pytest.param(0.01, 0.81, Urgency.NORMAL, Relevance.RELEVANT, False, id="not ours, and surely theirs"),
        pytest.param(0.59, 0.5, Urgency.EMERGENCY, Relevance.RELEVANT, True, id="an emergency"),
        pytest.param(0.01, 0.5, Urgency.EMERGENCY, Relevance.UNRELATED, True, id="an emergency, not ours"),
    ],
)
def test_a_person_looks_at_what_may_be_about_somebody_else(
    heads: Heads, ours: float, department: float, urgency: Urgency, relevance: Relevance, is_filed: bool
) -> None:
    others = (1 - department) / (len(EXAMPLES) - 1)
    judged = heads._one(
        np.array([department, *[others] * (len(EXAMPLES) - 1)]),
        np.array([0.2, 0.6, 0.2]),
        np.array([float(each is urgency) for each in Urgency]),
        np.array([{Relevance.RELEVANT: ours, Relevance.UNRELATED: 1 - ours}.get(each, 0.0) for each in Relevance]),
        is_familiar=True,
    )
    assert (judged.relevance, judged.is_confident) == (relevance, is_filed)
    assert ("relevance" in judged.unsure) == (relevance is Relevance.RELEVANT and ours < 0.6)
    assert judged.may_be_nobodys == (ours < 0.6)


def test_what_shares_the_brands_name_is_filed_less_and_less_as_people_dismiss_its_like(
    encoder: Encoder, encode: Encode
) -> None:
    filed = dict.fromkeys((0, 4, 8), 0.0)
    for each, seed in product(filed, range(5)):
        book, left = dismissed_some(load_rulebook(RULES), OTHER_NAMESAKES, each=each, seed=seed)
        heads = Heads(book, encode, languages=encoder.languages)
        judged = heads.judge([Question(text=text, language="en") for text in left], encode(left))
        filed[each] += sum(found.department is not None for found in judged) / len(left)
    assert filed[4] < 0.75 * filed[0]
    assert filed[8] < 0.25 * filed[0]
    # Hardly any mention of the hotels is held up by it.
    judged = heads.judge(QUESTIONS, encode(TEXTS))
    assert sum(each.may_be_nobodys for each in judged) <= 5
    assert sum(each.relevance is not Relevance.RELEVANT for each in judged) <= 1


def test_a_mention_is_judged_alike_alone_and_in_a_crowd(encode: Encode) -> None:
    heads, vectors = Heads(load_rulebook(RULES), encode), encode(TEXTS)
    crowd = heads.judge(QUESTIONS, vectors)
    alone = [heads.judge([each], vectors[row : row + 1])[0] for row, each in enumerate(QUESTIONS)]
    for one, among_others in zip(alone, crowd, strict=True):
        assert (one.department, one.unsure, one.stage) == (
            among_others.department,
            among_others.unsure,
            among_others.stage,
        )
        assert (one.sentiment, one.urgency, one.relevance) == (
            among_others.sentiment,
            among_others.urgency,
            among_others.relevance,
        )
        for score in one.departments:
            assert score.score == pytest.approx(among_others.score_of(score.department), abs=1e-4)
