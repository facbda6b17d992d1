"""Answers that are posted every week: where, who may have that, and what is wanted already.

Guarantee: every colleague may begin and stop one in a channel, and nobody another person's own. Both are written down.
"""

from bot.core.rights import Via
from bot.core.subscribing import Beginning
from bot.slack.desk import Desk
from bot.slack.messages import blocks as kit
from bot.slack.messages.about import called, weekly_row
from bot.slack.messages.blocks import Block, Message
from bot.slack.messages.safe import safe
from bot.slack.parse import Place
from bot.slack.texts import about

BEGIN, STOP = "Subscribe", "Unsubscribe"
"""What the audit trail calls them."""
LONGEST = 200


def begin_weekly(desk: Desk, question: int, place: Place) -> Message:
    """Begin, and say where and when the first one comes; it may ask Slack about the channel, so make it aside."""
    why_not = desk.for_colleagues(BEGIN, by=place.user, via=Via.BUTTON)
    if why_not:
        return Message(text=why_not)
    services = desk.services
    channel = _channel_for(desk, place)
    begun = services.subscriptions.begin(question, channel=channel, by=place.user)
    desk.note(BEGIN, by=place.user, via=Via.BUTTON, reason="" if begun is Beginning.BEGUN else begun)
    text = about.BEGINNINGS[begun]
    if begun is Beginning.BEGUN and channel == place.user:
        text = about.BEGUN_ALONE
    zone = services.rules.current.strategist.zone
    return Message(text=text.format(when=kit.when(services.subscriptions.next_at(), zone=zone)))


def stop_weekly(desk: Desk, subscription: int, place: Place) -> str:
    """Stop one, and say so."""
    why_not = desk.for_colleagues(STOP, by=place.user, via=Via.BUTTON)
    if why_not:
        return why_not
    gone = desk.services.subscriptions.stop(subscription, by=place.user, channel=place.channel)
    desk.note(STOP, by=place.user, via=Via.BUTTON, reason="" if gone else "gone")
    return about.STOPPED.format(about=safe(called(gone.asked.question), LONGEST)) if gone else about.STOPPED_ALREADY


def wanted_at(desk: Desk, place: Place) -> tuple[Block, ...]:
    """What is posted every week here, and to this person alone, each with the button that stops it."""
    services = desk.services
    found = services.subscriptions.of(*filter(None, (place.channel, place.user)))
    if not found:
        return (kit.section(about.NO_WEEKLY),)
    rows = [weekly_row(each, services.rules.current) for each in found]
    return (kit.section(about.WEEKLY_TITLE), *rows)


def _channel_for(desk: Desk, place: Place) -> str:
    """The channel that was clicked in, where I may post; else the person alone."""
    channel = desk.services.directory.channel(place.channel) if place.channel else None
    can_post = channel is not None and not channel.is_archived and (channel.is_member or not channel.is_private)
    return place.channel if can_post else place.user
