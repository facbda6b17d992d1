"""What the strategist is told of encoders: what reads stored mentions again, and what came of trying it.

Guarantee: pure; whoever is told that something was declined is told what to do about it.
"""

from collections.abc import Sequence

from bot.core.encoders import KnownEncoder, Progress
from bot.core.lessons import Aspect
from bot.core.model import Score, Trial, total

USE_ANYWAY = "doorknock model encoder --use-anyway"
USE_ANYWAY_IN_SLACK = "/doorknock model anyway"


def changed_over(old: KnownEncoder, new: KnownEncoder, trials: Sequence[Trial]) -> str:
    """The new one judges."""
    return (
        f"From now on I read mentions with {new.version}, as ENCODER says, and not with {old.version} any more. It has "
        f"read everything that is stored, so similar issues, storms and themes are found as before. {_figures(trials)} "
        "`doorknock model history` shows more."
    )


def declined(old: KnownEncoder, new: KnownEncoder, trials: Sequence[Trial]) -> str:
    """The old one goes on judging."""
    return (
        f"ENCODER asks for {new.version}. I have tried it, and I'd rather stay with {old.version}. {_figures(trials)} "
        f"To settle it, set ENCODER back; or, if you want the new one all the same, type `{USE_ANYWAY_IN_SLACK}`."
    )


def judges_at_once(old: KnownEncoder, new: KnownEncoder) -> str:
    """The old one cannot be had any more: its files are gone, or this Doorknock makes its copies in another way."""
    return (
        f"Mentions are read with {new.version} from now on, as ENCODER says. I would have gone on with {old.version} "
        f"until all that is stored is read again, but it is not to be had any more ({old.setting or 'the default'}). "
        "So I read it again in the background, the newest first; until then I may miss that an older issue is alike."
    )


def progress_line(progress: Progress) -> str:
    """How far a change of encoders is, "" where none is on."""
    read, left = progress.read, progress.left
    if progress.coming is not None:
        far = f"{read:,} of {read + left:,} stored mentions" if progress.coming.is_listed else f"{read:,} so far"
        judging = progress.in_use.version if progress.in_use else "the old one"
        return (
            f"{progress.coming.version} is reading what is stored again ({far}); {judging} judges until that is done "
            "and it has been tried"
        )
    if progress.in_use is not None and left:
        return f"{progress.in_use.version} is reading {left:,} stored mentions again, the newest first"
    if progress.declined is not None:
        return f"{progress.declined.version} was worse when it was tried; `{USE_ANYWAY}` uses it all the same"
    return ""


def _figures(trials: Sequence[Trial]) -> str:
    filing = total([trial for trial in trials if trial.aspect is Aspect.DEPARTMENT])
    everything = total(trials)
    if not everything.count:
        return "There were no examples to try it on."
    return (
        f"On your examples and your colleagues' corrections, each judged unseen, it named the right department "
        f"{_before_and_after(filing)}; all that it says of a mention, taken together, was right "
        f"{_before_and_after(everything)}."
    )


def _before_and_after(score: Score) -> str:
    return f"{score.right_after:,} times out of {score.count:,}, the old one {score.right_before:,} times"
