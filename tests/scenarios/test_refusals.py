"""What cannot be done is answered in one kind sentence that says what to do instead, by whichever way it was asked."""

from collections.abc import Callable

import pytest

from bot.ports import AuditQuery
from bot.slack import surface
from bot.workspace.promises import Posted
from tests.scenarios.both import on_both
from tests.scenarios.play import Colleague, Play
from tests.store.together import together

Before = Callable[[Play], None]


def nothing(bot: Play) -> None:
    """As it came in."""


def omar_claims(bot: Play) -> None:
    bot.person("omar").commands("/claim 1001")


def omar_resolves(bot: Play) -> None:
    bot.person("omar").commands("/issue 1001 resolve paid")


def omar_hands_off(bot: Play) -> None:
    bot.person("omar").commands("/issue 1001 hand off website")


def omar_merges(bot: Play) -> None:
    bot.receive("The website forgot my order")
    bot.person("ines").commands("/issue 1001 merge into 1002")


def the_other_is_closed(bot: Play) -> None:
    bot.receive("The website forgot my order")
    bot.person("ines").commands("/issue 1002 resolve found it")


REFUSED = {
    "somebody else's claim": (omar_claims, "claim", "@omar has #1001 already. Have a word with them"),
    "resolved": (omar_resolves, "claim", "#1001 is closed already, by @omar. If it needs more work, Reopen"),
    "nothing to give back": (nothing, "release", "Nobody has claimed #1001 yet, so there is nothing to give back"),
    "still open": (nothing, "reopen", "#1001 is still open, so there is nothing to reopen"),
    "closed, so no quiet": (omar_resolves, "snooze 4h", "#1001 is closed already, by @omar"),
    "has moved on": (omar_hands_off, "claim", "This share of #1001 is finished or has moved on"),
    "there already": (nothing, "ask billing: is it you?", "Billing is working on #1001 already"),
    "into itself": (nothing, "merge into 1001", "#1001 cannot be merged into itself"),
    "into the unknown": (nothing, "merge into 4711", "I know no issue #4711"),
    "into a closed one": (the_other_is_closed, "merge into 1002", "#1002 is closed already, by @ines"),
    "merged": (omar_merges, "claim", "#1001 is a part of #1002 now, by @ines, so that is where it goes on"),
    "reopen what is merged": (omar_merges, "reopen", "#1001 is a part of #1002 now"),
    "merged twice": (omar_merges, "merge into 1002", "#1001 is a part of #1002 now"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_word_in_the_thread_is_refused_kindly_and_changes_nothing(bot: Play, priya: Colleague, case: str) -> None:
    before, words, told = REFUSED[case]
    bot.receive("My refund is late")
    card = bot.the_card("#billing")
    before(bot)
    story = bot.story()
    priya.says("#billing", f"@doorknock {words}", thread=card)
    priya.is_told(told)
    assert bot.story() == story


@pytest.mark.parametrize("case", [case for case in REFUSED if case != "has moved on"])
def test_a_command_is_refused_kindly_and_changes_nothing(bot: Play, priya: Colleague, case: str) -> None:
    before, words, told = REFUSED[case]
    bot.receive("My refund is late")
    before(bot)
    story = bot.story()
    priya.commands(f"/issue 1001 {words}", "#billing")
    priya.is_told(told)
    assert bot.story() == story


BUTTONS = {
    "Claim": (omar_claims, "@omar has #1001 already"),
    "Hand off": (omar_hands_off, "This share of #1001 is finished or has moved on"),
    "Resolve": (omar_resolves, "#1001 is closed already, by @omar"),
    "Not ours": (omar_hands_off, "This share of #1001 is finished or has moved on"),
    "Escalate": (omar_resolves, "#1001 is closed already, by @omar"),
    "Bring in": (omar_resolves, "#1001 is closed already, by @omar"),
    "Change urgency": (omar_resolves, "#1001 is closed already, by @omar"),
    "Dismiss": (omar_resolves, "#1001 is closed already, by @omar"),
    "Snooze": (omar_merges, "#1001 is a part of #1002 now"),
}


@pytest.mark.parametrize("button", BUTTONS)
def test_a_button_of_a_card_that_is_out_of_date_is_refused_before_any_form_opens(
    bot: Play, priya: Colleague, button: str
) -> None:
    before, told = BUTTONS[button]
    bot.receive("My refund for the broken umbrella from your counter is late")
    card = bot.the_card("#billing")
    stale = card.now
    before(bot)
    story = bot.story()
    bot.workspace.state.change(card.now, blocks=stale.blocks, text=stale.text)
    priya.clicks(card, button)
    priya.is_told(told)
    assert not priya.actor.has_view
    assert bot.story() == story
    with bot.doorknock.open_unit() as unit:
        (refused,) = unit.audit.find(AuditQuery(by=priya.id))
    assert refused.is_refused


MENDED = {
    "Bring in": ({"department": "counter", "question": "was it?"}, {"department": "website"}, "Counter is working on"),
    "Merge": ({"into": "4711"}, {"into": "#1002"}, "I know no issue #4711"),
}


@pytest.mark.parametrize("act", MENDED)
def test_what_another_answer_mends_leaves_the_form_open_with_all_that_was_filled_in(
    bot: Play, priya: Colleague, act: str
) -> None:
    wrong, right, told = MENDED[act]
    bot.receive("My refund is late")
    bot.receive("The website forgot my order")
    card = bot.the_card("#billing")
    priya.asks_for(card, act)
    form = priya.form()
    bot.person("omar").commands("/issue 1001 ask counter: was it your till?")
    priya.submits(form, wrong)
    assert told in priya.sees
    story = bot.story()
    priya.submits(form, right)
    assert not priya.actor.has_view
    assert len(bot.story()) > len(story)
    kept = [value for field, value in wrong.items() if field not in right]
    assert all(value in str(bot.events()[len(story) :]) for value in kept)


def test_a_shortcut_on_a_message_that_is_no_issue_says_where_to_go(bot: Play, priya: Colleague) -> None:
    message = priya.says("#billing", "Lunch?")
    for shortcut in set(surface.SHORTCUTS) - {surface.ROUTE_THIS}:
        priya.chooses(shortcut, message)
    told = priya.is_told("This message belongs to none of my issues")
    assert "Route this" in told


def test_a_shortcut_on_a_reply_is_about_the_issue_of_its_thread(bot: Play, priya: Colleague) -> None:
    bot.receive("My refund is late")
    reply = priya.says("#billing", "Looking", thread=bot.the_card("#billing"))
    priya.chooses(surface.CLAIM_THIS, reply)
    assert bot.issue().owner.claimed_by == priya.id


@on_both
def test_of_two_who_claim_at_once_the_first_has_it_and_the_other_is_told(
    bot: Play, priya: Colleague, omar: Colleague
) -> None:
    bot.receive("My refund is late")
    card = bot.the_card("#billing")
    acks = together(lambda who: who.actor.clicks(card, "Claim"), [priya, omar])
    assert all(ack.is_ok for ack in acks)
    bot.settle()
    assert bot.story().count("AssignmentClaimed") == 1
    first, second = (priya, omar) if bot.issue().owner.claimed_by == priya.id else (omar, priya)
    second.is_told(f"@{first.actor.now.name} has #1001 already")
    assert first.whispers == []


@on_both
def test_of_two_who_hand_off_at_once_one_does_and_the_other_learns_where_it_went(
    bot: Play, priya: Colleague, omar: Colleague
) -> None:
    bot.receive("My refund is late")
    card = bot.the_card("#billing")
    forms = {}
    for who in (priya, omar):
        who.clicks(card, "Hand off")
        forms[who.id] = who.form()
    tasks = [(priya, "website"), (omar, "counter")]
    together(lambda task: task[0].actor.submits(forms[task[0].id], {"department": task[1]}), tasks)
    bot.settle()
    assert bot.story().count("AssignmentHandedOff") == 1
    (late,) = [who for who in (priya, omar) if who.actor.has_view]
    assert "This share of #1001 is finished or has moved on" in late.sees


@on_both
def test_a_click_and_a_word_at_once_are_one_claim(bot: Play, priya: Colleague) -> None:
    bot.receive("My refund is late")
    card: Posted = bot.the_card("#billing")
    ways = [
        lambda: priya.actor.clicks(card, "Claim"),
        lambda: priya.actor.says("#billing", "@doorknock claim", thread=card),
        lambda: priya.actor.commands("/claim 1001", "#general"),
        lambda: priya.actor.shortcut("claim_this", card),
    ]
    assert all(ack.is_ok for ack in together(lambda way: way(), ways))
    bot.settle()
    assert bot.story().count("AssignmentClaimed") == 1


@on_both
def test_a_double_click_on_not_ours_moves_it_once(bot: Play, priya: Colleague) -> None:
    bot.receive("My refund for the broken umbrella from your counter is late")
    card = bot.the_card("#billing")
    assert all(ack.is_ok for ack in together(lambda _: priya.actor.clicks(card, "Not ours"), [1, 2]))
    bot.settle()
    assert bot.story().count("AssignmentHandedOff") == 1
    assert ["#1001 is with Counter now" in told for told in priya.whispers] == [True, True]
