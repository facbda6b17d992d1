"""Conversations with departments: noted by the strategist, brought up where they matter, followed up on their day."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.conversation import Conversation
from bot.workspace.actors import Shown, Whispered
from tests.scenarios.both import on_both
from tests.scenarios.play import TUESDAY, Colleague, Play

LEARNED = "They print every card"
QUESTION = "Do you still print the cards?"
WEEK = timedelta(weeks=1)


def notes(ines: Colleague, answers: dict[str, object], department: str = "billing") -> Shown:
    """Ines writes down what she learned."""
    ines.commands(f"/doors talk {department}")
    form = ines.form()
    ines.submits(form, answers)
    return form


def door(person: Colleague, department: str = "billing") -> Whispered:
    """The door as this person sees it now."""
    person.commands(f"/doors {department}")
    return person.actor.awaits_ephemeral(f"{department.capitalize()}: the door")


@on_both
def test_what_was_learned_is_found_again_under_the_door_and_by_nobody_else(
    bot: Play, ines: Colleague, priya: Colleague
) -> None:
    notes(ines, {"learned": LEARNED, "role": "Priya, the lead", "follow_up": QUESTION, "follow_up_on": "2026-12-01"})
    assert "Kept. I come back to you on 1 December 2026" in ines.sees
    shown = door(ines).plain
    assert "You sat down with Billing today." in shown
    assert f"24 November 2026 · What you learned: {LEARNED} · Who: Priya, the lead" in shown
    assert "I remind you on 1 December 2026." in shown
    assert f"You wanted to come back with: “{QUESTION}”" in shown
    seats = door(priya)
    assert LEARNED not in seats.plain
    assert "Note a conversation" not in seats.buttons
    priya.commands("/doors")
    assert "Billing: nothing to answer; last talk today" in priya.actor.awaits_ephemeral("The doors").plain


@on_both
def test_the_follow_up_comes_once_on_the_morning_of_its_day(bot: Play, clock: Play, ines: Colleague) -> None:
    notes(ines, {"learned": LEARNED, "follow_up": QUESTION, "follow_up_on": "2026-11-26"})
    clock.forward_to(datetime(2026, 11, 26, 8, 59, tzinfo=UTC))
    assert ines.knocks == []
    clock.forward_to(datetime(2026, 11, 26, 9, 1, tzinfo=UTC))
    reminder = ines.the_knock
    assert "Today you wanted to come back to Billing." in reminder.plain
    assert f"You wanted to ask: “{QUESTION}”" in reminder.plain
    assert f"When you talked (24 November 2026), you learned: “{LEARNED}”" in reminder.plain
    clock.forward(days=2)
    assert len(ines.knocks) == 1
    ines.clicks(reminder, "Note a conversation")
    ines.submits(ines.form(), {"learned": "Not any more"})
    assert "What you learned: Not any more" in door(ines).plain


@on_both
def test_a_note_is_taken_out_for_good_and_not_followed_up(bot: Play, clock: Play, ines: Colleague) -> None:
    notes(ines, {"learned": LEARNED, "follow_up_on": "2026-11-26"})
    ines.clicks(door(ines), "Take the last note out")
    shown = ines.actor.awaits_ephemeral("You have not noted a conversation here yet.")
    assert LEARNED not in shown.plain
    assert "Take the last note out" not in shown.buttons
    clock.forward_to(datetime(2026, 11, 26, 9, 1, tzinfo=UTC))
    assert ines.knocks == []


def test_only_the_strategist_notes_conversations(bot: Play, priya: Colleague, ines: Colleague) -> None:
    priya.commands("/doors talk billing")
    priya.is_told("Conversations are noted by whoever owns social media here, @ines")
    ines.clicks(door(ines), "Note a conversation")
    assert "What did you learn?" in ines.form().plain


@pytest.mark.parametrize(
    ("answers", "complaint"),
    [
        ({}, {"learned": "Write down one thing at least; a few words will do."}),
        ({"learned": "x", "follow_up_on": "2026-11-24"}, {"follow_up_on": "That day has begun already."}),
        ({"learned": "x", "held_on": "2026-11-25"}, {"held_on": "That day is still to come."}),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field(
    bot: Play, ines: Colleague, answers: dict[str, object], complaint: dict[str, str]
) -> None:
    form = notes(ines, answers)
    ((field, text),) = complaint.items()
    assert str(form.errors[field]).startswith(text)
    assert "not noted a conversation here yet" in door(ines).plain


def test_a_conversation_of_last_week_is_noted_as_such(bot: Play, ines: Colleague) -> None:
    notes(ines, {"learned": LEARNED, "held_on": "2026-11-20"})
    assert "You sat down with Billing three days ago." in door(ines).plain


def test_the_strategists_home_says_when_the_last_talk_was(bot: Play, ines: Colleague) -> None:
    notes(ines, {"learned": LEARNED, "held_on": "2026-11-20"})
    ines.actor.opens_home()
    assert "Your last talk: Billing, three days ago." in ines.actor.awaits_home("which one to knock on next").plain


@on_both
def test_what_was_noted_comes_with_the_word_that_this_door_is_still_silent_and_to_her_alone(
    bot: Play, clock: Play, ines: Colleague, omar: Colleague
) -> None:
    notes(ines, {"learned": LEARNED, "wishes": "Fewer cards"})
    bot.receive("My refund is late")
    clock.forward(days=3)
    told = next(each for each in ines.knocks if "One door is still silent: Billing" in each.plain)
    assert f"When you talked (24 November 2026), you learned: “{LEARNED}” They wished: “Fewer cards”" in told.plain
    assert omar.knocks != []
    assert not any(LEARNED in each.plain for each in omar.knocks)


def test_who_never_noted_a_conversation_reads_so_on_the_map_and_later_which_doors_have_none(
    bot: Play, ines: Colleague, priya: Colleague
) -> None:
    ines.commands("/doors")
    never = "You have not noted a conversation with anybody yet."
    assert never in ines.actor.awaits_ephemeral("The doors").plain
    priya.commands("/doors")
    assert never not in priya.actor.awaits_ephemeral("The doors").plain
    ines.commands("/doors talked to billing")
    ines.submits(ines.form(), {"learned": LEARNED})
    bot.person("gita").commands("/doors")
    shown = bot.person("gita").actor.awaits_ephemeral("The doors").plain
    assert "Billing: nothing to answer; last talk today" in shown
    assert "Counter: nothing to answer; no talk yet" in shown


def test_a_conversation_is_not_noted_by_word_but_where_to_is_said(bot: Play, ines: Colleague) -> None:
    ines.answers_alone("doors talk billing")
    assert ines.is_told("type /doors talk billing, or press Note a conversation under the door")


def test_a_department_that_is_not_named_is_asked_for(bot: Play, ines: Colleague) -> None:
    ines.commands("/doors talk")
    ines.is_told("With whom did you talk? Like this: /doors talk billing")


@on_both
def test_a_form_that_is_sent_twice_is_one_conversation(bot: Play, ines: Colleague) -> None:
    noted = Conversation(department="billing", by=ines.id, held_at=TUESDAY, learned=LEARNED)
    for _ in range(2):
        bot.doorknock.conversations.note(noted, key="view:V1:1")
    with bot.doorknock.open_unit() as unit:
        assert len(unit.conversations.of("billing", limit=5)) == 1


def answered_after(bot: Play, priya: Colleague, hours: int, *, about: str) -> None:
    """Three issues, each with its first answer after so many hours."""
    before = len(bot.cards("#billing"))
    for number in range(3):
        bot.receive(f"refund {about} {number * 7919} {'abcdefgh'[number] * 9}")
    bot.forward(hours=hours)
    for card in bot.cards("#billing")[before:]:
        priya.clicks(card, "Claim")


@on_both
def test_nine_weeks_without_a_talk_are_noticed_with_what_has_changed_since(
    bot: Play, ines: Colleague, priya: Colleague
) -> None:
    answered_after(bot, priya, 1, about="in autumn")
    for number in (1001, 1002, 1003):
        priya.commands(f"/issue {number} resolve paid")
    notes(ines, {"learned": LEARNED})
    bot.clock.forward_to(TUESDAY + 9 * WEEK + timedelta(hours=1))
    bot.settle()
    answered_after(bot, priya, 2, about="in winter")
    ines.commands("/doors")
    shown = ines.actor.awaits_ephemeral("The doors").plain
    sentence = "Nine weeks since you last sat down with Billing; their answer time has doubled since."
    assert f"The door to knock on next: Billing. {sentence}" in shown
    assert "Answers took 1 hour when we last spoke, and take 2 hours now: what changed?" in shown
    assert sentence in door(ines).plain


def summary(bot: Play) -> str:
    channel = bot.channel("#social-weekly").id
    (posted,) = [each for each in bot.posts("") if each.channel_id == channel and not each.now.is_reply]
    return posted.plain


def test_the_weekly_summary_says_which_door_to_knock_on_and_keeps_what_was_noted_to_itself(
    bot: Play, clock: Play, ines: Colleague
) -> None:
    notes(ines, {"learned": LEARNED, "follow_up": QUESTION, "wishes": "Fewer cards"})
    bot.receive("My refund is late")
    clock.forward_to(datetime(2026, 11, 30, 9, 1, tzinfo=UTC))
    said = summary(bot)
    assert "What to do on Monday" in said
    assert "Knock on Billing's door. " in said
    assert "Ask: What would have made #1001 easy to answer?" in said
    assert not any(word in said for word in (LEARNED, QUESTION, "Fewer cards"))


def test_a_quiet_week_sends_nobody_anywhere(bot: Play, clock: Play) -> None:
    clock.forward_to(datetime(2026, 11, 30, 9, 1, tzinfo=UTC))
    assert "Monday" not in summary(bot)
