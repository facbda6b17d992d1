"""Every department that had a hand in an issue sees how it ended, quietly and once."""

from tests.scenarios.both import on_both
from tests.scenarios.play import Colleague, Play, alerts

THE_END = "How #1001 ended: Website resolved it. Thank you for your part in it!"


@on_both
def test_the_department_that_passed_it_on_and_the_one_that_helped_see_how_it_ended(
    bot: Play, priya: Colleague, ines: Colleague
) -> None:
    bot.receive("My refund is late")
    ines.commands("/issue 1001 hand off website")
    ines.commands("/issue 1001 bring in counter: was she there?")
    gita, jun = bot.person("gita"), bot.person("jun")
    gita.commands("/issue 1001 resolve yes, at noon", "#counter")
    jun.commands("/issue 1001 resolve the form works again", "#website")
    for channel in ("#billing", "#counter"):
        card = bot.the_card(channel)
        told = [line for line in card.thread if THE_END in line.plain]
        assert len(told) == 1
        assert "the form works again" in told[0].plain
        assert not alerts(told[0])
    assert not any("How #1001 ended" in line for line in bot.lines(bot.the_card("#website")))


def test_an_issue_that_was_taken_up_again_ends_again(bot: Play, ines: Colleague) -> None:
    bot.receive("My refund is late")
    ines.commands("/issue 1001 hand off website")
    ines.commands("/issue 1001 resolve done")
    ines.commands("/issue 1001 reopen she wrote again")
    assert sum("How #1001 ended" in line for line in bot.lines(bot.the_card("#billing"))) == 1
    bot.forward(minutes=5)
    ines.commands("/issue 1001 dismiss she has found it herself")
    assert any(
        "Website decided that nobody has to act on it" in line and "found it herself" in line
        for line in bot.lines(bot.the_card("#billing"))
    )


def test_whoever_passed_it_on_is_told_where_a_merged_issue_goes_on(bot: Play, ines: Colleague) -> None:
    bot.receive("My refund is late")
    bot.receive("The app cannot find my vouchers")
    ines.commands("/issue 1001 hand off website")
    ines.commands("/issue 1001 merge into 1002")
    assert "🏁 #1001 goes on in #1002: both are about the same." in bot.lines(bot.the_card("#billing"))
