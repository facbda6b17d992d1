"""Looks whether the people and the channels of the rulebook are still there.

Guarantee: looks only, at everything the bot speaks in or listens to. Where Slack does not answer, that is a
TemporaryFailure, and never taken for somebody's leaving.
"""

from collections.abc import Iterator

from bot.core.rulebook import Rulebook
from bot.core.source import ChannelSource
from bot.core.vacancy import COMMITTEE, STRATEGIST, SUMMARY, Amiss, Vacancy
from bot.slack.directory import Directory


def look_around(directory: Directory, rulebook: Rulebook) -> list[Vacancy]:
    """Who has left, and which channels are gone or archived."""
    return [*_people(directory, rulebook), *_channels(directory, rulebook)]


def _people(directory: Directory, rulebook: Rulebook) -> Iterator[Vacancy]:
    for whose, person in dict.fromkeys(_named_people(rulebook)):
        user_id = directory.user_id(person) if person else None
        if person and (user_id is None or not directory.is_here(user_id)):
            yield Vacancy(kind=Amiss.LEFT, whose=whose, what=person)


def _named_people(rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    """Whom the rulebook counts on, and as what."""
    for each in rulebook.departments:
        yield from ((each.key, each.seat), (each.key, each.backup))
    yield STRATEGIST, rulebook.strategist.person
    # A chair who is not named is the strategist.
    if rulebook.committee and rulebook.committee.chair != rulebook.strategist.person:
        yield COMMITTEE, rulebook.committee.chair


def _channels(directory: Directory, rulebook: Rulebook) -> Iterator[Vacancy]:
    # As it is now: what was looked up at noon may be archived by now.
    directory.forget_channels()
    seen = set()
    for whose, name in _named_channels(rulebook):
        if not name or name in seen:
            continue
        seen.add(name)
        channel = directory.channel(name)
        if channel is None:
            yield Vacancy(kind=Amiss.CHANNEL_GONE, whose=whose, what=name)
        elif channel.is_archived:
            yield Vacancy(kind=Amiss.CHANNEL_ARCHIVED, whose=whose, what=name)


def _named_channels(rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    """Which channels the rulebook counts on, and whose they are; one that several share is that of the first."""
    yield from ((each.key, each.channel) for each in rulebook.departments)
    yield STRATEGIST, rulebook.strategist.channel
    yield SUMMARY, rulebook.strategist.summary_channel
    if rulebook.committee:
        yield COMMITTEE, rulebook.committee.channel
    yield from ((each.key, each.summary.channel) for each in rulebook.departments if each.summary)
    yield from ((each.key, each.channel) for each in rulebook.sources if isinstance(each, ChannelSource))
