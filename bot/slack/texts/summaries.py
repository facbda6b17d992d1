"""The sentences around the weekly summaries; their lines come from the core.

Guarantee: plain, short, and never scolding.
"""

MORE_IN_THREAD = "Figures, doors and reasons are in the thread below."
