"""Why me? The rule, the classifier with its examples, what came before, and one click where it is wrong."""

import pytest
from sqlalchemy import update

from bot.core import events as ev
from bot.core.lessons import Aspect, LessonState
from bot.store.tables import mentions
from bot.workspace.actors import Shown
from bot.workspace.reading import find_option
from tests.scenarios.both import on_both
from tests.scenarios.play import Colleague, Play

LATE = "My refund for the broken umbrella from your counter is late"


def why(person: Colleague, bot: Play, channel: str = "#billing", *, shows: str = "None that I remember") -> Shown:
    """The modal, once it is complete."""
    person.clicks(bot.the_card(channel), "Why me?")
    view = person.actor.awaits_view("Why me?")
    assert bot.workspace.state.wait_until(lambda: shows in view.plain, within=5), view.plain
    return view


def hand_offs(bot: Play, number: int = 1001) -> list[ev.AssignmentHandedOff]:
    return [event for event in bot.events(number) if isinstance(event, ev.AssignmentHandedOff)]


def test_it_names_the_rule_its_condition_and_those_tried_before(bot: Play, priya: Colleague) -> None:
    bot.receive("I was charged twice")
    shown = why(priya, bot).plain
    assert "Why here: the rule “Charged twice”, because text has «charged twice»" in shown
    assert "✔ Charged twice: text has «charged twice»" in shown
    assert "✘ Somebody is in danger" in shown


def test_it_names_the_scores_and_the_two_nearest_examples(bot: Play, priya: Colleague) -> None:
    bot.receive(LATE)
    shown = why(priya, bot).plain
    assert "Billing: 90%" in shown
    assert "Counter: 8%" in shown
    assert "“I was charged twice for one flat white” → Billing" in shown
    assert "“Buy cheap watches here” → nobody has to act" in shown


@on_both
def test_one_click_hands_it_to_the_runner_up_and_notes_that_the_guess_was_wrong(bot: Play, priya: Colleague) -> None:
    bot.receive(LATE)
    shown = why(priya, bot)
    priya.clicks(shown, "Hand off to Counter")
    assert bot.issue().owner.department == "counter"
    assert [(each.to, each.by, each.is_not_ours) for each in hand_offs(bot)] == [("counter", priya.id, True)]
    assert "#1001 is with Counter now" in priya.actor.awaits_view("Handed off").plain
    assert "Handed off to Counter" in bot.the_card("#billing").plain


def test_the_strategist_files_with_one_click_and_nobody_is_told_it_was_not_theirs(bot: Play) -> None:
    ines = bot.person("ines")
    bot.receive(LATE)
    bot.person("priya").fills_in(bot.the_card("#billing"), "Hand off", {"department": "triage", "why": "?"})
    ines.clicks(why(ines, bot, "#triage"), "Hand off to Billing")
    assert [each.is_not_ours for each in hand_offs(bot)] == [False, False]
    assert bot.issue().owner.department == "billing"


def test_a_stale_modal_says_what_has_happened_meanwhile_and_changes_nothing(
    bot: Play, priya: Colleague, omar: Colleague
) -> None:
    bot.receive(LATE)
    shown = why(priya, bot)
    omar.fills_in(bot.the_card("#billing"), "Resolve", {"outcome": "Refunded"})
    priya.clicks(shown, "Hand off to Counter")
    assert "#1001 is closed already, by @omar" in priya.actor.awaits_view("One moment").plain
    assert hand_offs(bot) == []


def test_what_is_closed_or_has_nobody_else_to_fit_offers_no_hand_off(bot: Play, priya: Colleague) -> None:
    bot.receive("My refund is late")
    shown = why(priya, bot)
    assert "Hand off to" not in str(shown.controls)
    priya.actor.closes(shown)
    bot.receive(LATE)
    card = bot.cards("#billing")[-1]
    priya.fills_in(card, "Resolve", {"outcome": "Refunded"})
    priya.clicks(card, "Why me?")
    assert "Hand off to" not in str(priya.actor.awaits_view("Why me?").controls)


