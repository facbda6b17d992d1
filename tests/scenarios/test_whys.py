"""Why did this happen, and why that: asked where it ended, answered by a click, a command or a word."""

from bot.core.why_events import WhyAnswered
from bot.workspace.promises import Posted
from tests.scenarios.both import on_both
from tests.scenarios.play import Colleague, Play

QUEUE = "The queue at the counter is endless"


def line_in(card: Posted, text: str) -> Posted:
    return next(line for line in reversed(card.thread) if text in line.plain)


def a_resolved_card(bot: Play, gita: Colleague, cause: str = "Late rota") -> Posted:
    bot.receive(QUEUE)
    card = bot.cards("#counter")[-1]
    gita.fills_in(card, "Resolve", {"outcome": "Opened a second till", "cause": cause})
    return card


@on_both
def test_under_the_closing_line_one_may_ask_why_that_and_the_answer_stands_in_the_thread(
    bot: Play, gita: Colleague
) -> None:
    card = a_resolved_card(bot, gita)
    gita.clicks(line_in(card, "resolved #1001"), "And why that?")
    assert "“Late rota”: and why is that?" in gita.sees
    gita.submits(gita.form(), {"text": "Two vacancies"})
    bot.settle()
    assert bot.issue().chain == ("Late rota", "Two vacancies")
    said = line_in(card, "Two vacancies")
    assert "@gita on “Late rota”, and why that is:" in said.plain
    assert said.buttons == ["And why that?"]


@on_both
def test_an_answer_may_be_given_as_a_command_and_as_a_word_too(bot: Play, gita: Colleague) -> None:
    card = a_resolved_card(bot, gita)
    gita.commands("/issue 1001 why two vacancies")
    gita.says("#counter", "@doorknock why nobody applies for nights", thread=card)
    bot.settle()
    assert bot.issue().chain == ("Late rota", "two vacancies", "nobody applies for nights")
    answers = [event for event in bot.events() if isinstance(event, WhyAnswered)]
    assert [(each.by, each.depth) for each in answers] == [(gita.id, 2), (gita.id, 3)]


def test_where_nobody_said_why_the_button_asks_for_the_first_one(bot: Play, gita: Colleague) -> None:
    card = a_resolved_card(bot, gita, cause="")
    gita.clicks(line_in(card, "resolved #1001"), "Why did it happen?")
    gita.submits(gita.form(), {"text": "Late rota"})
    assert bot.issue().chain == ("Late rota",)


def test_after_five_there_is_no_button_and_whoever_asks_is_told_where_to_begin(bot: Play, gita: Colleague) -> None:
    card = a_resolved_card(bot, gita)
    for number in range(2, 6):
        gita.commands(f"/issue 1001 why reason {number}")
    bot.settle()
    assert line_in(card, "reason 5").buttons == []
    gita.commands("/issue 1001 why reason 6")
    assert gita.is_told("five whys already")


def test_why_is_not_asked_while_people_are_still_mending_it(bot: Play, gita: Colleague) -> None:
    bot.receive(QUEUE)
    gita.commands("/issue 1001 why late rota")
    assert gita.is_told("first let it be mended")


def test_whoever_has_no_share_in_it_may_not_say_why(bot: Play, gita: Colleague) -> None:
    a_resolved_card(bot, gita)
    niko = bot.person("niko")
    niko.commands("/issue 1001 why late rota")
    assert niko.is_told("#1001 is with Counter")
    assert bot.issue().chain == ("Late rota",)
