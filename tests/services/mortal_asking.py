"""Days in the life of the bot that come by the commits of what people ask for, and of what it learns from them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, func, insert, select

from bot.core.canary import canary
from bot.core.classification import Sentiment
from bot.core.commands import AskWhy, Claim, Command, Resolve
from bot.core.committee import Committee
from bot.core.issue import Issue
from bot.core.lessons import IN_USE
from bot.core.mention import Mention
from bot.core.model import Trial
from bot.core.question import Question
from bot.core.refusal import Refusal
from bot.core.rights import Asked, Standing, Via
from bot.core.rise_notice import PostRise
from bot.core.rulebook import Rulebook
from bot.core.subscribing import PostFindings
from bot.ports import Attempt, FoundEncoder, Heard, Material, OutboxState, Outcome
from bot.services.administration import Administration
from bot.services.dead_man import DeadMan
from bot.services.delivery import DeliveryService
from bot.services.encoder_change import EncoderChange
from bot.services.encoder_choice import EncoderChoice
from bot.services.follow_up import FollowUp
from bot.services.interviews import Interviews
from bot.services.issues import IssueService
from bot.services.learning import Learning
from bot.services.lesson_book import LessonBook
from bot.services.model_choice import ModelChoice
from bot.services.questions import Questions
from bot.services.reporting import Reporting
from bot.services.rises import Rises
from bot.services.subscriptions import Subscriptions
from bot.services.understanding import Understanding
from bot.services.visits import Visits
from bot.services.why_asks import WhyReminders
from bot.store.mention_rows import new_row
from bot.store.tables import mentions, outbox, received_counts
from tests.core.example import RULEBOOK
from tests.services.house import FakeColleagues, FakeSlack
from tests.services.mortal import Days, Fate, MortalHouse
from tests.word_vectors import word_vector

MORNING = datetime(2026, 12, 14, 9, 0, tzinfo=UTC)
"""A Monday on which seats are asked how it goes."""
WEEK_LATER = MORNING + timedelta(days=7, minutes=30)
"""What they said is summed up, and weekly answers are due."""
NIGHT = MORNING + timedelta(days=3, hours=13)
KNOCK_AT = MORNING.replace(hour=17, minute=10)
"""The knock was due when the door was open; we come by when it is shut, and nobody has a seat there."""
COLD, STUCK = "the food was cold", "the digital key is stuck"
WANTED, UNWANTED = Question(words="food"), Question(words="key")
CHAIR = "U1"
KEYWORDS, TURNED = "keywords@1", "turned@1"
NEWER = "of a newer version"
"""A notice that nobody here can read."""
STRANGER = Asked(standing=Standing(user="U9"), via=Via.BUTTON)
WHOEVER_ERASES = Asked(standing=Standing(user=CHAIR, is_strategist=True), via=Via.BUTTON)
BOOK = replace(
    RULEBOOK,
    committee=Committee(chair=CHAIR, channel="#table", zone="Europe/London", weekdays=(1,), minute=9 * 60),
    departments=tuple(each for each in RULEBOOK.departments if each.key in {"triage", "digital", "food"}),
)


class Pupil:
    """Learns whatever it is taught, and reads by whatever it is told to."""

    encoder = KEYWORDS

    def try_out(self, rulebook: Rulebook, material: Sequence[Material], heard: Sequence[Heard] = ()) -> Attempt:
        learnt = tuple(each.lesson.id for each in material)
        return Attempt(encoder=self.encoder, learnt=learnt, contradictions=(), unborne=(), trials=(), why_not="")

    def adopt(self, number: int, rulebook: Rulebook, material: Sequence[Material], heard: Sequence[Heard] = ()) -> None:
        """It has them."""

    def vectors_by(self, encoder: FoundEncoder, texts: Sequence[str]) -> list[bytes]:
        return [word_vector(text) for text in texts]

    def rival(self, encoder: FoundEncoder, rulebook: Rulebook) -> tuple[Trial, ...]:
        return ()

    def change_over(self, encoder: FoundEncoder, rulebook: Rulebook) -> None:
        self.encoder = encoder.version

    def let_go(self) -> None:
        """It holds on to nothing."""


class TrippingIssues(IssueService):
    """Falls over the first thing that is asked of it."""

    has_tripped = False

    def apply(
        self, number: int, command: Command, *, event_key: str = "", asked: Asked | None = None
    ) -> Issue | Refusal:
        if not self.has_tripped:
            self.has_tripped = True
            raise ValueError("a defect of ours")
        return super().apply(number, command, event_key=event_key, asked=asked)


class AskingHouse(MortalHouse):
    """The bot with all that people ask it for."""

    def __init__(self, engine: Engine, fate: Fate, *, owner: str, slack: FakeSlack, colleagues: FakeColleagues) -> None:
        super().__init__(engine, fate, owner=owner, slack=slack, colleagues=colleagues)
        self._engine = engine
        open_unit, clock, rules = self.open_unit, self.clock, self.rules
        rules.current = BOOK
        colleagues.missing |= {"food@example.com", "triage@example.com"}
        self.begins_at(MORNING)
        self.follow_up = FollowUp(open_unit, clock, TrippingIssues(open_unit, rules, clock))
        self.rises = Rises(open_unit, rules, clock)
        self.reporting = Reporting(open_unit, clock, rules)
        self.interviews = Interviews(open_unit, clock, rules, colleagues)
        self.dead_man = DeadMan(open_unit, clock, owner=owner, ping=lambda: None)
        self.administration = Administration(open_unit, clock, self.issues)
        understanding = Understanding(open_unit, rules, clock, classifier=self.classifier)
        self.questions = Questions(open_unit, rules, clock, hurry=understanding.tick, pause=lambda seconds: None)
        self.subscriptions = Subscriptions(open_unit, rules, clock, questions=self.questions)
        pupil = Pupil()
        self.learning = Learning(open_unit, rules, clock, learner=pupil, owner=owner)
        self.change = EncoderChange(open_unit, rules, clock, reader=pupil, owner=owner)
        self.book = LessonBook(open_unit, clock)
        self.choice = ModelChoice(open_unit, clock)
        self.why_reminders = WhyReminders(open_unit, rules, clock, self.issues)
        self.visits = Visits(open_unit, clock)
        self.delivery = DeliveryService(
            open_unit, rules, clock, messenger=slack, owner=owner, summarise=self._summarised
        )

    def _summarised(self, notice: object) -> object | None:
        says: dict[type, Callable[..., object]] = {PostRise: self.rises.say, PostFindings: self.subscriptions.answer}
        return says.get(type(notice), self.reporting.say)(notice)

    def dismissed(self) -> int:
        """The number of a mention that became no issue: the first that ever came."""
        with self._engine.begin() as connection:
            return int(connection.execute(select(func.min(mentions.c.id))).scalar_one())

    def is_to_read_by(self, encoder: str) -> None:
        """A process starts with this ENCODER."""

        def find(setting: str, like: str) -> FoundEncoder:
            return FoundEncoder(version=setting, setting=setting)

        EncoderChoice(self.open_unit, self.rules, self.clock, setting=encoder, find=find).settle()

    def begins_at(self, instant: datetime) -> None:
        """Not before then."""
        self.clock.forward_to(max(self.clock.now(), instant))


def live_asking(house: AskingHouse) -> None:
    """A rise, interviews, questions, lessons, an erasure; a week later what was subscribed to is due."""
    house.rises.tick()
    house.rises.silence("the lift", until=WEEK_LATER, by=CHAIR)
    for each in house.rises.silences():
        house.rises.lift(each.id)
    house.dead_man.tick()
    house.interviews.tick()
    house.intake.receive([canary(name="1", now=MORNING)], delivery_key="canary:1")
    house.intake.receive([_said("1", COLD), _said("2", STUCK)], delivery_key="webhook:1")
    house.settle()
    # The first time Slack did not say who anybody is.
    house.forward(minutes=10)
    house.interviews.tick()
    house.settle()
    _people_ask(house)
    _it_learns(house)
    _nobody_is_there(house)
    _one_asks_why(house)
    _it_reads_anew(house)
    house.administration.erase(1002, by=CHAIR, asked=WHOEVER_ERASES)
    house.administration.erase_mention(house.dismissed(), by=CHAIR)
    house.begins_at(WEEK_LATER)
    house.interviews.tick()
    house.subscriptions.tick()
    house.settle()


def _said(number: str, text: str) -> Mention:
    return Mention(source="test", external_id=number, text=text, received_at=MORNING)


def _people_ask(house: AskingHouse) -> None:
    house.interviews.answer("2026-12", "U0DIGITAL", {"digital": {"keywords": "app"}})
    house.visits.comes("U7")
    house.issues.may_ask(1001, Claim(by="U9", assignment=1), asked=STRANGER)
    house.administration.note("ExportWeek", by=CHAIR, via=Via.BUTTON)
    house.reporting.post("2026-W50")
    for question, channel in ((WANTED, "#food"), (UNWANTED, "#digital")):
        answer = house.questions.ask(question, by="U7")
        house.subscriptions.begin(answer.asked.id, channel=channel, by="U7")
    for each in house.subscriptions.of("#digital"):
        house.subscriptions.stop(each.subscription.id, by="U7", channel="#digital")


def _it_learns(house: AskingHouse) -> None:
    house.book.correct_sentiment(1001, Sentiment.NEGATIVE, by="U7")
    house.learning.tick()
    # Where a process died over it, its lease must end first.
    house.forward(minutes=30)
    house.learning.tick()
    with house.open_unit().for_reading() as unit:
        lessons = unit.lessons.find(IN_USE, limit=9)
    for each in lessons:
        house.book.keep(each.id, by=CHAIR)
    house.choice.use(1, by=CHAIR, via=Via.BUTTON)


def _one_asks_why(house: AskingHouse) -> None:
    house.apply(1001, Resolve(by="U7", assignment=1, cause="late rota"), event_key="Ev1")
    house.apply(1001, AskWhy(by="U7", department="digital"), event_key="Ev2")
    house.begins_at(NIGHT)
    # It is time to remind them, and they sleep.
    house.why_reminders.tick()


def _it_reads_anew(house: AskingHouse) -> None:
    if house.choice.encoders().in_use is None:
        house.is_to_read_by(KEYWORDS)
    house.is_to_read_by(TURNED)
    if house.choice.encoders().coming is not None:
        house.choice.want_encoder(by=CHAIR, via=Via.BUTTON)
    for _ in range(2):
        while house.change.tick():
            pass
        # Where a process died over it, its lease must end first.
        house.forward(minutes=5)


def _nobody_is_there(house: AskingHouse) -> None:
    house.begins_at(KNOCK_AT - timedelta(minutes=15))
    for _ in range(2):
        # One door falls over the first time, and the other may be it.
        house.follow_up.tick()
        house.clock.forward(timedelta(minutes=5))
    house.begins_at(KNOCK_AT)
    house.settle()


def _past(engine: Engine) -> None:
    """The past: little was ever said of one brand, and much in the last hour; and a newer version has run here."""
    hour = [MORNING - timedelta(minutes=1 + minute) for minute in range(12)]
    past = [
        Mention(source="past", external_id=str(number), text="The lift is stuck", brand="wrenbox", received_at=at)
        for number, at in enumerate([MORNING - timedelta(weeks=5), *hour])
    ]
    newer = {"key": NEWER, "lane": NEWER, "channel": "#food", "kind": "?", "verb": "post", "urgency_rank": 1}
    state = {"state": OutboxState.PENDING, "is_live": True, "not_before": MORNING, "created_at": MORNING}
    with engine.begin() as connection:
        connection.execute(insert(outbox).values(**newer, **state, notice={"kind": "Unheard"}))
        dismissed, *joined = past
        connection.execute(insert(mentions), [new_row(dismissed) | {"outcome": Outcome.DISMISSED}])
        connection.execute(insert(mentions), [new_row(each) | {"outcome": Outcome.JOINED} for each in joined])
        # What joined is in no issue, and counts for nothing.
        connection.execute(insert(received_counts).values(source="past", received=1))


ASKING = Days(AskingHouse, live_asking, _past)
