"""The player: lets the written week happen on a stage, as fast as it goes or at a pace that can be watched.

Guarantees: mentions, colleagues and everything the bot does by itself happen in order of the play's time; the same seed
without visitors gives the same transcript.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from queue import Empty, SimpleQueue

from bot.core.readers import due_at, strategist_reader
from bot.core.week import week_at
from bot.demo.agenda import Agenda
from bot.demo.arrivals import arrive
from bot.demo.asking import plan_question
from bot.demo.colleagues import Colleagues
from bot.demo.splitting import plan_split
from bot.demo.stage import Stage
from bot.demo.story import CURTAIN, SUMMARY, beat_at
from bot.demo.transcript import Transcript
from bot.demo.watcher import Watcher
from bot.demo.week import DAYS, MONDAY, Index, WrittenMention
from bot.services.model_choice import ModelChoice
from bot.workspace.actors import Actor
from bot.workspace.promises import Posted

AFTERWORD = timedelta(minutes=5)
"""How long the play goes on after its last summary was due."""


class Player:
    """One performance.

    Args:
        stage: Where it is played; its clock must not be later than the Monday's midnight.
        week: What happens.
        transcript: Where it is written down.
        seed: Which of the colleagues' many possible weeks it is.
        days: How many days of the week are played.
    """

    def __init__(
        self,
        stage: Stage,
        week: tuple[WrittenMention, ...],
        transcript: Transcript,
        *,
        seed: int = 0,
        days: int = 7,
        monday: date = MONDAY,
    ) -> None:
        self.stage = stage
        self.transcript = transcript
        self.zone = stage.zone
        self.begins = datetime.combine(monday, time.min, self.zone).astimezone(UTC)
        self.ends = self._end(days)
        self._last_words = SUMMARY if days >= len(DAYS) else CURTAIN
        self._agenda = Agenda()
        self._skips: SimpleQueue[timedelta] = SimpleQueue()
        self._beat = ""
        self._day = -1
        index = Index(week)
        self._colleagues = Colleagues(stage, index=index, agenda=self._agenda, tell=self._tell, seed=seed)
        self._watcher = Watcher(stage, transcript, self._colleagues)
        for mention in week:
            if mention.day < days:
                self._agenda.add(mention.at(monday, self.zone), partial(self._arrive, mention))
        self._colleagues.plan_absences(self.begins)
        for plan in (plan_split, plan_question):
            plan(self._agenda, stage, transcript, begins=self.begins, ends=self.ends)

    def play(self) -> None:
        """Everything, as fast as it goes."""
        self.play_until(self.ends)

    def play_until(self, instant: datetime) -> None:
        """Everything up to an instant of the play."""
        self._happen()
        while self.stage.clock.now() < instant:
            self.stage.clock.forward_to(min(self._next(), instant))
            self._happen()

    def look_around(self) -> None:
        """Let happen what a visitor has caused by clicking or by moving the clock."""
        try:
            while True:
                self.play_until(self.stage.clock.now() + self._skips.get_nowait())
        except Empty:
            self._happen()

    def skip(self, delta: timedelta) -> None:
        """Somebody pressed a clock button on the page; done at the next look around."""
        self._skips.put(delta)

    def undelivered(self) -> dict[str, int]:
        """What should have been said in Slack and was not, by state."""
        states = ("pending", "sending", "unknown", "failed")
        outbox = self.stage.ledger().outbox
        return {state: outbox[state] for state in states if outbox.get(state)}

    def _next(self) -> datetime:
        upcoming = self._agenda.next_at()
        step = self.stage.next_step()
        return min(step, upcoming) if upcoming is not None and upcoming > self.stage.clock.now() else step

    def _happen(self) -> None:
        """Whatever is due now, until nothing more is."""
        self._turn_page()
        happenings = self._agenda.due(self.stage.clock.now()) or [_nothing]
        while happenings:
            for happening in happenings:
                happening()
                self.stage.settle()
                self._watcher.look()
            happenings = self._agenda.due(self.stage.clock.now())

    def _turn_page(self) -> None:
        local = self.stage.clock.now().astimezone(self.zone)
        day = (local.date() - self.begins.astimezone(self.zone).date()).days
        if day != self._day:
            self._day = day
            self.transcript.heading(f"{DAYS[day % 7]} {local:%d %B}")
            self._learn()
        beat = beat_at(day, local.time())
        text = f"{DAYS[beat.day]} {beat.time:%H:%M} · {beat.text}" if beat else ""
        if self.stage.clock.now() >= self.ends - AFTERWORD:
            text = self._last_words
        if text != self._beat:
            self._beat = text
            self.stage.workspace.banner(text)

    def _learn(self) -> None:
        """Once a night here, where a running bot learns within minutes: a week is played in one."""
        if not self.stage.doorknock.learning.tick():
            return
        version = ModelChoice(self.stage.doorknock.open_unit, self.stage.clock).history(limit=1).versions[0]
        what = f"· learned from {len(version.lessons)} of your colleagues' clicks: version {version.number}"
        if version.is_rejected:
            what = f"· tried version {version.number} and keeps to the one before: {version.why_not}"
        self.transcript.line(self.stage.clock.now(), where="the model", who="Doorknock", what=what)

    def _arrive(self, mention: WrittenMention) -> None:
        who = mention.author.name or mention.found_by
        what = f"← {mention.platform or 'found'}: {mention.text}"
        self.transcript.line(self.stage.clock.now(), where=mention.via, who=who, what=what, style="dim")
        arrive(mention, self.stage)

    def _tell(self, who: Actor, card: Posted, what: str) -> None:
        name = card.state.shelves.channels[card.channel_id].name
        self.transcript.line(self.stage.clock.now(), where=f"#{name}", who=who.now.real_name, what=f"· {what}")

    def _end(self, days: int) -> datetime:
        """After the summary of the week, or at the end of the last day of a shorter play."""
        strategist = self.stage.rulebook.strategist
        if days >= len(DAYS):
            return due_at(week_at(self.begins, strategist.zone), strategist_reader(strategist)) + AFTERWORD
        local = self.begins.astimezone(self.zone)
        return datetime.combine(local.date() + timedelta(days=days), time.min, self.zone).astimezone(UTC)


def _nothing() -> None:
    """Only what the bot does by itself is due."""
