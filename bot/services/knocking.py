"""Knocking: each person is told what waits for them, in one message, when they may be disturbed.

A new message takes over what still waits of the older ones, and those go: nobody has two lists to look through.

Guarantee: idempotent and safe to run in any number of processes: a knock is in at most one message, and none is lost.
Slack is asked who is there outside any transaction; where it does not answer, the knock waits a little.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.core.issue import Assignment
from bot.core.knocking import GATHERING, Recipient, free_at, is_moot, recipient
from bot.core.notices import KnockForPerson, RefreshKnocks
from bot.core.schedule import shut_until
from bot.core.telling import still_waits
from bot.errors import TemporaryFailure
from bot.logs import get_logger, unit_of_work_line
from bot.ports import Colleagues, KnockState, OpenUnit, PersonalMessage, Rules, UnitOfWork, WaitingKnock
from bot.services.personal import in_thread

BATCH = 200
PUT_OFF = timedelta(minutes=5)
ASK_AGAIN = timedelta(minutes=1)
MOST_TROUBLES = 3
"""So often in a row Slack is asked in vain; each time may cost a tick as long as a call may take."""
LOOK_BACK = timedelta(days=3)
"""Longer than any day of anybody's, in which messages are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Addressed:
    waiting: WaitingKnock
    recipient: Recipient


class Knocking:
    """The step that tells people what waits for them."""

    def __init__(
        self, open_unit: OpenUnit, rules: Rules, clock: Clock, colleagues: Colleagues, *, batch: int = BATCH
    ) -> None:
        self._open_unit = open_unit
        self._rules = rules
        self._clock = clock
        self._colleagues = colleagues
        self._batch = batch

    def tick(self) -> int:
        """Tell what may be told now; returns how many knocks were dealt with, be it only put off."""
        now = self._clock.now()
        with self._open_unit().for_reading() as unit:
            # What is about to be ready goes along with what is.
            waiting = unit.knocks.waiting(now=now + GATHERING, limit=self._batch)
        letters: defaultdict[tuple[str, bool], list[_Addressed]] = defaultdict(list)
        addressed, settled = self._addressed(waiting, now)
        for each in addressed:
            # What is urgent stands alone: it may go out at any hour, and must not drown among the rest.
            letters[each.recipient.id, each.waiting.knock.is_urgent].append(each)
        ripe = [(person, letter) for (person, _), letter in letters.items() if _is_ripe(letter, now)]
        return settled + sum(self._tell(person, letter, now) for person, letter in ripe)

    def _addressed(self, waiting: Sequence[WaitingKnock], now: datetime) -> tuple[list[_Addressed], int]:
        """Those with somebody to tell, and how many others were dealt with."""
        found: list[_Addressed] = []
        settled = troubles = 0
        for each in waiting:
            try:
                addressed = self._address(each, now)
            except TemporaryFailure as failure:
                self._put_off(each, failure, until=now + ASK_AGAIN)
                troubles += 1
            except Exception as error:  # noqa: BLE001 - a loop's edge: the rest must go on
                self._put_off(each, error, until=now + PUT_OFF)
            else:
                found += [addressed] if addressed else []
                settled += not addressed
                troubles = 0
            if troubles >= MOST_TROUBLES:
                # Slack is out of reach: the rest comes with the next tick.
                break
        return found, settled

    def _address(self, waiting: WaitingKnock, now: datetime) -> _Addressed | None:
        """Who gets it; None where it is settled already: overtaken, or said in the thread since nobody is there."""
        knock, issue = waiting.knock, waiting.issue
        share = issue.assignment(knock.assignment)
        if share is None or is_moot(knock, issue, now=now):
            self._settle(waiting, KnockState.OVERTAKEN, now)
            return None
        rulebook = self._rules.current
        found = recipient(knock, share.department, rulebook, find=self._colleagues.colleague, now=now)
        if found is None:
            self._say_in_thread(waiting, share, now)
            return None
        return _Addressed(waiting=waiting, recipient=found)

    def _say_in_thread(self, waiting: WaitingKnock, share: Assignment, now: datetime) -> None:
        """Tell the channel, in its own hours: a person's morning may be the department's night."""
        opens = shut_until(share, self._rules.current, now=now)
        if opens is None:
            self._settle(waiting, KnockState.IN_THREAD, now)
            return
        with self._open_unit() as unit:
            unit.knocks.put_off([waiting.id], until=opens)
            unit.commit()

    def _settle(self, waiting: WaitingKnock, state: KnockState, now: datetime) -> None:
        with self._open_unit() as unit:
            if unit.knocks.settle(waiting.id, state) and state is KnockState.IN_THREAD:
                said = in_thread(waiting.knock, waiting.issue)
                unit.outbox.enqueue(said, now=now, urgency_rank=waiting.issue.urgency.rank)
            unit.commit()

    def _put_off(self, waiting: WaitingKnock, error: Exception, *, until: datetime) -> None:
        is_ours = not isinstance(error, TemporaryFailure)
        get_logger().warning("knock put off", issue=waiting.knock.issue, why=str(error), exc_info=is_ours)
        with self._open_unit() as unit:
            unit.knocks.put_off([waiting.id], until=until)
            unit.commit()

    def _tell(self, person: str, letter: Sequence[_Addressed], now: datetime) -> int:
        """One message with all of `letter` that may be said now; the rest waits for its time. 0: we were too late."""
        with unit_of_work_line("knock", person=person) as line, self._open_unit() as unit:
            lately = unit.knocks.messages_to(person, since=now - LOOK_BACK)
            ready = []
            for each in letter:
                at = now if each.waiting.knock.is_urgent else free_at(each.recipient, lately.told, now=now)
                if at > now:
                    unit.knocks.put_off([each.waiting.id], until=at)
                else:
                    ready.append(each)
            is_told = not ready or _say(unit, ready, number=lately.newest + 1, now=now)
            line.add(doors=len(ready), waits=len(letter) - len(ready), outcome="told" if is_told else "lost")
            if is_told:
                unit.commit()
            return len(letter) if is_told else 0


