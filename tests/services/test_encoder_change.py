"""Another ENCODER reads what is stored again in the background, and judges once it has read all and does no worse."""

import itertools
from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest
from sqlalchemy import Engine, select

from bot.classify.classifier import EncoderClassifier
from bot.classify.encoder import Encoder
from bot.core import commands as cmd
from bot.core.encoders import Progress, Standing
from bot.core.mention import Mention
from bot.core.model import ModelVersion
from bot.core.notices import TellStrategist
from bot.errors import SettingsError
from bot.ports import FoundEncoder, KnownVector
from bot.services.encoder_change import LEASE, EncoderChange
from bot.services.encoder_choice import EncoderChoice
from bot.services.learning import REST, Learning
from bot.services.memory import VectorMemory
from bot.services.model_choice import ModelChoice, NoSuchVersion
from bot.store.encoder_tables import rereadings
from tests.core.example import resolve
from tests.services.house import House
from tests.services.test_learning import BOOK, PARASOL
from tests.word_vectors import WordEncoder

WORDS, TURNED, NOISE = "words", "turned", "noise"
SAID = (
    "the soup was cold and the bread old",
    "I was charged twice, please send the invoice again",
    "the key card does not open my door",
    "breakfast was burnt, and the eggs cold",
    "we waited an hour to check in, nobody was there",
)
ON_ONE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
"""What does not depend on the database is shown on one of them."""
IDS = itertools.count(1)
PORTION = 2
"""Mentions read in one step."""


class Turned(WordEncoder):
    """As good as the one it follows: what is alike to one is alike to the other, and their vectors do not fit."""

    version = identity = "turned@1"

    def encode(self, texts: Sequence[str]) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
        return np.roll(super().encode(texts), 7, axis=1)


class Noise(WordEncoder):
    """Understands nothing."""

    version = identity = "noise@1"

    def encode(self, texts: Sequence[str]) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
        return super().encode([str(crc32(text.encode())) for text in texts])


KINDS = {WORDS: WordEncoder, TURNED: Turned, NOISE: Noise}


class Bot(House):
    """A process with this ENCODER, where the files of the encoders in `here` are at hand. A step takes a second."""

    def __init__(
        self,
        engine: Engine,
        folder: Path,
        encoder: str,
        *,
        owner: str = "worker-1",
        here: tuple[str, ...] = tuple(KINDS),
    ) -> None:
        super().__init__(engine, owner=owner)
        self.engine, self.here = engine, here
        # Processes of one bot take in mentions that the others do not know.
        self._ids = IDS
        self.rules.current = BOOK
        self.choice = EncoderChoice(self.open_unit, self.rules, self.clock, setting=encoder, find=self._find)
        self.judge = EncoderClassifier(
            lambda: self._load(self.choice.settle()), load_other=self._load, cache=folder / owner
        )
        self.triage._classifier = self.judge
        self.learning = Learning(self.open_unit, self.rules, self.clock, learner=self.judge, owner=owner)
        self.change = EncoderChange(
            self.open_unit,
            self.rules,
            self.clock,
            reader=self.judge,
            owner=owner,
            portion=PORTION,
            monotonic=itertools.count().__next__,
        )
        self.models = ModelChoice(self.open_unit, self.clock)
        self.texts_read: list[str] = []

    def _find(self, setting: str, like: str) -> FoundEncoder:
        if setting not in self.here:
            raise SettingsError(f"ENCODER: there is no {setting}")
        return FoundEncoder(version=KINDS[setting].identity, setting=setting)

    def _load(self, found: FoundEncoder) -> Encoder:
        self._find(found.setting, "")
        encoder = KINDS[found.setting]()
        read, encode = self.texts_read, encoder.encode
        # Notes what it reads, beside the rulebook's texts.
        encoder.encode = lambda texts: (read.extend(texts), encode(texts))[1]  # type: ignore[method-assign]
        return encoder  # type: ignore[return-value] # all that is asked of an encoder

    def start(self) -> "Bot":
        self.judge.fit(self.rules.current)
        self.learning.catch_up()
        return self

    def hear(self, *texts: str) -> "Bot":
        for text in texts:
            self.receive(text)
            self.settle()
        return self

    def finish(self) -> None:
        """Tick until nothing is left to do."""
        for _ in range(200):
            if not self.change.tick():
                return
        raise AssertionError("it never ends")

    def vectors(self) -> list[KnownVector]:
        with self.open_unit().for_reading() as unit:
            return list(unit.mentions.vectors(range(1, 100)).values())

    def readers(self) -> set[str]:
        return {each.encoder for each in self.vectors()}

    def progress(self) -> Progress:
        return self.models.encoders()

    def versions(self) -> list[ModelVersion]:
        return list(self.models.history(limit=100).versions)

    def told(self) -> list[str]:
        self.settle()
        channel = self.rules.current.strategist.channel
        return [
            said.delivery.notice.text
            for said in self.slack.in_channel(channel)
            if isinstance(said.delivery.notice, TellStrategist)
        ]

    def listed(self) -> int:
        with self.engine.connect() as connection:
            return len(connection.execute(select(rereadings)).all())

    def similar(self, number: int) -> list[int]:
        with self.open_unit().for_reading() as unit:
            asked = unit.mentions.get(self.issue(number).mention)
        assert asked is not None
        return [each.issue.number for each in VectorMemory(self.open_unit).similar_to(asked, count=3)]


