"""The journey: the issue knows at which stage of it the author was, by a person's word.

Guarantee: pure.
"""

from dataclasses import replace

from bot.core import events as ev
from bot.core.issue import Issue


def apply_stage_corrected(event: ev.StageCorrected, issue: Issue) -> Issue:
    """A person's word takes the place of the guess."""
    return replace(issue, stage=event.stage)
