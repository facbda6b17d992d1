"""The App Home: what each reader sees, what can be done from it, and the tour for whoever is new."""

from bot.core.issue import IssueStatus
from bot.workspace.actors import Shown
from tests.scenarios.both import on_both
from tests.scenarios.play import Colleague, Play


def home(person: Colleague, shows: str = "Hello!") -> Shown:
    """The Home as it is after opening it."""
    person.actor.opens_home()
    return person.actor.awaits_home(shows)


def texts(view: Shown, kind: str = "header") -> list[str]:
    return [block["text"]["text"] for block in view.blocks if block["type"] == kind]


def labels(view: Shown) -> list[str]:
    return [control.label for control in view.controls if control.kind == "button"]


def storm(bot: Play, count: int) -> None:
    said = "The counter at the station has had no queue management since Monday morning, shame on you"
    for number in range(count):
        bot.receive(said, author=f"Ada {number}", followers=100)


# --- everybody ---


@on_both
def test_a_member_of_a_department_sees_what_is_theirs_and_what_waits_with_due_times_and_links(
    bot: Play, priya: Colleague
) -> None:
    bot.receive("My refund is late", author="Ada Example")
    bot.receive("My receipt for billing is wrong")
    bot.receive("The queue at the counter is long")
    mine = bot.cards("#billing")[0]
    priya.clicks(mine, "Claim")
    shown = home(priya, "#1002")
    assert texts(shown)[-3:] == ["Yours · 1", "Waiting for Billing · 1", "The week of Billing"]
    assert "#1001 · Billing · answer hoped for by Tue 24 Nov, 17:00 GMT" in shown.plain
    assert "“My refund is late” — Ada Example" in shown.plain
    assert "#1002 · Billing · please by Tue 24 Nov, 17:00 GMT" in shown.plain
    assert "#1003" not in shown.plain
    assert f"/archives/{mine.channel_id}/p{mine.ts.replace('.', '')}|#1001>" in str(shown.blocks)


def test_what_is_late_answered_or_quiet_says_so(bot: Play, clock: Play, priya: Colleague) -> None:
    for text in ("My refund is late", "The refund again", "No refund yet"):
        bot.receive(text)
    first, second, third = bot.cards("#billing")
    clock.forward(hours=9)
    priya.says("#billing", "On it", thread=second)
    priya.fills_in(third, "Snooze", {"how_long": "4h"})
    first_line, second_line = (f"#100{number} · Billing" for number in (1, 2))
    shown = home(priya, "who claims it?")
    assert f"{first_line} · ⏰ was hoped for by" in shown.plain
    assert f"{second_line} · answered, who claims it?" in shown.plain
    assert first.plain


def test_a_promise_is_told_in_the_line_of_its_door(bot: Play, priya: Colleague) -> None:
    bot.receive("My refund is late")
    priya.says("#billing", "I'll get back by 3 pm", thread=bot.the_card("#billing"))
    assert "gets back by Tue 24 Nov, 15:00 GMT" in home(priya, "gets back").plain


def test_nothing_waiting_is_good_news(bot: Play, priya: Colleague) -> None:
    shown = home(priya)
    assert "You have claimed nothing. Enjoy the quiet!" in shown.plain
    assert "Nothing is waiting. Enjoy the quiet!" in shown.plain
    assert "A quiet week so far" in shown.plain


def test_whoever_belongs_to_no_department_is_told_what_this_is_about(bot: Play) -> None:
    bot.workspace.add_person("visitor")
    bot.receive("My refund is late")
    shown = home(bot.person("visitor"))
    assert "`/mention`" in str(shown.blocks)
    assert "#1001" not in shown.plain
    assert not [title for title in texts(shown) if title.startswith(("Waiting", "The week", "On fire"))]


@on_both
def test_claiming_from_the_home_shows_at_once_there_and_on_the_card(bot: Play, priya: Colleague) -> None:
    bot.receive("My refund is late")
    priya.clicks(home(priya, "#1001"), "Claim")
    assert "Yours · 1" in priya.actor.awaits_home("Yours · 1").plain
    assert "Claimed by @priya" in bot.the_card("#billing").plain