def _is_ripe(letter: Sequence[_Addressed], now: datetime) -> bool:
    return any(each.waiting.not_before <= now for each in letter)


def _say(unit: UnitOfWork, ready: Sequence[_Addressed], *, number: int, now: datetime) -> bool:
    """Put the knocks into one message; False where another worker was first."""
    message = PersonalMessage(
        person=ready[0].recipient.id,
        number=number,
        at=now,
        zone=ready[0].recipient.hours.zone,
        is_urgent=ready[0].waiting.knock.is_urgent,
    )
    if not unit.knocks.tell([each.waiting.id for each in ready], message):
        return False
    told = [each.waiting for each in ready]
    older = _taken_over(unit, message, {_door(each) for each in told})
    doors = {_door(each) for each in (*told, *older) if still_waits(each.knock.event, each.issue)}
    issue, assignment = next(iter(doors)) if len(doors) == 1 else (None, None)
    notice = KnockForPerson(
        channel=message.person, number=number, zone=message.zone, issue=issue, assignment=assignment
    )
    refreshes = [
        RefreshKnocks(channel=message.person, number=each, zone=message.zone, about=f"message {number}")
        for each in sorted({each.message for each in older if each.message is not None})
    ]
    rank = max(each.issue.urgency.rank for each in told)
    unit.outbox.enqueue([notice, *refreshes], now=now, urgency_rank=rank)
    return True


def _taken_over(unit: UnitOfWork, message: PersonalMessage, doors: set[tuple[int, int]]) -> list[WaitingKnock]:
    """What stood in older messages of the same kind, or was about the same doors; what waits of it is moved over."""
    standing = [each for each in unit.knocks.standing(message.person) if each.message != message.number]
    taken = [each for each in standing if each.knock.is_urgent == message.is_urgent or _door(each) in doors]
    waits = [each.id for each in taken if still_waits(each.knock.event, each.issue)]
    unit.knocks.move(waits, into=message.number)
    unit.knocks.close([each.id for each in taken if each.id not in waits])
    return taken


def _door(waiting: WaitingKnock) -> tuple[int, int]:
    return waiting.knock.issue, waiting.knock.assignment
