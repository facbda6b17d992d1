"""Who else has a share in the issue, and where they stand, in one small line.

Guarantee: the line has the same place on every card of the issue; departments whose card is known are links to it.
"""

from bot.core.issue import Assignment, AssignmentStatus
from bot.slack.messages.scene import Scene
from bot.slack.texts import card as card_texts

MOST_SHOWN = 5


def beside(scene: Scene) -> str:
    """The line as mrkdwn, "" where this department is alone with it or the issue has ended."""
    others = [share for share in scene.issue.assignments if _counts(share, scene)] if scene.issue.is_open else []
    if not others:
        return ""
    shown = [_one(share, scene) for share in others[:MOST_SHOWN]]
    more = [card_texts.BESIDE_MORE.format(count=len(others) - MOST_SHOWN)] if len(others) > MOST_SHOWN else []
    return card_texts.BESIDE + " · ".join((*shown, *more))


def _counts(share: Assignment, scene: Scene) -> bool:
    """Everybody but oneself, and but those who have passed it on: why a card is here says that already."""
    return share.number != scene.share.number and share.status is not AssignmentStatus.HANDED_OFF


def _one(share: Assignment, scene: Scene) -> str:
    words = card_texts.BESIDE_PROMISED if share.promise else card_texts.BESIDE_STATES[share.status]
    date = share.promise.until if share.promise else share.snoozed_until
    state = words.format(who=scene.who(share.claimed_by), date=scene.when(date or scene.now))
    return f"{scene.link_to(share.number, scene.department(share.department))} ({state})"
