"""What Slack is to be told about a why that was asked at another department's door, as data.

Guarantee: as in `notices`: ids alone, rendered as things stand when it is said. A question and all that becomes of it
are one lane.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class _AboutWhy:
    issue: int
    number: int
    channel: str

    @property
    def lane(self) -> str:
        """The question's own thread."""
        return f"issue:{self.issue}:why:{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostWhyAsk(_AboutWhy):
    """Put the question in the department's channel; `at` is when it was asked."""

    at: datetime

    @property
    def key(self) -> str:
        """One message a question."""
        return key_of_question(self.issue, self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateWhyAsk(_AboutWhy):
    """Say there what has become of it; or, of the issue's `version`, that the words it quotes were erased."""

    version: int = 0

    @property
    def key(self) -> str:
        """A question ends once, and is looked at again once an erasure."""
        return f"{self.lane}:v{self.version}" if self.version else f"{self.lane}:end"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindOfWhyAsk(_AboutWhy):
    """Remind of it in its thread; `at` is when that was due."""

    at: datetime

    @property
    def key(self) -> str:
        """One reminder a question."""
        return f"{self.lane}:reminder"


AboutWhyAsk = PostWhyAsk | UpdateWhyAsk | RemindOfWhyAsk


def key_of_question(issue: int, number: int) -> str:
    """The key of the message in which a question stands."""
    return f"issue:{issue}:why:{number}:question"
