"""What the strategist reads when more is said about a brand than usual.

Guarantee: figures beside what is usual, so that she can judge for herself.
"""

TITLE = "📈 *{count} mentions{of_brand} in the last hour.* At this time of the week, {usual} are usual."
OF_BRAND = " of {brand}"
FEW = "hardly any"
ABOUT = "What they have in common: "
FIRST = "The first of them:"
MORE = "And two that many people see:"
ISSUES = "Most of them are in {issues}."
QUIET = "I'll say no more of it for twelve hours. `/doorknock silence {what} for 1d` keeps me quiet for longer."
ANYTHING = "everything"
ISSUE = "#{issue} ({count})"
