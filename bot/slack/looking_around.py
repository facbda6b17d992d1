"""Looks whether the people and the channels of the rulebook are still there.

Guarantee: looks only, at everything the bot speaks in or listens to. Where Slack does not answer, that is a
TemporaryFailure, and never taken for somebody's leaving.
"""

from collections.abc import Iterator
from typing import Protocol

from bot.core.rulebook import Rulebook
from bot.core.source import ChannelSource
from bot.core.vacancy import COMMITTEE, STRATEGIST, SUMMARY, Amiss, Vacancy
from bot.slack.directory import Channel
from bot.slack.messages.people import USER_ID


class Workspace(Protocol):
    """What is asked of Slack; the directory knows it."""

    def user_id(self, person: str) -> str | None:
        """A person's id."""
        ...

    def is_here(self, user_id: str) -> bool:
        """Whether somebody active has it."""
        ...

    def name_of(self, person: str) -> str:
        """What a person is called, gone or not."""
        ...

    def channel(self, ref: str) -> Channel | None:
        """A channel by name or id."""
        ...

    def forget_channels(self) -> None:
        """Look them up again."""
        ...


def look_around(directory: Workspace, rulebook: Rulebook) -> list[Vacancy]:
    """Who has left, and which channels are gone or archived."""
    return [*_people(directory, rulebook), *_channels(directory, rulebook)]


def _people(directory: Workspace, rulebook: Rulebook) -> Iterator[Vacancy]:
    for whose, person in dict.fromkeys(_named_people(rulebook)):
        user_id = directory.user_id(person) if person else None
        if person and (user_id is None or not directory.is_here(user_id)):
            yield Vacancy(kind=Amiss.LEFT, whose=whose, what=_called(directory, person))


def _called(directory: Workspace, person: str) -> str:
    """As the rulebook has them, with the name that belongs to an id: nobody knows anybody by that."""
    name = directory.name_of(person) if USER_ID.fullmatch(person) else person
    return person if name == person else f"{name} ({person})"


def _named_people(rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    """Whom the rulebook counts on, and as what."""
    for each in rulebook.departments:
        yield from ((each.key, each.seat), (each.key, each.backup))
    yield STRATEGIST, rulebook.strategist.person
    # A chair who is not named is the strategist.
    if rulebook.committee and rulebook.committee.chair != rulebook.strategist.person:
        yield COMMITTEE, rulebook.committee.chair


def _channels(directory: Workspace, rulebook: Rulebook) -> Iterator[Vacancy]:
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
