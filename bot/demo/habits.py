"""How each department treats its cards: rules over what a card shows, tried from the top, never a script for one card.

Guarantee: pure. The same card, habit and chance give the same plan, so the week is the same week each time.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from types import MappingProxyType

from bot.core.classification import Urgency
from bot.core.department import TRIAGE
from bot.demo import deeds as do
from bot.demo import lines
from bot.demo.week import Sort, WrittenMention

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One deed, `after` so much of the department's working time since the plan began."""

    after: timedelta
    deed: do.Deed


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What somebody will do about a card.

    It begins with knock `after_knock`, 0 meaning with the card itself. `is_forgotten` says that nothing comes after it.
    """

    steps: tuple[Step, ...] = ()
    after_knock: int = 0
    is_by_backup: bool = False
    is_forgotten: bool = False


NOTHING = Plan()


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What a colleague sees and knows.

    `count` numbers the department's cards from 1, `weekday` is that of its next open hour; `departments` are the doors
    there are.
    """

    department: str
    urgency: Urgency
    written: WrittenMention | None
    count: int
    weekday: int
    chance: Random
    departments: frozenset[str]
    is_brought_in: bool = False
    is_handed: bool = False
    question: bool = False

    @property
    def says(self) -> str:
        """The mention's words, lower case."""
        return f"{self.written.title} {self.written.text}".casefold() if self.written else ""