@pytest.fixture
def before(engine: Engine, tmp_path: Path) -> Bot:
    """A bot that has judged some mentions."""
    bot = Bot(engine, tmp_path, WORDS).start().hear(*SAID)
    bot.finish()
    return bot


def test_a_new_encoder_judges_once_it_has_read_what_is_stored(before: Bot, engine: Engine, tmp_path: Path) -> None:
    after = Bot(engine, tmp_path, TURNED).start()
    assert after.judge.encoder == "words@1"
    after.finish()
    assert after.judge.encoder == "turned@1"
    assert (after.readers(), after.listed()) == ({"turned@1"}, 0)
    own = {row.tobytes() for row in Turned().encode(SAID)}
    assert {each.vector for each in after.vectors()} == own
    (version,) = after.versions()
    assert (version.encoder, version.was_encoder, version.why_not) == ("turned@1", "words@1", "")
    assert all((trial.rulebook.gained, trial.rulebook.lost) == (0, 0) for trial in version.trials)
    (said,) = after.told()
    assert "with turned@1, as ENCODER says, and not with words@1" in said
    # Heads keep the judgements that were made: only what they are compared by has changed.
    with after.open_unit().for_reading() as unit:
        judged = unit.mentions.get(1)
    assert judged is not None
    assert judged.classification is not None
    assert judged.classification.model.startswith("words@1/")


@ON_ONE
def test_nothing_falls_silent_at_any_step_of_the_way(before: Bot, engine: Engine, tmp_path: Path) -> None:
    before.apply(1001, resolve())
    assert before.similar(1004) == [1001]
    after = Bot(engine, tmp_path, TURNED).start()
    seen = []
    while not seen or after.change.tick():
        (reader,) = after.readers()
        seen.append(reader)
        assert after.similar(1004) == [1001]
    (reader,) = after.readers()
    assert (seen[0], reader) == ("words@1", "turned@1")
    assert after.similar(1004) == [1001]


@pytest.mark.parametrize("steps", [1, 2])
def test_killed_in_the_middle_another_process_goes_on(before: Bot, engine: Engine, tmp_path: Path, steps: int) -> None:
    killed = Bot(engine, tmp_path, TURNED).start()
    killed.change.tick()  # lists them
    for _ in range(steps):
        killed.change.tick()
    assert killed.progress().read == PORTION * steps
    other = Bot(engine, tmp_path, TURNED, owner="worker-2").start()
    assert other.change.tick() == 0
    other.clock.forward(2 * LEASE)
    other.texts_read.clear()
    other.finish()
    assert other.readers() == {"turned@1"}
    assert len(set(other.texts_read) & set(SAID)) == len(SAID) - PORTION * steps
    assert not set(killed.texts_read) & set(other.texts_read) & set(SAID)
    assert len(other.versions()) == 1


def test_erased_words_are_not_read_again_and_leave_nothing_behind(before: Bot, engine: Engine, tmp_path: Path) -> None:
    after = Bot(engine, tmp_path, TURNED).start()
    after.change.tick()
    after.apply(1001, cmd.EraseWords(by="U1"))
    with after.open_unit() as unit:
        unit.mentions.erase(1001)
        unit.commit()
    after.change.tick()
    with after.open_unit() as unit:
        # One that was read already.
        unit.mentions.erase(1002)
        unit.commit()
    with engine.connect() as connection:
        assert set(connection.execute(select(rereadings.c.mention)).scalars()) == {3, 4, 5}
    after.finish()
    assert len(after.vectors()) == 3
    assert SAID[0] not in after.texts_read


def test_mentions_that_come_meanwhile_are_read_by_both(before: Bot, engine: Engine, tmp_path: Path) -> None:
    after = Bot(engine, tmp_path, TURNED).start()
    after.change.tick()
    after.hear("the tea was cold and the cake old")
    assert after.readers() == {"words@1"}
    after.finish()
    assert (after.readers(), len(after.vectors())) == ({"turned@1"}, 6)


@ON_ONE
def test_fresh_mentions_go_first(before: Bot, engine: Engine, tmp_path: Path) -> None:
    after = Bot(engine, tmp_path, TURNED).start()
    after.receive("is anybody there?")
    assert after.change.tick() == 0
    after.settle()
    assert after.change.tick() == 1


def test_other_processes_follow_and_what_they_had_at_hand_is_read_again(
    before: Bot, engine: Engine, tmp_path: Path
) -> None:
    after = Bot(engine, tmp_path, TURNED, owner="worker-2").start()
    after.clock.forward(2 * LEASE)
    after.finish()
    # It has not looked since: what it judges now is of the encoder before.
    before.hear("the tea was cold and the cake old")
    assert before.readers() == {"words@1", "turned@1"}
    after.finish()
    assert before.readers() == {"turned@1"}
    before.change.tick()
    assert before.judge.encoder == "turned@1"


