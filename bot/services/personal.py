"""What one person is told, as far as it belongs to the transaction of something else.

Guarantee: a personal knock is kept in the transaction of the event that caused it, and a personal message is looked at
again in the transaction in which one of its doors was answered, or the words that it quotes were erased.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.core.conversation import Conversation
from bot.core.escalation import Tell
from bot.core.events import DoorKnocked, Event, WordsErased
from bot.core.issue import AssignmentStatus, Issue
from bot.core.knocking import PersonalKnock, is_said_by_channel, personal_knocks
from bot.core.notices import KnockForPerson, Notice, PostReminder, RefreshKnocks, RemoveReminder
from bot.core.telling import still_waits
from bot.ports import KnockedDoor, UnitOfWork


def tell_people(
    unit: UnitOfWork, issue: Issue, events: Sequence[Event], notices: Sequence[Notice], *, now: datetime
) -> None:
    """Keep the personal knocks that `events` ask for, and tidy up those that `notices` take out of the thread."""
    unit.knocks.add(personal_knocks(issue, events))
    refreshes = [
        RefreshKnocks(channel=person, number=number, zone=zone, about=f"{issue.number}:{issue.version}")
        for assignment, up_to in _changed(issue, events, notices)
        for person, number, zone in unit.knocks.messages_about(issue.number, assignment, up_to=up_to)
    ]
    unit.outbox.enqueue(refreshes, now=now, urgency_rank=issue.urgency.rank)


def _changed(issue: Issue, events: Sequence[Event], notices: Sequence[Notice]) -> Iterator[tuple[int, int]]:
    """The shares whose personal messages read differently now, each with the number of the last knock that does."""
    if any(isinstance(event, WordsErased) for event in events):
        yield from ((share.number, issue.version) for share in issue.assignments)
    for notice in notices:
        # Where the bot itself has just knocked, the door waits as it did before.
        if isinstance(notice, RemoveReminder) and not _is_waiting(issue, notice):
            yield notice.assignment, notice.number


def doors_of(unit: UnitOfWork, notice: KnockForPerson | RefreshKnocks) -> tuple[KnockedDoor, ...]:
    """The doors of a personal message that still wait, each once, by its newest knock; what is due first on top."""
    doors: dict[tuple[int, int], KnockedDoor] = {}
    for knock in unit.knocks.of_message(notice.channel, notice.number):
        issue = unit.issues.get(knock.issue)
        if issue is not None and still_waits(knock.event, issue):
            mention = unit.mentions.get(issue.mention)
            card = unit.messages.card_of(knock.issue, knock.assignment)
            doors[knock.issue, knock.assignment] = KnockedDoor(knock=knock, issue=issue, mention=mention, card=card)
    return tuple(sorted(doors.values(), key=_due))


def note_of(unit: UnitOfWork, doors: Sequence[KnockedDoor], person: str, *, now: datetime) -> Conversation | None:
    """What the strategist has noted of the one door that she is told of; hers alone, so None for everybody else."""
    if len(doors) != 1 or doors[0].knock.whom is not Tell.STRATEGIST:
        return None
    share = doors[0].issue.assignment(doors[0].knock.assignment)
    noted = unit.conversations.latest(before=now).get(share.department) if share else None
    return noted if noted and noted.by == person else None


def _due(door: KnockedDoor) -> tuple[datetime, int]:
    share = door.issue.assignment(door.knock.assignment)
    return (share.door.answer_by if share else door.knock.event.at), door.issue.number


def said_to_all(unit: UnitOfWork, notice: KnockForPerson) -> list[Notice]:
    """The same in the threads of the cards, where the message to the person could not be posted."""
    return [said for door in doors_of(unit, notice) for said in in_thread(door.knock, door.issue)]


def in_thread(knock: PersonalKnock, issue: Issue) -> list[Notice]:
    """A personal knock as it is said in the card's thread; nothing where the channel is told anyway."""
    share = issue.assignment(knock.assignment)
    if share is None or is_said_by_channel(knock):
        return []
    reminder = PostReminder(
        issue=issue.number,
        assignment=share.number,
        channel=share.door.channel,
        number=knock.number,
        event=knock.event,
        instead_of=knock.whom,
    )
    older = RemoveReminder(
        issue=issue.number, assignment=share.number, channel=share.door.channel, number=knock.number - 1
    )
    return [reminder, older] if isinstance(knock.event, DoorKnocked) else [reminder]


def _is_waiting(issue: Issue, removal: RemoveReminder) -> bool:
    share = issue.assignment(removal.assignment)
    return share is not None and share.status is AssignmentStatus.WAITING
