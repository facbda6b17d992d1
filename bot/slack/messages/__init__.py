"""What people read in Slack: pure builders from a delivery to Block Kit.

Guarantee: `render` gives a message within all of Slack's limits, harmless whatever strangers wrote.
"""

from dataclasses import replace
from functools import singledispatch
from typing import cast

from bot.core.issue import Assignment, Issue
from bot.core.notices import PostCard, PostNote, PostReminder, PostSummary, TellStrategist, UpdateCard
from bot.errors import PermanentFailure
from bot.ports import Delivery, StoredMention
from bot.slack.messages import blocks as kit
from bot.slack.messages.blocks import Message
from bot.slack.messages.card import card
from bot.slack.messages.fit import fit
from bot.slack.messages.note import Scene, note
from bot.slack.messages.people import People
from bot.slack.messages.reminder import reminder
from bot.slack.messages.safe import clip, escape
from bot.slack.messages.summary import Summary, summary

__all__ = ["Message", "render"]


def render(delivery: Delivery, people: People) -> Message:
    """The message that says what `delivery` is about, as things stand at its `now`."""
    return fit(_render(delivery.notice, delivery, people))


@singledispatch
def _render(notice: object, delivery: Delivery, people: People) -> Message:
    raise PermanentFailure(
        f"delivery {delivery.id}: {type(notice).__name__} has no message; this is Doorknock's mistake"
    )


@_render.register(PostCard)
@_render.register(UpdateCard)
def _(notice: PostCard | UpdateCard, delivery: Delivery, people: People) -> Message:
    issue, share, mention = _subject(delivery, notice.assignment)
    return card(issue, share, mention, rulebook=delivery.rulebook, people=people, now=delivery.now)


@_render.register
def _(notice: PostReminder, delivery: Delivery, people: People) -> Message:
    issue, share, _ = _subject(delivery, notice.assignment)
    return reminder(issue, share, notice.event, rulebook=delivery.rulebook, people=people, now=delivery.now)


@_render.register
def _(notice: PostNote, delivery: Delivery, people: People) -> Message:
    issue, share, _ = _subject(delivery, notice.assignment)
    return note(notice.event, Scene(issue=issue, share=share, rulebook=delivery.rulebook, people=people))


@_render.register
def _(notice: TellStrategist, delivery: Delivery, people: People) -> Message:
    text = escape(clip(notice.text, 2_500))
    return Message(text=text, blocks=(kit.section(text),))


@_render.register
def _(notice: PostSummary, delivery: Delivery, people: People) -> Message:
    if delivery.summary is None:
        raise PermanentFailure(f"delivery {delivery.id}: the summary of {notice.week} came without its contents")
    return replace(summary(cast(Summary, delivery.summary)))


def _subject(delivery: Delivery, assignment: int) -> tuple[Issue, Assignment, StoredMention]:
    share = delivery.issue.assignment(assignment) if delivery.issue else None
    if delivery.issue is None or share is None or delivery.mention is None:
        raise PermanentFailure(
            f"delivery {delivery.id}: its issue, assignment {assignment} or mention is gone from the database"
        )
    return delivery.issue, share, delivery.mention
