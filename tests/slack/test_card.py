"""The card in each state of its assignment: the same facts in the same order, and less of them once it is over."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.core import commands as cmd
from bot.core.classification import Classification, DepartmentScore, Sentiment, Urgency
from bot.core.issue import Issue
from bot.core.mention import Author, Mention
from bot.core.routing import Routing
from bot.ports import MessageRef, StoredMention
from bot.slack.messages.blocks import Message
from bot.slack.messages.card import card
from bot.slack.messages.fit import fit
from bot.slack.messages.scene import Scene
from tests.core.example import MONDAY, RULEBOOK, Life, hours

SAID = StoredMention(
    id=7,
    mention=Mention(
        source="x",
        external_id="1",
        text="They charged me twice, and nobody picks up the phone.",
        url="https://x.example/posts/1",
        platform="x",
        author=Author(name="Ada Example", handle="@ada", followers=1250),
        received_at=MONDAY,
    ),
    classification=Classification(
        departments=(DepartmentScore(department="billing", score=0.9),),
        is_confident=True,
        sentiment=Sentiment.NEGATIVE,
        language="en",
    ),
    routing=Routing(department="billing", why="no rule holds; the classifier says Billing (90% sure)"),
)
FACTS = ("title", "status", "beside", "said", "storm", "asked", "facts", "why", "buttons")
"""Everything a card may show, in its one order."""


class Team:
    """People and messages that Slack knows."""

    def user_id(self, person: str) -> str | None:
        return person if person in {"U1", "U2"} else None

    def group_id(self, group: str) -> str | None:
        return None

    def permalink(self, channel: str, ts: str) -> str:
        return f"https://example.slack.com/archives/{channel}/p{ts}"


def shown(life: Life, share: int = 1, mention: StoredMention = SAID, **cards: str) -> Message:
    places = {int(number.removeprefix("c")): MessageRef(channel="C1", ts=ts) for number, ts in cards.items()}
    scene = Scene(
        issue=life.issue, share=life.share(share), rulebook=RULEBOOK, people=Team(), now=life.now, cards=places
    )
    return fit(card(scene, mention))


def status(message: Message) -> str:
    return str(message.blocks[1]["text"]["text"])


def facts(message: Message) -> list[str]:
    """Which facts the blocks show, in the order in which they stand there."""
    return [_fact(block) for block in message.blocks]


def _fact(block: dict[str, object]) -> str:
    words = str(block)
    match block["type"]:
        case "header":
            return "title"
        case "section":
            return "status"
        case "actions":
            return "buttons"
        case "rich_text":
            return "asked" if "Asked: " in words else "said"
        case _:
            told = {"With: ": "beside", "people say the same": "storm", "Why here": "why"}
            return next((fact for sign, fact in told.items() if sign in words), "facts")


def lived(*commands: cmd.Command) -> Life:
    life = Life()
    for command in commands:
        life.do(command)
    return life


def storm(life: Life) -> Life:
    for number in range(100, 113):
        life.do(cmd.Join(by=cmd.DOORKNOCK, mention=number, reach=1000))
    return life


CLAIM = cmd.Claim(by="U1", assignment=1)
BRING_IN = cmd.BringIn(by="U1", assignment=1, department="food", question="Was breakfast served?")
SNOOZE = cmd.Snooze(by="U1", assignment=1, until=MONDAY + hours(30))
HAND_OFF = cmd.HandOff(by="U1", assignment=1, to="digital", why="It is the app")
RESOLVE = cmd.Resolve(by="U1", assignment=1, outcome="Refunded")
STATES: dict[str, tuple[Callable[[], Life], str]] = {
    "waiting": (Life, "⏳ *Waiting for an answer* · please by "),
    "answered": (lambda: lived(cmd.Respond(by="U1", assignment=1)), "💬 *Somebody answered in the thread*"),
    "claimed": (lambda: lived(CLAIM), "🙋 *Claimed by <@U1>* · answer hoped for by "),
    "quiet": (lambda: lived(SNOOZE), "😴 *Quiet until "),
    "quiet and claimed": (lambda: lived(CLAIM, SNOOZE), "* · claimed by <@U1>"),
    "help asked": (lambda: lived(cmd.Escalate(by="U1", assignment=1)), " · 🆙 help is on its way"),
    "handed off": (lambda: lived(HAND_OFF), "➡️ *Handed off to Digital* by <@U1>"),
    "resolved": (lambda: lived(RESOLVE), "✅ *Resolved* by <@U1> · Refunded"),
    "dismissed": (lambda: lived(cmd.Dismiss(by="U1", why="It is spam")), "🗂️ *Dismissed* by <@U1> · It is spam"),
    "reopened": (lambda: lived(RESOLVE, cmd.Reopen(by="U1", why="Not yet")), "⏳ *Waiting for an answer*"),
}


@pytest.mark.parametrize("state", STATES)
def test_each_state_says_whose_turn_it_is_right_under_the_title(state: str) -> None:
    live, line = STATES[state]
    assert line in status(shown(live()))


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("is_storm", [False, True])
def test_the_same_facts_stand_in_the_same_order_in_every_state(state: str, is_storm: bool) -> None:
    life = STATES[state][0]()
    if is_storm:
        storm(life)
    if life.issue.is_open and life.share().is_open:
        life.do(BRING_IN)
    for share in life.issue.assignments:
        found = facts(shown(life, share.number))
        assert found == sorted(found, key=FACTS.index)
        assert len(found) == len(set(found))
        needed = {"title", "status", "said"} | ({"facts", "why", "buttons"} if share.is_open else set())
        assert needed | ({"storm"} if is_storm else set()) <= set(found)


def test_a_door_that_was_knocked_on_says_how_often_and_that_it_is_late() -> None:
    life = Life()
    life.wait(until=MONDAY + hours(30))
    line = status(shown(life))
    assert line.startswith("⏰ *Still waiting* · an answer was hoped for by ")
    assert line.endswith(" · knocked 3 times")


def test_every_card_says_who_else_is_at_it_with_links_where_their_cards_are_known() -> None:
    life = lived(CLAIM, BRING_IN)
    beside = shown(life, 2, c1="11.1").blocks[2]
    link = "<https://example.slack.com/archives/C1/p11.1|Billing>"
    assert beside["elements"][0]["text"] == f"With: {link} (claimed by <@U1>)"
    assert "With: Food (waiting)" in str(shown(life).blocks[2])
    life.do(cmd.Resolve(by="U2", assignment=2, outcome="It was"))
    assert "With: Food (done)" in str(shown(life).blocks[2])


def test_a_crowd_of_departments_is_still_one_line() -> None:
    life = Life()
    for key in ("food", "digital", "safety", "front-desk", "triage"):
        life.do(cmd.BringIn(by="U1", assignment=1, department=key))
    life.do(cmd.HandOff(by="U2", assignment=2, to="nobody-there"))
    assert "With: Food (waiting) · Digital" in str(shown(life).blocks[2])
    assert str(shown(life).blocks[2]).count("waiting") == 5


def test_a_department_that_is_done_sees_what_became_of_the_issue() -> None:
    life = lived(BRING_IN, cmd.Resolve(by="U2", assignment=2, outcome="It was served"))
    assert status(shown(life, 2)) == "✅ *Your part is done* by <@U2> · It was served"
    life.wait(until=MONDAY + hours(1))
    life.do(RESOLVE)
    assert status(shown(life, 2)).endswith("\nSince then: ✅ resolved by <@U1> · Refunded")
    assert "beside" not in facts(shown(life, 2))


def test_a_department_that_passed_it_on_sees_what_became_of_the_issue() -> None:
    life = lived(HAND_OFF)
    assert "With: Digital (waiting)" in str(shown(life).blocks[2])
    life.do(cmd.Dismiss(by="U2", why="It is spam"))
    assert status(shown(life)).endswith("\nSince then: 🗂️ dismissed by <@U2> · It is spam")


def test_whoever_was_still_at_it_when_the_issue_ended_is_told_how() -> None:
    life = lived(BRING_IN, RESOLVE)
    assert status(shown(life, 2)) == "✅ *Resolved* by <@U1> · Refunded"


def test_an_emergency_says_so_in_its_title() -> None:
    life = lived(cmd.ChangeUrgency(by="U1", urgency=Urgency.EMERGENCY))
    assert shown(life).blocks[0]["text"]["text"] == "🚨 #1001 · Emergency · Billing"
    assert "🙁 Negative · An emergency · English" in str(shown(life).blocks)


def test_what_is_resolved_links_to_the_public_reply_and_says_where_that_is() -> None:
    reply = "https://x.example/halden/1?a=1&b=2"
    life = lived(BRING_IN, replace(RESOLVE, public_reply=reply))
    there = " · <https://x.example/halden/1?a=1&amp;b=2|our public reply> (x.example)"
    assert status(shown(life)) == f"✅ *Resolved* by <@U1> · Refunded{there}"
    assert status(shown(life, 2)) == f"✅ *Resolved* by <@U1> · Refunded{there}"


@pytest.mark.parametrize(
    "reply", ["javascript:alert(1)", "https://bank.example@evil.example/", "https://a.example/|x>", "-"]
)
def test_a_public_reply_that_is_no_honest_address_is_not_linked(reply: str) -> None:
    assert status(shown(lived(replace(RESOLVE, public_reply=reply)))) == "✅ *Resolved* by <@U1> · Refunded"


def words(message: Message) -> int:
    return len(str([block for block in message.blocks if block["type"] != "actions"]))


def test_a_closed_card_shrinks() -> None:
    long = StoredMention(id=7, mention=Mention(source="x", external_id="1", text="word " * 300, received_at=MONDAY))
    closed = shown(lived(RESOLVE), mention=long)
    assert words(closed) < words(shown(Life(), mention=long)) / 2
    assert len(closed.blocks) == 4


def lines_of_quote(message: Message) -> int:
    quote = next(block for block in message.blocks if block["type"] == "rich_text")["elements"][1]
    return len("".join(part.get("text", "") for part in quote["elements"]).split("\n"))


def test_a_post_of_many_lines_leaves_the_buttons_on_the_screen() -> None:
    poem = StoredMention(
        id=7, mention=Mention(source="x", external_id="1", text="\n".join("abcdefghij"), received_at=MONDAY)
    )
    assert lines_of_quote(shown(Life(), mention=poem)) == 7
    assert lines_of_quote(shown(lived(RESOLVE), mention=poem)) == 2


def test_an_old_share_whose_end_was_not_noted_says_how_the_issue_ended() -> None:
    life = lived(BRING_IN, cmd.Resolve(by="U2", assignment=2, outcome="It was served"), RESOLVE)
    life.issue = _as_it_was_stored(life.issue)
    assert status(shown(life, 2)) == "✅ *Resolved* by <@U1> · Refunded"


def _as_it_was_stored(issue: Issue) -> Issue:
    shares = tuple(replace(share, closed_by="", outcome="") for share in issue.assignments)
    return replace(issue, assignments=shares)


def test_a_mood_that_is_not_sure_enough_is_not_shown() -> None:
    assert SAID.classification is not None
    unsure = replace(SAID.classification, sentiment=Sentiment.NEUTRAL, unsure=("sentiment",))
    assert "🙁 Negative" in str(shown(lived()).blocks)
    assert "😐 Neutral" not in str(shown(lived(), mention=replace(SAID, classification=unsure)).blocks)
