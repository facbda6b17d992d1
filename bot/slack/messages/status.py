"""Whose turn it is, in one line: the first thing a card says under its title.

Guarantee: every state has its line; what colleagues wrote is escaped and cut short.
"""

from datetime import datetime

from bot.core.issue import Assignment, AssignmentStatus, Issue, IssueStatus, Promise
from bot.slack.messages.safe import escape, link, safe
from bot.slack.messages.scene import Scene
from bot.slack.texts import card as card_texts

LONGEST_OUTCOME = 200
_ENDED = {
    IssueStatus.RESOLVED: card_texts.ENDED_RESOLVED,
    IssueStatus.DISMISSED: card_texts.ENDED_DISMISSED,
    IssueStatus.MERGED: card_texts.ENDED_MERGED,
}


def status_line(scene: Scene) -> str:
    """Whose turn it is, as mrkdwn; what has ended says how."""
    return _open_line(scene) if scene.share.is_open else _closed_line(scene)


def ending(scene: Scene) -> str:
    """How the scene's issue ended, in a few words of mrkdwn; "" while it is open."""
    issue = scene.issue
    line = _ENDED.get(issue.status, "").format(into=issue.merged_into)
    return line + _how(scene) if line else ""


def _open_line(scene: Scene) -> str:
    share = scene.share
    help_asked = card_texts.HELP_ASKED if share.escalated_at else ""
    return _turn(share, scene).format(
        who=scene.who(share.claimed_by),
        promiser=scene.who(share.promise.by) if share.promise else "",
        date=scene.when(_date_of(share, scene.now)),
        knocked=_knocked(share),
        help=help_asked,
    )


def _turn(share: Assignment, scene: Scene) -> str:
    if share.promise is not None:
        return _promised(share, share.promise)
    match share.status:
        case AssignmentStatus.ANSWERED:
            return card_texts.ANSWERED
        case AssignmentStatus.CLAIMED:
            return card_texts.CLAIMED
        case AssignmentStatus.SNOOZED:
            return card_texts.QUIET_CLAIMED if share.claimed_by else card_texts.QUIET
        case _:
            return card_texts.WAITING_LATE if scene.now > share.door.answer_by else card_texts.WAITING


def _promised(share: Assignment, promise: Promise) -> str:
    if not share.claimed_by:
        return card_texts.PROMISED
    return card_texts.CLAIMED_PROMISED if share.claimed_by == promise.by else card_texts.CLAIMED_OTHER_PROMISED


def _date_of(share: Assignment, now: datetime) -> datetime:
    if share.promise is not None:
        return share.promise.until
    if share.status is AssignmentStatus.SNOOZED:
        return share.snoozed_until or now
    return share.door.answer_by


def _knocked(share: Assignment) -> str:
    if not share.knocks:
        return ""
    return card_texts.KNOCKED.format(times=card_texts.TIMES.get(share.knocks, f"{share.knocks} times"))


def _closed_line(scene: Scene) -> str:
    share = scene.share
    if share.status is AssignmentStatus.HANDED_OFF:
        receiver = scene.issue.assignment(share.handed_to or 0)
        to = scene.department(receiver.department) if receiver else card_texts.ANOTHER_DEPARTMENT
        moved = card_texts.MOVED.format(to=to) + _by_whom(scene, share.closed_by)
        return _since_then(moved, scene)
    if _ended_early(share, scene.issue):
        done = card_texts.SHARE_DONE + _by_whom(scene, share.closed_by, share.outcome)
        return _since_then(done, scene)
    if share.status is AssignmentStatus.MERGED:
        return card_texts.MERGED.format(into=scene.issue.merged_into) + _by_whom(scene, share.closed_by)
    line = card_texts.FINISHED if share.status is AssignmentStatus.RESOLVED else card_texts.SET_ASIDE
    return line.format(by_who=_how(scene))


def _ended_early(share: Assignment, issue: Issue) -> bool:
    """Whether a department was done before the issue was; shares of before this was noted count as ended with it."""
    is_known = bool(share.closed_by) or issue.closed_at is None
    return share.status is AssignmentStatus.RESOLVED and is_known and share.closed_at != issue.closed_at


def _since_then(line: str, scene: Scene) -> str:
    ended = ending(scene)
    return f"{line}\n{card_texts.SINCE_THEN}{ended}" if ended else line


def _how(scene: Scene) -> str:
    """By whom and with what the issue ended, and where the public can read it."""
    issue, reply = scene.issue, link(scene.issue.public_reply)
    there = card_texts.PUBLIC_REPLY.format(url=escape(reply.url), host=reply.host) if reply else ""
    return _by_whom(scene, issue.closed_by, issue.outcome) + there


def _by_whom(scene: Scene, person: str, outcome: str = "") -> str:
    who, words = scene.who(person), safe(outcome, LONGEST_OUTCOME)
    return (f" by {who}" if who else "") + (f" · {words}" if words else "")
