"""People click as they always do, and the next mention goes to the right door; the strategist can have it otherwise."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.classify.classifier import EncoderClassifier
from bot.core.encoders import KnownEncoder, Standing
from bot.services.learning import REST
from tests.scenarios.play import RULES, TUESDAY, Colleague, Play
from tests.word_vectors import WordEncoder

EXAMPLES = """
examples:
  billing:
    - text: I was charged twice for one flat white
    - text: charged twice for my gift card
    - text: the receipt shows another amount than my card was charged
    - text: the receipt for my gift card is wrong
  counter:
    - text: the queue was endless and the staff slow
    - text: endless queue and rude staff today
    - text: rude staff behind the till and a slow queue
  website:
    - text: your app crashes when I log in
    - text: the app crashes and the login fails
    - text: I cannot log in and the app hangs
  dismiss:
    - text: Buy cheap watches here
      relevance: spam
"""
LOST = (
    "blue parasol left behind, receipt inside",
    "parasol, duck handle, left behind with the receipt",
    "big parasol with stripes left behind beside its receipt",
)
SEATS = {"billing": "priya", "counter": "gita"}
NEXT = "parasol left behind, receipt somewhere"


class School(Play):
    """The café with a classifier that can be taught."""

    def __init__(self, *, database_url: str, folder: Path, company_too: str = "") -> None:
        rules = Path(shutil.copytree(RULES, folder / "rules"))
        (rules / "examples.yaml").write_text(EXAMPLES.lstrip(), encoding="utf-8")
        company = rules / "company.yaml"
        plain = company.read_text(encoding="utf-8")
        company.write_text(
            plain.replace("minimum_confidence: 0.5", "minimum_confidence: 0.25") + company_too, encoding="utf-8"
        )
        super().__init__(database_url=database_url, start=TUESDAY, rules=rules)
        self._classifier = EncoderClassifier(WordEncoder, cache=folder)

    def learn(self) -> None:
        self.clock.forward(REST)
        self.doorknock.learning.tick()

    def door_of(self, text: str) -> str:
        self.receive(text)
        return self.issue(self.newest).owner.department

    def not_ours(self, door: str, *, to: str) -> None:
        """Whoever sits at `door` says of its newest card that it belongs to another department."""
        words = f"<@{self.workspace.bot.user_id}> not ours {to}"
        self.person(SEATS[door]).says(f"#{door}", words, thread=self.cards(f"#{door}")[-1])

    @property
    def newest(self) -> int:
        with self.doorknock.open_unit() as unit:
            return unit.issues.next_number() - 1


@pytest.fixture
def school(database_url: str, tmp_path: Path) -> Iterator[School]:
    with School(database_url=database_url, folder=tmp_path) as school:
        yield school


@pytest.fixture
def ines(school: School) -> Colleague:
    return school.person("ines")


@pytest.fixture
def taught(school: School) -> School:
    """Three parasols that went to the wrong door, and were said to be the counter's."""
    for text in LOST:
        assert school.door_of(text) == "billing"
        school.not_ours("billing", to="counter")
        assert school.issue(school.newest).owner.department == "counter"
    school.learn()
    return school


def test_not_ours_said_thrice_sends_the_next_one_to_the_right_door(taught: School) -> None:
    assert taught.door_of(NEXT) == "counter"


def test_why_me_says_by_which_version_a_mention_was_judged(taught: School) -> None:
    taught.door_of(NEXT)
    gita = taught.person("gita")
    gita.clicks(taught.cards("#counter")[-1], "Why me?")
    assert "by version 1 of what I've learned" in gita.actor.awaits_view("Why me?").plain


def test_rolled_back_it_goes_where_it_went_before(taught: School, ines: Colleague) -> None:
    ines.commands("/doorknock model 0")
    ines.is_told("The rulebook alone judges from now on")
    taught.doorknock.learning.tick()
    assert taught.door_of(NEXT) != "counter"
    ines.commands("/doorknock model newest")
    ines.is_told("Version 1 judges from now on, and I go on learning")
    taught.doorknock.learning.tick()
    assert taught.door_of("a parasol was left behind, handle and all") == "counter"


def test_the_strategist_sees_what_was_learned_and_from_whom(taught: School, ines: Colleague) -> None:
    ines.commands("/doorknock lessons")
    told = ines.is_told("I've learned from 3 of your colleagues' clicks")
    assert "Version 1 of what I know judges since" in told
    assert "Counter · @" in told
    assert "parasol, duck handle" in told


def test_a_lesson_that_is_forgotten_is_learnt_from_no_more(taught: School, ines: Colleague) -> None:
    for lesson in (1, 2, 3):
        ines.commands(f"/doorknock forget {lesson}")
        ines.is_told(f"I'll forget lesson {lesson} (Counter)")
    taught.learn()
    assert taught.door_of(NEXT) != "counter"


def test_of_two_that_contradict_each_other_the_one_that_is_kept_is_learnt(school: School, ines: Colleague) -> None:
    assert school.door_of(LOST[0]) == "billing"
    school.not_ours("billing", to="counter")
    school.not_ours("counter", to="billing")
    ines.commands("/doorknock lessons")
    assert "against 2" in ines.is_told("Here I was told two things")
    ines.commands("/doorknock keep 1")
    ines.is_told("Lesson 1 (Counter) is right, and what said otherwise is forgotten")
    school.learn()
    with school.doorknock.open_unit() as unit:
        (version,) = unit.models.history(limit=5)
    assert version.lessons == (1,)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("lessons", "I haven't learned anything from clicks yet"),
        ("keep", "Which lesson? Type its number"),
        ("forget everything", "Which lesson? Type its number"),
        ("forget 4711", "I know no lesson 4711"),
        ("model", "The rulebook alone judges; nothing has been learned yet."),
        ("model anyway", "No other encoder waits"),
        ("model six", "Which version? Type its number"),
        ("model 9", "There is no version 9"),
    ],
)
def test_what_there_is_not_is_answered_with_what_to_type(
    school: School, ines: Colleague, words: str, said: str
) -> None:
    ines.commands(f"/doorknock {words}")
    ines.is_told(said)


@pytest.mark.parametrize("words", ["lessons", "keep 1", "forget 1", "model 0"])
def test_only_administrators_may_steer_what_is_learned(school: School, words: str) -> None:
    priya = school.person("priya")
    priya.commands(f"/doorknock {words}")
    priya.is_told("That is for the administrators of Doorknock")
    with school.doorknock.open_unit() as unit:
        assert unit.models.in_force() is None


def test_the_strategist_sees_which_encoder_reads_and_may_insist_on_another(school: School, ines: Colleague) -> None:
    at = school.clock.now()
    old = KnownEncoder(version="old@1", setting="", standing=Standing.IN_USE, since=at, listed_from=0)
    new = replace(old, version="new@1", standing=Standing.DECLINED)
    with school.doorknock.open_unit() as unit:
        unit.encoders.put(old)
        unit.encoders.put(new)
        unit.commit()
    ines.commands("/doorknock model")
    ines.is_told("I read mentions with old@1. I've tried new@1, which was worse; /doorknock model anyway uses it")
    ines.commands("/doorknock model anyway")
    ines.is_told("Then new@1 it is. I'll read what is stored with it")
    ines.commands("/doorknock model")
    ines.is_told("new@1 is to follow it, and is reading what is stored again")
    assert "new@1 is reading what is stored again" in " ".join(school.doorknock.health().reasons)
