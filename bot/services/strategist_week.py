"""The strategist's week, built from the record.

Guarantee: reads only. A summary built late counts the same as one built in time; sentiment, stages and whys are told as
they are known by then.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.core.asks import Told
from bot.core.door_map import Gathered, draw, gather
from bot.core.figures import Change, Heard, Reach, Rhythm
from bot.core.first_look import first_look
from bot.core.journey_words import journey_section
from bot.core.learned_words import learned_section
from bot.core.lessons import How, LessonState
from bot.core.misroutings import misrouting_section
from bot.core.monday import MondayDoor, door_for_monday, monday_section
from bot.core.opportunities import Kindness, Opportunity, opportunities, opportunity_section, unanswered
from bot.core.rhythm import rhythm, stretch
from bot.core.rulebook import Rulebook
from bot.core.summary import CardPlace, Section, Summary
from bot.core.summary_words import put_into_words
from bot.core.tally import tally
from bot.core.themes import themes_section
from bot.core.usual import usual_of
from bot.core.week import Span, Week, days_of, weeks_before
from bot.core.why_words import open_why_section, why_section
from bot.ports import StoredMention, UnitOfWork
from bot.services.doors import sittings_of
from bot.services.stories import for_the_tally, stories_since
from bot.services.themes import themes_of
from bot.services.whys import MOST_ASKED, PERIOD

SHOWN_WEEKS = 4
COMPARED_WEEKS = 8
"""What is usual is read off so many weeks."""
MOST_READ = 300
"""First mentions that are read to find kind words that nobody answered, the newest."""


def strategist_week(unit: UnitOfWork, week: Week, rulebook: Rulebook, *, now: datetime) -> Summary:
    """The summary of `week`, or of its part before `now` where it still goes on."""
    past = weeks_before(week, rulebook.strategist.zone, count=COMPARED_WEEKS)
    span, until = Span(start=past[0].start, end=week.end), min(week.end, now)
    gathered, stories = _read(unit, span, rulebook, until=until)
    heard = {each.key: unit.record.heard_between(each.start, each.end) for each in (week, *past)}
    figures = tally(
        week,
        last_week=past[0],
        heard=list(heard[week.key].elements()),
        heard_before=[list(heard[each.key].elements()) for each in past],
        stories=stories,
        rulebook=rulebook,
        until=until,
    )
    figures = replace(
        figures,
        rhythm=_rhythm(unit, week, past[:SHOWN_WEEKS], heard, rulebook=rulebook, until=figures.until),
        reach=_reach(unit, week, past, is_over=figures.until == week.end),
    )
    missed = _opportunities(unit, stories, week, rulebook, until=figures.until)
    whys = why_section(unit.record.explained_between(week.end - PERIOD, week.end), week, rulebook)
    look = first_look(figures, rulebook, missed=missed, came_back=whys)
    summary = put_into_words(figures, rulebook, look=look)
    journey = journey_section(unit.record.felt_between(week.start, week.end), rulebook.journey)
    themes = themes_section(themes_of(unit, week, past[:SHOWN_WEEKS], rulebook))
    learned = _learned(unit, week)
    sections = (
        journey,
        misrouting_section(figures.misroutings, rulebook),
        learned,
        themes,
        whys,
        _asked(unit, week, rulebook, until=figures.until),
        opportunity_section(missed, rulebook),
    )
    for section in filter(None, sections):
        summary = summary.with_section(section)
    monday = _monday(unit, gathered, span=span, until=until, rulebook=rulebook)
    summary = summary.with_closing(monday_section(monday, rulebook)) if monday else summary
    return summary.with_cards(lambda *share: card_place(unit, *share))


def _asked(unit: UnitOfWork, week: Week, rulebook: Rulebook, *, until: datetime) -> Section | None:
    """Whys that were put to a department by the week's end and wait still: what was answered since needs nobody."""
    waiting = [each for each in unit.why_asks.open(limit=MOST_ASKED) if each.ask.at < week.end]
    return open_why_section(waiting, rulebook, now=until)


def _read(unit: UnitOfWork, span: Span, rulebook: Rulebook, *, until: datetime) -> tuple[list[Gathered], list[Told]]:
    """Every issue that changed in `span` or was open at its end: what it says to the map of doors, and its story.

    Read to this day, so that a summary built late says the same as one built in time, and kept in short.
    """
    gathered, stories = [], []
    for story in stories_since(unit, span.start, until=span.end):
        gathered.append(gather(story, span=span, until=until, rulebook=rulebook, unposted=()))
        stories.append(for_the_tally(story))
    return gathered, stories


def card_place(unit: UnitOfWork, issue: int, assignment: int) -> CardPlace | None:
    """Where the card of a share stands."""
    ref = unit.messages.card_of(issue, assignment)
    return CardPlace(channel=ref.channel, ts=ref.ts) if ref else None


def _monday(
    unit: UnitOfWork, gathered: Sequence[Gathered], *, span: Span, until: datetime, rulebook: Rulebook
) -> MondayDoor | None:
    """The door to knock on, by what was known at that time; what the strategist has noted stays between her and us."""
    found = draw(gathered, texts={}, span=span, until=until, rulebook=rulebook)
    talks = unit.conversations.latest(before=until)
    return door_for_monday(found, sittings_of(unit, talks, rulebook, until), rulebook)


def _learned(unit: UnitOfWork, week: Week) -> Section | None:
    """What was learned of the week's corrections by its end; that a door had been the right one corrects nothing."""
    noted = [each for each in unit.lessons.taught_between(week.start, week.end) if each.how is not How.CONFIRMED]
    use = unit.models.in_force(at=week.end)
    version = unit.models.get(use.number) if use else None
    learned = set(version.lessons) if version else set()
    apart = {each.lesson for each in version.contradictions} if version else set()
    return learned_section(
        noted=len(noted),
        learned=sum(each.id in learned for each in noted),
        contested=sum(each.state is LessonState.CONTESTED or each.id in apart for each in noted),
    )


def _opportunities(
    unit: UnitOfWork, stories: Sequence[Told], week: Week, rulebook: Rulebook, *, until: datetime
) -> tuple[Opportunity, ...]:
    span = Span(start=week.start, end=until)
    found = [each for story in stories if (each := unanswered(story, span))]
    newest = sorted((each.mention for each in found), reverse=True)[:MOST_READ]
    said = {number: _kindness(stored) for number, stored in unit.mentions.by_ids(newest).items()}
    return opportunities(found, said, rulebook)


def _kindness(stored: StoredMention) -> Kindness:
    judged = stored.classification
    return Kindness(sentiment=judged.sentiment if judged else None, words=stored.mention.content)


def _reach(unit: UnitOfWork, week: Week, past: Sequence[Week], *, is_over: bool) -> Reach:
    reached = [unit.record.reach_between(each.start, each.end) for each in (week, *past)]
    behind = list(reached[1:])
    # Weeks before the first mention are no weeks to compare with.
    while behind and behind[-1] == 0:
        behind.pop()
    return Reach(
        people=Change(now=reached[0], before=reached[1]),
        usual=usual_of([float(each) for each in behind]) if is_over else None,
    )


def _rhythm(
    unit: UnitOfWork,
    week: Week,
    past: Sequence[Week],
    heard: Mapping[str, Counter[Heard]],
    *,
    rulebook: Rulebook,
    until: datetime,
) -> Rhythm:
    days = [day for day in days_of(week, rulebook.strategist.zone) if day.start < until]
    return rhythm(
        [stretch(day.start, unit.record.heard_between(day.start, day.end)) for day in days],
        [stretch(each.start, heard[each.key]) for each in (*reversed(past), week)],
    )
