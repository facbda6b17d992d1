"""What services need from the world outside: Slack, the classifier, the rules.

Guarantee: edges raise only the failures of `bot.errors`: TemporaryFailure (try again), PermanentFailure (a person must
act), UnknownOutcome (look before trying again).
"""

from collections.abc import Sequence
from typing import Protocol

from bot.core.classification import Classification
from bot.core.colleague import Colleague
from bot.core.mention import Mention
from bot.core.rulebook import Rulebook
from bot.ports.data import Delivery, PastIssue, Posted, StoredMention


class Messenger(Protocol):
    """Says things in Slack."""

    def deliver(self, delivery: Delivery) -> Posted:
        """Post, edit or remove. Raises TemporaryFailure, PermanentFailure or UnknownOutcome."""
        ...

    def find(self, delivery: Delivery) -> Posted | None:
        """Look whether an unsure delivery reached Slack after all (by its id in the message metadata).

        None: it did not. Raises TemporaryFailure where it could not look, PermanentFailure where nobody can tell.
        """
        ...


class Colleagues(Protocol):
    """Knows the members of the workspace."""

    def colleague(self, person: str) -> Colleague | None:
        """Somebody by e-mail address or Slack id; None where no active member is meant.

        Raises TemporaryFailure where it could not look.
        """
        ...


class Classifier(Protocol):
    """Judges mentions."""

    def classify(self, mentions: Sequence[Mention], rulebook: Rulebook) -> list[Classification]:
        """One classification for each mention, in order."""
        ...


class Memory(Protocol):
    """Remembers closed issues by what they were about."""

    def similar_to(self, mention: StoredMention, *, count: int) -> list[PastIssue]:
        """Up to `count` closed issues like the one of `mention`, the most alike first; none where none is like it."""
        ...


class Rules(Protocol):
    """The rulebook in force."""

    @property
    def current(self) -> Rulebook:
        """The last good rulebook."""
        ...
