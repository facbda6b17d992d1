"""The tally of a week: what its events and mentions say, as figures.

Guarantee: a pure fold. Every figure can be recomputed from the mentions of the week and the stories of the issues it
touches; words are made of these figures alone.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.core import events as ev
from bot.core.asks import Ask, Told
from bot.core.classification import Sentiment
from bot.core.commands import DOORKNOCK
from bot.core.figures import (
    AnswerTimes,
    Change,
    DepartmentWeek,
    Figures,
    HandOffs,
    Heard,
    Mood,
    OpenIssue,
    SilentDoor,
    Volume,
)
from bot.core.issue import AssignmentStatus
from bot.core.misroutings import corrections, misroutings
from bot.core.resolutions import Resolved, resolution_times, resolved
from bot.core.rulebook import Rulebook
from bot.core.schedule import hours_under
from bot.core.usual import middle, nearest_rank, usual_count, usual_share
from bot.core.week import Span, Week

OLDEST_SHOWN = 5
BUSIEST_TAGS = 5


def tally(
    week: Week,
    *,
    last_week: Week,
    heard: Sequence[Heard],
    heard_before: Sequence[Sequence[Heard]],
    stories: Sequence[Told],
    rulebook: Rulebook,
    until: datetime | None = None,
) -> Figures:
    """The figures of `week`, or of its part before `until` where it still goes on.

    `heard` are its mentions, `heard_before` those of the weeks before it, newest first (at least last week's).
    `stories` are told until the week's end, of every issue that changed in `week` or `last_week` or was open at
    the end; more do no harm.
    """
    until = until or week.end
    told = sorted(stories, key=lambda story: (story.issue.opened_at, story.issue.number))
    asks = [ask for story in told for ask in story.asks]
    past = list(heard_before[0]) if heard_before else []
    finished = [each for story in told for each in resolved(story, week, rulebook)]
    return Figures(
        week=week,
        until=until,
        volume=_volume(week, last_week, heard, heard_before, told, until=until),
        departments=_departments(week, last_week, told, finished, rulebook=rulebook, until=until),
        sentiments=_sentiments(heard, past),
        mood=_mood(heard, heard_before, is_over=until == week.end),
        answers=answer_times(asks, week, rulebook, until=until),
        silent=_silent(told, until),
        hand_offs=_hand_offs(told, week),
        oldest=_oldest(told),
        dismissals=_dismissals(heard, told, week),
        resolutions=resolution_times(finished),
        misroutings=misroutings(each for story in told for each in corrections(story, week)),
        tags=most(tag for story in told if story.issue.opened_at in week for tag in story.issue.tags)[:BUSIEST_TAGS],
    )


def answer_times(asks: Iterable[Ask], span: Span, rulebook: Rulebook, *, until: datetime) -> AnswerTimes:
    """How the asks that were answered in `span`, or were overdue at `until`, were answered."""
    asks = list(asks)
    answered = [ask for ask in asks if ask.answered_at in span]
    taken = sorted(time_taken(ask, rulebook) for ask in answered)
    return AnswerTimes(
        answered=len(answered),
        in_time=sum(ask.is_in_time for ask in answered),
        overdue=sum(ask.is_overdue(until) for ask in asks),
        median=middle(taken) if taken else None,
        p90=nearest_rank(taken, 0.9) if taken else None,
    )


def time_taken(ask: Ask, rulebook: Rulebook) -> timedelta:
    """From the asking to the first response, in the hours that count for the door; zero where there is none."""
    hours = hours_under(ask.door.policy, rulebook.door(ask.department).hours)
    return hours.worked(ask.asked_at, ask.answered_at or ask.asked_at)


def _volume(
    week: Week,
    last_week: Week,
    heard: Sequence[Heard],
    heard_before: Sequence[Sequence[Heard]],
    told: Sequence[Told],
    *,
    until: datetime,
) -> Volume:
    counts = [len(mentions) for mentions in heard_before]
    # Weeks before the first mention are no weeks to compare with.
    while counts and counts[-1] == 0:
        counts.pop()
    is_over = until == week.end
    return Volume(
        mentions=Change(now=len(heard), before=len(heard_before[0]) if heard_before else 0),
        opened=Change(
            now=sum(story.issue.opened_at in week for story in told),
            before=sum(story.issue.opened_at in last_week for story in told),
        ),
        closed=sum(story.issue.closed_at in week for story in told),
        still_open=sum(story.issue.is_open for story in told),
        usual=usual_count(counts) if is_over else None,
    )


def _departments(
    week: Week,
    last_week: Week,
    told: Sequence[Told],
    finished: Sequence[Resolved],
    *,
    rulebook: Rulebook,
    until: datetime,
) -> tuple[DepartmentWeek, ...]:
    asks = [ask for story in told for ask in story.asks]
    opened = Counter(_first_door(story) for story in told if story.issue.opened_at in week)
    before = Counter(_first_door(story) for story in told if story.issue.opened_at in last_week)
    by_department = {key: [ask for ask in asks if ask.department == key] for key in {ask.department for ask in asks}}
    found = [
        DepartmentWeek(
            key=key,
            opened=Change(now=opened[key], before=before[key]),
            answers=answer_times(by_department.get(key, []), week, rulebook, until=until),
            before=answer_times(by_department.get(key, []), last_week, rulebook, until=last_week.end),
            resolutions=resolution_times(each for each in finished if each.department == key),
        )
        for key in sorted(opened.keys() | before.keys() | by_department.keys())
    ]
    return tuple(
        sorted(filter(_has_news, found), key=lambda each: (-each.opened.now, -each.answers.answered, each.key))
    )


def _has_news(each: DepartmentWeek) -> bool:
    is_heard_of = each.opened.now or each.opened.before or each.resolutions.resolved
    return bool(is_heard_of) or each.answers != AnswerTimes()


def _first_door(story: Told) -> str:
    return story.issue.assignments[0].department if story.issue.assignments else ""


def _sentiments(heard: Sequence[Heard], before: Sequence[Heard]) -> tuple[tuple[Sentiment, Change], ...]:
    now, past = (
        Counter(each.sentiment for each in mentions if each.sentiment is not None and each.dismissed is None)
        for mentions in (heard, before)
    )
    return tuple((each, Change(now=now[each], before=past[each])) for each in Sentiment if now[each] or past[each])


def _mood(heard: Sequence[Heard], heard_before: Sequence[Sequence[Heard]], *, is_over: bool) -> Mood:
    negative, total = _negatives(heard)
    usual = usual_share([_negatives(each) for each in heard_before], total=total) if is_over else None
    return Mood(negative=negative, all=total, usual=usual)


def _negatives(heard: Sequence[Heard]) -> tuple[int, int]:
    felt = [each.sentiment for each in heard if each.sentiment is not None and each.dismissed is None]
    return sum(each is Sentiment.NEGATIVE for each in felt), len(felt)


def _silent(told: Sequence[Told], until: datetime) -> tuple[SilentDoor, ...]:
    doors = [
        SilentDoor(
            issue=ask.issue,
            assignment=ask.assignment,
            department=ask.department,
            since=ask.quiet_since,
            knocks=ask.knocks,
            is_late=ask.is_overdue(until) or (ask.answered_at is not None and ask.knocks > 1),
        )
        for story in told
        for ask in story.asks
        if ask.knocks and ask.ended_at is None and _is_waiting(story, ask)
    ]
    return tuple(sorted(doors, key=lambda door: (door.since, door.issue, door.assignment)))


def _is_waiting(story: Told, ask: Ask) -> bool:
    share = story.issue.assignment(ask.assignment)
    return share is not None and share.status is AssignmentStatus.WAITING


def _hand_offs(told: Sequence[Told], week: Week) -> tuple[HandOffs, ...]:
    passed: Counter[tuple[str, str]] = Counter()
    not_ours: Counter[tuple[str, str]] = Counter()
    for story in told:
        for event in story.events:
            share = story.issue.assignment(event.assignment) if isinstance(event, ev.AssignmentHandedOff) else None
            # What the bot passed on by itself (a door that is no more) says nothing about the routing.
            if isinstance(event, ev.AssignmentHandedOff) and share and event.by != DOORKNOCK and event.at in week:
                passed[share.department, event.to] += 1
                not_ours[share.department, event.to] += event.is_not_ours
    found = [
        HandOffs(giver=pair[0], receiver=pair[1], count=count, not_ours=not_ours[pair])
        for pair, count in passed.items()
    ]
    return tuple(sorted(found, key=lambda each: (-each.count, each.giver, each.receiver)))


def _oldest(told: Sequence[Told]) -> tuple[OpenIssue, ...]:
    waiting = [story.issue for story in told if story.issue.is_open and story.issue.assignments]
    return tuple(
        OpenIssue(
            issue=issue.number,
            assignment=issue.owner.number,
            department=issue.owner.department,
            opened_at=issue.opened_at,
            status=issue.owner.status,
        )
        for issue in waiting[:OLDEST_SHOWN]
    )


def _dismissals(heard: Sequence[Heard], told: Sequence[Told], week: Week) -> tuple[tuple[str, int], ...]:
    by_rules = [each.dismissed for each in heard if each.dismissed is not None]
    by_people = [
        event.why
        for story in told
        for event in story.events
        if isinstance(event, ev.IssueDismissed) and event.at in week
    ]
    return most(reason.strip() for reason in (*by_rules, *by_people))


def most(words: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Each word with how often it comes, the most frequent first."""
    return tuple(sorted(Counter(words).items(), key=lambda each: (-each[1], each[0])))