@ON_ONE
def test_an_encoder_that_does_worse_is_told_of_and_waits_for_a_word(
    before: Bot, engine: Engine, tmp_path: Path
) -> None:
    after = Bot(engine, tmp_path, NOISE).start()
    after.finish()
    assert after.judge.encoder == "words@1"
    (version,) = after.versions()
    assert version.why_not == "worse at naming the department"
    (said,) = after.told()
    assert "ENCODER asks for noise@1. I have tried it, and I'd rather stay with words@1." in said
    assert "/doorknock model anyway" in said
    # Neither the next start nor the next click asks again.
    again = Bot(engine, tmp_path, NOISE).start().hear("hello, is this the desk?")
    again.finish()
    again.clock.forward(REST)
    assert (again.learning.tick(), len(again.versions()), again.judge.encoder) == (0, 1, "words@1")
    assert again.progress().declined is not None
    again.models.want_encoder(by="U1", via="terminal")
    again.finish()
    assert (again.judge.encoder, again.readers()) == ("noise@1", {"noise@1"})
    assert [each.why_not for each in again.versions()] == ["", "worse at naming the department"]


@ON_ONE
def test_where_the_old_files_are_gone_the_new_one_judges_at_once_and_says_so(
    before: Bot, engine: Engine, tmp_path: Path
) -> None:
    after = Bot(engine, tmp_path, TURNED, here=(TURNED,)).start()
    assert after.judge.encoder == "turned@1"
    (said,) = after.told()
    assert "Mentions are read with turned@1 from now on" in said
    assert "it is not to be had any more (words)" in said
    after.change.tick()
    assert after.progress().left == len(SAID)
    after.finish()
    assert (after.readers(), after.versions()) == ({"turned@1"}, [])
    # A second start has nothing to say.
    assert len(Bot(engine, tmp_path, TURNED, here=(TURNED,)).start().told()) <= 1


@ON_ONE
def test_set_back_before_it_was_done_nothing_has_changed(before: Bot, engine: Engine, tmp_path: Path) -> None:
    doubtful = Bot(engine, tmp_path, TURNED).start()
    doubtful.change.tick()
    doubtful.change.tick()
    back = Bot(engine, tmp_path, WORDS).start()
    back.finish()
    assert (back.judge.encoder, back.readers(), back.listed()) == ("words@1", {"words@1"}, 0)
    assert (back.progress().coming, back.versions()) == (None, [])
    with pytest.raises(NoSuchVersion, match="No other encoder waits"):
        back.models.want_encoder(by="U1", via="terminal")


@ON_ONE
def test_back_and_forth_reads_everything_each_time(before: Bot, engine: Engine, tmp_path: Path) -> None:
    for encoder in (TURNED, WORDS, TURNED):
        bot = Bot(engine, tmp_path, encoder).start()
        bot.finish()
        assert (bot.judge.encoder, bot.readers()) == (KINDS[encoder].identity, {KINDS[encoder].identity})
    assert next((each.was_encoder, each.encoder) for each in bot.versions()) == ("words@1", "turned@1")


@ON_ONE
def test_what_was_learnt_goes_along_and_a_chosen_version_stays_chosen(
    before: Bot, engine: Engine, tmp_path: Path
) -> None:
    before.hear(f"billing? {PARASOL}")
    before.apply(1006, cmd.HandOff(by="U7", assignment=1, to="front-desk", is_not_ours=True))
    before.clock.forward(REST)
    before.learning.tick()
    (learnt,) = before.versions()
    before.models.use(learnt.number, by="U9", via="terminal")
    after = Bot(engine, tmp_path, TURNED).start()
    after.finish()
    history = after.models.history(limit=1)
    assert history.versions[0].lessons == learnt.lessons != ()
    assert history.in_force is not None
    assert (history.in_force.number, history.in_force.is_kept, history.in_force.by) == (learnt.number + 1, True, "U9")
    after.learning.tick()
    (judged,) = after.judge.classify([before_mention(after)], after.rules.current)
    assert judged.model == f"turned@1/heads-1.v{learnt.number + 1}"


def before_mention(bot: Bot) -> Mention:
    with bot.open_unit().for_reading() as unit:
        found = unit.mentions.get(1)
    assert found is not None
    return found.mention


@ON_ONE
def test_an_encoder_that_is_not_on_this_machine_is_said_to_be_missing(
    before: Bot, engine: Engine, tmp_path: Path
) -> None:
    after = Bot(engine, tmp_path, TURNED, owner="worker-2").start()
    after.clock.forward(2 * LEASE)
    after.finish()
    before.here = (WORDS,)
    assert before.change.tick() == 0
    assert before.change.trouble == "ENCODER: there is no turned"
    assert before.judge.encoder == "words@1"


@ON_ONE
def test_one_encoder_is_in_use_and_the_first_start_changes_nothing(before: Bot) -> None:
    progress = before.progress()
    assert progress.in_use is not None
    assert (progress.in_use.version, progress.in_use.standing, progress.in_use.is_listed) == (
        "words@1",
        Standing.IN_USE,
        True,
    )
    assert (progress.coming, progress.left, before.told()) == (None, 0, [])
