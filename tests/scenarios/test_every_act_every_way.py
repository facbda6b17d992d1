"""Every act by each of its four ways: a button, a slash command, a message shortcut, and a word to the bot."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core import events as ev
from bot.core.rights import Via
from bot.core.storm_events import MentionSplit
from bot.core.why_events import WhyAnswered
from bot.ports import AuditQuery
from bot.slack import surface
from bot.slack.acting.commanding import KINDS
from bot.slack.actions import LABELS, Act
from bot.workspace.promises import Posted
from tests.scenarios.play import TUESDAY, Colleague, Play

LATE = "My refund for the broken umbrella from your counter is late"
OTHER = "The website forgot my order"


def claimed(priya: Colleague, card: Posted) -> None:
    priya.clicks(card, "Claim")


def resolved(priya: Colleague, card: Posted) -> None:
    priya.fills_in(card, "Resolve", {"outcome": "Refunded"})


def another_issue(priya: Colleague, card: Posted) -> None:
    priya.bot.receive(OTHER)


def another_says_the_same(priya: Colleague, card: Posted) -> None:
    priya.bot.receive(f"RT @ann: {LATE}", author="Ben")


def followed(priya: Colleague, card: Posted) -> None:
    priya.commands("/issue 1001 follow")


@dataclass(frozen=True)
class Done:
    """One act: what is typed for it, what its form is answered with, and what comes of it."""

    words: str
    event: type[ev.Event]
    shows: str
    answers: Mapping[str, object] = field(default_factory=dict)
    before: Callable[[Colleague, Posted], None] = field(default=lambda priya, card: None)


ACTS = {
    Act.CLAIM: Done("claim", ev.AssignmentClaimed, "Claimed by @priya"),
    Act.RELEASE: Done("give back", ev.AssignmentReleased, "@priya gave this back", before=claimed),
    Act.HAND_OFF: Done(
        "hand off website the form swallowed it",
        ev.AssignmentHandedOff,
        "@priya handed this off to Website",
        {"department": "website", "why": "the form swallowed it"},
    ),
    Act.NOT_OURS: Done("not ours", ev.AssignmentHandedOff, "handed this off to Counter: it wasn't ours"),
    Act.BRING_IN: Done(
        "ask website: did the form work?",
        ev.DepartmentAssigned,
        "With: Website",
        {"department": "website", "question": "did the form work?"},
    ),
    Act.ESCALATE: Done(
        "escalate she is a lawyer", ev.IssueEscalated, "@priya asks for help", {"why": "she is a lawyer"}
    ),
    Act.URGENCY: Done("urgency high", ev.UrgencyChanged, "urgency from normal to high", {"urgency": "high"}),
    Act.SNOOZE: Done("snooze 4h", ev.AssignmentSnoozed, "Quiet until", {"how_long": "4h"}),
    Act.RESOLVE: Done("resolve refunded her", ev.IssueResolved, "@priya resolved #1001", {"outcome": "refunded her"}),
    Act.DISMISS: Done("dismiss spam", ev.IssueDismissed, "It is spam", {"reason": "spam"}),
    Act.REOPEN: Done(
        "reopen she wrote again", ev.IssueReopened, "@priya took #1001 up again", {"why": "she wrote again"}, resolved
    ),
    Act.NOTE: Done("note her name is Ann", ev.NoteAdded, "her name is Ann", {"text": "her name is Ann"}),
    Act.WHY: Done("why late rota", WhyAnswered, "late rota", {"text": "late rota"}, resolved),
    Act.MERGE: Done("merge into 1002", ev.IssueMerged, "merged #1001 into #1002", {"into": "1002"}, another_issue),
    Act.SPLIT: Done("split off Ben", MentionSplit, "@priya split one off", {"mention": "2"}, another_says_the_same),
    Act.FOLLOW: Done("follow", ev.IssueFollowed, "You'll hear from me how #1001 goes on"),
    Act.UNFOLLOW: Done("unfollow", ev.IssueUnfollowed, "I'll tell you no more of #1001", before=followed),
}
DEDICATED = {Act.CLAIM: surface.CLAIM_THIS, Act.HAND_OFF: surface.HAND_OFF_THIS, Act.RESOLVE: surface.RESOLVE_THIS}


def by_button(priya: Colleague, card: Posted, act: Act, done: Done) -> None:
    priya.asks_for(card, LABELS[act])
    answer_form(priya, done)


def by_command(priya: Colleague, card: Posted, act: Act, done: Done) -> None:
    priya.commands(f"/issue 1001 {done.words}")


def by_shortcut(priya: Colleague, card: Posted, act: Act, done: Done) -> None:
    priya.chooses(DEDICATED.get(act, surface.MORE_OF_THIS), card)
    if act not in DEDICATED:
        priya.clicks(priya.actor.awaits_view("#1001"), LABELS[act])
    answer_form(priya, done)


def by_word(priya: Colleague, card: Posted, act: Act, done: Done) -> None:
    priya.says("#billing", f"@doorknock {done.words}", thread=card)


def answer_form(priya: Colleague, done: Done) -> None:
    if done.answers:
        priya.submits(priya.form(), dict(done.answers))


WAYS = {"button": by_button, "command": by_command, "shortcut": by_shortcut, "word": by_word}
VIAS = {
    "button": {Via.BUTTON, Via.MODAL},
    "command": {Via.COMMAND},
    "shortcut": {Via.SHORTCUT, Via.BUTTON, Via.MODAL},
    "word": {Via.WORD},
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("act", ACTS)
def test_it_is_done_once_seen_by_all_and_written_down(bot: Play, priya: Colleague, act: Act, way: str) -> None:
    done = ACTS[act]
    bot.receive(LATE)
    card = bot.the_card("#billing")
    done.before(priya, card)
    before = len(bot.events())
    WAYS[way](priya, card, act, done)
    new = [event for event in bot.events()[before:] if isinstance(event, done.event)]
    assert [event.by for event in new] == [priya.id]
    assert seen(bot, priya, card, done.shows), (card.plain, bot.lines(card), priya.whispers)
    (entry,) = asked(bot)[-1:]
    assert (entry.what, entry.reason) == (KINDS[act].__name__, "")
    assert entry.via in VIAS[way]


def seen(bot: Play, priya: Colleague, card: Posted, text: str) -> bool:
    def is_there() -> bool:
        places = (card.plain, *bot.lines(card), *priya.whispers, *([priya.sees] if priya.actor.has_view else []))
        return any(text in place for place in places)

    return bot.workspace.state.wait_until(is_there, within=5)


def asked(bot: Play) -> list:
    with bot.doorknock.open_unit() as unit:
        return unit.audit.find(AuditQuery())


def test_every_act_is_in_the_table() -> None:
    assert set(ACTS) == set(KINDS) - {Act.STILL_ON_IT}


@pytest.mark.parametrize("way", WAYS)
def test_why_me_is_answered_by_each_way(bot: Play, priya: Colleague, way: str) -> None:
    bot.receive(LATE)
    card = bot.the_card("#billing")
    if way == "button":
        priya.clicks(card, "Why me?")
    elif way == "command":
        priya.commands("/issue 1001 why me")
    elif way == "shortcut":
        priya.chooses(surface.MORE_OF_THIS, card)
        priya.clicks(priya.actor.awaits_view("#1001"), "Why me?")
    else:
        priya.says("#billing", "@doorknock why me?", thread=card)
        priya.clicks(priya.actor.awaits_ephemeral("one click shows it"), "Why me?")
    priya.actor.awaits_view("Why me?")


FRIDAY = datetime(2026, 11, 27, 9, tzinfo=UTC)
LENGTHS: Mapping[str, tuple[str, Mapping[str, object], datetime]] = {
    "an hour": ("snooze an hour", {"how_long": "1h"}, TUESDAY + timedelta(hours=1)),
    "four hours": ("snooze 4 hours", {"how_long": "4h"}, TUESDAY + timedelta(hours=4)),
    "until the next working hour": (
        "snooze until our next working hour",
        {"how_long": "next"},
        TUESDAY + timedelta(days=1),
    ),
    "until a date": ("snooze until friday 9:00", {"until": int(FRIDAY.timestamp())}, FRIDAY),
}


@pytest.mark.parametrize("length", LENGTHS)
def test_quiet_is_as_long_by_each_way(
    bot: Play, priya: Colleague, monkeypatch: pytest.MonkeyPatch, length: str
) -> None:
    words, answers, until = LENGTHS[length]
    bot.receive(LATE)
    card = bot.the_card("#billing")
    for way in WAYS.values():
        way(priya, card, Act.SNOOZE, replace(ACTS[Act.SNOOZE], words=words, answers=answers))
        quiet_until = bot.issue().owner.snoozed_until
        assert quiet_until is not None
        assert timedelta() <= quiet_until - until < timedelta(minutes=1)
        # Whoever claims ends the quiet.
        priya.clicks(card, "Claim")
        assert bot.issue().owner.snoozed_until is None
