"""Decides, when a process starts, by which encoder it judges.

Guarantee: a change of ENCODER takes effect at once only where the old encoder's files are gone; else it is noted, and
happens in the background. The database says which encoder is in use, for all processes alike; where no precision is
asked for, it stays with that encoder's, whatever this machine would be best at.
"""

from collections.abc import Callable

from bot.clock import Clock
from bot.core.encoder_words import judges_at_once
from bot.core.encoders import KnownEncoder, Standing, asked_for, with_standing
from bot.core.notices import TellStrategist
from bot.errors import SettingsError
from bot.logs import get_logger
from bot.ports import FoundEncoder, OpenUnit, Rules, UnitOfWork


class EncoderChoice:
    """For a process with ENCODER = `setting`, which asks for a precision where `is_exact`.

    `find` looks for what a setting names, in the precision of the encoder named beside it, if any; SettingsError where
    it is not there.
    """

    def __init__(
        self,
        open_unit: OpenUnit,
        rules: Rules,
        clock: Clock,
        *,
        setting: str,
        find: Callable[[str, str], FoundEncoder],
        is_exact: bool = True,
    ) -> None:
        self._open_unit = open_unit
        self._rules = rules
        self._clock = clock
        self._setting = setting
        self._find = find
        self._is_exact = is_exact

    def settle(self) -> FoundEncoder:
        """The encoder to judge by; SettingsError where ENCODER names none."""
        with self._open_unit().for_reading() as unit:
            before = with_standing(unit.encoders.all(), Standing.IN_USE)
        # Outside of any transaction: to find one reads files, and may ask the hub for them.
        # Any precision will do where none is asked for: else two machines that are best at different ones would have
        # everything read again at each start.
        as_before = None if self._is_exact or before is None else self._in_the_same_precision(before)
        found = as_before or self._find(self._setting, "")
        is_old_here = before is None or before.version == found.version or self._is_here(before)
        with self._open_unit() as unit:
            in_use = self._note(unit, found, is_old_here=is_old_here)
            unit.commit()
        return FoundEncoder(version=in_use.version, setting=in_use.setting)

    def _in_the_same_precision(self, known: KnownEncoder) -> FoundEncoder | None:
        """What ENCODER names, where that is `known`, though its precision may be gone about in another way by now."""
        found = self._like(known, self._setting)
        return found if found and _files_of(found.version) == _files_of(known.version) else None

    def _is_here(self, known: KnownEncoder) -> bool:
        found = self._like(known, known.setting)
        return found is not None and found.version == known.version

    def _like(self, known: KnownEncoder, setting: str) -> FoundEncoder | None:
        """What `setting` names in the precision of `known`, where that works here."""
        try:
            return self._find(setting, known.version)
        except SettingsError:
            return None

    def _note(self, unit: UnitOfWork, found: FoundEncoder, *, is_old_here: bool) -> KnownEncoder:
        known = unit.encoders.all()
        wanted = KnownEncoder(
            version=found.version, setting=found.setting, standing=Standing.FORMER, since=self._clock.now()
        )
        changes = asked_for(known, wanted, is_old_here=is_old_here, rulebook=self._rules.current.version)
        for change in changes:
            unit.encoders.put(change)
            get_logger().info("encoder", version=change.version, standing=change.standing)
        old, new = with_standing(known, Standing.IN_USE), with_standing(changes, Standing.IN_USE)
        if old is not None and new is not None and old.version != new.version:
            self._tell(unit, judges_at_once(old, new), about=f"encoder:{new.version}:{new.since.isoformat()}")
        in_use = new or old
        assert in_use is not None, "one of the changes puts one in use where none was"  # noqa: S101
        return in_use

    def _tell(self, unit: UnitOfWork, text: str, *, about: str) -> None:
        notice = TellStrategist(channel=self._rules.current.strategist.channel, text=text, about=about)
        unit.outbox.enqueue([notice], now=self._clock.now())


def _files_of(version: str) -> str:
    """Name and hash, without the precision: "Mini@53" of "Mini@53+bf16"."""
    return version.rpartition("+")[0] or version
