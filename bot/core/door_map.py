"""Draws the map of doors from the stories of a period.

Guarantee: a pure fold, story by story, of which little is kept; each figure can be counted again from the events.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core import events as ev
from bot.core.asks import Ask, Told
from bot.core.commands import DOORKNOCK
from bot.core.department import TRIAGE
from bot.core.doors import DoorMap, DoorReport, Homeless, Silence, Streak
from bot.core.issue import AssignmentStatus
from bot.core.rulebook import Rulebook
from bot.core.silence import silences
from bot.core.tally import answer_times
from bot.core.topics import Words, lost_topics, telling_words
from bot.core.week import Span
from bot.core.why_ask import OpenWhy

MOST_TOPICS = 3
BOUNCES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A department asked once, with what the map needs of its issue.

    `knocks` are the reminders of the period, `step` the policy's step that opened the door, 0 for before any knock and
    None where it did not open. `is_waiting` says that nobody has said anything to this day.
    """

    ask: Ask
    knocks: int
    step: int | None
    is_not_ours: bool
    is_waiting: bool
    tags: tuple[str, ...]
    mention: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What one story says to the map."""

    visits: tuple[Visit, ...]
    silences: tuple[Silence, ...]
    homeless: Homeless | None


def gather(
    story: Told, *, span: Span, until: datetime, rulebook: Rulebook, unposted: Container[tuple[int, int]]
) -> Gathered:
    """What `story`, told until `until`, says to the map of `span`."""
    return Gathered(
        visits=tuple(_visit(story, ask, span) for ask in story.asks if _matters(ask, span)),
        silences=tuple(silences(story, now=until, rulebook=rulebook, unposted=unposted)),
        homeless=_homeless(story) if story.issue.opened_at in span else None,
    )


def mentions_to_read(gathered: Sequence[Gathered], *, limit: int) -> list[int]:
    """The mentions whose words the map may be named after: those without a door first, then the newest."""
    lost = [each.homeless.mention for each in gathered if each.homeless]
    rest = sorted({visit.mention for each in gathered for visit in each.visits} - set(lost), reverse=True)
    return [*sorted(lost, reverse=True)[:limit], *rest[:limit]]


def draw(
    gathered: Sequence[Gathered],
    *,
    texts: Mapping[int, Words],
    span: Span,
    until: datetime,
    rulebook: Rulebook,
    asked: Sequence[OpenWhy] = (),
) -> DoorMap:
    """The map, every department of the rulebook in it; `texts` are the words of some mentions, by id.

    `asked` are the whys that wait at a door.
    """
    visits = [visit for each in gathered for visit in each.visits]
    quiet = [silence for each in gathered for silence in each.silences]
    homeless = [each.homeless for each in gathered if each.homeless]
    keys = [department.key for department in rulebook.departments]
    gone = sorted({visit.ask.department for visit in visits if visit.ask.ended_at is None} - set(keys))
    lost = {each.mention for each in homeless}
    elsewhere = [words for mention, words in texts.items() if mention not in lost]
    return DoorMap(
        span=span,
        until=until,
        doors=tuple(
            replace(
                _door(key, visits, quiet, texts, span=span, until=until, rulebook=rulebook),
                whys=tuple(each for each in asked if each.ask.department == key),
            )
            for key in keys + gone
        ),
        lost=lost_topics(homeless, texts, elsewhere),
    )


def _matters(ask: Ask, span: Span) -> bool:
    return ask.ended_at is None or ask.ended_at >= span.start or ask.answered_at in span


def _visit(story: Told, ask: Ask, span: Span) -> Visit:
    share = story.issue.assignment(ask.assignment)
    is_open = ask.ended_at is None and share is not None and share.status is AssignmentStatus.WAITING
    return Visit(
        ask=ask,
        knocks=sum(at in span for at in ask.knocked_at),
        step=_step(story, ask),
        is_not_ours=any(_is_passing_on(event, ask) and event.at in span for event in story.events),
        is_waiting=is_open and ask.answered_at is None,
        tags=story.issue.tags,
        mention=story.issue.mention,
    )


def _step(story: Told, ask: Ask) -> int | None:
    if ask.answered_at is None:
        return None
    steps = [
        event.step + 1
        for event in story.events
        if isinstance(event, ev.DoorKnocked)
        and event.assignment == ask.assignment
        and ask.asked_at <= event.at <= ask.answered_at
    ]
    return steps[-1] if steps else 0


def _is_passing_on(event: ev.Event, ask: Ask) -> bool:
    if not isinstance(event, ev.AssignmentHandedOff) or event.assignment != ask.assignment:
        return False
    return event.at == ask.ended_at and event.is_not_ours and event.by != DOORKNOCK


def _homeless(story: Told) -> Homeless | None:
    issue = story.issue
    if not issue.assignments or issue.merged_into is not None:
        return None
    bounces = [
        event
        for event in story.events
        if isinstance(event, ev.AssignmentHandedOff)
        and event.by != DOORKNOCK
        and (giver := issue.assignment(event.assignment)) is not None
        and giver.department != TRIAGE
    ]
    is_bounced = len(bounces) >= BOUNCES
    if not is_bounced and issue.assignments[0].department != TRIAGE:
        return None
    return Homeless(
        issue=issue.number,
        mention=issue.mention,
        tags=issue.tags,
        held_by=issue.owner.department,
        is_bounced=is_bounced,
    )


def _door(
    key: str,
    visits: Sequence[Visit],
    quiet: Sequence[Silence],
    texts: Mapping[int, Words],
    *,
    span: Span,
    until: datetime,
    rulebook: Rulebook,
) -> DoorReport:
    own = [visit for visit in visits if visit.ask.department == key]
    steps = Counter(visit.step for visit in own if visit.step is not None and visit.ask.answered_at in span)
    return DoorReport(
        department=key,
        asked=sum(visit.ask.asked_at in span for visit in own),
        knocks=sum(visit.knocks for visit in own),
        answers=answer_times([visit.ask for visit in own], span, rulebook, until=until),
        opened=tuple(sorted(steps.items())),
        not_ours=sum(visit.is_not_ours for visit in own),
        streak=_streak(own),
        silences=tuple(sorted((each for each in quiet if each.department == key), key=_longest_first)),
        topics=_topics(key, own, visits, texts),
    )


def _longest_first(silence: Silence) -> tuple[datetime, int, int]:
    return silence.since, silence.issue, silence.assignment


def _streak(own: Sequence[Visit]) -> Streak | None:
    newest = sorted(own, key=lambda visit: (visit.ask.asked_at, visit.ask.issue), reverse=True)
    waiting = list(_until_answered(newest))
    return Streak(count=len(waiting), since=min(ask.asked_at for ask in waiting)) if waiting else None


def _until_answered(newest: Iterable[Visit]) -> Iterator[Ask]:
    for visit in newest:
        if visit.ask.answered_at is not None:
            return
        # What ended otherwise, or was not knocked for yet, says nothing.
        if visit.is_waiting and visit.ask.knocked_at:
            yield visit.ask


def _topics(
    key: str, own: Sequence[Visit], visits: Sequence[Visit], texts: Mapping[int, Words]
) -> tuple[tuple[str, int], ...]:
    tags = Counter(tag for visit in own for tag in visit.tags)
    if tags:
        return tuple(sorted(tags.items(), key=lambda each: (-each[1], each[0])))[:MOST_TOPICS]
    here = [texts[visit.mention] for visit in own if visit.mention in texts]
    others = {visit.mention for visit in visits if visit.ask.department != key} - {visit.mention for visit in own}
    elsewhere = [texts[mention] for mention in sorted(others) if mention in texts]
    words = telling_words(here, elsewhere, most=MOST_TOPICS)
    return tuple((word, sum(word in text for text in here)) for word in words)
