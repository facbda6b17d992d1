"""What a follower hears of an issue, in a direct message.

Guarantee: one line an event, which says who did what; and how to hear no more of it.
"""

from types import MappingProxyType

NEWS = MappingProxyType(
    {
        "AssignmentClaimed": "🙋 {who} has taken {issue} for *{department}*.",
        "AssignmentHandedOff": "➡️ {who} handed {issue} off to *{to}*.",
        "IssueDismissed": "🗂️ {who} decided that nobody has to act on {issue}.",
        "IssueMerged": "🔀 {who} merged {issue} into #{into}. You follow that one now.",
        "IssueReopened": "🔓 {who} took {issue} up again.",
        "IssueResolved": "✅ {who} resolved {issue}.",
        "UrgencyChanged": "{sign} {who} changed the urgency of {issue} to *{urgency}*.",
    }
)
SOMETHING = "{issue} has changed; its card shows how it stands."
WHY_YOU = "You follow this issue. `/issue {issue} unfollow` and I keep quiet about it."
