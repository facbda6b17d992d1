"""The heads-up before a target is missed, as people live it: once, and not where there is nothing left to say."""

from pathlib import Path

from tests.scenarios.both import on_both
from tests.scenarios.play import Play

LATE = "My refund is late"


def only_the_seat_at_first(rules: Path, *, heads_up: str = "1h") -> None:
    """Rewrite the patient policy so that nothing but the heads-up follows the first knock that day."""
    steps = """
      - {after: 2h, tell: seat}
      - {after: 4h, tell: [channel, backup]}
      - {after: 7h, tell: strategist}
"""
    slower = f"""
      - {{after: 2h, tell: seat}}
      - {{after: 20h, tell: strategist}}
    heads_up: {heads_up}
"""
    policies = rules / "escalation.yaml"
    written = policies.read_text(encoding="utf-8")
    assert steps in written
    policies.write_text(written.replace(steps, slower), encoding="utf-8")


@on_both
def test_seat_hears_once_that_time_is_short_and_no_more_when_it_is_answered(own_rules: Path, database_url: str) -> None:
    only_the_seat_at_first(own_rules)
    with Play(database_url=database_url, rules=own_rules) as bot:
        priya = bot.person("priya")
        bot.receive(LATE)
        bot.forward(hours=2, minutes=1)
        assert "Knock, knock! #1001 is waiting" in priya.the_knock.plain
        bot.forward(hours=5)
        assert priya.the_knock.plain.startswith("A quick heads-up: somebody hopes for an answer to #1001 from Bill")
        assert bot.story().count("TargetNeared") == 1
        assert "knocked once" in bot.the_card("#billing").plain
        bot.forward(hours=17)
        assert priya.the_knock.plain.startswith("A quick heads-up")
        bot.receive("A gift card that nobody accepts: I want a refund!")
        bot.forward(hours=2, minutes=1)
        assert "#1001 for Billing: please have a look soon (an answer was hoped for by" in priya.the_knock.plain
        priya.clicks(priya.the_knock, "Claim")
        priya.clicks(priya.the_knock, "Claim")
        assert priya.knocks == []


def test_backup_hears_it_while_the_seat_is_away(at_larkfield: Play, own_rules: Path) -> None:
    only_the_seat_at_first(own_rules)
    at_larkfield.doorknock.rules.refresh()
    at_larkfield.workspace.set_status("priya", text="OOO")
    at_larkfield.receive(LATE)
    at_larkfield.forward(hours=7, minutes=1)
    assert at_larkfield.person("omar").the_knock.plain.startswith("Priya is away, so here is a quick heads-up for")


def test_thread_hears_it_while_both_are_away(at_larkfield: Play, own_rules: Path) -> None:
    only_the_seat_at_first(own_rules)
    at_larkfield.doorknock.rules.refresh()
    for name in ("priya", "omar"):
        at_larkfield.workspace.set_status(name, text="Out sick")
    at_larkfield.receive(LATE)
    card = at_larkfield.the_card("#billing")
    at_larkfield.forward(hours=7, minutes=1)
    said = at_larkfield.lines(card)[-1]
    assert said.startswith("A heads-up for #1001 · everybody here: somebody hopes for an answer by Tue 24 Nov")
    at_larkfield.person("omar").clicks(card, "Claim")
    assert not any("heads-up" in each for each in at_larkfield.lines(card))


def test_nobody_hears_it_where_the_policy_says_never(at_larkfield: Play, own_rules: Path) -> None:
    only_the_seat_at_first(own_rules, heads_up="never")
    at_larkfield.doorknock.rules.refresh()
    at_larkfield.receive(LATE)
    at_larkfield.forward(hours=7, minutes=1)
    assert "TargetNeared" not in at_larkfield.story()
    assert "Knock, knock!" in at_larkfield.person("priya").the_knock.plain
