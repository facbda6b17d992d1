"""All that saying one notice takes, read in the transaction that claims it.

Guarantee: reads only; whatever has been overtaken, or has nothing left to be said about, is known for it.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.core.canary import ShowCanary, TakeCanaryAway
from bot.core.chart_notice import PostChart
from bot.core.clocks import SetClock
from bot.core.committee_notices import (
    AboutAgreed,
    AboutInterview,
    AskInterview,
    PostAgenda,
    RemindOfAgreed,
    ReportInterviews,
    ReportVacancies,
    ShowAgreedDone,
    ThankForInterview,
    key_of_reminder,
)
from bot.core.events import PromiseDue
from bot.core.interview import Interview, InterviewState, Seat
from bot.core.issue import Issue
from bot.core.notices import (
    AboutRelay,
    KnockForPerson,
    Notice,
    PostReminder,
    RefreshKnocks,
    RelayReply,
    RemindOfFollowUp,
    RemoveRelay,
    RemoveReminder,
    ReportLedger,
    TellStrategist,
    UpdateCard,
    UpdateRelay,
    is_person,
)
from bot.core.reply import place_of
from bot.core.rise_notice import PostRise
from bot.core.rulebook import Rulebook
from bot.core.schedule import shut_until
from bot.core.setting_aside import PostSetAside
from bot.core.showing_anew import ShowAnew
from bot.core.subscribing import PostFindings
from bot.core.summary_notice import PostSummary
from bot.core.taking_back import TakeBack
from bot.core.telling import is_pointless
from bot.core.verbs import Verb, verb_of
from bot.core.why_notices import AboutWhyAsk, PostWhyAsk, key_of_question
from bot.ports import Delivery, MessageRef, OutboxRow, UnitOfWork
from bot.services.personal import doors_of, note_of

_Others = RemindOfFollowUp | PostAgenda | PostFindings | AboutAgreed | AboutInterview | PostSetAside
_Plain = TellStrategist | ReportLedger | ReportVacancies | ShowCanary | PostRise
HELD_UP = timedelta(minutes=30)
"""After this long what can wait may come at somebody's night: whether it may be said is decided anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A row under our lease, and what is needed to say it."""

    row: OutboxRow
    delivery: Delivery | None
    """None: there is nothing left to say it about."""
    is_overtaken: bool = False
    is_late: bool = False
    """Held up for so long that nobody may be told of it now who could have been told then."""
    shelved_until: datetime | None = None
    """When the door that is shut now opens, where a reminder was held up until after its hours."""
    trouble: Exception | None = None
    """What is needed to say it could not be read, for a reason that nobody foresaw."""


def read(unit: UnitOfWork, row: OutboxRow, *, rulebook: Rulebook, now: datetime, begin_by: datetime) -> Claimed:
    """What saying `row` takes, which must be begun by then."""
    notice = row.notice
    delivery = Delivery(id=row.id, notice=notice, rulebook=rulebook, now=now, channel=notice.channel, begin_by=begin_by)
    if isinstance(notice, _Plain):
        return Claimed(row=row, delivery=delivery)
    if isinstance(notice, PostSummary | PostChart):
        return _of_summary(unit, row, notice, delivery)
    if isinstance(notice, _Others):
        return _of_the_others(unit, row, notice, delivery)
    if isinstance(notice, TakeBack | TakeCanaryAway):
        return _taken_back(unit, row, notice, delivery)
    if isinstance(notice, ShowAnew):
        return _anew(unit, row, notice, delivery)
    if isinstance(notice, KnockForPerson | RefreshKnocks):
        return _personal(unit, row, notice, delivery)
    if isinstance(notice, AboutWhyAsk):
        return _of_a_why(unit, row, notice, delivery)
    return _about_issue(unit, row, delivery, number=notice.issue, assignment=notice.assignment)


def _about_issue(unit: UnitOfWork, row: OutboxRow, delivery: Delivery, *, number: int, assignment: int) -> Claimed:
    notice, issue = row.notice, unit.issues.get(number)
    if issue is None:
        return Claimed(row=row, delivery=None)
    cards = unit.messages.cards_of(number)
    card = cards.get(assignment)
    targets = _targets(unit, notice, card)
    if verb_of(notice) is not Verb.POST and not targets:
        return Claimed(row=row, delivery=None)
    delivery = replace(
        delivery,
        issue=issue,
        mention=unit.mentions.get(issue.mention),
        thread=None if is_person(notice.channel) else card,
        targets=targets,
        cards=cards,
        channel=_place(notice, card, delivery.rulebook.strategist.channel),
        reply=unit.replies.get(notice.reply) if isinstance(notice, AboutRelay) else None,
    )
    is_overtaken = _is_overtaken(delivery, issue)
    opens = None if is_overtaken else _opens(row, issue, delivery)
    return Claimed(row=row, delivery=delivery, is_overtaken=is_overtaken, shelved_until=opens)


