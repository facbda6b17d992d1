"""The scripted colleagues: they see cards and knocks in the workspace and act by their department's habits.

Guarantees: what they do depends on the seed and on what they see, so a week without visitors is the same each time;
what a visitor has taken up, answered or finished they leave alone.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random
from zoneinfo import ZoneInfo

from bot.core.classification import Urgency
from bot.core.department import TRIAGE, Department
from bot.core.working_hours import ROUND_THE_CLOCK, WorkingHours
from bot.demo import deeds as do
from bot.demo import lines
from bot.demo.agenda import Agenda
from bot.demo.cards import (
    Card,
    asks_for_help,
    asks_still_on_it,
    doors_in,
    is_personal,
    knock_of,
    says_quiet_is_over,
    says_released,
)
from bot.demo.company import short_name
from bot.demo.habits import (
    ANYBODY,
    HABITS,
    Habit,
    Plan,
    Situation,
    Step,
    after_being_released,
    after_the_quiet,
    plan_for,
)
from bot.demo.stage import Stage
from bot.demo.week import Index
from bot.errors import DoorknockError
from bot.logs import get_logger
from bot.workspace.actors import Actor
from bot.workspace.promises import Posted

BUSY_FOR = timedelta(minutes=5)

Teller = Callable[[Actor, Posted, str], None]
"""Writes down what somebody did: who, on which card, in a few words."""


@dataclass(slots=True, kw_only=True)
class _Share:
    """One card as its department looks at it.

    `has_begun` once the plan runs, `is_ours` once one of us took it, `is_woken` once a knock out of hours was heard.
    `told` is the newest message to one of us alone.
    """

    card: Card
    department: Department
    situation: Situation
    habit: Habit
    plan: Plan
    has_begun: bool = False
    is_ours: bool = False
    is_woken: bool = False
    told: Posted | None = None


class Colleagues:
    """Everybody who is not the visitor."""

    def __init__(self, stage: Stage, *, index: Index, agenda: Agenda, tell: Teller, seed: int) -> None:
        self._stage = stage
        self._index = index
        self._agenda = agenda
        self._tell = tell
        self._seed = seed
        self._shares: dict[tuple[str, str], _Share] = {}
        self._counts: Counter[str] = Counter()
        self._helped: set[int] = set()
        rulebook = stage.rulebook
        self._doors = {stage.channel(each.key).id: each for each in rulebook.departments}
        self._keys = frozenset(each.key for each in rulebook.departments)

    def plan_absences(self, begins: datetime) -> None:
        """Let everybody read in the workspace who is away in the week that begins then."""
        for key, habit in HABITS.items():
            department = self._stage.rulebook.department(key)
            if habit.away and department is not None and department.seat:
                seat = short_name(department.seat)
                status = partial(self._stage.workspace.set_status, seat)
                self._agenda.add(begins + timedelta(days=min(habit.away)), partial(status, lines.AWAY, ":palm_tree:"))
                self._agenda.add(begins + timedelta(days=max(habit.away) + 1), status)

    def see(self, posted: Posted) -> None:
        """Somebody's new message: a card, or a line in a card's thread."""
        card = Card.at(posted)
        if is_personal(posted):
            self._read_knock(posted)
        elif card is not None:
            self._see_card(card)
        elif posted.now.is_reply and posted.now.bot_id:
            share = self._shares.get((posted.channel_id, posted.now.thread_ts))
            if share is not None:
                self._see_line(share, posted)

    def _see_card(self, card: Card) -> None:
        department = self._doors.get(card.posted.channel_id)
        if department is None or not card.is_open:
            return
        self._counts[department.key] += 1
        situation = self._situation(card, department)
        habit = HABITS.get(department.key, ANYBODY)
        plan = plan_for(situation, habit)
        share = _Share(card=card, department=department, situation=situation, habit=habit, plan=plan)
        self._shares[card.posted.channel_id, card.posted.ts] = share
        if plan.after_knock == 0:
            self._begin(share)

    def _situation(self, card: Card, department: Department) -> Situation:
        written = self._index.of(card.plain)
        opens = department.hours.next_open(self._now)
        known = written.id if written else card.plain
        return Situation(
            department=department.key,
            urgency=card.urgency,
            written=written,
            count=self._counts[department.key],
            weekday=opens.astimezone(ZoneInfo(department.hours.zone)).weekday(),
            chance=Random(f"{self._seed}:{department.key}:{known}"),  # noqa: S311 - a play, not a secret
            departments=self._keys,
            is_brought_in=card.is_brought_in,
            is_handed=card.is_handed,
            question=card.has_question,
        )

    def _read_knock(self, told: Posted) -> None:
        """What the bot tells one person alone, about one door or several."""
        is_for_strategist = told.state.shelves.channels[told.channel_id].user == self._stage.strategist.id
        for share in self._shares.values():
            if (share.card.issue, share.card.assignment) in doors_in(told):
                share.told = told
                self._hear_knock(share, share.card.knocks)
                if is_for_strategist and share.department.key != TRIAGE:
                    self._help(share, lines.STRATEGIST_AFTER_KNOCKS, minutes=(10, 40))

    def _hear_knock(self, share: _Share, knock: int) -> None:
        if knock and not share.has_begun and knock >= share.plan.after_knock > 0:
            self._begin(share)
        elif knock > 1 and not share.is_woken and not self._hours(share).is_open(self._now):
            # The bot knocks at night only where it matters, and then somebody gets up.
            share.is_woken = True
            self._begin(share)

    def _see_line(self, share: _Share, line: Posted) -> None:
        self._hear_knock(share, knock_of(line))
        if asks_for_help(line):
            self._help(share, lines.STRATEGIST_HERE, minutes=(3, 12))
        if asks_still_on_it(line) and not share.plan.is_forgotten:
            self._soon(share, Step(after=self._minutes(share, (4, 25)), deed=do.StillOnIt()), line)
        if says_released(line):
            self._begin_anew(share, after_being_released(share.situation, share.habit))
        if says_quiet_is_over(line):
            self._begin_anew(share, after_the_quiet(share.situation, share.habit))

    def _begin(self, share: _Share) -> None:
        share.has_begun = True
        for step in share.plan.steps:
            self._soon(share, step)

    def _begin_anew(self, share: _Share, plan: Plan) -> None:
        share.plan = plan
        share.is_ours = False
        self._begin(share)

    def _soon(self, share: _Share, step: Step, line: Posted | None = None) -> None:
        at = self._hours(share).add(self._now, step.after)
        self._agenda.add(at, partial(self._act, share, step.deed, line))

    def _act(self, share: _Share, deed: do.Deed, line: Posted | None) -> None:
        if not self._is_still_ours(share):
            return
        who = self._who(share)
        if who.has_view:
            # A visitor acts as the same person and is in the middle of something.
            self._agenda.add(self._now + BUSY_FOR, partial(self._act, share, deed, line))
            return
        scene = do.Scene(who=who, card=share.card.posted, issue=share.card.issue, line=line, told=share.told)
        done = self._done(deed, scene)
        if done:
            self._tell(who, share.card.posted, done)
        if done or isinstance(deed, do.Say):
            share.is_ours = True

    def _done(self, deed: do.Deed, scene: do.Scene) -> str:
        try:
            return do.do(deed, scene)
        except DoorknockError as trouble:
            # A visitor's click got in between, or a rulebook of one's own has changed meanwhile: the play goes on.
            get_logger().warning("colleague gave up", who=scene.who.name, issue=scene.issue, why=str(trouble))
            return ""

    def _is_still_ours(self, share: _Share) -> bool:
        card = share.card
        is_visitors = (card.is_claimed or card.is_answered) and not share.is_ours
        return card.is_open and not is_visitors

    def _help(self, share: _Share, words: tuple[str, ...], *, minutes: tuple[int, int]) -> None:
        """The strategist looks in, once an issue, and says so in the thread."""
        if share.card.issue in self._helped:
            return
        self._helped.add(share.card.issue)
        is_emergency = share.situation.urgency is Urgency.EMERGENCY
        hours = ROUND_THE_CLOCK if is_emergency else self._stage.rulebook.triage.hours
        at = hours.add(self._now, self._minutes(share, minutes))
        seat = short_name(share.department.seat or share.department.name)
        said = share.situation.chance.choice(words).format(who=f"@{seat}", department=share.department.name)
        self._agenda.add(at, partial(self._look_in, share, said))

    def _look_in(self, share: _Share, words: str) -> None:
        if share.card.is_open and not share.card.is_claimed:
            self._stage.strategist.says(share.card.posted.channel_id, words, thread=share.card.posted)
            share.is_ours = True

    def _who(self, share: _Share) -> Actor:
        seat, backup = share.department.seat, share.department.backup
        named = (backup or seat) if share.plan.is_by_backup else (seat or backup)
        return self._stage.workspace.person(short_name(named)) if named else self._stage.strategist

    def _hours(self, share: _Share) -> WorkingHours:
        is_night_work = share.is_woken or share.situation.urgency is Urgency.EMERGENCY
        return ROUND_THE_CLOCK if is_night_work else share.department.hours

    def _minutes(self, share: _Share, bounds: tuple[int, int]) -> timedelta:
        return timedelta(minutes=share.situation.chance.randint(*bounds))

    @property
    def _now(self) -> datetime:
        return self._stage.clock.now()
