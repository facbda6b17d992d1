"""Delivery: due notices are said in Slack, once, at Slack's pace.

Guarantee: no network inside a transaction. A notice is claimed under a lease longer than any call may take; an answer
that never came is looked up in Slack before anything is posted again; what cannot be posted is parked, and a person
is told. One that fails for a reason that nobody foresaw keeps no other one waiting.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import get_args

from bot.clock import Clock
from bot.core.chart_notice import PostChart
from bot.core.committee_notices import PostAgenda
from bot.core.notices import KnockForPerson, Notice
from bot.core.rise_notice import PostRise
from bot.core.showing_anew import ShowAnew
from bot.core.subscribing import PostFindings
from bot.core.summary_notice import PostSummary
from bot.core.taking_back import TakeBack
from bot.core.verbs import Verb, verb_of
from bot.errors import DoorknockError, PermanentFailure, TemporaryFailure, UnknownOutcome, UnreadableNotice
from bot.logs import WorkLine, get_logger, unit_of_work_line
from bot.ports import Delivery, MessageRef, Messenger, OpenUnit, OutboxRow, Posted, Rules, Tally, UnitOfWork
from bot.services.delivery_reading import Claimed, read
from bot.services.parking import NobodyCanTell, park
from bot.services.quoting import note_quotes, quoted_in
from bot.services.silence import Silence
from bot.services.stages import stage_seconds

# The HTTP time-out is 10 s; a post may settle in Slack a while after it. A shorter lease would repeat live calls.
LEASE = timedelta(seconds=60)
SETTLING = timedelta(seconds=30)
TO_BEGIN = LEASE - SETTLING
"""So long after its claim a post may begin: when the lease ends, it is in Slack to be seen, or never will be."""
BUILDING = timedelta(minutes=10)
"""So long a summary may take to be put together; what it shows is posted under a lease of its own."""
LONGEST_PAUSE = timedelta(minutes=5)
SURPRISES_ALLOWED = 5
Summarised = PostSummary | PostAgenda | PostChart | PostFindings | PostRise
"""Notices whose contents are read only when they are told."""
_SUMMARISED = tuple(kind.__name__ for kind in (*get_args(Summarised), ShowAnew))


class Part(StrEnum):
    """What one thread of a worker says, so that no card waits while a summary is put together."""

    ALL = "all"
    READY = "ready"
    TO_BE_BUILT = "to_be_built"


@dataclass(frozen=True, slots=True)
class _Told:
    """What came of telling: where it stands now, and the mentions that are quoted there by the way."""

    posted: Posted | None = None
    quoted: tuple[int, ...] = ()


class DeliveryService:
    """One worker's delivery; any number of them may run."""

    def __init__(
        self,
        open_unit: OpenUnit,
        rules: Rules,
        clock: Clock,
        *,
        messenger: Messenger,
        owner: str,
        summarise: Callable[[Summarised], object | None] = lambda notice: None,
    ) -> None:
        self._open_unit = open_unit
        self._rules = rules
        self._clock = clock
        self._messenger = messenger
        self._owner = owner
        self._summarise = summarise
        self._silence = Silence(clock)
        self._surprises: Counter[int] = Counter()

    def tick(self, *, limit: int = 50, part: Part = Part.ALL) -> int:
        """Deliver what is due, at most `limit` notices; returns how many were dealt with."""
        done = 0
        while done < limit and not self._silence.is_on and self._deliver_one(part):
            done += 1
        return done

    def _deliver_one(self, part: Part) -> bool:
        try:
            claimed = self._claim(part)
        except UnreadableNotice as failure:
            self._put_off(failure)
            return True
        if claimed is None:
            return False
        notice = claimed.row.notice
        with unit_of_work_line(
            "deliver", outbox=claimed.row.id, notice=type(notice).__name__, attempt=claimed.row.attempts
        ) as line:
            try:
                self._say(claimed, line)
            except TemporaryFailure:
                # The database's: what Slack has got by now is found when the lease has ended.
                raise
            except Exception as error:  # noqa: BLE001 - a loop's edge: the rest must go on
                self._set_back(claimed.row, error, line)
        return True

    def _claim(self, part: Part = Part.ALL) -> Claimed | None:
        now = self._clock.now()
        with self._open_unit() as unit:
            row = unit.outbox.claim(
                now=now,
                until=now + (BUILDING if part is Part.TO_BE_BUILT else LEASE),
                owner=self._owner,
                only=_SUMMARISED if part is Part.TO_BE_BUILT else (),
                without=_SUMMARISED if part is Part.READY else (),
            )
            if row is None:
                return None
            if row.is_taken_over:
                unit.tallies.add(Tally.TAKEN_OVER, {"delivery": 1})
            claimed = self._read(unit, row, now)
            unit.commit()
        return claimed

    def _read(self, unit: UnitOfWork, row: OutboxRow, now: datetime) -> Claimed:
        try:
            return read(unit, row, rulebook=self._rules.current, now=now, begin_by=now + TO_BEGIN)
        except DoorknockError:
            raise
        except Exception as error:  # noqa: BLE001 - told of when it is said: a claim that is undone comes at once again
            return Claimed(row=row, delivery=None, trouble=error)

    def _put_off(self, failure: UnreadableNotice) -> None:
        get_logger().error("notice unreadable", outbox=failure.row, why=str(failure), exc_info=True)
        with self._open_unit() as unit:
            until = self._clock.now() + LONGEST_PAUSE
            unit.outbox.put_off(failure.row, fence=failure.fence, until=until, error=str(failure))
            unit.commit()

    def _set_back(self, row: OutboxRow, error: Exception, line: WorkLine) -> None:
        """Nobody foresaw this, so nobody knows whether Slack has it: looked for later, and parked in the end."""
        why = f"{type(error).__name__}: {error}"
        get_logger().error("delivery set back", outbox=row.id, why=why, exc_info=True)
        line.add(outcome="surprise", why=why)
        self._surprises[row.id] += 1
        if self._surprises[row.id] >= SURPRISES_ALLOWED:
            del self._surprises[row.id]
            self._park(row, NobodyCanTell(f"something that nobody foresaw ({why}); please report it"))
            return
        pause = max(SETTLING, timedelta(seconds=10 * 2 ** self._surprises[row.id]))
        with self._open_unit() as unit:
            unit.outbox.unsure(row, owner=self._owner, at=self._clock.now() + pause, error=why)
            unit.commit()

    def _say(self, claimed: Claimed, line: WorkLine) -> None:
        row = claimed.row
        try:
            told = self._told(claimed)
        except TemporaryFailure as failure:
            line.add(outcome="retry", why=str(failure))
            self._listen(failure)
            self._retry(row, failure)
        except UnknownOutcome as failure:
            line.add(outcome="unsure", why=str(failure))
            self._listen(failure)
            with self._open_unit() as unit:
                unit.outbox.unsure(row, owner=self._owner, at=self._clock.now() + SETTLING, error=str(failure))
                unit.commit()
        except PermanentFailure as failure:
            line.add(outcome="failed", why=str(failure))
            self._listen(failure)
            self._park(row, failure)
        else:
            if told.posted is not None:
                self._silence.is_broken()
            self._settle(claimed, told, line=line)

    def _listen(self, failure: DoorknockError) -> None:
        has_answered = isinstance(failure, PermanentFailure) or getattr(failure, "retry_after", None) is not None
        return self._silence.is_broken() if has_answered else self._silence.goes_on()

    def _told(self, claimed: Claimed) -> _Told:
        """What Slack has now; nothing where nothing is to be said any more."""
        if claimed.trouble is not None:
            raise claimed.trouble
        if claimed.delivery is None:
            return _Told()
        # Looked up even if it is overtaken: a reminder that did arrive must be known, to be removed.
        found = self._found(claimed.row, claimed.delivery)
        if found is not None or claimed.is_overtaken or claimed.is_late or claimed.shelved_until is not None:
            return _Told(found, self._quoted_in_what_arrived(claimed.delivery) if found else ())
        completed = self._completed(claimed.delivery)
        if completed is None:
            return _Told()
        return _Told(self._messenger.deliver(self._renewed(claimed.row, completed)), _quoted(completed))

    def _quoted_in_what_arrived(self, delivery: Delivery) -> tuple[int, ...]:
        """Whoever posted it died before that was noted, so it is read once more."""
        try:
            completed = self._completed(delivery)
        except TemporaryFailure as failure:
            # It did arrive: only to look again is safe.
            raise UnknownOutcome(f"could not read what it quotes: {failure}") from failure
        return _quoted(completed) if completed else ()

    def _found(self, row: OutboxRow, delivery: Delivery) -> Posted | None:
        if not row.is_unsure or not verb_of(row.notice).is_seen_twice:
            return None
        try:
            found = self._messenger.find(delivery)
        except TemporaryFailure as failure:
            # Not having looked is not the same as not having found.
            raise UnknownOutcome(f"could not look whether it arrived: {failure}") from failure
        except PermanentFailure as failure:
            raise NobodyCanTell(str(failure)) from failure
        self._count(Tally.RECONCILED, "found" if found else "absent")
        return found

    def _renewed(self, row: OutboxRow, delivery: Delivery) -> Delivery:
        """Looking or building may have taken most of the lease: it is posted under a whole one, or by somebody else."""
        if not row.is_unsure and not isinstance(row.notice, Summarised):
            return delivery
        now = self._clock.now()
        with self._open_unit() as unit:
            if not unit.outbox.renew(row, owner=self._owner, until=now + LEASE):
                raise TemporaryFailure("looking for it or building it took too long; somebody else sees to it")
            unit.commit()
        return replace(delivery, begin_by=now + TO_BEGIN)

    def _count(self, name: Tally, label: str) -> None:
        with self._open_unit() as unit:
            unit.tallies.add(name, {label: 1})
            unit.commit()

    def _completed(self, delivery: Delivery) -> Delivery | None:
        """With what is built outside the transaction; None where that has nothing to say."""
        notice = delivery.shown or delivery.notice
        if not isinstance(notice, Summarised):
            return delivery
        summary = self._summarise(notice)
        if summary is None:
            # What stands there already must go all the same.
            return delivery if delivery.shown else None
        return delivery.with_summary(summary)

    def _settle(self, claimed: Claimed, told: _Told, *, line: WorkLine) -> None:
        row, posted = claimed.row, told.posted
        until = claimed.shelved_until if posted is None else None
        with self._open_unit() as unit:
            now = self._clock.now()
            if until is not None:
                is_ours = unit.outbox.shelve(row, owner=self._owner, until=until)
            elif is_ours := unit.outbox.complete(row, owner=self._owner, posted=posted, now=now):
                _note(unit, claimed, posted, now=now)
                note_quotes(unit, row.notice, told.quoted, now=now)
            elif posted and posted.ts and verb_of(row.notice).is_seen_twice:
                unit.outbox.enqueue([_taking_back(row.notice, posted)], now=now)
            unit.commit()
        line.add(outcome="lease_lost" if not is_ours else "sent" if posted else "shelved" if until else "dropped")

    def _retry(self, row: OutboxRow, failure: TemporaryFailure) -> None:
        now = self._clock.now()
        # Slack names its own pause: shortening it would only be answered by a longer one.
        pause = min(timedelta(seconds=2 ** min(row.attempts, 10)), LONGEST_PAUSE)
        if failure.retry_after is not None:
            pause = timedelta(seconds=failure.retry_after)
        with self._open_unit() as unit:
            # The row before the pause, the order in which a claim takes them: the other way they could deadlock.
            unit.outbox.retry(row, owner=self._owner, at=now + pause, error=str(failure))
            if failure.retry_after is not None:
                unit.outbox.pause(_scope(failure.scope, row), until=now + pause)
                unit.tallies.add(Tally.PAUSED, {_kind_of_scope(failure.scope): 1})
            unit.tallies.add(Tally.RETRIED, {verb_of(row.notice): 1})
            unit.commit()

    def _park(self, row: OutboxRow, failure: PermanentFailure) -> None:
        now = self._clock.now()
        with self._open_unit() as unit:
            strategist = self._rules.current.strategist.channel
            park(unit, row, failure, owner=self._owner, strategist=strategist, now=now)
            unit.commit()