def _opens(row: OutboxRow, issue: Issue, delivery: Delivery) -> datetime | None:
    """When a door opens of which a reminder was held up until after its hours; None where it may be said now.

    A promise has its own hour, and whoever is told alone their own morning.
    """
    notice = row.notice
    if not isinstance(notice, PostReminder) or isinstance(notice.event, PromiseDue) or is_person(notice.channel):
        return None
    share = issue.assignment(notice.assignment)
    if share is None or delivery.now - row.created_at <= HELD_UP:
        return None
    return shut_until(share, delivery.rulebook, now=delivery.now)


def _of_the_others(unit: UnitOfWork, row: OutboxRow, notice: _Others, delivery: Delivery) -> Claimed:
    if isinstance(notice, PostFindings):
        is_wanted = unit.questions.subscription(notice.subscription) is not None
        return Claimed(row=row, delivery=delivery if is_wanted else None)
    if isinstance(notice, PostAgenda):
        return Claimed(row=row, delivery=delivery, is_overtaken=not _is_to_come(notice, delivery))
    if isinstance(notice, AboutAgreed):
        return _of_what_was_agreed(unit, row, notice, delivery)
    if isinstance(notice, AboutInterview):
        return _of_an_interview(unit, row, notice, delivery)
    if isinstance(notice, PostSetAside):
        return Claimed(row=row, delivery=replace(delivery, mention=unit.mentions.get(notice.mention)))
    found = unit.conversations.get(notice.conversation)
    return Claimed(row=row, delivery=replace(delivery, conversation=found) if found else None)


def _of_summary(unit: UnitOfWork, row: OutboxRow, notice: PostSummary | PostChart, delivery: Delivery) -> Claimed:
    """The first look stands by itself, all else in its thread; without one there is nothing to say."""
    if isinstance(notice, PostSummary) and not notice.part:
        return Claimed(row=row, delivery=delivery)
    first = unit.messages.of(notice.lane)
    return Claimed(row=row, delivery=replace(delivery, thread=first, channel=first.channel) if first else None)


def _of_an_interview(unit: UnitOfWork, row: OutboxRow, notice: AboutInterview, delivery: Delivery) -> Claimed:
    if isinstance(notice, ReportInterviews):
        of_month = unit.interviews.of(notice.month)
        told = tuple(each for each in of_month if each.state is InterviewState.ANSWERED and _is_covered(each, notice))
        return Claimed(row=row, delivery=replace(delivery, interviews=told) if told else None)
    delivery = replace(delivery, interviews=tuple(unit.interviews.of_person(notice.month, notice.channel)))
    asked = unit.messages.of(AskInterview(channel=notice.channel, month=notice.month).key)
    if isinstance(notice, ThankForInterview) and asked is None:
        return Claimed(row=row, delivery=None)
    return Claimed(row=row, delivery=replace(delivery, targets=(asked,) if asked else ()))


def _is_covered(interview: Interview, notice: ReportInterviews) -> bool:
    return not notice.covered or Seat(person=interview.person, department=interview.department) in notice.covered


def _of_what_was_agreed(unit: UnitOfWork, row: OutboxRow, notice: AboutAgreed, delivery: Delivery) -> Claimed:
    found, reminder = unit.agreed.get(notice.agreed), unit.messages.of(key_of_reminder(notice.agreed))
    if found is None or (reminder is None and isinstance(notice, ShowAgreedDone)):
        return Claimed(row=row, delivery=None)
    is_overtaken = found.done_at is not None and isinstance(notice, RemindOfAgreed)
    delivery = replace(delivery, agreed=found, targets=(reminder,) if reminder else ())
    return Claimed(row=row, delivery=delivery, is_overtaken=is_overtaken)


