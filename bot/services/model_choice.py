"""The versions of the model as the strategist sees them: their history, what each has learnt, and which is in force.

Guarantee: whoever puts a version in force is named, here and in the audit trail; a version that was rejected cannot be.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.clock import Clock
from bot.core.encoders import KnownEncoder, Progress, Standing, with_standing
from bot.core.lessons import Lesson
from bot.core.model import RULEBOOK_ALONE, ModelUse, ModelVersion
from bot.errors import DoorknockError
from bot.ports import AuditEntry, OpenUnit, StoredMention
from bot.services.encoder_progress import progress_of

LOOKED_AT = 1_000
"""Versions among which the newest good one is looked for."""


class NoSuchVersion(DoorknockError):
    """There is no such version, or, for the reason in `why_not`, it must not take effect."""

    def __init__(self, said: str, *, why_not: str = "") -> None:
        super().__init__(said)
        self.why_not = why_not


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The versions, newest first; what is in force, and when each was put in force last."""

    versions: tuple[ModelVersion, ...]
    in_force: ModelUse | None
    uses: Mapping[int, ModelUse]

    @property
    def number(self) -> int:
        """The version in force."""
        return self.in_force.number if self.in_force else RULEBOOK_ALONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One version with its lessons, those that were left out included, and the mentions that they are about."""

    version: ModelVersion
    is_in_force: bool
    lessons: Mapping[int, Lesson]
    mentions: Mapping[int, StoredMention]


class ModelChoice:
    """For the edges that strategists come by: Slack and the command line."""

    def __init__(self, open_unit: OpenUnit, clock: Clock) -> None:
        self._open_unit = open_unit
        self._clock = clock

    def history(self, *, limit: int) -> History:
        """The newest versions."""
        with self._open_unit().for_reading() as unit:
            versions = unit.models.history(limit=limit)
            numbers = [version.number for version in versions] + [RULEBOOK_ALONE]
            return History(
                versions=tuple(versions), in_force=unit.models.in_force(), uses=unit.models.last_uses(numbers)
            )

    def show(self, number: int | None = None) -> Shown:
        """One version, by default the one in force. NoSuchVersion."""
        with self._open_unit().for_reading() as unit:
            use = unit.models.in_force()
            in_force = use.number if use else RULEBOOK_ALONE
            version = unit.models.get(in_force if number is None else number)
            if version is None:
                raise _unknown(in_force if number is None else number)
            named = {*version.lessons, *version.unborne, *(each.lesson for each in version.contradictions)}
            lessons = {lesson.id: lesson for lesson in unit.lessons.by_ids(named)}
            mentions = unit.mentions.by_ids([lesson.mention for lesson in lessons.values()])
        return Shown(version=version, is_in_force=version.number == in_force, lessons=lessons, mentions=mentions)

    def in_force(self) -> ModelUse | None:
        """The version that judges, None where nothing was ever learnt."""
        with self._open_unit().for_reading() as unit:
            return unit.models.in_force()

    def encoders(self) -> Progress:
        """Which encoder is in use, and how far another one is that is to follow it."""
        with self._open_unit().for_reading() as unit:
            return progress_of(unit)

    def want_encoder(self, *, by: str, via: str) -> KnownEncoder:
        """Change to the encoder that ENCODER names, whatever the trial says. NoSuchVersion where none waits."""
        now = self._clock.now()
        with self._open_unit() as unit:
            known = unit.encoders.all()
            waits = with_standing(known, Standing.COMING) or with_standing(known, Standing.DECLINED)
            if waits is None:
                raise NoSuchVersion("No other encoder waits. Set ENCODER and start the bot again; it is tried then.")
            # What came in since it was declined is not listed yet.
            listed = waits.listed_from if waits.standing is Standing.COMING else None
            wanted = replace(waits, standing=Standing.COMING, since=now, is_wanted=True, listed_from=listed)
            unit.encoders.put(wanted)
            unit.audit.add(AuditEntry(at=now, by=by, via=via, what="UseEncoder", issue=0))
            unit.commit()
        return wanted

    def use(self, number: int | None, *, by: str, via: str) -> ModelUse:
        """Judge by a version, and stay with it; None for the newest good one, from which on it learns again.

        NoSuchVersion where there is none, or it was rejected.
        """
        now = self._clock.now()
        with self._open_unit() as unit:
            if number is None:
                good = (each for each in unit.models.history(limit=LOOKED_AT) if not each.is_rejected)
                use = ModelUse(number=next((each.number for each in good), RULEBOOK_ALONE), by=by, at=now)
            else:
                _check(unit.models.get(number), number)
                use = ModelUse(number=number, by=by, at=now, is_kept=True)
            unit.models.use(use)
            unit.audit.add(AuditEntry(at=now, by=by, via=via, what="UseModel", issue=0))
            unit.commit()
        return use


def _check(version: ModelVersion | None, number: int) -> None:
    if version is None and number != RULEBOOK_ALONE:
        raise _unknown(number)
    if version is not None and version.is_rejected:
        raise NoSuchVersion(
            f"Version {number} must not take effect ({version.why_not}). Choose one that was good.",
            why_not=version.why_not,
        )


def _unknown(number: int) -> NoSuchVersion:
    if number == RULEBOOK_ALONE:
        return NoSuchVersion("Nothing has been learnt yet: mentions are judged by the rulebook alone.")
    return NoSuchVersion(f"There is no version {number} of the model. `doorknock model history` lists all there are.")
