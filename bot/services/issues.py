"""The one choke point: every change of an issue goes through `apply`.

Guarantee: load, decide, evolve, save onto the version that was read, append the events and enqueue what Slack is to be
told, in one transaction. Two at once: the second decides again on what the first has left.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.clock import Clock
from bot.core.commands import Command, Merge, Remind, Split
from bot.core.decide import decide, too_late
from bot.core.events import Event
from bot.core.evolve import evolve
from bot.core.haste import haste
from bot.core.issue import Issue
from bot.core.refusal import Refusal, RefusalReason
from bot.core.rights import Asked, why_not
from bot.core.rulebook import Rulebook
from bot.core.schedule import shut_until, with_due_times
from bot.core.telling import notices_for
from bot.errors import TemporaryFailure
from bot.logs import unit_of_work_line
from bot.ports import AuditEntry, IssueQuery, MessageRef, OpenUnit, Reply, Rules, StoredMention, UnitOfWork
from bot.services.merging import merge_in
from bot.services.personal import tell_people
from bot.services.replies import as_it_stands, remember
from bot.services.splitting import split_in
from bot.services.teaching import take_down

TRIES = 10


class IssueService:
    """Everything that can be asked of issues, for listeners, ticks and the command line."""

    def __init__(
        self, open_unit: OpenUnit, rules: Rules, clock: Clock, *, changed: Callable[[], None] = lambda: None
    ) -> None:
        self._open_unit = open_unit
        self._rules = rules
        self._clock = clock
        self._changed = changed

    def apply(
        self, number: int, command: Command, *, event_key: str = "", asked: Asked | None = None
    ) -> Issue | Refusal:
        """Do what `command` asks and return the issue as it is then, or say why not.

        `event_key` is the outside's id of the event that brought the command; one that was seen before changes nothing.
        `asked` is the person behind it: their rights are checked, and both what is done and what is refused goes into
        the audit trail, in the same transaction. The bot's own commands come without.
        TemporaryFailure where the database does not answer, or too many want the same issue at once.
        """
        with unit_of_work_line("issue", issue=number, command=type(command).__name__, by=command.by) as line:
            for _ in range(TRIES):
                answer = self._try(number, command, event_key, asked)
                if answer is not None:
                    line.add(outcome=answer.reason if isinstance(answer, Refusal) else answer.owner.status)
                    self._changed()
                    return answer
        raise TemporaryFailure(f"#{number} is being changed by many at once; try again in a moment")

    def _try(self, number: int, command: Command, event_key: str, asked: Asked | None) -> Issue | Refusal | None:
        with self._open_unit() as unit:
            if event_key and not unit.received.first_sight(event_key, now=self._clock.now()):
                return unit.issues.get(number) or _no_such_issue(number)
            answer = self._applied_for(unit, number, command, asked)
            if answer is not None:
                if asked is not None:
                    unit.audit.add(
                        _entry(asked, number, type(command), answer, share=_share_of(command), now=self._clock.now())
                    )
                # A refusal is committed too: its event has been dealt with, a replay need not ask again.
                unit.commit()
            return answer

    def _applied_for(
        self, unit: UnitOfWork, number: int, command: Command, asked: Asked | None
    ) -> Issue | Refusal | None:
        issue = unit.issues.get(number) if asked is not None else None
        refusal = why_not(asked.standing, command, issue) if asked is not None and issue is not None else None
        return refusal or self.apply_in(unit, number, command)

    def may_ask(self, number: int, wish: Command, *, asked: Asked) -> Refusal | None:
        """Why a person may not have such a wish, whatever they add to it; a refusal goes into the audit trail.

        `wish` may lack all that its form asks for: rights are checked, and whether it has come too late.
        """
        now = self._clock.now()
        issue = self.get(number)
        refusal = _no_such_issue(number) if issue is None else self._in_vain(issue, wish, asked, now=now)
        if refusal is not None:
            with self._open_unit() as unit:
                unit.audit.add(_entry(asked, number, type(wish), refusal, share=_share_of(wish), now=now))
                unit.commit()
        return refusal

    def _in_vain(self, issue: Issue, wish: Command, asked: Asked, *, now: datetime) -> Refusal | None:
        refusal = why_not(asked.standing, wish, issue)
        return refusal or too_late(issue, wish, now=now, rulebook=self._rules.current)

    def apply_in(self, unit: UnitOfWork, number: int, command: Command) -> Issue | Refusal | None:
        """The same inside a unit of work that does more; None where somebody else was first: begin again."""
        if isinstance(command, Merge):
            now, rulebook = self._clock.now(), self._rules.current
            return merge_in(unit, number, command, apply_one=self._apply_one, now=now, rulebook=rulebook)
        if isinstance(command, Split):
            now, rulebook = self._clock.now(), self._rules.current
            return split_in(unit, number, command, apply_one=self._apply_one, now=now, rulebook=rulebook)
        return self._apply_one(unit, number, command)

    def _apply_one(self, unit: UnitOfWork, number: int, command: Command) -> Issue | Refusal | None:
        issue = unit.issues.get(number)
        if issue is None:
            return _no_such_issue(number)
        rulebook = self._rules.current
        now = self._clock.now()
        meant = as_it_stands(unit, command)
        decision = decide(issue, meant, now=now, rulebook=rulebook) if meant else ()
        if isinstance(decision, Refusal):
            return decision
        if meant and not remember(unit, number, meant, decision, now=now):
            return None
        if not decision:
            if isinstance(command, Remind):
                _put_off_until_open(unit, issue, command, now=now, rulebook=rulebook)
            return issue
        after = issue
        for event in decision:
            after = evolve(after, event)
        after = with_due_times(after, rulebook)
        if not unit.issues.save(after, decision, was=issue.version):
            return None
        notices = notices_for(issue, after, tuple(decision))
        unit.outbox.enqueue(notices, now=now, urgency_rank=haste(after, decision))
        tell_people(unit, after, decision, notices, now=now)
        if meant:
            take_down(unit, issue, meant, decision)
        return after

    def get(self, number: int) -> Issue | None:
        """One issue as it stands."""
        with self._open_unit().for_reading() as unit:
            return unit.issues.get(number)

    def find(self, query: IssueQuery) -> list[Issue]:
        """Issues that match, most urgent and oldest first."""
        with self._open_unit().for_reading() as unit:
            return unit.issues.find(query)

    def story(self, number: int) -> list[Event]:
        """All that happened to one issue, oldest first."""
        with self._open_unit().for_reading() as unit:
            return unit.issues.events(number)

    def mention(self, mention_id: int) -> StoredMention | None:
        """One mention with its classification and routing."""
        with self._open_unit().for_reading() as unit:
            return unit.mentions.get(mention_id)

    def joined(self, number: int, *, limit: int) -> list[StoredMention]:
        """What has joined an issue since it was opened, the newest first."""
        with self._open_unit().for_reading() as unit:
            return unit.mentions.joined(number, limit=limit)

    def reply(self, reply_id: str) -> Reply | None:
        """What was said in a thread, by its id."""
        with self._open_unit().for_reading() as unit:
            return unit.replies.get(reply_id)

    def cards(self, number: int) -> Mapping[int, MessageRef]:
        """Where the cards of an issue stand, by assignment."""
        with self._open_unit().for_reading() as unit:
            return unit.messages.cards_of(number)

    def at_message(self, channel: str, ts: str) -> tuple[int, int] | None:
        """(issue, assignment) of a card, or of a line of its thread that the bot posted."""
        with self._open_unit().for_reading() as unit:
            return unit.messages.assignment_at(channel, ts)

    def why_ask_at(self, channel: str, ts: str) -> tuple[int, int] | None:
        """(issue, number) of the question that a message of ours puts to a department."""
        with self._open_unit().for_reading() as unit:
            return unit.messages.why_ask_at(channel, ts)


def _put_off_until_open(unit: UnitOfWork, issue: Issue, command: Remind, *, now: datetime, rulebook: Rulebook) -> None:
    """What fell due while the bot was down waits for the door's next opening; no tick comes across it before."""
    share = issue.assignment(command.assignment)
    opens = shut_until(share, rulebook, now=now) if share else None
    if share is not None and share.due_at is not None and share.due_at <= now and opens is not None:
        unit.issues.put_off(issue.number, share.number, until=opens)


def _share_of(command: Command) -> int:
    return int(getattr(command, "assignment", 0))


def _entry(
    asked: Asked, number: int, kind: type[Command], answer: Issue | Refusal, *, share: int, now: datetime
) -> AuditEntry:
    return AuditEntry(
        at=now,
        by=asked.standing.user,
        via=asked.via,
        what=kind.__name__,
        issue=number,
        assignment=share,
        reason=answer.reason if isinstance(answer, Refusal) else "",
    )


def _no_such_issue(number: int) -> Refusal:
    return Refusal(reason=RefusalReason.NO_SUCH_ISSUE, issue=number)
