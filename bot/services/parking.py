"""What Slack refuses for good: it is said elsewhere where that helps, and a person is told.

Guarantee: in the transaction that settles the refused notice. A card that was not posted anywhere comes to the
strategist's channel, so that nobody's mention is out of everybody's sight.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from bot.core.canary import ShowCanary, TakeCanaryAway
from bot.core.chart_notice import PostChart
from bot.core.clocks import SetClock
from bot.core.committee_notices import (
    AskInterview,
    PostAgenda,
    RemindOfAgreed,
    ReportInterviews,
    ReportVacancies,
    ShowAgreedDone,
    ThankForInterview,
)
from bot.core.notices import (
    KnockForPerson,
    Notice,
    PostCard,
    PostReminder,
    RefreshKnocks,
    RemindOfFollowUp,
    ReportLedger,
    TellFollower,
    TellStrategist,
    UpdateRelay,
    is_person,
)
from bot.core.rise_notice import PostRise
from bot.core.setting_aside import PostSetAside
from bot.core.showing_anew import ShowAnew
from bot.core.subscribing import PostFindings
from bot.core.summary_notice import PostSummary
from bot.core.taking_back import TakeBack
from bot.errors import PermanentFailure
from bot.logs import get_logger
from bot.ports import OutboxRow, UnitOfWork
from bot.services.personal import said_to_all

LONGEST_SUBJECT = 200


class NobodyCanTell(PermanentFailure):
    """Whether an earlier try has arrived cannot be found out."""


def park(
    unit: UnitOfWork, row: OutboxRow, failure: PermanentFailure, *, owner: str, strategist: str, now: datetime
) -> None:
    """Settle `row`, which cannot be said where it was to be said; nothing where its lease was lost."""
    elsewhere = _elsewhere(row.notice, failure, strategist)
    if elsewhere is not None:
        is_ours = unit.outbox.redirect(row, elsewhere, owner=owner, at=now, error=str(failure))
    else:
        is_ours = unit.outbox.fail(row, owner=owner, error=str(failure), now=now)
    if is_ours:
        told = _about_failure(row, failure, strategist=strategist, has_moved=elsewhere is not None)
        unit.outbox.enqueue([*_if_it_can_be_read(unit, row.notice), *told], now=now, urgency_rank=2)


def _elsewhere(notice: Notice, failure: PermanentFailure, strategist: str) -> Notice | None:
    """The same for the strategist's channel; None where it need not be seen, or may stand where it was to stand."""
    if not isinstance(notice, PostCard) or notice.channel == strategist or isinstance(failure, NobodyCanTell):
        return None
    return replace(notice, channel=strategist)


def _if_it_can_be_read(unit: UnitOfWork, notice: Notice) -> list[Notice]:
    try:
        return _instead(unit, notice)
    except Exception as error:  # noqa: BLE001 - what could not be said for the same reason must not hold up its channel
        get_logger().error("nothing said instead", notice=type(notice).__name__, why=str(error), exc_info=True)
        return []


def _instead(unit: UnitOfWork, notice: Notice) -> list[Notice]:
    """The same where everybody sees it, of what was for one person and could not be posted."""
    if isinstance(notice, KnockForPerson):
        return said_to_all(unit, notice)
    if isinstance(notice, PostReminder) and is_person(notice.channel):
        issue = unit.issues.get(notice.issue)
        share = issue.assignment(notice.assignment) if issue else None
        return [replace(notice, channel=share.door.channel)] if share else []
    return []


def _about_failure(row: OutboxRow, failure: PermanentFailure, *, strategist: str, has_moved: bool) -> list[Notice]:
    notice = row.notice
    # Telling that telling failed would never end; and what a follower misses keeps nobody waiting.
    if isinstance(notice, TellStrategist | TellFollower | UpdateRelay | ReportLedger | SetClock):
        return []
    text = f"{_subject(notice)} could not be posted in {notice.channel}: {failure}"
    if has_moved:
        text += ". Its card comes here instead, with all its buttons"
    return [TellStrategist(channel=strategist, text=text, about=_about(row, failure))]


def _about(row: OutboxRow, failure: PermanentFailure) -> str:
    notice = row.notice
    # Whoever takes no messages takes none tomorrow: that is said once, not with each knock.
    if isinstance(notice, KnockForPerson | RefreshKnocks):
        return f"{notice.lane}:{failure}"[:LONGEST_SUBJECT]
    # And a workspace that takes no pictures this week takes none the next.
    return f"pictures:{failure}"[:LONGEST_SUBJECT] if isinstance(notice, PostChart) else f"outbox:{row.id}"


def _subject(notice: Notice) -> str:
    return _SUBJECTS.get(type(notice), "#{0.issue}").format(notice)


_SUBJECTS: Mapping[type[Notice], str] = MappingProxyType(
    {
        TellStrategist: "A word to you",
        PostSummary: "The summary of {0.week}",
        PostChart: "A picture of {0.week}",
        PostAgenda: "The agenda of the meeting on {0.meeting}",
        PostFindings: "A weekly answer about mentions",
        RemindOfAgreed: "A reminder of what was agreed at the committee's table",
        ShowAgreedDone: "A reminder of what was agreed at the committee's table",
        AskInterview: "The monthly interview",
        ThankForInterview: "The monthly interview",
        ReportInterviews: "What the seats said this month",
        ReportVacancies: "The report on empty chairs",
        PostRise: "A word about a rise",
        ReportLedger: "The ledger's report",
        ShowCanary: "A canary",
        TakeCanaryAway: "A canary",
        PostSetAside: "A word about a mention that could not be sorted",
        ShowAnew: "What a message says now that words in it are erased",
        TakeBack: "The removal of a message that is there twice",
        KnockForPerson: "A personal knock",
        RefreshKnocks: "A personal knock",
        RemindOfFollowUp: "A reminder of what you wanted to come back to",
    }
)
"""What could not be posted, by its kind, where it is not about an issue."""
