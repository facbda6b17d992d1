"""Why did this happen, and why that: asked where it ended, answered by a click, a command or a word."""

from bot.core.why_events import WhyAnswered
from bot.slack import surface
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
    form = gita.form()
    assert "“Late rota”: and why is that?" in form.plain
    gita.submits(form, {"text": "Two vacancies"})
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


@on_both
def test_whys_of_all_departments_come_together_as_a_tree(
    bot: Play, gita: Colleague, priya: Colleague, ines: Colleague
) -> None:
    for brand in ("larkfield", "pips"):
        bot.receive(f"{QUEUE} at {brand}", brand=brand)
        card = bot.cards("#counter")[-1]
        gita.fills_in(card, "Resolve", {"outcome": "Opened a second till", "cause": "Late rota"})
    gita.commands("/issue 1002 why Two vacancies")
    bot.receive("My refund is late")
    priya.fills_in(bot.the_card("#billing"), "Resolve", {"outcome": "Paid", "cause": "The late rota!"})
    ines.commands("/whys")
    shown = ines.actor.awaits_ephemeral("Why things happen")
    assert "Late rota · 3 issues, at Larkfield and Pip's, in Billing and Counter · #1003 #1002 #1001" in shown.plain
    assert "← Two vacancies · 1 issue, in Counter · #1002" in shown.plain
    assert "|#1002>" in str(shown.shown.blocks)


@on_both
def test_whys_may_be_asked_about_a_word(bot: Play, gita: Colleague, priya: Colleague) -> None:
    a_resolved_card(bot, gita)
    bot.receive("My refund is late")
    priya.fills_in(bot.the_card("#billing"), "Resolve", {"outcome": "Paid", "cause": "The old till"})
    priya.commands("/whys till")
    shown = priya.actor.awaits_ephemeral("Why things happen: till")
    assert "The old till" in shown.plain
    assert "Late rota" not in shown.plain
    priya.commands("/whys parking")
    assert priya.is_told("about why “parking” happens")


def test_where_nobody_has_said_why_yet_that_is_said_kindly(bot: Play, gita: Colleague) -> None:
    gita.commands("/whys")
    assert gita.is_told("one honest sentence is enough")


def test_why_me_says_what_it_was_the_last_time(bot: Play, gita: Colleague) -> None:
    a_resolved_card(bot, gita)
    gita.commands("/issue 1001 why two vacancies")
    bot.receive("The queue at your counter is endless again")
    gita.clicks(bot.cards("#counter")[-1], "Why me?")
    view = gita.actor.awaits_view("Why me?")
    assert bot.workspace.state.wait_until(lambda: "Resolved by Counter" in view.plain, within=5), view.plain
    assert "That time it was: Late rota ← two vacancies" in view.plain


@on_both
def test_the_weekly_summary_says_what_came_back_and_nothing_of_what_did_not(
    bot: Play, gita: Colleague, clock: Play
) -> None:
    for brand in ("larkfield", "pips"):
        bot.receive(f"{QUEUE} at {brand}", brand=brand)
        gita.fills_in(bot.cards("#counter")[-1], "Resolve", {"outcome": "Opened a till", "cause": "Late rota"})
    bot.receive("The queue at the counter smells")
    gita.fills_in(bot.cards("#counter")[-1], "Resolve", {"outcome": "Aired", "cause": "A blocked drain"})
    summary = bot.doorknock.reporting.build("2026-W48")
    (told,) = [
        line.text for section in summary.sections if section.title == "Why things come back" for line in section.lines
    ]
    assert told == "“Late rota”: 2 issues, at Larkfield and Pip's, in Counter; nobody has said yet why that is"
    clock.forward(days=7)
    quiet = bot.doorknock.reporting.build("2026-W49")
    assert [section for section in quiet.sections if section.title == "Why things come back"] == []


def a_question(bot: Play, gita: Colleague, *, text: str = "") -> tuple[Posted, Posted]:
    """The counter's card, of which Gita has asked Billing why; and the question in Billing's channel."""
    card = a_resolved_card(bot, gita)
    gita.clicks(line_in(card, "resolved #1001"), "And why that?")
    gita.submits(gita.form(), {"text": text, "department": "billing"})
    (question,) = [each for each in bot.posts("would like to know") if each.channel_id == bot.channel("#billing").id]
    return card, question


@on_both
def test_a_why_may_be_put_to_another_department_and_its_answer_joins_the_chain(
    bot: Play, gita: Colleague, priya: Colleague
) -> None:
    card, question = a_question(bot, gita)
    assert "(Counter) would like to know from you, about #1001: “Late rota”, and why is that?" in question.plain
    assert "asked Billing why “Late rota” is so. Their answer comes here." in line_in(card, "asked Billing").plain
    assert "And why that?" not in line_in(card, "asked Billing").buttons
    priya.clicks(question, "Answer")
    priya.submits(priya.form(), {"text": "Two posts were not paid for"})
    assert bot.issue().chain == ("Late rota", "Two posts were not paid for")
    said = line_in(card, "Two posts")
    assert "@priya (Billing) says why that is:" in said.plain
    assert said.buttons == ["And why that?"]
    assert "answered. Thank you!" in question.plain
    assert "Two posts were not paid for" in question.plain
    assert question.buttons == []


