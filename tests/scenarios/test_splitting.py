"""What joined a storm wrongly comes out of it again, by a click under the line that tells of the storm."""

from tests.scenarios.both import on_both
from tests.scenarios.play import Colleague, Play

QUEUE = "The counter at the station has had no queue management since Monday morning, shame on you"


@on_both
def test_one_that_is_not_the_same_gets_a_card_of_its_own(bot: Play, gita: Colleague) -> None:
    bot.receive(QUEUE, author="Ada", followers=100)
    bot.receive(f"{QUEUE}, and somebody took my umbrella", author="Ben", followers=20)
    card = bot.the_card("#counter")
    [line] = [each for each in card.thread if "2 people say the same now" in each.plain]
    gita.clicks(line, "One is not the same…")
    gita.submits(gita.form(), {"mention": "2"})
    old, new = bot.cards("#counter")
    assert "Split off from #1001" in new.plain
    assert "somebody took my umbrella" in new.plain
    assert "people say the same" not in old.plain
    assert any("@gita split one off" in each and "#1002" in each for each in bot.lines(old))
    assert (bot.issue(1001).mentions, bot.issue(1002).mentions) == (1, 1)
    assert bot.ledger().lost == 0


def test_whoever_is_second_is_told_so_kindly(bot: Play, gita: Colleague) -> None:
    bot.receive(QUEUE, author="Ada")
    bot.receive(f"{QUEUE}!", author="Ben")
    bot.receive(f"{QUEUE}?", author="Cleo")
    gita.commands("/issue 1001 split off Cleo")
    gita.is_told("It is #1002 now")
    gita.commands("/issue 1001 split off Cleo")
    gita.submits(gita.form(), {"mention": "2"})
    assert [bot.issue(number).mentions for number in (1001, 1002, 1003)] == [1, 1, 1]
    gita.commands("/issue 1001 split off the last one")
    gita.is_told("there is nothing to split off")
