"""The App Home where there is as much of everything as can be: within Slack's limits, and after a few questions."""

from sqlalchemy import event

from bot.core.commands import Claim
from tests.scenarios.play import Colleague, Play

MANY = 12
"""More than a page of each list."""
HOSTILE = "<!channel> ﷽ 👩‍👩‍👧‍👦 &amp; *bold* #hashtag https://evil.example/|x> \u202e"
FULL = ("On fire", "To be filed · 12", "All doors", "Yours · 12", "Waiting for Billing · 12")
MOST_QUESTIONS = 20
"""Two or three a part of the page; there are about forty lines on it."""


def on_a_bad_day(bot: Play) -> Colleague:
    """Ines, when so many burn, are to be filed, are claimed by her and wait for a department of hers."""
    ines = bot.person("ines")
    bot.workspace.invite("ines", "#billing")
    for number in range(MANY):
        for text in ("what a place", "a fire in the kitchen", "charged", "my refund"):
            # An order of their own keeps them from being one storm.
            bot.receive(f"{text}, order {1000 + number}. {HOSTILE}", author=HOSTILE * 5, followers=10**9)
        # Not by a click: that shows the Home again whenever it comes to it, and its questions would be counted too.
        bot.doorknock.issues.apply(1004 + 4 * number, Claim(by=ines.id, assignment=1))
    return ines


def test_a_home_with_as_much_of_everything_as_can_be_takes_few_questions_and_keeps_slacks_limits(bot: Play) -> None:
    ines = on_a_bad_day(bot)
    asked: list[str] = []
    event.listen(bot.doorknock.open_unit.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    ines.actor.opens_home()
    shown = ines.actor.awaits_home("Step 1 of 4")
    questions = [each for each in asked if each.startswith("SELECT")]
    assert 0 < len(questions) <= MOST_QUESTIONS
    assert [part for part in FULL if part not in shown.plain] == []
    assert len(shown.blocks) <= 100
    assert "12 ›" in shown.plain
    ines.clicks(shown, "Skip the tour")
    assert [part for part in FULL if part not in ines.actor.awaits_home("Take the tour again").plain] == []
