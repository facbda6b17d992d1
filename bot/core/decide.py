"""`decide`: what a command does to an issue. Pure: issue, command, now and rulebook in, events or a refusal out.

Guarantee: asking twice does no harm; the second time there is nothing to do, or a refusal that says who was first.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from bot.core import commands as cmd
from bot.core.deciding.claims import decide_claim, decide_release
from bot.core.deciding.doubles import is_double
from bot.core.deciding.endings import decide_dismiss, decide_reopen, decide_resolve
from bot.core.deciding.following import decide_follow, decide_unfollow
from bot.core.deciding.joining import decide_join, decide_split
from bot.core.deciding.journey import decide_set_stage
from bot.core.deciding.merging import decide_merge, decide_take_in
from bot.core.deciding.opening import decide_opening
from bot.core.deciding.passing_on import decide_bring_in, decide_hand_off
from bot.core.deciding.quiet import decide_remind, decide_snooze
from bot.core.deciding.shares import Decision, refuse
from bot.core.deciding.talk import (
    decide_add_note,
    decide_cancel_promise,
    decide_edit_reply,
    decide_erase_words,
    decide_respond,
    decide_withdraw_reply,
)
from bot.core.deciding.urgency import decide_change_urgency, decide_escalate
from bot.core.deciding.why_asks import (
    decide_answer_asked_why,
    decide_ask_why,
    decide_decline_why,
    decide_remind_of_why,
    decide_take_why_back,
)
from bot.core.deciding.whys import decide_answer_why
from bot.core.issue import Issue
from bot.core.refusal import Refusal, RefusalReason
from bot.core.rulebook import Rulebook

__all__ = ["DECISIONS", "Decision", "decide", "decide_opening", "too_late"]


class _Decide(Protocol):
    # Any: each takes the command that it stands beside in the table, and no other.
    def __call__(self, command: Any, issue: Issue, /, *, now: datetime, rulebook: Rulebook) -> Decision: ...


DECISIONS: Mapping[type[cmd.Command], _Decide] = {
    cmd.Claim: decide_claim,
    cmd.Release: decide_release,
    cmd.HandOff: decide_hand_off,
    cmd.BringIn: decide_bring_in,
    cmd.Escalate: decide_escalate,
    cmd.ChangeUrgency: decide_change_urgency,
    cmd.SetStage: decide_set_stage,
    cmd.Snooze: decide_snooze,
    cmd.Resolve: decide_resolve,
    cmd.Dismiss: decide_dismiss,
    cmd.Reopen: decide_reopen,
    cmd.Merge: decide_merge,
    cmd.TakeIn: decide_take_in,
    cmd.Follow: decide_follow,
    cmd.Unfollow: decide_unfollow,
    cmd.AddNote: decide_add_note,
    cmd.AnswerWhy: decide_answer_why,
    cmd.AskWhy: decide_ask_why,
    cmd.AnswerAskedWhy: decide_answer_asked_why,
    cmd.DeclineWhy: decide_decline_why,
    cmd.TakeWhyBack: decide_take_why_back,
    cmd.RemindOfWhy: decide_remind_of_why,
    cmd.Respond: decide_respond,
    cmd.EditReply: decide_edit_reply,
    cmd.WithdrawReply: decide_withdraw_reply,
    cmd.CancelPromise: decide_cancel_promise,
    cmd.Join: decide_join,
    cmd.Split: decide_split,
    cmd.EraseWords: decide_erase_words,
    cmd.Remind: decide_remind,
}

_REPLIES = (cmd.Respond, cmd.EditReply, cmd.WithdrawReply, cmd.CancelPromise)
_ON_MERGED_ISSUES = (*_REPLIES, cmd.AddNote, cmd.Join, cmd.Unfollow, cmd.EraseWords)
_WHYS = (cmd.AnswerWhy, cmd.AskWhy, cmd.AnswerAskedWhy, cmd.DeclineWhy, cmd.TakeWhyBack, cmd.RemindOfWhy)
_ON_CLOSED_ISSUES = (
    *_ON_MERGED_ISSUES,
    *_WHYS,
    cmd.SetStage,
    cmd.Follow,
    cmd.Reopen,
    cmd.Resolve,
    cmd.Dismiss,
    cmd.Split,
)


def decide(issue: Issue, command: cmd.Command, *, now: datetime, rulebook: Rulebook) -> Decision:
    """The events that `command` causes at `now`; none where it asks for what is already so."""
    if not issue.is_open and isinstance(command, cmd.Remind):
        # A late tick is no mistake of anybody's: it just has nothing left to do.
        return ()
    if issue.merged_into is not None and not isinstance(command, _ON_MERGED_ISSUES):
        return refuse(RefusalReason.ISSUE_MERGED, issue, who=issue.closed_by, what=str(issue.merged_into))
    if not issue.is_open and not isinstance(command, _ON_CLOSED_ISSUES):
        return refuse(RefusalReason.ISSUE_CLOSED, issue, who=issue.closed_by)
    decide_it = DECISIONS.get(type(command))
    if decide_it is None:
        raise TypeError(f"decide does not know the command {type(command).__name__}")
    decision = decide_it(command, issue, now=now, rulebook=rulebook)
    return () if isinstance(decision, Refusal) and is_double(command, issue, now=now) else decision


_TOO_LATE = frozenset(
    {
        RefusalReason.ISSUE_CLOSED,
        RefusalReason.ISSUE_MERGED,
        RefusalReason.ISSUE_OPEN,
        RefusalReason.ASSIGNMENT_CLOSED,
        RefusalReason.WHY_SETTLED,
        RefusalReason.NOTHING_JOINED,
    }
)


def too_late(issue: Issue, wish: cmd.Command, *, now: datetime, rulebook: Rulebook) -> Refusal | None:
    """Why `wish` would be refused whatever else it said, None where it would not: it may still lack what it needs."""
    decision = decide(issue, wish, now=now, rulebook=rulebook)
    return decision if isinstance(decision, Refusal) and decision.reason in _TOO_LATE else None