def _quoted(delivery: Delivery) -> tuple[int, ...]:
    return quoted_in(delivery.shown or delivery.notice, delivery.summary or delivery.mention)


def _note(unit: UnitOfWork, claimed: Claimed, posted: Posted | None, *, now: datetime) -> None:
    """What follows from a notice that is settled now."""
    notice = claimed.row.notice
    for ref in _removed(claimed.delivery):
        unit.messages.removed(ref)
    if posted:
        unit.tallies.add(Tally.STAGE_SECONDS, stage_seconds("delivery", [now - claimed.row.created_at]))
    elif claimed.is_late and isinstance(notice, KnockForPerson):
        unit.knocks.take_back(notice.channel, notice.number, at=now)


def _taking_back(notice: Notice, posted: Posted) -> TakeBack:
    """Said after the lease was lost: by now somebody else may have said it, or will."""
    return TakeBack(channel=notice.channel, lane=notice.lane, said=notice.key, place=posted.channel, ts=posted.ts)


def _removed(delivery: Delivery | None) -> tuple[MessageRef, ...]:
    """The messages that are gone once `delivery` has been made."""
    if delivery is None:
        return ()
    return delivery.targets if delivery.verb is Verb.REMOVE else ()


def _scope(scope: str, row: OutboxRow) -> str:
    if scope == "*":
        return "*"
    return f"verb:{verb_of(row.notice)}" if scope.startswith("method:") else row.notice.channel


def _kind_of_scope(scope: str) -> str:
    """As a figure shows it: channels are many, and their names are nobody's business there."""
    if scope == "*":
        return "everything"
    return scope if scope.startswith("method:") else "channel"
