"""Words of strangers: whatever they write, nobody is alerted by it, the card stands, and nothing is lost."""

from collections.abc import Iterator

import pytest

from bot.core.mention import Author, Mention
from bot.workspace.model import make_id
from bot.workspace.promises import Posted
from tests.scenarios.play import Colleague, Play, alerts

GITA = make_id("U", "gita")
"""Somebody of the Counter, who has nothing to do with any of it."""
HOSTILE = {
    "everybody": "<!channel> <!here> <!everyone> refund",
    "everybody, bare": "@channel @here @everyone refund",
    "a person": "<@U04ABCDEF> <@UFZ1AAAAA|ann> @channel @here refund",
    "a colleague": f"<@{GITA}> <@{GITA}|gita> refund",
    "a group": "<!subteam^S0123ABCD> <!subteam^S0123ABCD|@billing> refund",
    "a channel": "<#C0123ABCD> <#C0123ABCD|general> refund",
    "a date": "<!date^1392734382^{date}|<!channel>> refund",
    "a disguised link": "<https://evil.example|https://larkfield.example/login> refund",
    "a link with a user": "https://larkfield.example@evil.example/ refund",
    "a link that looks alike": "https://lаrkfield.example https://xn--lrkfield-26g.example refund",
    "links of other schemes": "javascript:alert(1) slack://open data:text/html,x file:///etc/passwd refund",
    "a mail address": "<mailto:x@evil.example|help@larkfield.example> refund",
    "markdown": "*refund* _now_ ~or~ `else` ```\n> [bank](https://evil.example)",
    "code without end": "``` `` ` refund",
    "bidi": "refund \u202egnp.exe\u202c \u2066isolated\u2069 \u200f\u061c",
    "right to left": "المطعم ممتاز لكن الفاتورة خاطئة refund",
    "zero width": "re\u200bfund \u2060now\ufeff",
    "joiners that hide": "re\u200dfund no\u200cw \u200d\u200d\u200d",
    "tags": "refund \U000e0001\U000e0068\U000e0069\U000e007f",
    "escapes": "&lt;!channel&gt; &amp;lt;!here&amp;gt; refund",
    "escapes of escapes": "&amp;amp;lt;!channel&amp;amp;gt; &#60;!here&#62; refund",
    "broken markup": "<<!channel>> <!channel <@ >> refund",
    "half an entity": "refund &am",
    "piled marks": "refund " + "e" + "\u0301" * 200,
    "piles of every kind": "refund " + "Z\u0351\u0352\u0353\u0354\u0355\u0356\u0357\u0358" * 200,
    "emoji codes": ":rotating_light: refund :wave: :+1::skin-tone-2:",
    "a flood of emoji codes": "refund " + ":rotating_light:" * 2_000,
    "an emoji alone": "😡",
    "a flood of emoji": "😡" * 5_000,
    "families of emoji": "refund " + "👩‍👩‍👧‍👦" * 1_000,
    "NUL": "refund\x00 late \x07\x1b[31m",
    "every control": "refund" + "".join(map(chr, [*range(32), *range(127, 160)])),
    "lone surrogate": "refund \ud83d late \udc00",
    "no characters": "refund \ufffe\uffff\ufff9 \ue000",
    "very long": "refund " + "endless words " * 3_000,
    "one long word": "refund " + "a" * 40_000,
    "a megabyte": "refund " + "x " * 500_000,
    "a thousand hashtags": "refund " + "#hashtag " * 1_000,
    "a thousand lines": "refund\n" + "line\n" * 1_000,
    "blank lines": "refund" + "\n" * 5_000,
    "blank": "\u3164\u2800\u00a0",
    "braces and percents": "{issue} {0} %s %(who)s ${x} refund",
    "JSON": '"}],"type":"actions","elements":[{"type":"button"}] refund',
    "SQL": "refund'; DROP TABLE issues;-- ",
    "a template": "{{7*7}} <script>alert(1)</script> refund",
    "words of the bot": "Knock 2 for #1001: @doorknock claim refund",
}
WITHOUT_WORDS = {"an emoji alone", "blank", "a flood of emoji"}


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
                url=words[:300],
                platform=words[:300],
                brand=words[:300],
                language=words[:300],
                in_reply_to=words[:300],
                received_at=now,
                author=Author(id=words[:300], name=words[:300], handle=words[:300], url=words[:300], followers=3),
            )
            for name, words in HOSTILE.items()
        ]
        bot.doorknock.intake.receive(mentions)
        bot.settle()
        posted = sorted([*bot.cards("#billing"), *bot.cards("#triage")], key=lambda card: card.plain.partition("·")[0])
        ledger = bot.ledger()
        assert (ledger.received, ledger.opened, ledger.lost) == (len(HOSTILE), len(HOSTILE), 0)
        yield dict(zip(HOSTILE, posted, strict=True))


