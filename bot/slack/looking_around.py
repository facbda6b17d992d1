"""Looks whether the people and the channels of the rulebook are still there.

Guarantee: looks only. Where Slack does not answer, that is a TemporaryFailure, and never taken for somebody's leaving.
"""

from collections.abc import Iterator

from bot.core.rulebook import Rulebook
from bot.core.vacancy import Amiss, Vacancy
from bot.slack.directory import Directory


def look_around(directory: Directory, rulebook: Rulebook) -> list[Vacancy]:
    """Who has left, and which channels are gone or archived."""
    return [*_people(directory, rulebook), *_channels(directory, rulebook)]


def _people(directory: Directory, rulebook: Rulebook) -> Iterator[Vacancy]:
    for each in rulebook.departments:
        for person in dict.fromkeys((each.seat, each.backup)):
            user_id = directory.user_id(person) if person else None
            if person and (user_id is None or not directory.is_here(user_id)):
                yield Vacancy(kind=Amiss.LEFT, whose=each.key, what=person)


def _channels(directory: Directory, rulebook: Rulebook) -> Iterator[Vacancy]:
    wanted = [(each.key, each.channel) for each in rulebook.departments]
    wanted += [("summary", rulebook.strategist.summary_channel)]
    wanted += [("committee", rulebook.committee.channel)] if rulebook.committee else []
    # As it is now: what was looked up at noon may be archived by now.
    directory.forget_channels()
    for whose, name in wanted:
        channel = directory.channel(name)
        if channel is None:
            yield Vacancy(kind=Amiss.CHANNEL_GONE, whose=whose, what=name)
        elif channel.is_archived:
            yield Vacancy(kind=Amiss.CHANNEL_ARCHIVED, whose=whose, what=name)