@pytest.mark.parametrize("value", ["1001:1:no-such-place", "1001:9:counter", "1001:1:<!channel>", "1001", ""])
def test_a_forged_value_changes_nothing(bot: Play, priya: Colleague, value: str) -> None:
    bot.receive(LATE)
    shown = why(priya, bot)
    button = next(control for control in shown.controls if control.label == "Hand off to Counter")
    button.element["value"] = value
    priya.clicks(shown, "Hand off to Counter")
    assert "Handed off" not in priya.actor.awaits_view("One moment").plain
    assert bot.issue().owner.department == "billing"


@on_both
def test_similar_issues_of_the_past_are_linked_with_how_they_ended(
    bot: Play, clock: Play, priya: Colleague, gita: Colleague
) -> None:
    bot.receive("The refund for my umbrella is late")
    first = bot.the_card("#billing")
    priya.fills_in(first, "Hand off", {"department": "counter", "why": "Paid at the till"})
    clock.forward(hours=3)
    gita.fills_in(bot.the_card("#counter"), "Resolve", {"outcome": "Paid back in cash"})
    clock.forward(days=1)
    bot.receive("Is the refund for my umbrella ever coming?")
    priya.clicks(bot.cards("#billing")[-1], "Why me?")
    view = priya.actor.awaits_view("Why me?")
    said = "alike · “The refund for my umbrella is late”"
    assert bot.workspace.state.wait_until(lambda: said in view.plain, within=5), view.plain
    assert "#1001" in view.plain
    assert "Resolved by Counter after 3 hours, who got it from Billing: “Paid back in cash”" in view.plain
    counter = bot.the_card("#counter")
    assert f"/archives/{counter.channel_id}/p{counter.ts.replace('.', '')}" in str(view.blocks)


def test_a_modal_says_which_post_it_is_about(bot: Play, priya: Colleague) -> None:
    bot.receive("My refund is late <!channel>\n" + "and late " * 30)
    priya.clicks(bot.the_card("#billing"), "Snooze")
    assert "#1001 · “My refund is late <!channel> and late and" in priya.actor.awaits_view("Snooze").plain


def test_an_issue_from_before_examples_were_noted_is_explained_without_them(bot: Play, priya: Colleague) -> None:
    bot.receive(LATE)
    with bot.doorknock.open_unit.engine.begin() as connection:
        stored = connection.execute(mentions.select()).one().classification
        stored.pop("nearest")
        connection.execute(update(mentions).values(classification=stored))
    assert "The examples it is most like" not in why(priya, bot).plain


def moods(bot: Play) -> list[tuple[str, str, str]]:
    with bot.doorknock.open_unit() as unit:
        found = unit.lessons.find(tuple(LessonState), limit=10)
    return [(each.was, each.label, each.by) for each in found if each.aspect is Aspect.SENTIMENT]


def test_whoever_says_how_the_author_feels_teaches_the_bot(bot: Play, priya: Colleague) -> None:
    bot.receive(LATE)
    shown = why(priya, bot)
    assert "How I read the author's mood: 😐 Neutral" in shown.plain
    priya.clicks(shown, "🙁 Negative")
    assert "I've noted that #1001 reads as 🙁 Negative" in priya.actor.awaits_view("Noted").plain
    assert moods(bot) == [("neutral", "negative", priya.id)]


@pytest.mark.parametrize("value", ["feels:1002:1:positive", "feels:1001:1:furious", "feels:1001:1", "1001:1:positive"])
def test_a_mood_of_an_issue_of_others_or_one_that_there_is_not_changes_nothing(
    bot: Play, priya: Colleague, value: str
) -> None:
    bot.receive(LATE)
    bot.receive("The queue was endless today, what happened to your staff?")
    shown = why(priya, bot)
    menu = next(control for control in shown.controls if find_option(control, "🙁 Negative"))
    menu.element["options"][0]["value"] = value
    priya.clicks(shown, "🙁 Negative")
    assert "I've noted" not in priya.actor.awaits_view("One moment").plain
    assert moods(bot) == []
