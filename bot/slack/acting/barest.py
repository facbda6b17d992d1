"""The command of each form with nothing filled in: enough to know whether it is worth filling in.

Guarantee: pure; these are asked about and never applied.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from bot.core import commands as cmd
from bot.slack.actions import Act
from bot.slack.messages.scene import Scene

_BAREST: Mapping[Act, Callable[[str, Scene], cmd.Command]] = MappingProxyType(
    {
        Act.HAND_OFF: lambda by, scene: cmd.HandOff(by=by, assignment=scene.share.number, to=""),
        Act.NOT_OURS: lambda by, scene: cmd.HandOff(by=by, assignment=scene.share.number, to=""),
        Act.BRING_IN: lambda by, scene: cmd.BringIn(by=by, assignment=scene.share.number, department=""),
        Act.ESCALATE: lambda by, scene: cmd.Escalate(by=by, assignment=scene.share.number),
        Act.URGENCY: lambda by, scene: cmd.ChangeUrgency(by=by, urgency=scene.issue.urgency),
        Act.SNOOZE: lambda by, scene: cmd.Snooze(by=by, assignment=scene.share.number, until=scene.now),
        Act.RESOLVE: lambda by, scene: cmd.Resolve(by=by, assignment=scene.share.number),
        Act.DISMISS: lambda by, scene: cmd.Dismiss(by=by),
        Act.REOPEN: lambda by, scene: cmd.Reopen(by=by),
        Act.MERGE: lambda by, scene: cmd.Merge(by=by, into=0),
        Act.SPLIT: lambda by, scene: cmd.Split(by=by, mention=0),
        Act.WHY: lambda by, scene: cmd.AnswerWhy(by=by, text=""),
        Act.NOTE: lambda by, scene: cmd.AddNote(by=by, text=""),
    }
)


def barest(act: Act, scene: Scene, *, by: str) -> cmd.Command:
    """What `by` asks for before anything is filled in."""
    return _BAREST[act](by, scene)