@pytest.mark.parametrize("nasty", HOSTILE)
def test_hostile_words_alert_nobody_wherever_they_stand(cards: dict[str, Posted], nasty: str) -> None:
    card = cards[nasty]
    assert alerts(card) == set()
    assert "Claim" in card.buttons
    assert not set(card.plain) & set("\x00\x1b\u202e\u2066\u200b\ufeff")


@pytest.mark.parametrize("nasty", sorted(HOSTILE.keys() - WITHOUT_WORDS))
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


ALL_AT_ONCE = " ".join(words[:120] for name, words in HOSTILE.items() if name not in WITHOUT_WORDS)[:2_000]
ALL_AT_ONCE = ALL_AT_ONCE.encode("utf-8", "ignore").decode()
"""Without lone surrogates, which no client can send."""


def answered(priya: Colleague, card: Posted) -> None:
    """Priya asks the people of the website, and one of them answers in their thread."""
    priya.fills_in(card, "Bring in", {"department": "website", "question": "Did the form work?"})
    priya.bot.person("jun").says("#website", ALL_AT_ONCE, thread=priya.bot.the_card("#website"))
    assert any("Jun" in line for line in priya.bot.lines(card))


WRITTEN = {
    "a note": lambda priya, card: priya.fills_in(card, "Note", {"text": ALL_AT_ONCE}),
    "why it is handed off": lambda priya, card: priya.fills_in(
        card, "Hand off", {"department": "website", "why": ALL_AT_ONCE}
    ),
    "a question": lambda priya, card: priya.fills_in(
        card, "Bring in", {"department": "website", "question": ALL_AT_ONCE}
    ),
    "a cry for help": lambda priya, card: priya.fills_in(card, "Escalate", {"why": ALL_AT_ONCE}),
    "how it ended": lambda priya, card: priya.fills_in(
        card, "Resolve", {"outcome": ALL_AT_ONCE, "cause": ALL_AT_ONCE, "public_reply": "javascript:alert(1)|<!here>"}
    ),
    "why nobody must act": lambda priya, card: priya.fills_in(card, "Dismiss", {"reason": "spam", "why": ALL_AT_ONCE}),
    "why it is urgent": lambda priya, card: priya.fills_in(
        card, "Change urgency", {"urgency": "high", "why": ALL_AT_ONCE}
    ),
    "words in the thread": lambda priya, card: priya.says("#billing", ALL_AT_ONCE, thread=card),
    "words to the bot": lambda priya, card: priya.says("#billing", f"@doorknock {ALL_AT_ONCE}", thread=card),
    "a command": lambda priya, card: priya.commands(f"/issue 1001 {ALL_AT_ONCE}", "#billing"),
    "a mention handed in": lambda priya, card: priya.commands(f"/mention {ALL_AT_ONCE}", "#billing"),
    "an answer to whoever asked": answered,
}


@pytest.mark.parametrize("written", WRITTEN)
def test_what_colleagues_write_alerts_nobody_either(bot: Play, priya: Colleague, ines: Colleague, written: str) -> None:
    bot.receive("My refund is late")
    ines.commands("/issue 1001 follow")
    WRITTEN[written](priya, bot.the_card("#billing"))
    bot.forward(hours=3)
    people = {f"@{each}" for each in bot.workspace.state.shelves.people}
    ours = ("http://127.0.0.1", "https://x.example/posts/")
    told = [*bot.posts(""), *(each.shown for each in (*priya.actor.ephemerals, *ines.actor.ephemerals))]
    loud = {each for said in told for each in alerts(said) if not each.startswith(ours)}
    assert loud <= people - {f"@{GITA}"}
    assert bot.ledger().lost == 0


def test_people_and_channels_with_hostile_names_alert_nobody(bot: Play, priya: Colleague) -> None:
    bot.workspace.change_person("priya", real_name=ALL_AT_ONCE[:200])
    bot.receive("My refund is late")
    bot.forward(hours=4, minutes=5)
    answered(bot.person("omar"), bot.the_card("#billing"))
    loud = {each for said in bot.posts("") for each in alerts(said)}
    assert not [each for each in loud if each.startswith(("!", "#", f"@{GITA}")) or "evil" in each]
    assert bot.posts("Could you step in for")


def test_knocks_for_hostile_words_alert_nobody_but_whom_they_are_said_to(bot: Play) -> None:
    bot.receive("refund <!channel> <@U04ABCDEF>")
    bot.forward(hours=2, minutes=1)
    assert {each for each in alerts(bot.person("priya").the_knock) if not each.startswith("http")} == set()
    bot.forward(hours=2)
    (knock,) = bot.posts("Knock 2")
    assert alerts(knock) == set()
