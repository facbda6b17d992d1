"""A change of encoders in the background: what is stored is read again, the two are tried, and all change over at once.

Guarantee: one process does it, in small portions and never while fresh mentions wait; killed anywhere, it goes on where
it stopped. Nothing is compared with what another encoder has read, and nothing falls silent meanwhile: the old encoder
judges until the new one has read all that is stored.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.core.encoders import KnownEncoder, Standing, with_standing
from bot.errors import SettingsError
from bot.logs import get_logger, unit_of_work_line
from bot.ports import FoundEncoder, OpenUnit, Reader, Rules
from bot.services.encoder_verdict import TriedEncoder, keep_verdict

LEASED = "encoder"
LEASE = timedelta(minutes=5)
WORK_S = 0.5
"""Of each second's beat: the other half is for whoever else needs the processor."""
READ_AT_ONCE = 32
"""Mentions. A fresh one waits no longer than these take, about a tenth of a second."""
LISTED_AT_ONCE = 2_000
SETTLED_AT_ONCE = 500
AGAIN = timedelta(minutes=1)
AROUND = timedelta(hours=1)
"""Before a change began: what was judged then may have been stored just after."""


class EncoderChange:
    """One process's part. `reader` is whose encoder is changed; None where the classifier has none."""

    def __init__(
        self,
        open_unit: OpenUnit,
        rules: Rules,
        clock: Clock,
        *,
        reader: Reader | None,
        owner: str,
        portion: int = READ_AT_ONCE,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._open_unit = open_unit
        self._rules = rules
        self._clock = clock
        self._reader = reader
        self._owner = owner
        self._portion = portion
        self._monotonic = monotonic
        self._again_at: datetime | None = None
        self.trouble = ""

    def tick(self) -> int:
        """Follow the encoder in use, and do a portion of what is to be read; returns how many steps were done."""
        if self._reader is None or not self._reader.encoder or not self._is_time():
            return 0
        try:
            return self._work(self._reader)
        except SettingsError as error:
            # Its files are gone, or not on this machine; another process may have them.
            self.trouble, self._again_at = str(error), self._clock.now() + AGAIN
            get_logger().warning("encoder", failed=str(error))
            return 0

    def _is_time(self) -> bool:
        return self._again_at is None or self._clock.now() >= self._again_at

    def _work(self, reader: Reader) -> int:
        with self._open_unit().for_reading() as unit:
            known = unit.encoders.all()
            open_ones = [each.version for each in known if each.standing is not Standing.DECLINED]
            is_listed = unit.encoders.has_listed(open_ones)
        in_use, coming = with_standing(known, Standing.IN_USE), with_standing(known, Standing.COMING)
        if in_use is None:
            return 0
        if reader.encoder != in_use.version:
            reader.change_over(_found(in_use), self._rules.current)
        self.trouble = ""
        if coming is None:
            reader.let_go()
        if (in_use.is_listed and coming is None and not is_listed) or not self._lease(LEASE):
            return 0
        return self._steps(reader)

    def _lease(self, duration: timedelta) -> bool:
        now = self._clock.now()
        with self._open_unit() as unit:
            is_mine = unit.cursors.lease(LEASED, owner=self._owner, now=now, until=now + duration)
            unit.commit()
        return is_mine

    def _steps(self, reader: Reader) -> int:
        began, steps = self._monotonic(), 0
        with unit_of_work_line("encoder") as line:
            while not self._has_fresh():
                if not self._step(reader, line.count):
                    # All is done, or another process has to look: it need not wait for the lease to end.
                    self._lease(timedelta(0))
                    break
                steps += 1
                if self._monotonic() - began >= WORK_S:
                    break
        return steps

    def _has_fresh(self) -> bool:
        with self._open_unit().for_reading() as unit:
            return unit.mentions.has_due(now=self._clock.now())

    def _step(self, reader: Reader, count: Callable[..., None]) -> bool:
        """Whether there was anything to do: first for the encoder in use, then for the one that is coming."""
        with self._open_unit().for_reading() as unit:
            known = unit.encoders.all()
        in_use, coming = with_standing(known, Standing.IN_USE), with_standing(known, Standing.COMING)
        if in_use is None:
            return False
        kept = [each.version for each in known if each.standing is not Standing.FORMER]
        if self._list(in_use) or self._read(reader, in_use, count) or self._settle(in_use, kept):
            return True
        return coming is not None and (
            self._list(coming) or self._read(reader, coming, count) or self._decide(reader, in_use, coming)
        )

    def _list(self, encoder: KnownEncoder) -> bool:
        if encoder.is_listed:
            return False
        with self._open_unit() as unit:
            listed = unit.encoders.list_below(encoder.version, below=encoder.listed_from, count=LISTED_AT_ONCE)
            if listed == 0:
                unit.encoders.list_between(encoder.version, encoder.since - AROUND, encoder.since + AROUND)
            unit.encoders.put(replace(encoder, listed_from=listed))
            unit.commit()
        return True

    def _read(self, reader: Reader, encoder: KnownEncoder, count: Callable[..., None]) -> bool:
        with self._open_unit().for_reading() as unit:
            unread = unit.encoders.unread(encoder.version, limit=self._portion)
        if not unread:
            return False
        vectors = reader.vectors_by(_found(encoder), list(unread.values()))
        with self._open_unit() as unit:
            unit.encoders.read(encoder.version, dict(zip(unread, vectors, strict=True)))
            unit.commit()
        count(read=len(unread))
        return True

    def _settle(self, in_use: KnownEncoder, kept: list[str]) -> bool:
        with self._open_unit() as unit:
            done = unit.encoders.settle(in_use.version, limit=SETTLED_AT_ONCE)
            done += unit.encoders.drop_others(kept, limit=SETTLED_AT_ONCE)
            if done:
                unit.commit()
        return done > 0

    def _decide(self, reader: Reader, in_use: KnownEncoder, coming: KnownEncoder) -> bool:
        """Try the new one, and change over or stay; False where it is better to wait for the next beat."""
        rulebook = self._rules.current
        tried = TriedEncoder(old=in_use, new=coming, trials=reader.rival(_found(coming), rulebook))
        with self._open_unit() as unit:
            if unit.encoders.unread(coming.version, limit=1):
                return True
            is_kept = keep_verdict(unit, tried, rulebook=rulebook, now=self._clock.now())
            if is_kept:
                unit.commit()
        if is_kept and not tried.why_not:
            reader.change_over(_found(coming), rulebook)
        return is_kept


def _found(known: KnownEncoder) -> FoundEncoder:
    return FoundEncoder(version=known.version, setting=known.setting)
