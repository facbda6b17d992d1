"""Which buttons a card shows: the viewer's next steps, the rest behind the three dots.

Guarantee: never more than Slack allows, and only what makes sense in the state; whether it may be done is decided on
the server at the click.
"""

from bot.core.issue import Assignment, Issue
from bot.slack.actions import LABELS, MORE, Act
from bot.slack.fitting import further_acts, next_acts
from bot.slack.ids import Target
from bot.slack.messages.blocks import Block, actions, button, option, overflow


def card_buttons(issue: Issue, share: Assignment) -> Block:
    """The row of buttons under the card of `share`."""
    target = Target(issue.number, share.number)
    urged = Act.RESOLVE if share.claimed_by else Act.CLAIM
    shown = [_button(act, target, is_urged=act is urged) for act in next_acts(issue, share)]
    return actions(*shown, overflow([_entry(act, target) for act in further_acts(issue, share)], action=MORE))


def still_on_it_buttons(target: Target) -> Block:
    """What a claimant is offered with the question whether the claim still holds."""
    return actions(_button(Act.STILL_ON_IT, target, is_urged=True), _button(Act.RELEASE, target, is_urged=False))


def promise_buttons(target: Target) -> Block:
    """What is offered to whoever said when they would get back."""
    return actions(_button(Act.RESOLVE, target, is_urged=False), _button(Act.SNOOZE, target, is_urged=False))


def _button(act: Act, target: Target, *, is_urged: bool) -> Block:
    return button(LABELS[act], action=act, value=str(target), style="primary" if is_urged else "")


def _entry(act: Act, target: Target) -> Block:
    return option(LABELS[act], f"{act}:{target}")