def _of_a_why(unit: UnitOfWork, row: OutboxRow, notice: AboutWhyAsk, delivery: Delivery) -> Claimed:
    issue = unit.issues.get(notice.issue)
    question = unit.messages.of(key_of_question(notice.issue, notice.number))
    if issue is None or (question is None and not isinstance(notice, PostWhyAsk)):
        return Claimed(row=row, delivery=None)
    delivery = replace(
        delivery,
        issue=issue,
        mention=unit.mentions.get(issue.mention),
        thread=question,
        targets=(question,) if question else (),
        cards=unit.messages.cards_of(issue.number),
        channel=question.channel if question else notice.channel,
    )
    return Claimed(row=row, delivery=delivery, is_overtaken=is_pointless(notice, issue))


def _personal(unit: UnitOfWork, row: OutboxRow, notice: KnockForPerson | RefreshKnocks, delivery: Delivery) -> Claimed:
    doors = doors_of(unit, notice)
    delivery = replace(delivery, doors=doors, conversation=note_of(unit, doors, notice.channel, now=delivery.now))
    if isinstance(notice, KnockForPerson):
        is_urgent = any(door.knock.is_urgent for door in doors)
        is_late = not is_urgent and delivery.now - row.created_at > HELD_UP
        return Claimed(row=row, delivery=delivery, is_overtaken=not doors, is_late=is_late)
    told = KnockForPerson(channel=notice.channel, number=notice.number, zone=notice.zone)
    message = unit.messages.of(told.key)
    if message is None:
        return Claimed(row=row, delivery=None)
    return Claimed(row=row, delivery=replace(delivery, targets=(message,)))


def _taken_back(unit: UnitOfWork, row: OutboxRow, notice: TakeBack | TakeCanaryAway, delivery: Delivery) -> Claimed:
    if isinstance(notice, TakeCanaryAway):
        shown = unit.messages.of(notice.shown)
        return Claimed(row=row, delivery=replace(delivery, targets=(shown,)) if shown else None)
    spare = MessageRef(channel=notice.place, ts=notice.ts)
    is_only_one = unit.messages.of(notice.said) == spare
    return Claimed(row=row, delivery=None if is_only_one else replace(delivery, targets=(spare,)))


def _anew(unit: UnitOfWork, row: OutboxRow, notice: ShowAnew, delivery: Delivery) -> Claimed:
    """What was said before, where it stands; nothing where it never came to stand, or was taken away."""
    shown, there = unit.outbox.notice_of(notice.said), unit.messages.of(notice.said)
    if shown is None or there is None:
        return Claimed(row=row, delivery=None)
    mention = unit.mentions.get(shown.mention) if isinstance(shown, PostSetAside) else None
    delivery = replace(delivery, shown=shown, mention=mention, targets=(there,), channel=there.channel)
    return Claimed(row=row, delivery=delivery)


def _is_to_come(agenda: PostAgenda, delivery: Delivery) -> bool:
    """Whether the meeting is still held and has not begun: an agenda that an outage held up is of no use to anybody."""
    committee = delivery.rulebook.committee
    return committee is not None and committee.begins_at(date.fromisoformat(agenda.meeting)) > delivery.now


def _targets(unit: UnitOfWork, notice: Notice, card: MessageRef | None) -> tuple[MessageRef, ...]:
    if isinstance(notice, UpdateCard):
        return (card,) if card else ()
    if isinstance(notice, RemoveReminder):
        return tuple(unit.messages.reminders(notice.issue, notice.assignment, up_to=notice.number))
    if isinstance(notice, UpdateRelay | RemoveRelay):
        relayed = unit.messages.of(notice.relay)
        return (relayed,) if relayed else ()
    if isinstance(notice, SetClock):
        channel, ts = place_of(notice.reply)
        return (MessageRef(channel=channel, ts=ts),)
    return ()


def _is_overtaken(delivery: Delivery, issue: Issue) -> bool:
    if isinstance(delivery.notice, RelayReply | UpdateRelay):
        # What was deleted meanwhile is not repeated; what was edited is, as it reads now.
        return delivery.reply is None or delivery.reply.deleted_at is not None
    return is_pointless(delivery.notice, issue)


def _place(notice: Notice, card: MessageRef | None, strategist: str) -> str:
    """Where it is said: beside its card; a knock whose card could not be posted goes to the strategist.

    What one person is told is said to that person.
    """
    if is_person(notice.channel):
        return notice.channel
    if card is not None:
        return card.channel
    return strategist if isinstance(notice, PostReminder) else notice.channel
