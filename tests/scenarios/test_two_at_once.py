"""Two ask for something at the same moment, or one of them twice: it is done once, and whoever is late is told."""

from collections.abc import Callable

import pytest

from bot.ports import AuditQuery
from bot.slack.actions import LABELS, Act
from bot.workspace.links import Ack
from bot.workspace.promises import Posted
from bot.workspace.reading import find_option
from tests.scenarios.both import on_both
from tests.scenarios.play import Colleague, Play
from tests.scenarios.test_every_act_every_way import ACTS, LATE
from tests.store.together import together

EITHER = {
    "resolve and dismiss": ("resolve paid", "dismiss spam", {"IssueResolved", "IssueDismissed"}),
    "resolve and merge": ("resolve paid", "merge into 1002", {"IssueResolved", "IssueMerged"}),
    "resolve and hand off": ("resolve paid", "hand off website", {"IssueResolved", "AssignmentHandedOff"}),
    "dismiss twice": ("dismiss spam", "dismiss not about us", {"IssueDismissed"}),
    "two departments": ("hand off website", "hand off counter", {"AssignmentHandedOff"}),
    "the same department asked": ("ask website: is it you?", "ask website: was it you?", {"DepartmentAssigned"}),
}


@on_both
@pytest.mark.parametrize("pair", EITHER)
def test_of_two_who_ask_for_what_only_one_can_have_one_has_it_and_the_other_is_told(
    bot: Play, priya: Colleague, omar: Colleague, pair: str
) -> None:
    first, second, events = EITHER[pair]
    bot.receive("My refund is late")
    bot.receive("The website forgot my order")
    before = bot.story()
    at_once(bot, [(priya, first), (omar, second)])
    new = bot.story()[len(before) :]
    assert sum(event in events for event in new) == 1
    with bot.doorknock.open_unit() as unit:
        asked = unit.audit.find(AuditQuery())
    assert [entry.is_refused for entry in asked].count(True) == 1
    (late,) = [who for who in (priya, omar) if who.id == next(each.by for each in asked if each.is_refused)]
    late.is_told("#1001")


BOTH = {
    "escalate": ("escalate a lawyer", "IssueEscalated"),
    "urgency": ("urgency high", "UrgencyChanged"),
    "follow": ("follow", "IssueFollowed"),
    "note": ("note her name is Ann", "NoteAdded"),
}


@pytest.mark.parametrize("wish", BOTH)
def test_of_two_who_ask_for_the_same_both_have_it(bot: Play, priya: Colleague, omar: Colleague, wish: str) -> None:
    words, event = BOTH[wish]
    bot.receive("My refund is late")
    at_once(bot, [(priya, words), (omar, words)])
    assert bot.story().count(event) == (2 if wish in ("follow", "note") else 1)
    with bot.doorknock.open_unit() as unit:
        assert [entry.reason for entry in unit.audit.find(AuditQuery())] == ["", ""]


@pytest.mark.parametrize("act", ACTS)
def test_a_double_click_does_it_once(bot: Play, priya: Colleague, act: Act) -> None:
    done = ACTS[act]
    bot.receive(LATE)
    card = bot.the_card("#billing")
    done.before(priya, card)
    before = bot.story().count(done.event.__name__)
    press = last_press(priya, card, act)
    acks = together(lambda _: press(), range(2))
    assert any(ack.is_ok for ack in acks)
    bot.settle()
    assert bot.story().count(done.event.__name__) == before + 1


def last_press(priya: Colleague, card: Posted, act: Act) -> Callable[[], Ack]:
    """The press that does it: of the form's button where there is one, else of the act's own."""
    if ACTS[act].answers:
        priya.asks_for(card, LABELS[act])
        form, answers = priya.form(), dict(ACTS[act].answers)
        return lambda: priya.actor.submits(form, answers)
    if LABELS[act] in card.buttons or any(find_option(menu, LABELS[act]) for menu in card.controls):
        return lambda: priya.actor.clicks(card, LABELS[act])
    priya.clicks(card, "More…")
    listed = priya.actor.awaits_view("#1001")
    return lambda: priya.actor.clicks(listed, LABELS[act])


def at_once(bot: Play, wishes: list[tuple[Colleague, str]]) -> None:
    acks = together(lambda each: each[0].actor.commands(f"/issue 1001 {each[1]}", "#billing"), wishes)
    assert all(ack.is_ok for ack in acks)
    bot.settle()
