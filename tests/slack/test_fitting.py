"""What a card and its *More…* offer in each state: within Slack's limits, and nothing that would be refused."""

from collections.abc import Callable

import pytest

from bot.core import commands as cmd
from bot.core.decide import too_late
from bot.core.routing import Routing
from bot.slack.acting.barest import barest
from bot.slack.acting.commanding import KINDS
from bot.slack.actions import Act
from bot.slack.fitting import all_acts, further_acts, next_acts
from bot.slack.messages.scene import Scene
from bot.slack.modals import FORMS
from bot.slack.modals.all_acts import all_acts_view
from bot.slack.texts import modals
from bot.workspace.blocks import check_view
from tests.core.example import RULEBOOK, Life, bring_in, claim, hand_off, hours, resolve


class Nobody:
    def user_id(self, person: str) -> str | None:
        return None

    def group_id(self, group: str) -> str | None:
        return None


def _lived(*commands: cmd.Command, first: Callable[[], Life] = Life) -> Callable[[], Life]:
    def live() -> Life:
        life = first()
        for command in commands:
            life.do(command)
        return life

    return live


def _snoozed() -> Life:
    life = Life()
    life.do(cmd.Snooze(by="U1", assignment=1, until=life.now + hours(3)))
    return life


STATES: dict[str, Callable[[], Life]] = {
    "waiting": Life,
    "answered": _lived(cmd.Respond(by="U1", assignment=1)),
    "claimed": _lived(claim(by="U1")),
    "quiet": _snoozed,
    "followed": _lived(cmd.Follow(by="U1")),
    "moved on": _lived(hand_off("digital")),
    "its share done": _lived(bring_in("food"), cmd.Resolve(by="U1", assignment=2)),
    "resolved": _lived(resolve()),
    "dismissed": _lived(cmd.Dismiss(by="U1")),
    "a storm": _lived(cmd.Join(by=cmd.DOORKNOCK, mention=8)),
    "a storm that is over": _lived(cmd.Join(by=cmd.DOORKNOCK, mention=8), resolve()),
    "merged": _lived(cmd.Merge(by="U1", into=1040)),
    "in triage": lambda: Life(Routing(department="triage")),
}
EACH = pytest.mark.parametrize("state", STATES)


def _scenes(state: str) -> list[Scene]:
    life = STATES[state]()
    return [
        Scene(issue=life.issue, share=share, rulebook=RULEBOOK, people=Nobody(), now=life.now)
        for share in life.issue.assignments
    ]


@EACH
def test_buttons_and_menu_have_room_for_what_they_offer(state: str) -> None:
    for scene in _scenes(state):
        shown, more = next_acts(scene.issue, scene.share), further_acts(scene.issue, scene.share)
        assert len(shown) <= 6
        assert len(more) <= 5
        assert not set(shown) & set(more)
        assert more[-1] is Act.ALL


@EACH
def test_whatever_is_offered_is_behind_more_as_well_and_explained_in_a_line(state: str) -> None:
    for scene in _scenes(state):
        offered = all_acts(scene.issue, scene.share, viewer="U1")
        assert len(offered) == len(set(offered))
        assert set(next_acts(scene.issue, scene.share)) | set(further_acts(scene.issue, scene.share)) <= {
            *offered,
            Act.ALL,
        }
        assert set(offered) <= set(modals.WHAT_IT_DOES)
        check_view(all_acts_view(scene, None, viewer="U1"))


@EACH
def test_nothing_is_offered_that_comes_too_late(state: str) -> None:
    for scene in _scenes(state):
        for act in set(all_acts(scene.issue, scene.share, viewer="U1")) & set(FORMS):
            wish = barest(act, scene, by="U1")
            assert too_late(scene.issue, wish, now=scene.now, rulebook=RULEBOOK) is None, (act, state)


def test_every_act_is_offered_in_some_state() -> None:
    offered = {
        act for state in STATES for scene in _scenes(state) for act in all_acts(scene.issue, scene.share, viewer="U1")
    }
    assert offered == (set(KINDS) - {Act.STILL_ON_IT}) | {Act.WHY_ME}
