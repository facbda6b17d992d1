"""What a reminder says: who is asked for what, and by when. Warmer than a counter, shorter than a letter.

Guarantee: the words change with each knock; whoever the step tells is mentioned, nobody else is.
"""

from datetime import datetime

from bot.core.escalation import Tell
from bot.core.events import ClaimChecked, DoorKnocked
from bot.core.issue import Assignment, Issue
from bot.core.rulebook import Rulebook
from bot.slack import texts
from bot.slack.ids import Target
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Message
from bot.slack.messages.card import department_name
from bot.slack.messages.card_buttons import still_on_it_buttons
from bot.slack.messages.people import GROUP_ID, People, mention_of
from bot.slack.messages.safe import safe

_KNOCKS = (texts.KNOCK_FIRST, texts.KNOCK_SECOND, texts.KNOCK_THIRD)


def knock(
    issue: Issue, share: Assignment, event: DoorKnocked, *, rulebook: Rulebook, people: People, now: datetime
) -> Message:
    """The reminder that `event` asks for."""
    zone = rulebook.door(share.department).hours.zone
    wording = _KNOCKS[event.knock - 1] if event.knock <= len(_KNOCKS) else texts.KNOCK_AGAIN
    is_late = now > share.door.answer_by
    text = wording.format(
        knock=event.knock,
        who=_told(share, event.tell, rulebook=rulebook, people=people),
        by_when=(texts.BY_WHEN_PAST if is_late else texts.BY_WHEN).format(
            date=kit.when(share.door.answer_by, zone=zone)
        ),
        since=kit.when(share.assigned_at, zone=zone),
    )
    is_broadcast = Tell.CHANNEL in event.tell
    subject = f"#{issue.number} · " if is_broadcast else ""
    return Message(text=subject + text, blocks=(kit.section(subject + text),), is_broadcast=is_broadcast)


def still_on_it(issue: Issue, share: Assignment, *, rulebook: Rulebook, people: People, now: datetime) -> Message:
    """The gentle question to whoever has claimed `share`."""
    zone = rulebook.door(share.department).hours.zone
    text = texts.STILL_ON_IT.format(
        who=mention_of(people, share.claimed_by),
        issue=issue.number,
        date=kit.when(share.due_at or now + share.door.policy.release_after, zone=zone),
    )
    return Message(text=text, blocks=(kit.section(text), still_on_it_buttons(Target(issue.number, share.number))))


def reminder(
    issue: Issue,
    share: Assignment,
    event: DoorKnocked | ClaimChecked,
    *,
    rulebook: Rulebook,
    people: People,
    now: datetime,
) -> Message:
    """Whichever of the two `event` asks for."""
    if isinstance(event, DoorKnocked):
        return knock(issue, share, event, rulebook=rulebook, people=people, now=now)
    return still_on_it(issue, share, rulebook=rulebook, people=people, now=now)


def seat_of(share: Assignment, *, rulebook: Rulebook, people: People) -> str:
    """The department's seat, its group where it has no seat, else the department's name."""
    return _told(share, (Tell.SEAT,), rulebook=rulebook, people=people)


def helpers_of(share: Assignment, *, rulebook: Rulebook, people: People) -> str:
    """Backup and strategist: those who are asked when a person wants help."""
    return _told(share, (Tell.BACKUP, Tell.STRATEGIST), rulebook=rulebook, people=people)


def _told(share: Assignment, tell: tuple[Tell, ...], *, rulebook: Rulebook, people: People) -> str:
    department = rulebook.door(share.department)
    asked = {
        Tell.SEAT: mention_of(people, department.seat) or _group(people, department.group),
        Tell.BACKUP: mention_of(people, department.backup),
        Tell.CHANNEL: "everybody here",
        Tell.STRATEGIST: mention_of(people, rulebook.strategist.person),
    }
    named = list(dict.fromkeys(asked[each] for each in tell if asked[each]))
    return _listed(named) or safe(department_name(rulebook, share.department), 80)


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def _group(people: People, group: str) -> str:
    found = group if GROUP_ID.fullmatch(group) else people.group_id(group) if group else None
    return f"<!subteam^{found}>" if found else ""
