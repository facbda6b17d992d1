"""What people's clicks teach is learnt, tried out, put in force by one process, and followed by all."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.classify.classifier import EncoderClassifier
from bot.classify.evaluate.corrections import with_corrections
from bot.classify.evaluate.reading import Labelled
from bot.classify.evaluate.trials import Material, Plan, Protocol, UnusableMaterial, trials
from bot.core import commands as cmd
from bot.core.classification import Relevance, Sentiment, Urgency
from bot.core.department import Example
from bot.core.lessons import Aspect, How, Lesson, LessonState
from bot.core.model import FEWEST_UNLABELLED, ModelUse, ModelVersion
from bot.core.rulebook import Rulebook
from bot.core.week import week_at
from bot.ports import Attempt, Heard
from bot.ports import Material as Lessons
from bot.services.learning import REST, Learning
from bot.services.lesson_book import LessonBook
from bot.services.strategist_week import strategist_week
from tests.core.example import RULEBOOK, mention
from tests.services.house import House
from tests.word_vectors import WordEncoder

PARASOL = "my striped parasol was left behind under the terrace table"
SOUP = "the lentil soup was stone cold again at lunch"
BOOK = replace(
    RULEBOOK,
    examples=(
        Example(text="I was charged twice on my invoice", department="billing"),
        Example(text="please send the invoice for my stay", department="billing"),
        Example(text="the soup was salty and the bread old", department="food"),
        Example(text="breakfast was cold and the eggs burnt", department="food"),
        Example(text="the key card does not open my room", department="front-desk"),
        Example(text="nobody was at the desk to check us in", department="front-desk"),
    ),
)


class School(House):
    """The bot with a classifier that can be taught."""

    def __init__(self, engine: Engine, folder: Path, *, owner: str = "worker-1") -> None:
        super().__init__(engine, owner=owner)
        self.rules.current = BOOK
        self.judge = EncoderClassifier(WordEncoder, cache=folder)
        self.learning = Learning(self.open_unit, self.rules, self.clock, learner=self.judge, owner=owner)

    def passed_on(self, text: str, *, to: str, by: str = "U1") -> int:
        """A mention that Billing got and says is not theirs; returns its issue."""
        self.receive(f"billing? {text}")
        self.settle()
        with self.open_unit() as unit:
            number = unit.issues.next_number() - 1
        self.apply(number, cmd.HandOff(by=by, assignment=1, to=to, is_not_ours=True))
        return number

    def learn(self) -> int:
        self.clock.forward(REST)
        return self.learning.tick()

    def score(self, text: str, department: str) -> float:
        (judged,) = self.judge.classify([mention(text)], self.rules.current)
        return judged.score_of(department)

    def model(self) -> str:
        return self.judge.classify([mention("anything")], self.rules.current)[0].model

    def mentions(self, *texts: str):
        from tests.core.example import mention

        return [mention(text) for text in texts]

    def lessons(self, *states: LessonState) -> list[Lesson]:
        with self.open_unit() as unit:
            return unit.lessons.find(states or tuple(LessonState), limit=100)[::-1]

    def versions(self) -> list[ModelVersion]:
        with self.open_unit() as unit:
            return unit.models.history(limit=100)[::-1]

    def use(self, number: int, *, is_kept: bool = True) -> None:
        with self.open_unit() as unit:
            unit.models.use(ModelUse(number=number, by="U9", at=self.clock.now(), is_kept=is_kept))
            unit.commit()


@pytest.fixture
def school(engine: Engine, tmp_path: Path) -> School:
    return School(engine, tmp_path)


def test_not_ours_is_kept_with_who_and_when_and_learnt(school: School) -> None:
    before = school.score(PARASOL, "front-desk")
    number = school.passed_on(PARASOL, to="front-desk", by="U7")
    (lesson,) = school.lessons()
    assert (lesson.issue, lesson.aspect, lesson.label, lesson.was) == (
        number,
        Aspect.DEPARTMENT,
        "front-desk",
        "billing",
    )
    assert (lesson.how, lesson.by, lesson.at) == (How.NOT_OURS, "U7", school.clock.now())
    assert school.learn() == 1
    assert school.score(PARASOL, "front-desk") > before + 0.1
    (version,) = school.versions()
    assert (version.number, version.lessons, version.why_not) == (1, (lesson.id,), "")
    assert school.model() == "words@1/heads-1.v1"


def test_nothing_new_makes_no_new_version(school: School) -> None:
    school.passed_on(PARASOL, to="front-desk")
    assert [school.learn(), school.learn(), school.learn()] == [1, 0, 0]


def test_another_encoder_is_tried_with_the_same_lessons(school: School, engine: Engine, tmp_path: Path) -> None:
    school.passed_on(PARASOL, to="front-desk")
    school.learn()
    later = School(engine, tmp_path)
    encoder = WordEncoder()
    encoder.identity = "words@2"
    later.judge = EncoderClassifier(lambda: encoder, cache=tmp_path)
    later.learning = Learning(later.open_unit, later.rules, later.clock, learner=later.judge, owner="worker-1")
    later.learning.catch_up()
    assert [later.learn(), later.learn()] == [1, 0]
    assert [each.encoder for each in later.versions()] == ["words@1", "words@2"]
    assert later.model() == "words@2/heads-1.v2"


class Listener:
    """The classifier, and what it has been told was heard."""

    def __init__(self, judge: EncoderClassifier) -> None:
        self.judge = judge
        self.tried: list[Heard] = []
        self.adopted: list[Heard] = []

    @property
    def encoder(self) -> str:
        return self.judge.encoder

    def try_out(self, rulebook: Rulebook, material: Sequence[Lessons], heard: Sequence[Heard] = ()) -> Attempt:
        self.tried = list(heard)
        return self.judge.try_out(rulebook, material, heard)

    def adopt(self, number: int, rulebook: Rulebook, material: Sequence[Lessons], heard: Sequence[Heard] = ()) -> None:
        self.adopted = list(heard)
        self.judge.adopt(number, rulebook, material, heard)


def hear(school: School, count: int, *, said: str = "the lamp by the bed number") -> None:
    """Mentions that come in and that nobody says anything about."""
    for number in range(count):
        school.receive(f"{said} {number} flickers")
    school.settle()


def test_what_was_heard_and_nobody_has_labelled_is_read_beside_the_lessons(school: School) -> None:
    listener = Listener(school.judge)
    school.learning = Learning(school.open_unit, school.rules, school.clock, learner=listener, owner="worker-1")
    taught = school.passed_on(PARASOL, to="front-desk")
    hear(school, FEWEST_UNLABELLED)
    assert school.learn() == 1
    (version,) = school.versions()
    assert version.unlabelled == FEWEST_UNLABELLED + 1
    newest = [each.mention for each in listener.tried]
    assert newest == sorted(newest, reverse=True)
    assert newest[0] == version.unlabelled_until
    assert listener.adopted == listener.tried
    # What comes in later is for the next version.
    hear(school, 3, said="a bulb")
    assert school.learn() == 0
    assert listener.adopted == listener.tried
    # What is erased is gone within seconds.
    with school.open_unit() as unit:
        unit.mentions.erase(taught + 1)
        school.issues.apply_in(unit, taught + 1, cmd.EraseWords(by="U9"))
        unit.commit()
    assert school.learning.tick() == 0
    assert "the lamp by the bed number 0 flickers" in {each.text for each in listener.tried}
    assert "the lamp by the bed number 0 flickers" not in {each.text for each in listener.adopted}


def test_a_handful_of_mentions_is_not_read_beside_the_lessons(school: School) -> None:
    school.passed_on(PARASOL, to="front-desk")
    hear(school, 5)
    school.learn()
    (version,) = school.versions()
    assert (version.unlabelled, version.unlabelled_until) == (0, 0)


def test_clicks_in_a_row_are_learnt_together(school: School) -> None:
    school.passed_on(PARASOL, to="front-desk")
    school.learn()
    school.passed_on(SOUP, to="food")
    assert school.learning.tick() == 0
    assert school.learn() == 1
    assert len(school.versions()[-1].lessons) == 2


def test_a_second_process_follows_what_the_first_has_put_in_force(
    school: School, engine: Engine, tmp_path: Path
) -> None:
    school.passed_on(PARASOL, to="front-desk")
    school.learn()
    other = School(engine, tmp_path / "other", owner="worker-2")
    assert other.model() == "words@1/heads-1"
    other.learning.catch_up()
    assert other.model() == school.model() == "words@1/heads-1.v1"
    assert other.score(PARASOL, "front-desk") == pytest.approx(school.score(PARASOL, "front-desk"))


def test_whoever_judges_does_not_wait_for_a_version_that_takes_effect(school: School) -> None:
    school.learn()
    judging = threading.Thread(target=school.learning.catch_up, daemon=True)
    with school.learning._following:
        judging.start()
        judging.join(timeout=20)
        assert not judging.is_alive()


def test_a_mention_without_words_teaches_nothing_and_spoils_nothing(school: School) -> None:
    school.passed_on(PARASOL, to="front-desk")
    school.receive("😀😀😀 https://pictures.example/1")
    school.settle()
    school.apply(1002, cmd.HandOff(by="U1", assignment=1, to="food"))
    school.learn()
    (version,) = school.versions()
    assert [len(version.considered), len(version.lessons)] == [2, 1]


def test_rolled_back_it_judges_as_before_until_told_to_go_on(school: School) -> None:
    before = school.score(PARASOL, "front-desk")
    school.passed_on(PARASOL, to="front-desk")
    school.learn()
    school.use(0)
    school.learning.tick()
    assert school.score(PARASOL, "front-desk") == pytest.approx(before)
    school.passed_on(SOUP, to="food")
    assert school.learn() == 1
    assert school.model() == "words@1/heads-1"
    school.use(2, is_kept=False)
    school.learning.tick()
    assert school.model() == "words@1/heads-1.v2"


def test_a_lesson_that_is_forgotten_leaves_the_version_in_force_at_once(school: School) -> None:
    before = school.score(PARASOL, "front-desk")
    school.passed_on(PARASOL, to="front-desk")
    school.learn()
    (lesson,) = school.lessons()
    LessonBook(school.open_unit, school.clock).forget(lesson.id, by="U9")
    school.learning.tick()
    assert len(school.versions()) == 1
    assert school.score(PARASOL, "front-desk") == pytest.approx(before)


def test_what_is_left_of_a_dispute_is_learnt_once_the_other_word_is_forgotten(school: School) -> None:
    number = school.passed_on(PARASOL, to="front-desk", by="U1")
    for person, urgency in (("U1", Urgency.HIGH), ("U2", Urgency.LOW)):
        school.apply(number, cmd.ChangeUrgency(by=person, urgency=urgency))
    high, low = school.lessons(LessonState.CONTESTED)
    book = LessonBook(school.open_unit, school.clock)
    book.forget(low.id, by="U9")
    assert book.look().quarrels == ()
    assert high.id in [each.id for each in school.lessons(LessonState.TAUGHT)]
    school.learn()
    assert high.id in school.versions()[-1].lessons


def test_erased_words_teach_nothing_any_more(school: School) -> None:
    before = school.score(PARASOL, "front-desk")
    number = school.passed_on(PARASOL, to="front-desk")
    school.learn()
    with school.open_unit() as unit:
        unit.mentions.erase(number)
        school.issues.apply_in(unit, number, cmd.EraseWords(by="U9"))
        unit.commit()
    assert school.lessons() == []
    school.learn()
    assert school.score(PARASOL, "front-desk") == pytest.approx(before)


def test_what_was_taught_of_a_mention_that_was_moved_is_erased_with_it(school: School) -> None:
    number = school.passed_on(PARASOL, to="front-desk")
    school.receive("the food was cold")
    school.settle()
    with school.open_unit() as unit:
        unit.mentions.move(number, into=number + 1)
        school.issues.apply_in(unit, number + 1, cmd.EraseWords(by="U9"))
        unit.commit()
    assert school.lessons() == []


def test_a_dismissal_teaches_until_it_is_reopened(school: School) -> None:
    school.receive("billing? double your coins with our bot")
    school.settle()
    school.apply(1001, cmd.Dismiss(by="U1", relevance=Relevance.SPAM))
    assert [(each.label, each.how) for each in school.lessons(LessonState.TAUGHT)] == [("spam", How.DISMISSED)]
    school.apply(1001, cmd.Reopen(by="U2"))
    spam, relevant = school.lessons()
    assert (spam.state, spam.ended_by) == (LessonState.WITHDRAWN, "U2")
    assert (relevant.state, relevant.label, relevant.by) == (LessonState.TAUGHT, "relevant", "U2")


def test_an_issue_that_is_sent_back_and_forth_teaches_nothing_and_is_kept_apart(school: School) -> None:
    number = school.passed_on(PARASOL, to="front-desk", by="U1")
    school.apply(number, cmd.HandOff(by="U2", assignment=2, to="billing", is_not_ours=True))
    assert [each.label for each in school.lessons(LessonState.CONTESTED)] == ["front-desk", "billing"]
    assert school.learn() == 0


def test_the_same_words_with_two_labels_are_left_out_and_named(school: School) -> None:
    number = school.passed_on(PARASOL, to="front-desk", by="U1")
    school.apply(number, cmd.Resolve(by="U3", assignment=2))
    school.passed_on(f"{PARASOL}!", to="food", by="U2")
    school.learn()
    (version,) = school.versions()
    one, two = (each.id for each in school.lessons())
    assert version.lessons == ()
    assert [(each.lesson, each.other) for each in version.contradictions] == [(one, two), (two, one)]


def test_a_version_is_made_once(school: School) -> None:
    school.passed_on(PARASOL, to="front-desk")
    school.learn()
    (version,) = school.versions()
    with school.open_unit() as unit:
        assert not unit.models.add(version)


def test_the_rulebook_has_the_last_word_but_for_what_the_strategist_keeps(school: School) -> None:
    example = BOOK.examples[2]
    school.rules.current = replace(BOOK, examples=(*BOOK.examples[:2], replace(example, at="examples.yaml:7")))
    school.receive(f"billing? {example.text}")
    school.settle()
    school.apply(1001, cmd.HandOff(by="U1", assignment=1, to="digital", is_not_ours=True))
    school.learn()
    (version,) = school.versions()
    assert version.lessons == ()
    assert [each.example for each in version.contradictions] == ["examples.yaml:7"]
    (lesson,) = school.lessons()
    LessonBook(school.open_unit, school.clock).keep(lesson.id, by="U9")
    assert [school.learn(), school.learn()] == [1, 0]
    assert school.versions()[-1].lessons == (lesson.id,)


def test_lessons_that_make_the_rulebook_wrong_are_rejected_with_the_reason(school: School) -> None:
    for number, example in enumerate(BOOK.examples):
        wrong = "digital" if example.department != "digital" else "food"
        for extra in ("oh dear and my my", "well well and so on"):
            # Each by somebody else: who has said so little is not doubted.
            school.passed_on(f"{example.text} {extra}", to=wrong, by=f"U{number}")
    before = school.model()
    school.learn()
    (version,) = school.versions()
    assert version.is_rejected
    assert "department: worse on the rulebook's own examples" in version.why_not
    assert school.model() == before


def test_an_aspect_that_fails_stays_with_what_it_had_learnt_while_another_takes_effect(school: School) -> None:
    school.passed_on(PARASOL, to="front-desk")
    school.passed_on(SOUP, to="food", by="U2")
    school.learn()
    (first,) = school.versions()
    before = school.score(PARASOL, "front-desk")
    for number, example in enumerate(BOOK.examples, start=3):
        for extra in ("oh dear and my my", "well well and so on"):
            school.passed_on(f"{example.text} {extra}", to="digital", by=f"U{number}")
    school.receive("billing? the lights in the corridor are off")
    school.settle()
    with school.open_unit() as unit:
        dark = unit.issues.next_number() - 1
    school.apply(dark, cmd.ChangeUrgency(by="U2", urgency=Urgency.HIGH))
    school.learn()
    second = school.versions()[-1]
    assert {trial.aspect: bool(trial.why_not) for trial in second.trials} == {
        Aspect.DEPARTMENT: True,
        Aspect.URGENCY: False,
    }
    (urgent,) = (lesson.id for lesson in school.lessons() if lesson.aspect is Aspect.URGENCY)
    assert (second.why_not, second.lessons) == ("", (*first.lessons, urgent))
    assert school.model() == "words@1/heads-1.v2"
    assert school.score(PARASOL, "front-desk") == pytest.approx(before, abs=0.05)


def test_the_weekly_summary_says_from_how_many_corrections_was_learned(school: School) -> None:
    school.passed_on(PARASOL, to="front-desk")
    assert week_of(school) == ["I noted one of your corrections this week, and have learned from none so far"]
    school.learn()
    assert week_of(school) == ["I learned from one of your corrections this week"]
    number = school.passed_on(SOUP, to="food", by="U1")
    school.apply(number, cmd.HandOff(by="U2", assignment=2, to="billing", is_not_ours=True))
    assert week_of(school) == [
        "I noted 3 of your corrections this week, and have learned from 1 so far",
        "2 of them contradict what else I was told; a word from you settles it",
    ]


def week_of(school: School) -> list[str]:
    week = week_at(school.clock.now(), "Europe/London")
    with school.open_unit() as unit:
        summary = strategist_week(unit, week, school.rules.current, now=school.clock.now())
    (section,) = (each for each in summary.sections if each.title == "What I learned")
    assert section.lines[-1].text == "All of them, and the way back: /doorknock lessons"
    return [line.text for line in section.lines[:-1]]


def test_corrections_are_judged_by_the_rulebook_and_by_each_other(school: School) -> None:
    own = Material(
        labels={"billing": "", "food": "", "front-desk": ""},
        train=[Labelled(each.text, each.department or "", each.at) for each in BOOK.examples],
    )
    words = ("towel", "parasol", "suitcase", "umbrella", "charger", "passport")
    numbers = [school.passed_on(f"they never found the {word}", to="front-desk") for word in words]
    with pytest.raises(UnusableMaterial, match="So far 6 corrections"):
        with_corrections(own, school.open_unit)
    numbers += [school.passed_on(f"{word} noodles were cold", to="food", by="U2") for word in words]
    taken_back = numbers[0]
    school.apply(taken_back, cmd.HandOff(by="U3", assignment=2, to="triage", is_not_ours=True))
    school.apply(numbers[1], cmd.Resolve(by="U3", assignment=2))
    material = with_corrections(own, school.open_unit)
    assert [row.at for row in material.train] == [f"#{number}" for number in numbers if number != taken_back]
    (folds,) = trials(material, Plan(protocol=Protocol.FOLDS))
    judged = [row for fold in folds for row in fold.test]
    assert sorted(row.at for row in judged) == sorted(row.at for row in material.train)
    assert all(set(own.train) <= set(fold.examples) for fold in folds)


def test_every_word_on_a_mention_becomes_a_labelled_example_with_who_and_when(school: School) -> None:
    school.receive(*(f"billing {words}" for words in ("cheap pills", "my cousin", "a flood", "a smile")))
    school.settle()
    at = school.clock.now()
    spam, cousin, flood, smile = range(1001, 1005)
    school.apply(spam, cmd.Dismiss(by="U1", why="Spam", relevance=Relevance.SPAM))
    school.apply(cousin, cmd.Dismiss(by="U2", why="Not us", relevance=Relevance.UNRELATED))
    school.apply(cousin, cmd.Reopen(by="U3"))
    school.apply(flood, cmd.ChangeUrgency(by="U4", urgency=Urgency.EMERGENCY))
    LessonBook(school.open_unit, school.clock).correct_sentiment(smile, Sentiment.POSITIVE, by="U5")
    taught = school.lessons(LessonState.TAUGHT)
    assert [(each.issue, each.aspect, each.label, each.how, each.by) for each in taught] == [
        (spam, Aspect.RELEVANCE, "spam", How.DISMISSED, "U1"),
        (cousin, Aspect.RELEVANCE, "relevant", How.REOPENED, "U3"),
        (flood, Aspect.URGENCY, "emergency", How.CORRECTED, "U4"),
        (smile, Aspect.SENTIMENT, "positive", How.CORRECTED, "U5"),
    ]
    assert {each.at for each in taught} == {at}
    assert school.learn() == 1
    (version,) = school.versions()
    assert version.lessons == tuple(each.id for each in taught)
    hindsight = school.judge.fit(BOOK).hindsight
    learnt = [(each.text, each.label) for aspect in Aspect for each in hindsight[aspect] if "billing " in each.text]
    assert set(learnt) == {
        ("billing cheap pills", "spam"),
        ("billing my cousin", "relevant"),
        ("billing a flood", "emergency"),
        ("billing a smile", "positive"),
    }
