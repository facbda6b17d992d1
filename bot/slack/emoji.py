"""The emoji of promises: the bot's, which says that it will remind, and the one by which people say that it need not.

Guarantee: Slack's names; neither has a meaning on a card.
"""

CLOCK = "alarm_clock"
NEVER_MIND = "x"
