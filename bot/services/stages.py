"""How long stages take, as tallies."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from bot.core.durations import bucketed


def stage_seconds(stage: str, spans: Iterable[timedelta]) -> Mapping[str, float]:
    """What `Tally.STAGE_SECONDS` gains where each of these passed through `stage` in so much time."""
    return {f"{stage}|{bucket}": amount for bucket, amount in bucketed(spans).items()}
