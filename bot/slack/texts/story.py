"""The story of an issue: what happened, in a few words for each event.

Guarantee: keys are the names of events; whatever needs more than fixed words is worded where it is shown.
"""

from types import MappingProxyType

HAPPENED = MappingProxyType(
    {
        "AnswerPromised": "said when they get back",
        "AnswerWentQuiet": "quiet again, so it waits anew",
        "AssignmentClaimed": "claimed",
        "AssignmentReleased": "given back",
        "AssignmentResolved": "share finished",
        "AssignmentSnoozed": "asked for quiet",
        "ClaimChecked": "asked whether the claim still holds",
        "IssueDismissed": "dismissed",
        "IssueEscalated": "asked for help",
        "IssueFollowed": "followed",
        "IssueMerged": "merged into #{into}",
        "IssueReopened": "reopened",
        "IssueResolved": "resolved",
        "IssueTakenIn": "#{other} merged into it",
        "IssueUnfollowed": "no longer followed",
        "MentionSplit": "one split off, now #{into}",
        "NoteAdded": "note added",
        "PromiseCancelled": "no longer says when",
        "PromiseDue": "the promised time came",
        "ReplyEdited": "answer edited",
        "ReplyWithdrawn": "answer taken back",
        "Responded": "answered",
        "SnoozeEnded": "quiet over",
        "TargetNeared": "the target came near",
        "WhyAnswered": "said why",
        "WhyAsked": "asked another department why",
        "WhyDropped": "left that why open",
        "WhyReminded": "reminded them of that why",
        "WordsErased": "words erased",
    }
)