def test_resolving_and_snoozing_from_the_home_by_their_modals_shows_at_once(bot: Play, priya: Colleague) -> None:
    for text in ("My refund is late", "The refund again"):
        bot.receive(text)
    priya.clicks(home(priya, "#1001"), "Resolve")
    priya.submits(priya.actor.awaits_view("Resolve"), {"outcome": "Refunded"})
    shown = priya.actor.awaits_home("Waiting for Billing · 1")
    assert bot.issue(1001).status is IssueStatus.RESOLVED
    priya.clicks(shown, "Snooze")
    priya.submits(priya.actor.awaits_view("Snooze"), {"how_long": "4h"})
    priya.actor.awaits_home("Nothing is waiting")


def test_a_home_that_was_never_opened_is_not_published(bot: Play, priya: Colleague) -> None:
    bot.receive("My refund is late")
    priya.clicks(bot.the_card("#billing"), "Claim")
    home(bot.person("gita"))
    assert priya.id not in bot.workspace.state.shelves.homes


def test_more_than_ten_are_leafed_through_and_whoever_leafs_too_far_sees_the_last_page(
    bot: Play, priya: Colleague
) -> None:
    for number in range(12):
        bot.receive(f"Refund number {number} is late")
    shown = home(priya, "#1010")
    assert "Waiting for Billing · 12" in texts(shown)
    assert "#1011" not in shown.plain
    assert "11–12 ›" in labels(shown)
    priya.clicks(shown, "11–12 ›")
    shown = priya.actor.awaits_home("#1012")
    assert "#1001" not in shown.plain
    for number in (1011, 1012):
        priya.commands(f"/claim {number}")
    shown = priya.actor.awaits_home("Yours · 2")
    assert "#1010" in priya.actor.awaits_home("#1001").plain
    assert "‹ 1–10" not in labels(shown)


# --- a seat ---


@on_both
def test_a_seat_sees_the_departments_week(bot: Play, clock: Play, priya: Colleague, omar: Colleague) -> None:
    for text in ("Charged for billing", "My refund is late", "The refund again", "No refund yet"):
        bot.receive(text)
    _, first, second, third = bot.cards("#billing")
    clock.forward(hours=1)
    omar.clicks(first, "Claim")
    omar.clicks(second, "Claim")
    clock.forward(hours=2)
    priya.clicks(third, "Claim")
    clock.forward(hours=6)
    shown = home(priya, "The week of Billing")
    assert "Asked 4 · answered 3 · in time 3 · overdue 1" in shown.plain
    assert "Median time to an answer: 1 hour · waiting longest since Tue 24 Nov, 09:00" in shown.plain
    assert "🙏 Thanks to @omar (2), @priya (1) for the first answers." in shown.plain


def test_the_backup_sees_the_week_as_well_and_others_do_not(bot: Play, omar: Colleague, gita: Colleague) -> None:
    assert "The week of Billing" in texts(home(omar))
    assert "The week of Billing" not in texts(home(gita))


# --- the strategist ---


@on_both
def test_the_strategist_sees_what_is_on_fire(bot: Play, priya: Colleague) -> None:
    ines = bot.person("ines")
    assert "Nothing burns" in home(ines).plain
    bot.receive("There is a fire in the kitchen of your shop")
    bot.receive("My refund is late")
    priya.fills_in(bot.the_card("#billing"), "Escalate", {"why": "A lawyer called"})
    storm(bot, 5)
    bot.receive("The website is down")
    shown = home(ines, "#1001")
    assert "#1001 · Safety · 🚨 emergency" in shown.plain
    assert "#1002 · Billing · 🆙 help asked" in shown.plain
    assert "#1003 · Counter · 🌊 5 people, 500 followers" in shown.plain
    assert "— Ada 0 and 4 more" in shown.plain
    assert "#1004" not in shown.plain


@on_both
def test_the_strategist_files_what_is_in_triage_with_one_click(bot: Play) -> None:
    ines = bot.person("ines")
    bot.receive("What a strange place")
    bot.receive("Something about your counter or your website, who knows")
    bot.person("gita").fills_in(bot.the_card("#counter"), "Hand off", {"department": "triage", "why": "Not sure"})
    shown = home(ines, "To be filed · 2")
    assert "Website 8%" in labels(shown)
    ines.clicks(shown, "Website 8%")
    shown = ines.actor.awaits_home("To be filed · 1")
    assert bot.issue(1002).owner.department == "website"
    assert "Something about your counter" in bot.the_card("#website").plain
    ines.clicks(shown, "Other…")
    ines.submits(ines.actor.awaits_view("Hand off"), {"department": "bakery"})
    ines.actor.awaits_home("Everything has found its door.")
    assert bot.issue(1001).owner.department == "bakery"


