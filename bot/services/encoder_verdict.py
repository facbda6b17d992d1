"""What came of trying another encoder: a version of the model, which encoder is in use, and a word to the strategist.

Guarantee: all of it in one transaction, and nothing where somebody was faster or has changed their mind meanwhile.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.commands import DOORKNOCK
from bot.core.encoder_words import changed_over, declined
from bot.core.encoders import KnownEncoder, Standing
from bot.core.model import RULEBOOK_ALONE, ModelUse, ModelVersion, Trial, verdict_on_encoder
from bot.core.notices import TellStrategist
from bot.core.rulebook import Rulebook
from bot.ports import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedEncoder:
    """The encoder in use, the one that is to follow it, and how the two did."""

    old: KnownEncoder
    new: KnownEncoder
    trials: tuple[Trial, ...]

    @property
    def why_not(self) -> str:
        """Why the new one must not judge, "" where it may, or somebody wants it anyway."""
        return "" if self.new.is_wanted else verdict_on_encoder(self.trials)


def keep_verdict(unit: UnitOfWork, tried: TriedEncoder, *, rulebook: Rulebook, now: datetime) -> bool:
    """Keep what came of it; False where it does not fit what the database says any more."""
    if not {tried.old, tried.new} <= set(unit.encoders.all()):
        return False
    version = _version(unit, tried, rulebook=rulebook.version, now=now)
    if not unit.models.add(version):
        return False
    if version.is_rejected:
        declined_now = replace(tried.new, standing=Standing.DECLINED, since=now, rulebook=rulebook.version)
        unit.encoders.put(declined_now)
    else:
        unit.encoders.put(replace(tried.old, standing=Standing.FORMER, since=now))
        unit.encoders.put(replace(tried.new, standing=Standing.IN_USE, since=now, is_wanted=False))
        unit.models.use(_use(unit.models.in_force(), version.number, now=now))
    say = declined if version.is_rejected else changed_over
    text = say(tried.old, tried.new, tried.trials)
    notice = TellStrategist(channel=rulebook.strategist.channel, text=text, about=f"encoder:{version.number}")
    unit.outbox.enqueue([notice], now=now)
    return True


def _version(unit: UnitOfWork, tried: TriedEncoder, *, rulebook: str, now: datetime) -> ModelVersion:
    """It has learnt what the one in force has."""
    newest = next(iter(unit.models.history(limit=1)), None)
    use = unit.models.in_force()
    learnt = unit.models.get(use.number) if use else None
    return ModelVersion(
        number=(newest.number if newest else RULEBOOK_ALONE) + 1,
        made_at=now,
        encoder=tried.new.version,
        rulebook=rulebook,
        considered=learnt.considered if learnt else (),
        lessons=learnt.lessons if learnt else (),
        kept=learnt.kept if learnt else (),
        trials=tried.trials,
        why_not=tried.why_not,
        was_encoder=tried.old.version,
    )


def _use(in_force: ModelUse | None, number: int, *, now: datetime) -> ModelUse:
    """Whoever wanted to stay with what had been learnt still does."""
    if in_force is not None and in_force.is_kept:
        return ModelUse(number=number, by=in_force.by, at=now, is_kept=True)
    return ModelUse(number=number, by=DOORKNOCK, at=now)
