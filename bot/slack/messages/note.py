"""Lines in a card's thread: what just happened, who did it, and what they said about it.

Guarantee: one line an event; colleagues' own words stand in a quotation that Slack does not parse.
"""

from dataclasses import dataclass
from functools import singledispatch

from bot.core import events as ev
from bot.core.department import TRIAGE
from bot.core.issue import AssignmentStatus
from bot.core.storm_events import MentionJoined, MentionSplit
from bot.core.why_events import WhyAnswered, WhyAsked, WhyDropped
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Block, Message
from bot.slack.messages.growth import split_buttons
from bot.slack.messages.safe import clean, clip, one_line, safe
from bot.slack.messages.scene import Scene, department_name
from bot.slack.messages.whys import why_buttons
from bot.slack.texts import names, thread, whys

LONGEST_WORDS = 1500
LONGEST_BEFORE = 120


@dataclass(frozen=True, slots=True)
class Line:
    """Our sentence as mrkdwn, and what a person added in their own words."""

    text: str
    words: str = ""


def note(event: ev.Event, scene: Scene) -> Message:
    """The thread's line about `event`."""
    line = _line(event, scene)
    quoted = kit.rich(kit.rich_quote(kit.words(clip(clean(line.words), LONGEST_WORDS)))) if clean(line.words) else None
    buttons = (*why_buttons(event, scene), *split_buttons(event, scene))
    blocks: tuple[Block, ...] = (kit.section(line.text), *((quoted,) if quoted else ()), *buttons)
    return Message(text=line.text + (f" “{safe(line.words, 200)}”" if quoted else ""), blocks=blocks)


@singledispatch
def _line(event: object, scene: Scene) -> Line:
    """An event without words of its own: the card shows it."""
    return Line(thread.CHANGED)


@_line.register
def _(event: ev.AssignmentHandedOff, scene: Scene) -> Line:
    to = scene.department(event.to)
    return Line(_passed_on(event, scene).format(who=scene.who(event.by), to=to), event.why)


def _passed_on(event: ev.AssignmentHandedOff, scene: Scene) -> str:
    if scene.share.department == TRIAGE and scene.share.number == event.assignment:
        # Passing on is what triage is for: that it was not theirs goes without saying.
        return thread.FILED
    return thread.HANDED_OFF_NOT_OURS if event.is_not_ours else thread.HANDED_OFF


@_line.register
def _(event: ev.AssignmentSnoozed, scene: Scene) -> Line:
    return Line(thread.SNOOZED.format(who=scene.who(event.by), until=scene.when(event.until)))


@_line.register
def _(event: ev.SnoozeEnded, scene: Scene) -> Line:
    return Line(thread.SNOOZE_ENDED.format(who=scene.who(scene.share.claimed_by) or scene.seat()))


@_line.register
def _(event: ev.AssignmentReleased, scene: Scene) -> Line:
    if event.is_stale:
        return Line(thread.RELEASED_STALE.format(who=scene.who(event.claimed_by)))
    return Line(thread.RELEASED.format(who=scene.who(event.by)))


@_line.register
def _(event: ev.AssignmentResolved, scene: Scene) -> Line:
    share = scene.issue.assignment(event.assignment) or scene.share
    line = thread.SHARE_RESOLVED.format(who=scene.who(event.by), department=scene.department(share.department))
    return Line(line, event.outcome)


@_line.register
def _(event: ev.IssueResolved, scene: Scene) -> Line:
    cause = f"{thread.CAUSE}{event.cause}" if event.cause else ""
    helpers = ", ".join(department_name(scene.rulebook, key) for key in event.needed)
    needed = f"{thread.NEEDED}{helpers}" if helpers else ""
    said = "\n".join(part for part in (event.outcome, event.public_reply, cause, needed) if part)
    if _looks_on(event, scene):
        return Line(thread.HAND_IN_RESOLVED.format(**_ended(event, scene)), said)
    return Line(thread.RESOLVED.format(who=scene.who(event.by), issue=scene.issue.number), said)


