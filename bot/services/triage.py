"""Triage: waiting mentions are classified, routed, and become issues, join one, or are dismissed with a reason.

Guarantee: classifying happens outside any transaction; each mention is settled in one of its own, by the holder of its
lease. Where another worker changed what it was decided on, it is decided again. One that fails is pushed forward, and
after FAILURES_ALLOWED set aside and shown; the rest goes on.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from bot.clock import Clock
from bot.core.canary import SONG, flight, is_canary
from bot.core.classification import Classification
from bot.core.commands import DOORKNOCK, BringIn, ChangeUrgency, Command, Join
from bot.core.growing import is_settled
from bot.core.issue import Issue
from bot.core.routing import Facts, Routing, route
from bot.core.rulebook import Rulebook
from bot.core.setting_aside import PostSetAside
from bot.core.storm import Kinship
from bot.errors import DoorknockError, TemporaryFailure
from bot.logs import WorkLine, get_logger, unit_of_work_line
from bot.ports import Classifier, OpenUnit, Outcome, Rules, Settlement, StoredMention, Tally, UnitOfWork
from bot.services.issues import IssueService
from bot.services.kinship import KinFinder, Relative
from bot.services.opening import open_issue
from bot.services.stages import stage_seconds

BATCH = 64
LEASE = timedelta(minutes=5)
AGAIN = timedelta(seconds=10)
"""So soon a mention is tried again that the database did not let us settle."""
FAILURES_ALLOWED = 5
TRIES = 10
_SETTLED = frozenset((Outcome.OPENED, Outcome.JOINED, Outcome.DISMISSED))
JOINED_BY = MappingProxyType(
    {
        Kinship.WORDING: "nearly the same as a mention of this issue",
        Kinship.MEANING: "this issue is about the same, in other words",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    stored: StoredMention
    classification: Classification
    rulebook: Rulebook

    @property
    def as_classified(self) -> StoredMention:
        """The mention with what the classifier says of it, which is not stored yet."""
        return replace(self.stored, classification=self.classification)


class _Overtaken(DoorknockError):
    """Another worker was first: what was decided does not fit any more, and this transaction is to be undone."""


class Triage:
    """One worker's triage; any number of them may run."""

    def __init__(
        self,
        open_unit: OpenUnit,
        rules: Rules,
        clock: Clock,
        *,
        classifier: Classifier,
        issues: IssueService,
        owner: str,
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        self._open_unit = open_unit
        self._rules = rules
        self._clock = clock
        self._classifier = classifier
        self._issues = issues
        self._owner = owner
        self._changed = changed
        self._kin = KinFinder()
        self._last_opened = 0
        self._again_at: datetime | None = None

    def tick(self) -> int:
        """Settle one batch of waiting mentions; returns how many were looked at."""
        waiting = self._claim()
        if not waiting:
            return 0
        with unit_of_work_line("triage", batch=len(waiting)) as line:
            rulebook = self._rules.current
            settled = [
                stored
                for stored, classification in self._classify(waiting, rulebook)
                if self._settle_safely(_Judged(stored=stored, classification=classification, rulebook=rulebook), line)
            ]
            self._count(settled)
        self._changed()
        return len(waiting)

    def _claim(self) -> list[StoredMention]:
        now = self._clock.now()
        with self._open_unit() as unit:
            # What the database did not let us settle need not wait for the end of a lease that is our own.
            is_time = self._again_at is not None and self._again_at <= now
            freed = unit.mentions.release(self._owner) if is_time else 0
            waiting = unit.mentions.claim(limit=BATCH, now=now, until=now + LEASE, owner=self._owner)
            if waiting or freed:
                unit.commit()
        if is_time:
            self._again_at = None
        return waiting

    def _classify(self, waiting: list[StoredMention], rulebook: Rulebook) -> list[tuple[StoredMention, Classification]]:
        try:
            judged = self._classifier.classify([stored.mention for stored in waiting], rulebook)
            return list(zip(waiting, judged, strict=True))
        except DoorknockError:
            # No mention's fault: the model cannot be loaded, say. They come back when the lease ends.
            raise
        except Exception as error:  # noqa: BLE001 - a loop's edge: the rest must go on
            if len(waiting) == 1:
                self._put_back(waiting[0], error)
                return []
            # One poisonous mention must not hold up its batch: each is tried alone.
            return [pair for stored in waiting for pair in self._classify([stored], rulebook)]

    def _count(self, settled: list[StoredMention]) -> None:
        """Once a batch: mention by mention, workers would wait for each other at the same row."""
        now = self._clock.now()
        with self._open_unit() as unit:
            spans = stage_seconds("triage", [now - stored.mention.received_at for stored in settled])
            unit.tallies.add(Tally.STAGE_SECONDS, spans)
            unit.commit()

    def _settle_safely(self, judged: _Judged, line: WorkLine) -> bool:
        """Whether it is settled now, by this worker."""
        try:
            outcome = self._settle(judged)
        except TemporaryFailure as failure:
            # No mention's fault either, so it does not count against it.
            get_logger().warning("triage waits", mention=judged.stored.id, why=str(failure))
            self._again_at = self._again_at or self._clock.now() + AGAIN
            outcome = "waits"
        except Exception as error:  # noqa: BLE001 - a loop's edge: the rest must go on
            self._put_back(judged.stored, error)
            outcome = "failed"
        line.count(**{outcome: 1})
        return outcome in _SETTLED

    def _settle(self, judged: _Judged) -> str:
        for _ in range(TRIES):
            try:
                with self._open_unit() as unit:
                    return self._settle_in(unit, judged)
            except _Overtaken:
                continue
        raise TemporaryFailure("the issues it might belong to are being changed by many at once; it is tried again")

    def _settle_in(self, unit: UnitOfWork, judged: _Judged) -> str:
        if is_canary(judged.stored.mention):
            return self._let_fly(unit, judged)
        now = self._clock.now()
        found = self._kin.issue_of(unit, judged.as_classified, now=now)
        routing = self._route(judged, found)
        if routing.department is None:
            settlement = _settlement(judged, routing, outcome=Outcome.DISMISSED, reason=routing.dismissed)
        elif found is not None:
            self._join(unit, judged, found, routing)
            settlement = _settlement(
                judged, routing, outcome=Outcome.JOINED, reason=JOINED_BY[found.by], issue=found.issue.number
            )
        else:
            number = self._open(unit, judged, routing)
            settlement = _settlement(judged, routing, outcome=Outcome.OPENED, reason=routing.why, issue=number)
        if not unit.mentions.finish(judged.stored.id, settlement, owner=self._owner, now=now):
            return "lease_lost"
        unit.commit()
        if settlement.outcome is Outcome.OPENED:
            self._last_opened = settlement.issue or 0
        return settlement.outcome.value

    def _let_fly(self, unit: UnitOfWork, judged: _Judged) -> str:
        """A canary is classified and routed as all are, and then nobody is asked."""
        now, mention = self._clock.now(), judged.stored.id
        routing = self._route(judged, None)
        settlement = _settlement(judged, routing, outcome=Outcome.DISMISSED, reason=SONG)
        if not unit.mentions.finish(mention, settlement, owner=self._owner, now=now):
            return "lease_lost"
        unit.outbox.enqueue(flight(mention, channel=self._rules.current.strategist.channel), now=now)
        unit.commit()
        return settlement.outcome.value

    def _route(self, judged: _Judged, found: Relative | None) -> Routing:
        facts = Facts(
            mention=judged.stored.mention,
            classification=judged.classification,
            now=self._clock.now(),
            storm_size=1 if found is None else found.storm_size,
        )
        return route(judged.rulebook, facts)

    def _join(self, unit: UnitOfWork, judged: _Judged, found: Relative, routing: Routing) -> None:
        kin, stored = found.issue, judged.stored
        reach = stored.mention.author.followers or 0
        said_at = stored.mention.said_at
        join = Join(by=DOORKNOCK, mention=stored.id, reach=reach, said_at=said_at, is_repeated=found.is_repeated)
        grown = self._apply(unit, kin.number, join)
        commands: list[Command] = []
        # Its speed may have made it as urgent already.
        if routing.urgency > grown.urgency and not is_settled(grown):
            commands.append(ChangeUrgency(by=DOORKNOCK, urgency=routing.urgency, why=_why_more_urgent(routing)))
        asked = {share.department for share in kin.assignments}
        commands += [
            BringIn(by=DOORKNOCK, assignment=kin.owner.number, department=key)
            for key in routing.also
            if key not in asked
        ]
        for command in commands:
            self._apply(unit, kin.number, command)

    def _apply(self, unit: UnitOfWork, number: int, command: Command) -> Issue:
        changed = self._issues.apply_in(unit, number, command)
        # Closed since we looked: nobody would see the mention there.
        if not isinstance(changed, Issue) or not changed.is_open:
            raise _Overtaken
        return changed

    def _open(self, unit: UnitOfWork, judged: _Judged, routing: Routing) -> int:
        now = self._clock.now()
        number = unit.issues.next_number()
        # Workers that open issues take turns at the number; another one may have opened just this storm's meanwhile.
        if number != self._last_opened + 1 and self._kin.has_newcomer(unit, judged.as_classified, now=now):
            raise _Overtaken
        open_issue(unit, judged.stored, routing, number=number, rulebook=judged.rulebook, now=now)
        return number

    def _put_back(self, stored: StoredMention, error: Exception) -> None:
        get_logger().warning("triage put back", mention=stored.id, failed=type(error).__name__, why=str(error))
        now = self._clock.now()
        with self._open_unit() as unit:
            failures = unit.mentions.put_back(stored.id, owner=self._owner, error=f"{type(error).__name__}: {error}")
            if failures >= FAILURES_ALLOWED:
                self._set_aside(unit, stored, error)
            else:
                unit.mentions.put_off(stored.id, until=now + timedelta(seconds=10 * 2**failures))
            unit.commit()

    def _set_aside(self, unit: UnitOfWork, stored: StoredMention, error: Exception) -> None:
        unit.mentions.set_aside(stored.id)
        notice = PostSetAside(
            channel=self._rules.current.strategist.channel,
            mention=stored.id,
            source=stored.mention.source,
            tries=FAILURES_ALLOWED,
            # What the trouble says of itself may repeat words that have to be erased one day; the log has it.
            failed=type(error).__name__,
        )
        unit.outbox.enqueue([notice], now=self._clock.now(), urgency_rank=2)


def _why_more_urgent(routing: Routing) -> str:
    """Stays in the story and in the thread for good, so it quotes none of the words that may have to be erased."""
    if not routing.rule:
        return "somebody else says the same, more urgently"
    return f"somebody else says the same, and the rule “{routing.rule}” asks for it"


def _settlement(
    judged: _Judged, routing: Routing, *, outcome: Outcome, reason: str, issue: int | None = None
) -> Settlement:
    return Settlement(
        outcome=outcome, reason=reason, issue=issue, classification=judged.classification, routing=routing
    )
