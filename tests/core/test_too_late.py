"""A form is not opened for a wish that would be refused whatever is filled in."""

from bot.core import commands as cmd
from bot.core.decide import too_late
from bot.core.refusal import RefusalReason
from tests.core.example import RULEBOOK, Life, hand_off, resolve


def why(life: Life, wish: cmd.Command) -> RefusalReason | None:
    refusal = too_late(life.issue, wish, now=life.now, rulebook=RULEBOOK)
    return refusal.reason if refusal else None


NOWHERE = cmd.HandOff(by="U1", assignment=1, to="")


def test_what_is_only_not_filled_in_yet_is_not_too_late() -> None:
    life = Life()
    assert why(life, NOWHERE) is None
    assert why(life, cmd.AddNote(by="U1", text="")) is None
    assert why(life, cmd.Snooze(by="U1", assignment=1, until=life.now)) is None


def test_what_has_ended_or_moved_on_is_too_late() -> None:
    moved, closed, merged = Life(), Life(), Life()
    moved.do(hand_off("digital"))
    closed.do(resolve())
    merged.do(cmd.Merge(by="U1", into=1040))
    assert why(moved, NOWHERE) is RefusalReason.ASSIGNMENT_CLOSED
    assert why(closed, NOWHERE) is RefusalReason.ISSUE_CLOSED
    assert why(merged, cmd.Reopen(by="U1")) is RefusalReason.ISSUE_MERGED
    assert why(Life(), cmd.Reopen(by="U1")) is RefusalReason.ISSUE_OPEN