def _looks_on(event: ev.IssueResolved | ev.IssueDismissed | ev.IssueMerged, scene: Scene) -> bool:
    """Whether the line is for a department that had a hand in it, and was done with its own part before."""
    share = scene.share
    return share.status is AssignmentStatus.HANDED_OFF or (share.closed_at is not None and share.closed_at < event.at)


def _ended(event: ev.IssueResolved | ev.IssueDismissed, scene: Scene) -> dict[str, object]:
    """Nobody is mentioned: whoever ended it need not be alerted to that elsewhere."""
    return {"issue": scene.issue.number, "department": scene.department(scene.issue.owner.department)}


@_line.register
def _(event: ev.IssueDismissed, scene: Scene) -> Line:
    if _looks_on(event, scene):
        return Line(thread.HAND_IN_DISMISSED.format(**_ended(event, scene)), event.why)
    return Line(thread.DISMISSED.format(who=scene.who(event.by), issue=scene.issue.number), event.why)


@_line.register
def _(event: ev.IssueReopened, scene: Scene) -> Line:
    return Line(thread.REOPENED.format(who=scene.who(event.by), issue=scene.issue.number), event.why)


@_line.register
def _(event: ev.IssueMerged, scene: Scene) -> Line:
    if _looks_on(event, scene):
        return Line(thread.HAND_IN_MERGED.format(issue=scene.issue.number, into=event.into))
    return Line(thread.MERGED.format(who=scene.who(event.by), issue=scene.issue.number, into=event.into))


@_line.register
def _(event: ev.IssueTakenIn, scene: Scene) -> Line:
    return Line(thread.TAKEN_IN.format(who=scene.who(event.by), issue=scene.issue.number, other=event.issue))


@_line.register
def _(event: ev.IssueEscalated, scene: Scene) -> Line:
    return Line(thread.ESCALATED.format(who=scene.who(event.by), told=scene.helpers()), event.why)


@_line.register
def _(event: ev.UrgencyChanged, scene: Scene) -> Line:
    line = thread.URGENCY_CHANGED.format(
        sign=names.URGENCY_SIGN[event.urgency],
        who=scene.who(event.by),
        was=names.URGENCY_NAME[event.was].lower(),
        now=names.URGENCY_NAME[event.urgency].lower(),
    )
    # Asking for help raises the urgency in the same breath; its reason stands in the line above already.
    return Line(line, "" if scene.share.escalated_at == event.at else event.why)


@_line.register
def _(event: WhyAsked, scene: Scene) -> Line:
    about = whys.ABOUT_THAT.format(about=safe(event.about, LONGEST_BEFORE)) if event.about else whys.ABOUT_THIS
    who, department = scene.who(event.by), scene.department(event.department)
    return Line(whys.WAS_ASKED.format(who=who, department=department, about=about))


@_line.register
def _(event: WhyDropped, scene: Scene) -> Line:
    wording = whys.WAS_TAKEN_BACK if event.is_taken_back else whys.WAS_DECLINED
    return Line(wording.format(who=scene.who(event.by), department=scene.department(event.department)))


@_line.register
def _(event: WhyAnswered, scene: Scene) -> Line:
    who, chain = scene.who(event.by), scene.issue.chain
    if event.department:
        return Line(whys.ANSWERED_FROM.format(who=who, department=scene.department(event.department)), event.text)
    if not 1 < event.depth <= len(chain):
        # The first why, or one of before a reopening, after which the chain began anew.
        return Line(whys.ANSWERED_FIRST.format(who=who), event.text)
    before = safe(one_line(chain[event.depth - 2], LONGEST_BEFORE))
    return Line(whys.ANSWERED_NEXT.format(who=who, before=before), event.text)


@_line.register
def _(event: MentionJoined, scene: Scene) -> Line:
    return Line(thread.GROWN.format(mentions=f"{event.mentions:,}", reach=f"{scene.issue.reach:,}"))


@_line.register
def _(event: MentionSplit, scene: Scene) -> Line:
    return Line(thread.SPLIT.format(who=scene.who(event.by), into=event.into))


@_line.register
def _(event: ev.NoteAdded, scene: Scene) -> Line:
    return Line(thread.NOTE.format(who=scene.who(event.by)), event.text)
