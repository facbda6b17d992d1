"""What Slack is to be told about the committee, as data.

Guarantee: as in `notices`: ids and instants only, rendered as things stand when it is said.
"""

from dataclasses import dataclass

from bot.core.interview import InterviewState, Seat
from bot.core.vacancy import Vacancy


@dataclass(frozen=True, slots=True, kw_only=True)
class PostAgenda:
    """Post the agenda of the meeting on the day `meeting` (ISO 8601) in the committee's channel."""

    channel: str
    meeting: str

    @property
    def key(self) -> str:
        """One agenda a meeting."""
        return f"agenda:{self.meeting}:{self.channel}"

    @property
    def lane(self) -> str:
        """By itself."""
        return self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class _AboutAgreed:
    channel: str
    agreed: int

    @property
    def lane(self) -> str:
        """All that is said of one follow-up."""
        return f"agreed:{self.agreed}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindOfAgreed(_AboutAgreed):
    """Remind whoever has taken a follow-up (`channel`, a U…) on its day."""

    @property
    def key(self) -> str:
        """One reminder a follow-up."""
        return key_of_reminder(self.agreed)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowAgreedDone(_AboutAgreed):
    """Show in the reminder that it is done."""

    @property
    def key(self) -> str:
        """It is done once."""
        return f"{self.lane}:done"


AboutAgreed = RemindOfAgreed | ShowAgreedDone


def key_of_reminder(agreed: int) -> str:
    """The key of the message that reminds of a follow-up."""
    return f"agreed:{agreed}:reminder"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportVacancies:
    """Tell the strategist what is newly amiss around the table, and what is mended. `day` is in ISO 8601."""

    channel: str
    day: str
    new: tuple[Vacancy, ...] = ()
    mended: tuple[Vacancy, ...] = ()

    @property
    def key(self) -> str:
        """One report a day."""
        return f"vacancies:{self.day}"

    @property
    def lane(self) -> str:
        """By itself."""
        return self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class _AboutInterview:
    channel: str
    month: str

    @property
    def lane(self) -> str:
        """One person's interview of one month."""
        return f"interview:{self.month}:{self.channel}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskInterview(_AboutInterview):
    """Ask a seat (`channel`, a U…) the three questions of a month."""

    @property
    def key(self) -> str:
        """One a month."""
        return f"{self.lane}:questions"


@dataclass(frozen=True, slots=True, kw_only=True)
class ThankForInterview(_AboutInterview):
    """Show there what has become of it."""

    state: InterviewState

    @property
    def key(self) -> str:
        """One look for each of its states."""
        return f"{self.lane}:{self.state}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportInterviews(_AboutInterview):
    """Tell the strategist what seats have answered; `part` of `parts` that are told together.

    `covered` says whose answers, () all of the month: so older versions put it.
    """

    covered: tuple[Seat, ...] = ()
    part: int = 1
    parts: int = 1

    @property
    def key(self) -> str:
        """Each answer is told once, so the first of them names the message."""
        if not self.covered:
            return f"{self.lane}:summed-up"
        return f"{self.lane}:of:{self.covered[0].person}:{self.covered[0].department}"


AboutInterview = AskInterview | ThankForInterview | ReportInterviews