def test_filing_what_somebody_else_has_filed_meanwhile_is_answered_kindly(bot: Play, priya: Colleague) -> None:
    ines = bot.person("ines")
    bot.workspace.invite("priya", "#triage")
    bot.receive("Is it your counter or your website?")
    bot.person("gita").fills_in(bot.the_card("#counter"), "Hand off", {"department": "triage", "why": "Not sure"})
    shown = home(ines, "To be filed · 1")
    priya.fills_in(bot.the_card("#triage"), "Hand off", {"department": "billing"})
    ines.clicks(shown, "Counter 90%")
    assert "has moved on" in ines.actor.awaits_view("One moment").plain
    assert bot.issue().owner.department == "billing"


@on_both
def test_the_strategist_sees_every_door_at_a_glance(bot: Play, clock: Play, priya: Colleague) -> None:
    ines = bot.person("ines")
    bot.receive("The queue at the counter is long")
    clock.forward(hours=7)
    bot.receive("My refund is late")
    priya.clicks(bot.the_card("#billing"), "Claim")
    clock.forward(hours=2)
    shown = home(ines, "All doors").plain
    counter = "🔴 Counter · 1 open, 1 waiting, 1 overdue · oldest since Tue 24 Nov, 09:00"
    assert counter in shown
    assert "🔇 silent since Tue 24 Nov, 09:00" in shown
    assert "🟢 Billing · 1 open, 0 waiting · oldest since Tue 24 Nov, 16:00" in shown
    assert "last answer Tue 24 Nov, 16:00" in shown
    assert "🟢 Website · nothing open" in shown
    signs = [line[0] for line in shown.split("All doors\n")[1].split("\n") if line[0] in "🔴🟡🟢"]
    assert signs == sorted(signs, key="🔴🟡🟢".index), "what is late stands on top"


# --- the tour ---


def test_a_first_visitor_is_shown_around_and_asked_only_once(bot: Play, priya: Colleague) -> None:
    shown = home(priya, "Step 1 of 4")
    assert "Hello!" in shown.plain
    assert "‹ Back" not in labels(shown)
    for step in (2, 3, 4):
        priya.clicks(shown, "Next ›")
        shown = priya.actor.awaits_home(f"Step {step} of 4")
    priya.clicks(shown, "Got it, thanks")
    shown = priya.actor.awaits_home("Take the tour again")
    assert "Step" not in shown.plain
    assert "Step" not in home(priya, "Take the tour again").plain


def test_the_tour_can_be_left_gone_back_in_and_taken_again(bot: Play, priya: Colleague) -> None:
    priya.clicks(home(priya, "Step 1 of 4"), "Next ›")
    priya.clicks(priya.actor.awaits_home("Step 2 of 4"), "‹ Back")
    priya.clicks(priya.actor.awaits_home("Step 1 of 4"), "Skip the tour")
    priya.clicks(priya.actor.awaits_home("Take the tour again"), "Take the tour again")
    priya.actor.awaits_home("Step 1 of 4")


def test_the_tour_goes_on_where_somebody_has_left_it_while_they_work(bot: Play, priya: Colleague) -> None:
    bot.receive("My refund is late")
    priya.clicks(home(priya, "Step 1 of 4"), "Next ›")
    priya.clicks(priya.actor.awaits_home("Step 2 of 4"), "Claim")
    assert "Step 2 of 4" in priya.actor.awaits_home("Yours · 1").plain
    assert "Step 2 of 4" in home(priya).plain


def test_the_tour_names_the_emoji_that_work(bot: Play, priya: Colleague) -> None:
    priya.clicks(home(priya, "Step 1 of 4"), "Next ›")
    assert ":eyes: on the card, or *Claim*, says" in str(priya.actor.awaits_home("Step 2 of 4").blocks)
