"""Whoever may not, or comes too late, is refused every act by every way: they are told, and it is written down."""

from collections.abc import Callable, Mapping

import pytest

from bot.ports import AuditEntry, AuditQuery
from bot.slack import surface
from bot.slack.acting.commanding import KINDS
from bot.slack.actions import LABELS, Act
from bot.slack.messages import blocks as kit
from bot.workspace.promises import Posted
from tests.scenarios.play import Colleague, Play
from tests.scenarios.test_every_act_every_way import ACTS, DEDICATED, LATE, OTHER

FOLLOWING = {Act.FOLLOW, Act.UNFOLLOW}
LEADS = {"HandOff", "ChangeUrgency", "Dismiss", "Merge"}
STILL_DONE = {Act.REOPEN, Act.NOTE, Act.WHY, Act.SPLIT, *FOLLOWING}
"""What may be done to an issue that is closed."""


def by_button(who: Colleague, card: Posted, act: Act) -> None:
    who.clicks(card, str(act))


def by_command(who: Colleague, card: Posted, act: Act) -> None:
    who.commands(f"/issue 1001 {ACTS[act].words}")


def by_shortcut(who: Colleague, card: Posted, act: Act) -> None:
    if act in DEDICATED:
        return who.chooses(DEDICATED[act], card)
    listed = who.actor.view
    who.clicks(listed, LABELS[act])
    # The refusal stands on top of the list.
    assert who.bot.workspace.state.wait_until(lambda: who.actor.view.view_id != listed.view_id, within=5)
    assert "#1001" in who.sees
    assert who.actor.closes(who.actor.view).is_ok
    return None


def by_word(who: Colleague, card: Posted, act: Act) -> None:
    who.says("#billing", f"@doorknock {ACTS[act].words}", thread=card)


WAYS: Mapping[str, Callable[[Colleague, Posted, Act], None]] = {
    "button": by_button,
    "command": by_command,
    "shortcut": by_shortcut,
    "word": by_word,
}


def an_old_card(bot: Play) -> Posted:
    """A card that shows every button there ever was, whatever has become of its issue."""
    card = bot.the_card("#billing")
    buttons = [kit.button(LABELS[act], action=act, value="1001:1") for act in ACTS]
    rows = [kit.actions(*buttons[start : start + 5]) for start in range(0, len(buttons), 5)]
    bot.workspace.state.change(card.now, blocks=tuple(rows))
    return card


def refused(bot: Play, who: Colleague, way: str, acts: list[Act], card: Posted) -> list[tuple[str, str]]:
    """What the trail says after `who` has asked for all `acts` by one way: each refused, each told, nothing done."""
    story, told = bot.story(), len(who.whispers)
    for act in acts:
        WAYS[way](who, card, act)
    assert bot.story() == story
    found = [entry for entry in trail(bot, who) if entry.what != "All"]
    assert [entry.what for entry in found] == [KINDS[act].__name__ for act in acts]
    whispered = [act for act in acts if way != "shortcut" or act in DEDICATED]
    is_told = bot.workspace.state.wait_until(lambda: len(who.whispers) == told + len(whispered), within=5)
    assert is_told, who.whispers
    return [(entry.what, entry.reason) for entry in found]


def open_list(who: Colleague, card: Posted) -> list[Act]:
    """Open "Issue: more…", and give the acts that the shortcuts offer by now."""
    who.chooses(surface.MORE_OF_THIS, card)
    offered = [control.label for control in who.actor.awaits_view("#1001").controls]
    return [act for act in ACTS if act in DEDICATED or LABELS[act] in offered]


def trail(bot: Play, who: Colleague) -> list[AuditEntry]:
    with bot.doorknock.open_unit() as unit:
        return unit.audit.find(AuditQuery(by=who.id))


# Whoever writes in a thread has joined its channel, and so is of the department.
@pytest.mark.parametrize("way", ["button", "command", "shortcut"])
def test_whoever_is_from_elsewhere_may_follow_and_nothing_else(bot: Play, gita: Colleague, way: str) -> None:
    bot.receive(LATE)
    card = an_old_card(bot)
    acts = open_list(gita, card) if way == "shortcut" else list(ACTS)
    for what, reason in refused(bot, gita, way, [act for act in acts if act not in FOLLOWING], card):
        assert reason == ("needs_lead" if what in LEADS else "not_a_member"), what


@pytest.mark.parametrize("way", WAYS)
def test_a_guest_may_nothing(bot: Play, priya: Colleague, way: str) -> None:
    bot.receive(LATE)
    card = an_old_card(bot)
    bot.workspace.change_person("priya", is_guest=True)
    # The list of all acts is not even shown to them.
    acts = list(DEDICATED if way == "shortcut" else ACTS)
    assert {reason for _, reason in refused(bot, priya, way, acts, card)} == {"guest"}


@pytest.mark.parametrize("way", WAYS)
def test_whoever_is_too_late_is_told_so(bot: Play, priya: Colleague, omar: Colleague, way: str) -> None:
    bot.receive(LATE)
    bot.receive(OTHER)
    acts = open_list(priya, bot.the_card("#billing")) if way == "shortcut" else list(ACTS)
    omar.commands("/issue 1001 resolve paid")
    found = refused(bot, priya, way, [act for act in acts if act not in STILL_DONE], an_old_card(bot))
    assert {reason for _, reason in found} == {"issue_closed"}
