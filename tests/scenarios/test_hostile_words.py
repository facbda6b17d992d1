"""Words of strangers: whatever they write, nobody is alerted by it, the card stands, and nothing is lost."""

from collections.abc import Iterator

import pytest

from bot.core.mention import Author, Mention
from bot.workspace.promises import Posted
from tests.scenarios.play import Play, alerts

HOSTILE = {
    "everybody": "<!channel> <!here> <!everyone> refund",
    "a person": "<@U04ABCDEF> <@UFZ1AAAAA|ann> @channel @here refund",
    "a group": "<!subteam^S0123ABCD> refund",
    "a disguised link": "<https://evil.example|https://larkfield.example/login> refund",
    "markdown": "*refund* _now_ ~or~ `else` ```\n> [bank](https://evil.example)",
    "bidi": "refund \u202egnp.exe\u202c \u2066isolated\u2069",
    "zero width": "re\u200bfund \u2060now\ufeff",
    "escapes": "&lt;!channel&gt; &amp;lt;!here&amp;gt; refund",
    "broken markup": "<<!channel>> <!channel <@ >> refund",
    "piled marks": "refund " + "e" + "\u0301" * 200,
    "emoji codes": ":rotating_light: refund :wave:",
    "an emoji alone": "😡",
    "NUL": "refund\x00 late \x07\x1b[31m",
    "lone surrogate": "refund \ud83d late",
    "very long": "refund " + "endless words " * 3_000,
    "one long word": "refund " + "a" * 40_000,
    "blank": "refund \u3164\u2800\u00a0",
}


@pytest.fixture(scope="module")
def cards() -> Iterator[dict[str, Posted]]:
    """The card of each, by what is nasty about it."""
    with Play() as bot:
        now = bot.clock.now()
        mentions = [
            Mention(
                source="",
                external_id=name,
                text=words,
                title=words[:300],
                received_at=now,
                author=Author(name=words[:300], handle=words[:300], followers=3),
            )
            for name, words in HOSTILE.items()
        ]
        bot.doorknock.intake.receive(mentions)
        bot.settle()
        posted = sorted([*bot.cards("#billing"), *bot.cards("#triage")], key=lambda card: card.plain.partition("·")[0])
        assert bot.ledger().opened == len(HOSTILE)
        yield dict(zip(HOSTILE, posted, strict=True))


@pytest.mark.parametrize("nasty", HOSTILE)
def test_hostile_words_alert_nobody_wherever_they_stand(cards: dict[str, Posted], nasty: str) -> None:
    card = cards[nasty]
    assert alerts(card) == set()
    assert "Claim" in card.buttons
    assert not set(card.plain) & set("\x00\x1b\u202e\u2066\u200b\ufeff")


@pytest.mark.parametrize("nasty", ["everybody", "very long", "one long word", "NUL"])
def test_hostile_words_can_still_be_read(cards: dict[str, Posted], nasty: str) -> None:
    assert "refund" in cards[nasty].plain


def test_hostile_words_by_webhook_are_taken_like_any_others(bot: Play) -> None:
    bot.receive("refund <!channel>\x00\u202e", author="<!here>\x00", external_id="<!everyone>")
    card = bot.the_card("#billing")
    assert alerts(card) == set()


def test_a_link_to_nowhere_good_is_not_linked(bot: Play) -> None:
    now = bot.clock.now()
    links = ("javascript:alert(1)", "https://larkfield.example@evil.example/", "file:///etc/passwd", "https://")
    texts = [f"refund number {number}" for number in range(len(links))]
    mentions = [
        Mention(source="", external_id=text, text=text, url=url, received_at=now)
        for text, url in zip(texts, links, strict=True)
    ]
    bot.doorknock.intake.receive(mentions)
    bot.settle()
    cards = bot.cards("#billing")
    assert len(cards) == len(links)
    shown = "\n".join(str(card.blocks) for card in cards)
    assert "javascript:" not in shown
    assert "file:" not in shown
    assert "larkfield.example@" not in shown


def test_what_colleagues_write_alerts_nobody_either(bot: Play) -> None:
    bot.receive("My refund is late")
    card = bot.the_card("#billing")
    priya = bot.person("priya")
    priya.fills_in(card, "Note", {"text": "<!channel> *look* <@U04ABCDEF>"})
    (line,) = [line for line in card.thread if line.ts != card.ts]
    assert alerts(line) == {f"@{priya.id}"}
    priya.fills_in(card, "Hand off", {"department": "website", "why": "<!here> take it"})
    assert alerts(bot.the_card("#website")) == set()


def test_knocks_for_hostile_words_alert_nobody_but_whom_they_are_said_to(bot: Play) -> None:
    bot.receive("refund <!channel> <@U04ABCDEF>")
    bot.forward(hours=2, minutes=1)
    assert {each for each in alerts(bot.person("priya").the_knock) if not each.startswith("http")} == set()
    bot.forward(hours=2)
    (knock,) = bot.posts("Knock 2")
    assert alerts(knock) == set()