Rule = Callable[[Situation, "Habit"], Plan | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """A department's ways. Pairs are (least, most) minutes of its working time.

    `looks` until the first deed, `finishes` from there to the end. `leaves` is the share of cards that nobody takes up
    before the second knock, `backs_up` the share that the backup does. `away` are weekdays on which nobody is there.
    """

    looks: tuple[int, int]
    finishes: tuple[int, int]
    leaves: float = 0.0
    backs_up: float = 0.3
    claims: tuple[str, ...] = ("button", "button", "command", "eyes")
    after_knock: int = 0
    away: frozenset[int] = frozenset()
    rules: tuple[Rule, ...] = field(default=())


def plan_for(situation: Situation, habit: Habit) -> Plan:
    """What will be done about the card: by the department's own rules, else by those that hold for all."""
    for rule in (*habit.rules, *COMMON):
        plan = rule(situation, habit)
        if plan is not None:
            return plan
    return NOTHING


def answer_plan(situation: Situation, habit: Habit, *, after_knock: int = 0, is_by_backup: bool | None = None) -> Plan:
    """Claim, say a word now and then, resolve."""
    chance = situation.chance
    looks = _between(chance, habit.looks)
    ends = looks + _between(chance, habit.finishes)
    steps = [Step(after=looks, deed=do.Claim(chance.choice(habit.claims)))]
    if chance.random() < 0.5:
        steps.append(Step(after=looks + _between(chance, (2, 12)), deed=do.Say(_reply(situation))))
    steps.append(Step(after=ends, deed=resolution(situation)))
    backs_up = chance.random() < habit.backs_up if is_by_backup is None else is_by_backup
    return Plan(steps=tuple(steps), after_knock=after_knock, is_by_backup=backs_up)


def resolution(situation: Situation) -> do.Resolve:
    """How it ends: with the reason now and then, and with a link to what was answered in public."""
    if situation.is_brought_in:
        return do.Resolve(outcome=lines.SHARE_DONE)
    chance, written = situation.chance, situation.written
    is_trouble = written is not None and written.sort in (Sort.COMPLAINT, Sort.EMERGENCY)
    causes = lines.CAUSES.get(situation.department, ())
    cause = chance.choice(causes) if causes and is_trouble and chance.random() < 0.4 else ""
    is_public = written is not None and bool(written.platform) and chance.random() < 0.5
    link = f"{written.url}/reply" if written is not None and is_public else ""
    endings = _endings(written) if written is not None else ()
    outcome = chance.choice(endings) if endings else _line(lines.OUTCOMES, situation)
    return do.Resolve(outcome=outcome, cause=cause, public_reply=link)


def _endings(written: WrittenMention) -> tuple[str, ...]:
    return lines.BY_STORM.get(written.storm) or lines.BY_SORT.get(written.sort, ())


def after_being_released(situation: Situation, habit: Habit) -> Plan:
    """A claim was forgotten and the card is open again: the backup takes it."""
    return answer_plan(situation, habit, is_by_backup=True)


def after_the_quiet(situation: Situation, habit: Habit) -> Plan:
    """A snooze is over: now it is done."""
    return answer_plan(situation, habit)


def _between(chance: Random, bounds: tuple[int, int]) -> timedelta:
    return chance.randint(*bounds) * MINUTE


def _reply(situation: Situation) -> str:
    written = situation.written
    lighter = lines.REPLIES_BY_SORT.get(written.sort, ()) if written is not None else ()
    return situation.chance.choice(lighter) if lighter else _line(lines.REPLIES, situation)


def _line(bank: Mapping[str, Sequence[str]], situation: Situation) -> str:
    own = bank.get(situation.department) or bank["guest-relations"]
    return situation.chance.choice(own)


# ── Rules that hold for every department ──


def absence(situation: Situation, habit: Habit) -> Plan | None:
    """The seat is away: nobody looks until the fourth knock, which has reached the strategist."""
    if situation.weekday not in habit.away or situation.urgency is Urgency.EMERGENCY:
        return None
    return answer_plan(situation, habit, after_knock=4, is_by_backup=True)


def emergency(situation: Situation, habit: Habit) -> Plan | None:
    """Everybody drops everything; the safety department leads, the others take their share at the first knock."""
    if situation.urgency is not Urgency.EMERGENCY:
        return None
    hurried = Habit(looks=(2, 9), finishes=(50, 160), backs_up=habit.backs_up, claims=("eyes", "button"))
    return answer_plan(situation, hurried, after_knock=0 if situation.department == "safety" else 1)


def nobodys(situation: Situation, habit: Habit) -> Plan | None:
    """Nobody has to act: say so."""
    written = situation.written
    if written is None or written.department is not None or situation.is_brought_in:
        return None
    reason = "spam" if written.sort is Sort.SPAM else "not_about_us"
    return Plan(steps=(Step(after=_between(situation.chance, habit.looks), deed=do.Dismiss(reason)),))


def elsewhere(situation: Situation, habit: Habit) -> Plan | None:
    """It belongs to another department: pass it on, and say that it was never ours. Once; what comes back is kept."""
    to = situation.written.department if situation.written else None
    if to is None or to == situation.department or situation.is_brought_in or situation.is_handed:
        return None
    if to not in situation.departments:
        return None
    at = _between(situation.chance, habit.looks)
    passed = do.HandOff(to=to, why=situation.chance.choice(lines.NOT_OURS), is_not_ours=True)
    return Plan(steps=(Step(after=at, deed=passed),), after_knock=habit.after_knock)


def brought_in(situation: Situation, habit: Habit) -> Plan | None:
    """Brought in beside others: most just finish their share, some wait for a knock."""
    if not situation.is_brought_in:
        return None
    chance = situation.chance
    at = _between(chance, habit.looks)
    knock = max(habit.after_knock, int(chance.random() < 0.35))
    if situation.question:
        answer = do.Say(lines.ANSWERS.get(situation.department, lines.ANSWER))
        ends = Step(after=at + _between(chance, (20, 90)), deed=resolution(situation))
        return Plan(steps=(Step(after=at, deed=answer), ends), after_knock=knock)
    return Plan(steps=(Step(after=at, deed=resolution(situation)),), after_knock=knock)


def left_lying(situation: Situation, habit: Habit) -> Plan | None:
    """Some cards are seen by everybody and taken by nobody, until the second knock names the backup too."""
    if situation.chance.random() >= habit.leaves:
        return None
    return answer_plan(situation, habit, after_knock=2, is_by_backup=True)


def usual(situation: Situation, habit: Habit) -> Plan:
    """Work it off."""
    return answer_plan(situation, habit, after_knock=habit.after_knock)


COMMON: tuple[Rule, ...] = (absence, emergency, nobodys, brought_in, elsewhere, left_lying, usual)


# ── Rules of single departments ──


def to_reservations(situation: Situation, habit: Habit) -> Plan | None:
    """Billing hands to reservations what hangs on a booking that was changed."""
    is_about_booking = any(word in situation.says for word in ("cancel", "no-show", "annul", "prenot", "reserv"))
    if not is_about_booking or situation.is_brought_in or situation.is_handed:
        return None
    if "reservations" not in situation.departments:
        return None
    passed = do.HandOff(to="reservations", why=lines.BILLING_TO_RESERVATIONS)
    return Plan(steps=(Step(after=_between(situation.chance, (15, 50)), deed=passed),))


def sleeps_on_it(situation: Situation, habit: Habit) -> Plan | None:
    """Digital asks for quiet until the next morning for every third card that can wait, and does it then."""
    if situation.count % 3 or situation.urgency > Urgency.NORMAL or situation.is_brought_in:
        return None
    return Plan(steps=(Step(after=_between(situation.chance, habit.looks), deed=do.Snooze()),))


def asks_safety(situation: Situation, habit: Habit) -> Plan | None:
    """Property operations ask safety whether guests may stay in a room that smells, sparks or crawls."""
    is_hazard = any(word in situation.says for word in ("spark", "muff", "mould", "ameisen", "green", "verde", "tape"))
    if not is_hazard or situation.is_brought_in or situation.urgency is Urgency.EMERGENCY:
        return None
    if "safety" not in situation.departments:
        return None
    at = _between(situation.chance, habit.looks)
    asked = Step(after=at, deed=do.BringIn(department="safety", question=lines.ASK_SAFETY))
    rest = answer_plan(situation, habit).steps
    return Plan(steps=(asked, *(Step(after=step.after + at, deed=step.deed) for step in rest)))


def press_calls_for_help(situation: Situation, habit: Habit) -> Plan | None:
    """Communications escalate when a verified reporter asks about the breakfast that everybody talks about."""
    written = situation.written
    if written is None or written.sort is not Sort.PRESS or not written.author.verified or situation.is_brought_in:
        return None
    if "breakfast" not in situation.says:
        return None
    first = Step(after=_between(situation.chance, (5, 15)), deed=do.Escalate(lines.PRESS_IS_ASKING))
    rest = answer_plan(situation, habit).steps
    return Plan(steps=(first, *(Step(after=step.after + first.after, deed=step.deed) for step in rest)))


def forgets(situation: Situation, habit: Habit) -> Plan | None:
    """Legal claim their first card of the week and never come back to it."""
    if situation.count != 1 or situation.is_brought_in or situation.urgency > Urgency.HIGH:
        return None
    claimed = Step(after=_between(situation.chance, habit.looks), deed=do.Claim())
    return Plan(steps=(claimed,), is_forgotten=True)


def files(situation: Situation, habit: Habit) -> Plan | None:
    """The strategist files what nobody could: to whom it belongs, or away."""
    written = situation.written
    at = _between(situation.chance, habit.looks)
    if written is None:
        return NOTHING
    if written.department is None:
        return Plan(steps=(Step(after=at, deed=do.Dismiss("not_about_us")),))
    if written.department not in situation.departments:
        return None
    filed = do.HandOff(to=written.department, why=situation.chance.choice(lines.FILED), is_not_ours=True)
    return Plan(steps=(Step(after=at, deed=filed),))


HABITS: Mapping[str, Habit] = MappingProxyType(
    {
        "guest-relations": Habit(looks=(4, 25), finishes=(25, 120), leaves=0.04),
        "reservations": Habit(looks=(20, 100), finishes=(60, 240), leaves=0.12),
        "loyalty": Habit(looks=(30, 120), finishes=(60, 200), away=frozenset({2, 3, 4})),
        "billing": Habit(looks=(15, 60), finishes=(90, 400), rules=(to_reservations,)),
        "property-operations": Habit(looks=(8, 45), finishes=(60, 300), leaves=0.06, rules=(asks_safety,)),
        "food-and-beverage": Habit(looks=(6, 30), finishes=(60, 240), after_knock=1),
        "digital": Habit(looks=(15, 70), finishes=(120, 420), rules=(sleeps_on_it,)),
        "communications": Habit(looks=(10, 40), finishes=(60, 200), rules=(press_calls_for_help,)),
        "legal-and-privacy": Habit(looks=(20, 60), finishes=(180, 480), rules=(forgets,)),
        "safety": Habit(looks=(3, 9), finishes=(45, 180), claims=("eyes",)),
        "people": Habit(looks=(60, 240), finishes=(120, 500), claims=("button",)),
        TRIAGE: Habit(looks=(5, 35), finishes=(10, 30), backs_up=0.2, rules=(files,)),
    }
)
ANYBODY = Habit(looks=(10, 60), finishes=(60, 240), leaves=0.1)
"""The ways of a department that this week was not written for: somebody's own rulebook."""
