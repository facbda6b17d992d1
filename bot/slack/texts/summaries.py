"""The sentences around the weekly summaries; their lines come from the core.

Guarantee: plain, short, and never scolding.
"""

MORE_IN_THREAD = "The rest is in the thread below."
