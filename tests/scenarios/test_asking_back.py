"""What the bot asks where a person has not said enough, and what one click on a likely answer does."""

import pytest

from bot.core import events as ev
from bot.core.classification import Urgency
from bot.core.issue import AssignmentStatus, IssueStatus
from bot.slack import surface
from bot.workspace.actors import Whispered
from bot.workspace.promises import Posted
from tests.scenarios.play import Colleague, Play

LATE = "My refund for the broken umbrella from your counter is late"


def a_card(bot: Play) -> Posted:
    bot.receive(LATE)
    return bot.the_card("#billing")


def asked(priya: Colleague, card: Posted, words: str, question: str) -> Whispered:
    priya.says("#billing", f"@doorknock {words}", thread=card)
    return priya.actor.awaits_ephemeral(question)


def hand_offs(bot: Play) -> list[ev.AssignmentHandedOff]:
    return [event for event in bot.events() if isinstance(event, ev.AssignmentHandedOff)]


def test_a_department_that_is_missing_is_one_click(bot: Play, priya: Colleague) -> None:
    question = asked(priya, a_card(bot), "hand off", "Which department should have #1001?")
    assert question.buttons == ["Counter", "Something else…"]
    priya.clicks(question, "Counter")
    assert bot.issue().owner.department == "counter"
    assert priya.is_told("#1001 is with Counter now")
    assert [question.buttons for question in priya.actor.ephemerals] == [[]]


def test_anything_else_opens_the_whole_form(bot: Play, priya: Colleague) -> None:
    question = asked(priya, a_card(bot), "hand off", "Which department")
    priya.clicks(question, "Something else…")
    priya.submits(priya.form(), {"department": "website", "why": "the app"})
    assert [(each.to, each.why) for each in hand_offs(bot)] == [("website", "the app")]


def test_a_department_nobody_knows_is_asked_for_and_not_guessed(bot: Play) -> None:
    bot.receive("The bread is stale")
    card, niko = bot.the_card("#bakery"), bot.person("niko")
    niko.says("#bakery", "@doorknock hand off marketing: they print the flyers", thread=card)
    assert niko.actor.awaits_ephemeral("Which department should have #1001?").buttons == ["Tell me…"]
    assert hand_offs(bot) == []


def test_which_of_two_of_the_same_name_is_to_be_split_off_is_asked(bot: Play, priya: Colleague) -> None:
    card = a_card(bot)
    for author, comment in (("Ben", ""), ("Cleo", "shame! "), ("Ben", "again! ")):
        bot.receive(f"RT @ann: {comment}{LATE}", author=author)
    assert bot.issue().mentions == 4
    question = asked(priya, card, "split off Ben", "Which of those who seemed to say the same as #1001")
    assert [label.startswith("Ben: ") for label in question.buttons] == [True, True, False]
    assert bot.issue().mentions == 4
    priya.clicks(question, question.buttons[1])
    assert (bot.issue().mentions, bot.issue(1002).mentions) == (3, 1)


def test_how_long_to_be_quiet_is_one_click(bot: Play, priya: Colleague) -> None:
    question = asked(priya, a_card(bot), "snooze banana", "For how long should I keep quiet about #1001?")
    assert question.buttons == ["An hour", "Four hours", "Until we open", "Something else…"]
    priya.clicks(question, "Four hours")
    assert bot.issue().owner.status is AssignmentStatus.SNOOZED


def test_how_urgent_it_is_is_one_click_and_what_it_is_now_is_not_offered(bot: Play, priya: Colleague) -> None:
    question = asked(priya, a_card(bot), "urgency", "How urgent is #1001?")
    assert "Normal" not in question.buttons
    priya.clicks(question, "High")
    assert bot.issue().urgency is Urgency.HIGH


def test_why_nobody_has_to_act_is_one_click(bot: Play, priya: Colleague) -> None:
    question = asked(priya, a_card(bot), "dismiss", "Why does nobody have to act on #1001?")
    priya.clicks(question, "It is spam")
    assert (bot.issue().status, bot.issue().outcome) == (IssueStatus.DISMISSED, "It is spam")


