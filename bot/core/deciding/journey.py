"""The journey: a person says at which stage of it the author was.

Guarantee: pure; a stage that the rulebook does not name, or that is noted already, changes nothing.
"""

from datetime import datetime

from bot.core import commands as cmd
from bot.core import events as ev
from bot.core.deciding.shares import Decision
from bot.core.issue import Issue
from bot.core.rulebook import Rulebook


def decide_set_stage(command: cmd.SetStage, issue: Issue, *, now: datetime, rulebook: Rulebook) -> Decision:
    """Note the stage, also once the issue is over: it says something about what was said, not about who acts."""
    if command.stage == issue.stage or command.stage not in {stage.key for stage in rulebook.journey}:
        return ()
    return (ev.StageCorrected(at=now, by=command.by, stage=command.stage, was=issue.stage),)
