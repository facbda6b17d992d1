"""Doorknock: routes public mentions to the department that must act, and knocks until a person answers."""

import os

# numpy's threads spin for a moment after each product and take the cores from the encoder's: measured, judging was a
# quarter slower. It counts only before numpy is imported for the first time.
os.environ.setdefault("OPENBLAS_THREAD_TIMEOUT", "4")

__version__ = "0.1.0"