@on_both
def test_an_answer_in_the_questions_thread_does_it_too_and_a_question_back_is_none(
    bot: Play, gita: Colleague, priya: Colleague
) -> None:
    _, question = a_question(bot, gita, text="Two people are missing")
    assert "“Two people are missing”, and why is that?" in question.plain
    priya.says("#billing", "Which two?", thread=question)
    gita.says("#billing", "The ones of the night shift", thread=question)
    assert bot.issue().chain == ("Late rota", "Two people are missing")
    priya.says("#billing", "Their posts were not paid for", thread=question)
    priya.says("#billing", "Sorry for that!", thread=question)
    assert bot.issue().chain == ("Late rota", "Two people are missing", "Their posts were not paid for")


@on_both
def test_whoever_was_asked_is_reminded_once_while_at_work(bot: Play, gita: Colleague, clock: Play) -> None:
    _, question = a_question(bot, gita)
    clock.forward(days=1, hours=23)
    assert list(question.thread) == []
    clock.forward(hours=2)
    assert "still wonders, whenever you have a minute" in question.thread[-1].plain
    clock.forward(days=20)
    assert len(question.thread) == 1


def test_a_department_may_say_that_it_cannot_say_and_another_one_is_asked(
    bot: Play, gita: Colleague, priya: Colleague
) -> None:
    card, question = a_question(bot, gita)
    priya.clicks(question, "We can't say")
    assert "that is nothing we can say" in question.plain
    declined = line_in(card, "Billing can't say why that is.")
    gita.clicks(declined, "And why that?")
    gita.submits(gita.form(), {"department": "website"})
    assert [each.plain for each in bot.posts("would like to know") if each.channel_id == bot.channel("#website").id]
    assert bot.issue().chain == ("Late rota",)


def test_a_question_may_be_taken_back_and_is_not_reminded_of(bot: Play, gita: Colleague, clock: Play) -> None:
    card, question = a_question(bot, gita)
    gita.clicks(line_in(card, "asked Billing"), "Take the question back")
    assert "took the question back" in question.plain
    assert question.buttons == []
    clock.forward(days=7)
    assert list(question.thread) == []


def test_what_is_said_meanwhile_settles_the_question_and_whoever_comes_late_is_thanked(
    bot: Play, gita: Colleague, priya: Colleague
) -> None:
    _, question = a_question(bot, gita)
    priya.clicks(question, "Answer")
    form = priya.form()
    gita.commands("/issue 1001 why two vacancies")
    assert "has said it meanwhile, so there is nothing left for you to do" in question.plain
    priya.submits(form, {"text": "No money"})
    assert "settled by now, thank you!" in priya.sees
    assert bot.issue().chain == ("Late rota", "two vacancies")


def test_an_issue_that_is_taken_up_again_lets_its_question_wait(bot: Play, gita: Colleague) -> None:
    _, question = a_question(bot, gita)
    gita.commands("/issue 1001 reopen")
    assert "It is being worked on again, so this can wait." in question.plain


def test_only_those_who_were_asked_answer_and_one_question_waits_at_a_time(bot: Play, gita: Colleague) -> None:
    card, question = a_question(bot, gita)
    niko = bot.person("niko")
    bot.workspace.invite("niko", "#general")
    niko.clicks(question, "We can't say")
    assert niko.is_told("#1001 is with")
    gita.chooses(surface.MORE_OF_THIS, card)
    gita.clicks(gita.actor.awaits_view("#"), "And why?")
    gita.submits(gita.form(), {"department": "website"})
    assert "Billing has been asked about #1001 already." in gita.sees


def test_a_form_that_says_nothing_asks_for_a_sentence_or_a_department(bot: Play, gita: Colleague) -> None:
    card = a_resolved_card(bot, gita)
    gita.clicks(line_in(card, "resolved #1001"), "And why that?")
    form = gita.form()
    gita.submits(form, {})
    assert form.errors == {"text": "Write a sentence, or pick a department to ask."}


@on_both
def test_what_was_asked_and_not_answered_is_shown_with_the_whys_at_the_door_and_on_the_agenda(
    bot: Play, gita: Colleague, priya: Colleague, clock: Play
) -> None:
    _, question = a_question(bot, gita)
    clock.forward(days=3)
    gita.commands("/whys")
    shown = gita.actor.awaits_ephemeral("Why things happen")
    assert "Asked, and not answered yet" in shown.plain
    line = "Counter asked Billing three days ago: “Late rota”, and why is that?"
    assert f"#1001 {line}" in shown.plain
    priya.commands("/doors billing")
    door = priya.actor.awaits_ephemeral("Billing: the door")
    assert "Whys they were asked" in door.plain
    assert f"#1001 {line}" in door.plain
    (waiting,) = [each for each in bot.doorknock.reporting.build("2026-W48").sections if each.title.startswith("Whys")]
    assert [each.text for each in waiting.lines] == [line]
    priya.says("#billing", "No money for nights", thread=question)
    assert not any(each.title.startswith("Whys") for each in bot.doorknock.reporting.build("2026-W48").sections)
    gita.commands("/whys late")
    assert "Asked, and not" not in gita.actor.awaits_ephemeral("Why things happen: late").plain