@pytest.mark.parametrize(
    ("words", "question", "answers", "event"),
    [
        ("note", "What should the next reader of #1001 know?", {"text": "her name is Ann"}, ev.NoteAdded),
        ("ask website", "What would you like to ask them", {"question": "did it work?"}, ev.DepartmentAssigned),
        ("merge", "Which issue is about the same as #1001?", {"into": "1002"}, ev.IssueMerged),
    ],
)
def test_what_has_no_likely_answer_opens_its_form_by_one_click(
    bot: Play, priya: Colleague, words: str, question: str, answers: dict[str, object], event: type[ev.Event]
) -> None:
    card = a_card(bot)
    bot.receive("The website forgot my order")
    shown = asked(priya, card, words, question)
    priya.clicks(shown, shown.buttons[-1])
    if words == "ask website":
        answers = {**answers, "department": "website"}
    priya.submits(priya.form(), answers)
    assert any(isinstance(each, event) for each in bot.events())


def test_a_command_that_lacks_something_opens_the_form_with_what_was_said(bot: Play, priya: Colleague) -> None:
    a_card(bot)
    priya.commands("/issue 1001 ask website")
    priya.submits(priya.form(), {"question": "Did the form work?"})
    assert bot.issue().held_by("website") is not None


def test_a_form_is_not_opened_for_somebody_who_may_not(bot: Play) -> None:
    card = a_card(bot)
    niko = bot.person("niko")
    for way in ("/issue 1001 hand off", "/issue 1001 note"):
        niko.commands(way)
    niko.chooses(surface.HAND_OFF_THIS, card)
    assert not niko.actor.has_view
    assert niko.is_told("#1001 is with Billing")


def test_a_slip_of_the_fingers_counts_as_an_answer_and_is_offered_the_word(bot: Play, priya: Colleague) -> None:
    card = a_card(bot)
    priya.says("#billing", "@doorknock calim", thread=card)
    priya.is_told("Did you mean claim?")
    assert bot.issue().owner.status is AssignmentStatus.ANSWERED


def test_words_behind_a_number_that_mean_nothing_are_answered_with_examples(bot: Play, priya: Colleague) -> None:
    a_card(bot)
    priya.commands("/issue 1001 make it go away")
    priya.is_told("Try claim, hand off billing")
    assert bot.issue().owner.status is AssignmentStatus.WAITING


def test_help_is_one_word_away(bot: Play, priya: Colleague) -> None:
    priya.says("#billing", "@doorknock help", thread=a_card(bot))
    priya.is_told("In a card's thread, tell me what to do")
    assert bot.issue().owner.status is AssignmentStatus.WAITING


def test_everything_that_can_be_done_is_in_one_modal_with_a_line_each(bot: Play, priya: Colleague) -> None:
    card = a_card(bot)
    priya.clicks(card, "More…")
    shown = priya.actor.awaits_view("#1001")
    labels = [control.label for control in shown.controls]
    assert labels[:4] == ["Claim", "Resolve", "Hand off", "Not ours"]
    assert {"Merge", "Note", "Follow"} <= set(labels)
    assert "Reopen" not in labels
    priya.clicks(shown, "Claim")
    assert "#1001 is yours now" in priya.actor.awaits_view("Done").plain


def test_a_menu_from_before_says_what_has_happened_meanwhile(bot: Play, priya: Colleague, omar: Colleague) -> None:
    card = a_card(bot)
    priya.clicks(card, "More…")
    stale = priya.actor.awaits_view("#1001")
    omar.fills_in(card, "Resolve", {"outcome": "Refunded"})
    priya.clicks(stale, "Claim")
    assert "#1001 is closed already, by @omar" in priya.actor.awaits_view("One moment").plain


def test_a_question_from_before_says_what_has_happened_meanwhile(bot: Play, priya: Colleague, omar: Colleague) -> None:
    card = a_card(bot)
    question = asked(priya, card, "hand off", "Which department")
    omar.fills_in(card, "Resolve", {"outcome": "Refunded"})
    priya.clicks(question, "Counter")
    priya.is_told("#1001 is closed already, by @omar")
    assert hand_offs(bot) == []


@pytest.mark.parametrize(
    "value", ["hand_off:1001:1:no-such", "hand_off:9999:1:counter", "explode:1001:1:x", "snooze:1001:1:99y", "", "::"]
)
def test_a_forged_pick_changes_nothing(bot: Play, priya: Colleague, value: str) -> None:
    question = asked(priya, a_card(bot), "hand off", "Which department")
    before = bot.story()
    for block in question.shown.blocks:
        for element in block.get("elements", ()):
            element["value"] = value
    priya.clicks(question, "Counter")
    assert bot.story() == before
