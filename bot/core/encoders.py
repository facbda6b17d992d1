"""Encoders: the one by which mentions are judged, and the one that is to follow it once it has read what is stored.

Guarantee: pure. At any time at most one is in use and at most one is coming.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class Standing(StrEnum):
    """Where an encoder stands."""

    IN_USE = "in_use"
    COMING = "coming"
    DECLINED = "declined"
    """It was tried, was worse, and waits for another word."""
    FORMER = "former"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEncoder:
    """An encoder that ENCODER has named. `version` is what it is known by, `setting` where it is found again.

    Stored mentions that others have judged are listed to be read by it, from the newest down to `listed_from`; None
    where that has not begun, 0 where it is done. It `is_wanted` where somebody wants it whatever the trial says.
    `rulebook` is the version of the rulebook on which it was declined.
    """

    version: str
    setting: str
    standing: Standing
    since: datetime
    listed_from: int | None = None
    is_wanted: bool = False
    rulebook: str = ""

    @property
    def is_listed(self) -> bool:
        """Whether all that it must read is listed."""
        return self.listed_from == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far stored mentions have been read by `coming`, or by the encoder in use where `coming` is None.

    As long as they are being listed, there may be more `left`.
    """

    in_use: KnownEncoder | None = None
    coming: KnownEncoder | None = None
    declined: KnownEncoder | None = None
    read: int = 0
    left: int = 0


def with_standing(known: Iterable[KnownEncoder], standing: Standing) -> KnownEncoder | None:
    """The one that stands so, the newest where there should be several."""
    found = [each for each in known if each.standing is standing]
    return max(found, key=lambda each: each.since, default=None)


def asked_for(
    known: Sequence[KnownEncoder], wanted: KnownEncoder, *, is_old_here: bool, rulebook: str
) -> tuple[KnownEncoder, ...]:
    """What changes where ENCODER names `wanted` at the start, which stands nowhere yet.

    The one in use goes on until `wanted` has read what is stored, unless its files are not here any more.
    """
    in_use = with_standing(known, Standing.IN_USE)
    waiting = [each for each in known if each.standing in {Standing.COMING, Standing.DECLINED}]
    if in_use is not None and in_use.version == wanted.version:
        moved = () if in_use.setting == wanted.setting else (replace(in_use, setting=wanted.setting),)
        return (*moved, *(_over(each, wanted) for each in waiting))
    others = tuple(_over(each, wanted) for each in waiting if each.version != wanted.version)
    if in_use is None:
        return (*others, replace(wanted, standing=Standing.IN_USE))
    if not is_old_here:
        return (*others, _over(in_use, wanted), replace(wanted, standing=Standing.IN_USE))
    same = next((each for each in waiting if each.version == wanted.version), None)
    # Under other rules it may do better than when it was declined.
    is_decided = same is not None and (same.standing is Standing.COMING or same.rulebook == rulebook)
    return others if is_decided else (*others, replace(wanted, standing=Standing.COMING))


def _over(known: KnownEncoder, by: KnownEncoder) -> KnownEncoder:
    return replace(known, standing=Standing.FORMER, since=by.since, is_wanted=False)
