"""Who is named in a message: the little that rendering needs to know about people.

Guarantee: a mention is made from a Slack id alone; whoever has none is named in plain, harmless words.
"""

import re
from typing import Protocol, runtime_checkable

from bot.core.commands import DOORKNOCK
from bot.slack.messages.safe import safe

USER_ID = re.compile(r"[UW][A-Z0-9]{2,20}", re.ASCII)
GROUP_ID = re.compile(r"S[A-Z0-9]{2,20}", re.ASCII)


class People(Protocol):
    """Resolves what a rulebook calls somebody (an id, an e-mail address, a name) to a Slack id."""

    def user_id(self, person: str) -> str | None:
        """The id (U…), None where nobody in the workspace is meant."""
        ...

    def group_id(self, group: str) -> str | None:
        """The id (S…) of a user group, None where there is none."""
        ...


@runtime_checkable
class Links(Protocol):
    """Knows the address of a message."""

    def permalink(self, channel: str, ts: str) -> str:
        """The https address under which people open the message, "" where there is none."""
        ...


class Place(Protocol):
    """Where a message stands in Slack."""

    @property
    def channel(self) -> str:
        """The channel's id."""
        ...

    @property
    def ts(self) -> str:
        """Which of its messages."""
        ...


@runtime_checkable
class Names(Protocol):
    """Knows what people call each other."""

    def name_of(self, person: str) -> str:
        """The name of somebody, which alerts nobody; what the rulebook calls them where nothing else is known."""
        ...


def address_of(card: Place | None, people: People) -> str:
    """Under which address people open a card, "" where there is none."""
    return people.permalink(card.channel, card.ts) if card and isinstance(people, Links) else ""


def linked_number(issue: int, card: Place | None, people: People) -> str:
    """`#1042`, as a link to its card where that can be opened."""
    url = address_of(card, people)
    return f"<{url}|#{issue}>" if url else f"#{issue}"


def mention_of(people: People, person: str) -> str:
    """`<@U…>` where the person is known, else the plain name; "" where nobody is named."""
    if not person:
        return ""
    if person == DOORKNOCK:
        return "Doorknock"
    found = person if USER_ID.fullmatch(person) else people.user_id(person)
    return f"<@{found}>" if found else safe(person, 80)


def name_of(people: People, person: str) -> str:
    """What people call somebody, ready for mrkdwn and without alerting them; "" where nobody is named."""
    return safe(people.name_of(person) if person and isinstance(people, Names) else person, 80)


def person_of(slack_id: str) -> str:
    """Somebody who did something, by Slack id."""
    if slack_id == DOORKNOCK:
        return "Doorknock"
    return f"<@{slack_id}>" if USER_ID.fullmatch(slack_id) else safe(slack_id, 60)
