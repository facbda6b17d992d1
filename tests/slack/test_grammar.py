"""What people type, and what they mean by it; and what they say to each other, which means nothing to the bot."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.core.classification import Urgency
from bot.slack.actions import Act
from bot.slack.grammar import Said, Setting, looks_attempted, read
from bot.slack.grammar.departments import department_called
from bot.slack.grammar.verbs import PHRASES, VERBS
from bot.slack.grammar.words import as_typed
from tests.core.example import RULEBOOK

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
OPENING = datetime(2026, 11, 25, 9, tzinfo=UTC)


def _called(key: str, name: str, channel: str) -> object:
    return replace(RULEBOOK.door(key), name=name, channel=channel)


BOOK = replace(
    RULEBOOK,
    departments=(
        *(each for each in RULEBOOK.departments if each.key not in {"food", "safety", "front-desk"}),
        _called("food", "Food & Beverage", "#kitchen"),
        _called("safety", "Food Safety", "#haccp"),
        _called("front-desk", "Front Desk", "#front-desk"),
    ),
)
SETTING = Setting(rulebook=BOOK, now=NOW, zone="Europe/London", opening=OPENING)


def said(text: str) -> Said | None:
    return read(text, SETTING)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("claim", Said(act=Act.CLAIM)),
        ("Claim this, please!", Said(act=Act.CLAIM)),
        ("mine", Said(act=Act.CLAIM)),
        ("I’m on it", Said(act=Act.CLAIM)),
        ("release", Said(act=Act.RELEASE)),
        ("give back", Said(act=Act.RELEASE)),
        (
            "hand off billing it is about a refund",
            Said(act=Act.HAND_OFF, department="billing", words="it is about a refund"),
        ),
        (
            "hand-off to the Billing team: it is a refund",
            Said(act=Act.HAND_OFF, department="billing", words="it is a refund"),
        ),
        (
            "Hand off #kitchen because the soup was cold",
            Said(act=Act.HAND_OFF, department="food", words="the soup was cold"),
        ),
        ("pass it on to front desk", Said(act=Act.HAND_OFF, department="front-desk")),
        ("hand off Food & Beverage", Said(act=Act.HAND_OFF, department="food")),
        ("hand off food safety, mould", Said(act=Act.HAND_OFF, department="safety", words="mould")),
        ("hand off bill", Said(act=Act.HAND_OFF, department="billing")),
        ("hand off", Said(act=Act.HAND_OFF)),
        ("hand off marketing", Said(act=Act.HAND_OFF, words="marketing")),
        ("not ours", Said(act=Act.NOT_OURS)),
        ("not ours billing", Said(act=Act.NOT_OURS, department="billing")),
        ("Not ours: we have no pool", Said(act=Act.NOT_OURS, words="we have no pool")),
        ("wrong department", Said(act=Act.NOT_OURS)),
        (
            "bring in food: was breakfast served?",
            Said(act=Act.BRING_IN, department="food", words="was breakfast served?"),
        ),
        ("ask kitchen was breakfast served?", Said(act=Act.BRING_IN, department="food", words="was breakfast served?")),
        ("loop in digital", Said(act=Act.BRING_IN, department="digital")),
        ("escalate a lawyer called", Said(act=Act.ESCALATE, words="a lawyer called")),
        ("escalate!", Said(act=Act.ESCALATE)),
        ("urgency high", Said(act=Act.URGENCY, urgency=Urgency.HIGH)),
        ("set urgency to low: it can wait", Said(act=Act.URGENCY, urgency=Urgency.LOW, words="it can wait")),
        ("urgent", Said(act=Act.URGENCY, urgency=Urgency.HIGH)),
        ("urgent: she is a journalist", Said(act=Act.URGENCY, urgency=Urgency.HIGH, words="she is a journalist")),
        ("urgency", Said(act=Act.URGENCY)),
        ("snooze 4h", Said(act=Act.SNOOZE, until=datetime(2026, 11, 24, 14, tzinfo=UTC))),
        ("please snooze 4h, thanks!", Said(act=Act.SNOOZE, until=datetime(2026, 11, 24, 14, tzinfo=UTC))),
        ("snooze until tomorrow 9:00", Said(act=Act.SNOOZE, until=datetime(2026, 11, 25, 9, tzinfo=UTC))),
        ("snooze until monday", Said(act=Act.SNOOZE, until=datetime(2026, 11, 30, 9, tzinfo=UTC))),
        ("snooze next", Said(act=Act.SNOOZE, until=OPENING)),
        ("snooze until our next working hour", Said(act=Act.SNOOZE, until=OPENING)),
        ("remind me tomorrow", Said(act=Act.SNOOZE, until=datetime(2026, 11, 25, 9, tzinfo=UTC))),
        ("snooze banana", Said(act=Act.SNOOZE, words="banana")),
        ("resolve refunded her", Said(act=Act.RESOLVE, words="refunded her")),
        ("resolve as agreed", Said(act=Act.RESOLVE, words="as agreed")),
        ("done", Said(act=Act.RESOLVE)),
        ("fixed: new till", Said(act=Act.RESOLVE, words="new till")),
        ("dismiss spam, please", Said(act=Act.DISMISS, words="spam")),
        ("dismiss spam", Said(act=Act.DISMISS, words="spam")),
        ("dismiss it is another Lakeside", Said(act=Act.DISMISS, words="another Lakeside")),
        ("not about us", Said(act=Act.DISMISS, words="not_about_us")),
        ("reopen she wrote again", Said(act=Act.REOPEN, words="she wrote again")),
        ("note about the guest: her name is *Ann*", Said(act=Act.NOTE, words="about the guest: her name is *Ann*")),
        ("note", Said(act=Act.NOTE)),
        ("why two vacancies", Said(act=Act.WHY, words="two vacancies")),
        ("Why: nobody told the night shift.", Said(act=Act.WHY, words="nobody told the night shift.")),
        ("and why that?", Said(act=Act.WHY)),
        ("why", Said(act=Act.WHY_ME)),
        ("merge into 1040", Said(act=Act.MERGE, number=1040)),
        ("merge with #1040", Said(act=Act.MERGE, number=1040)),
        ("not ours, it's billing's", Said(act=Act.NOT_OURS, department="billing")),
        ("Not ours -> #kitchen", Said(act=Act.NOT_OURS, department="food")),
        ("this belongs to billing", Said(act=Act.HAND_OFF, department="billing")),
        ("please hand it to @billing", Said(act=Act.HAND_OFF, department="billing")),
        (
            "bring the front desk in: was she told?",
            Said(act=Act.BRING_IN, department="front-desk", words="was she told?"),
        ),
        ("bring digital in", Said(act=Act.BRING_IN, department="digital")),
        (
            "ask billing in which month it was",
            Said(act=Act.BRING_IN, department="billing", words="in which month it was"),
        ),
        ("I'm taking this", Said(act=Act.CLAIM)),
        ("assign it to me", Said(act=Act.CLAIM)),
        ("give it back", Said(act=Act.RELEASE)),
        ("make it urgent: a journalist", Said(act=Act.URGENCY, urgency=Urgency.HIGH, words="a journalist")),
        ("we're done", Said(act=Act.RESOLVE)),
        ("close this as spam", Said(act=Act.DISMISS, words="spam")),
        ("duplicate of 1040", Said(act=Act.MERGE, number=1040)),
        ("merge", Said(act=Act.MERGE)),
        ("follow", Said(act=Act.FOLLOW)),
        ("unfollow", Said(act=Act.UNFOLLOW)),
        ("why me?", Said(act=Act.WHY_ME)),
        ("show", Said(act=Act.SHOW)),
        ("more", Said(act=Act.ALL)),
    ],
)
def test_words_mean_an_act_and_what_it_is_done_with(text: str, meant: Said) -> None:
    assert said(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "…",
        "thanks, we are on it now and will answer her today",
        "take a look at this",
        "claims are handled by the insurance",
        "done with lunch",
        "is this done?",
        "can you take it?",
        "close call",
        "ask them later",
        "add a link",
        "urgent matters are handled upstairs",
        "later",
        "wait",
        "same as last week",
        "follow the money",
        "mine was cold too",
        "add 12 more",
        "I'd hand off nothing",
        "this belongs to the past",
        "we're done with lunch",
        "give it back to her, she lost it here",
        "taking care of it",
        "why two vacancies?",
        "why is nobody answering her",
        "why that happened is beyond me",
    ],
)
def test_what_is_told_to_colleagues_is_no_command(text: str) -> None:
    assert said(text) is None


def test_a_name_that_two_departments_share_is_not_guessed() -> None:
    found = said("hand off food")
    assert found is not None
    # "food" is a key, so it is one department's; a beginning that two have in common is neither's.
    assert found.department == "food"
    book = replace(BOOK, departments=tuple(replace(each, key=f"x-{each.key}") for each in BOOK.departments))
    shared = read("hand off food the soup", replace(SETTING, rulebook=book))
    assert shared is not None
    assert (shared.department, shared.likely, shared.words) == ("", ("x-food", "x-safety"), "the soup")


def test_a_question_mark_makes_a_question_of_a_word_that_would_be_done_at_once() -> None:
    assert said("claim?") is None
    assert said("resolve?") is None


def test_no_phrase_means_two_acts() -> None:
    assert len(PHRASES) == sum(len(verb.phrases.split("|")) for verb in VERBS)


@pytest.mark.parametrize(("text", "phrase"), [("calim", "claim"), ("esclate now", "escalate"), ("hand of", "hand off")])
def test_a_slip_of_the_fingers_looks_like_an_attempt(text: str, phrase: str) -> None:
    assert looks_attempted(text) == phrase


@pytest.mark.parametrize("text", ["", "take care", "thanks, we are on it", "I have rung her and she is happy", "great"])
def test_an_answer_does_not_look_like_an_attempt(text: str) -> None:
    assert looks_attempted(text) == ""


@pytest.mark.parametrize(
    ("words", "key"),
    [("billing", "billing"), ("#kitchen", "food"), ("Front Desk", "front-desk"), ("front", "front-desk"), ("foo", "")],
)
def test_all_of_the_words_may_name_a_department(words: str, key: str) -> None:
    assert department_called(words, BOOK) == key


def test_words_are_read_as_they_were_typed() -> None:
    wire = "ask <#C1|kitchen> &lt;3 see <https://x.example/1|x.example> <@U1|ann>"
    assert as_typed(wire) == "ask #kitchen <3 see https://x.example/1 @ann"


def test_a_megabyte_is_read_in_no_time_and_means_nothing() -> None:
    assert said("word " * 200_000) is None
    assert looks_attempted("a" * 1_000_000) == ""
