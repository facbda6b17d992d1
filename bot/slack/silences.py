"""Silences, as the strategist asks for them in Slack: `/doorknock silence wrenbox for 3h`, `silences`, `lift 3`.

Guarantee: whoever comes here may; a moment that is not understood is asked for, never guessed.
"""

import re

from bot.core.rights import Via
from bot.slack.dates import instant_meant
from bot.slack.desk import Desk
from bot.slack.messages import blocks as kit
from bot.slack.messages.people import mention_of
from bot.slack.messages.safe import one_line, safe
from bot.slack.parse import Place
from bot.slack.texts import silences as texts

LONGEST = 100
_WISH = re.compile(r"(?P<matcher>.+?)\s+(?P<lead>for|until|till|bis|für)\s+(?P<moment>\S.*)", re.IGNORECASE | re.DOTALL)
_NUMBER = re.compile(r"#?(\d{1,9})", re.ASCII)


def silence(desk: Desk, place: Place, words: str) -> str:
    """Keep quiet about something for a while."""
    found = _WISH.fullmatch(words)
    zone = desk.services.rules.current.strategist.zone
    until = instant_meant(found["moment"], now=desk.services.clock.now(), zone=zone) if found else None
    matcher = one_line(found["matcher"].strip("\"'“”„ "), LONGEST) if found else ""
    if until is None or not matcher:
        return texts.HOW
    desk.note("Silence", by=place.user, via=Via.COMMAND)
    number = desk.services.rises.silence(matcher, until=until, by=place.user)
    return texts.KEPT.format(matcher=safe(matcher), until=kit.when(until, zone=zone), number=number)


def silences(desk: Desk, place: Place, words: str) -> str:
    """List what is kept quiet about."""
    desk.note("Silences", by=place.user, via=Via.COMMAND)
    active, zone = desk.services.rises.silences()[:20], desk.services.rules.current.strategist.zone
    if not active:
        return texts.NONE
    lines = [
        texts.LINE.format(
            number=each.id,
            matcher=safe(each.matcher),
            until=kit.when(each.until, zone=zone),
            who=mention_of(desk.services.directory, each.by),
        )
        for each in active
    ]
    return "\n".join((texts.LISTED, *lines, texts.ENDS.format(number=active[0].id)))


def lift(desk: Desk, place: Place, words: str) -> str:
    """End a silence before its time."""
    found = _NUMBER.fullmatch(words)
    if found is None:
        return texts.WHICH
    desk.note("LiftSilence", by=place.user, via=Via.COMMAND)
    return texts.LIFTED if desk.services.rises.lift(int(found[1])) else texts.UNKNOWN.format(number=found[1])
