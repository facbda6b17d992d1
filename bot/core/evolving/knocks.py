"""Knocks: what the bot did by itself about a share, counted.

Guarantee: pure; no knock counts as an answer.
"""

from dataclasses import replace

from bot.core import events as ev
from bot.core.evolving.shares import on_share, waiting_anew
from bot.core.issue import Assignment, Issue


def apply_door_knocked(event: ev.DoorKnocked, issue: Issue) -> Issue:
    """The knock is counted, and its step taken."""

    def knocked(share: Assignment) -> Assignment:
        return replace(share, knocks=event.knock, next_step=event.step + 1, last_knock_at=event.at)

    return on_share(issue, event.assignment, knocked)


def apply_target_neared(event: ev.TargetNeared, issue: Issue) -> Issue:
    """The share remembers that its target came near; it is no knock."""
    return on_share(issue, event.assignment, lambda share: replace(share, neared_at=event.at))


def apply_claim_checked(event: ev.ClaimChecked, issue: Issue) -> Issue:
    """The question to the claimant is counted."""
    return on_share(issue, event.assignment, lambda share: replace(share, checks=event.check, last_knock_at=event.at))


def apply_answer_went_quiet(event: ev.AnswerWentQuiet, issue: Issue) -> Issue:
    """The share waits anew."""
    return on_share(issue, event.assignment, lambda share: waiting_anew(share, event))
