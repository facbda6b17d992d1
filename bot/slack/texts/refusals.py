"""Refusals: one sentence each, for every reason there is.

Guarantee: each says what to do instead, and none of them scolds.
"""

from types import MappingProxyType

from bot.core.refusal import RefusalReason

REFUSALS = MappingProxyType(
    {
        RefusalReason.NO_SUCH_ISSUE: (
            "I know no issue #{issue}. Could the number have a typo? `/issues` lists the open ones."
        ),
        RefusalReason.NO_SUCH_ASSIGNMENT: "#{issue} has no share with that number; `/issue {issue}` shows who has it.",
        RefusalReason.NO_SUCH_DEPARTMENT: "I know no department called “{what}”; please pick one from the list.",
        RefusalReason.ISSUE_CLOSED: (
            "#{issue} is closed already{by_who}. If it needs more work, *Reopen* on the card brings it back."
        ),
        RefusalReason.ISSUE_OPEN: "#{issue} is still open, so there is nothing to reopen: just carry on with it.",
        RefusalReason.ISSUE_MERGED: (
            "#{issue} is a part of #{what} now{by_who}, so that is where it goes on: try it with #{what}."
        ),
        RefusalReason.MERGE_WITH_ITSELF: (
            "#{issue} cannot be merged into itself; please name the other issue that is about the same."
        ),
        RefusalReason.NOTHING_JOINED: (
            "One person alone has said #{issue}, so there is nothing to split off. *Hand off* or *Dismiss* may be what "
            "you are looking for."
        ),
        RefusalReason.NOT_JOINED: (
            "That one is no part of #{issue} that could be split off; maybe somebody was quicker. `/issue {issue}` "
            "shows how it stands."
        ),
        RefusalReason.ASSIGNMENT_CLOSED: (
            "This share of #{issue} is finished or has moved on; `/issue {issue}` shows where it is now."
        ),
        RefusalReason.CLAIMED_BY_ANOTHER: (
            "{who} has #{issue} already. Have a word with them, or let them press *Release* first."
        ),
        RefusalReason.NOT_CLAIMED: (
            "Nobody has claimed #{issue} yet, so there is nothing to give back. *Claim* makes it yours."
        ),
        RefusalReason.ALREADY_THERE: "{what} is working on #{issue} already; write to them in its thread.",
        RefusalReason.TIME_IS_PAST: "That time has passed already; please pick one that is still to come.",
        RefusalReason.NOTHING_TO_SAY: "There are no words in it; write a word or two and send it again.",
        RefusalReason.WHY_TOO_EARLY: (
            "#{issue} is still open; first let it be mended. *Resolve* asks why it happened, and from then on I gladly "
            "ask further."
        ),
        RefusalReason.DEEP_ENOUGH: (
            "#{issue} has five whys already, and that is deep enough: the last one is where to begin. `/whys` shows "
            "what comes back."
        ),
        RefusalReason.WHY_ASKED_ALREADY: (
            "{what} has been asked about #{issue} already. Give them a day or two, or take the question back in its "
            "thread and ask somebody else."
        ),
        RefusalReason.WHY_SETTLED: (
            "That question about #{issue} is settled by now, thank you! `/issue {issue}` shows how."
        ),
        RefusalReason.NOT_ALLOWED: "That is for others to decide on #{issue}; the strategist is glad to help.",
        RefusalReason.NOT_A_MEMBER: (
            "#{issue} is with {what}, and whoever is in their channel can act on it. Join them there, or leave them a "
            "word: they'll be glad of it."
        ),
        RefusalReason.NEEDS_LEAD: (
            "Moving #{issue} like this is up to the group of {what} or the strategist. *Escalate* or a note reaches "
            "them."
        ),
        RefusalReason.GUEST: (
            "#{issue} is for colleagues to act on; guests are welcome to read along. Ask somebody in the channel, "
            "they'll gladly do it for you."
        ),
        RefusalReason.STANDING_UNKNOWN: (
            "Slack doesn't tell me at the moment who may act on #{issue}, so I changed nothing. Please try once more "
            "in a minute."
        ),
    }
)

FOR_COLLEAGUES = MappingProxyType(
    {
        RefusalReason.GUEST: (
            "That is for colleagues. Guests are welcome to read along in the channel: ask somebody there, they'll "
            "gladly do it for you."
        ),
        RefusalReason.NOT_ALLOWED: "That is for colleagues; the strategist is glad to help.",
        RefusalReason.STANDING_UNKNOWN: (
            "Slack doesn't tell me at the moment who is who, so I'd rather wait. Please try once more in a minute."
        ),
    }
)
"""What is about no issue in particular, or only about looking at one."""
