"""The rules and the model as they are shipped: one mention, all the way."""

from pathlib import Path

from bot.demo.stage import Stage

SHIPPED = Path(__file__).parents[2] / "routing_rules"


def test_the_packaged_model_finds_the_door_and_the_card_says_why(database_url: str) -> None:
    with Stage(rules=SHIPPED, database_url=database_url) as stage:
        stage.receive("The air conditioning in our room is broken and the sheets were dirty", author="Ada Example")
        card = stage.card("air conditioning")
        assert "#1001 · Property Operations" in card.plain
        assert "Negative" in card.plain
        assert "English" in card.plain
        seat = stage.seat("property-operations")
        assert seat.clicks(card, "Claim").is_ok
        stage.settle()
        assert f"Claimed by @{seat.name}" in card.plain
