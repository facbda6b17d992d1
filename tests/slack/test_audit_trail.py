"""The audit trail holds every refusal, also of what never came as far as an issue; by whichever way it was asked."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.ports import AuditQuery
from bot.slack import surface
from bot.slack.client import SlackApi, web_client
from bot.slack.standings import Standings
from bot.workspace.actors import Shown
from bot.workspace.promises import Posted
from tests.slack.office import Office

Refused = tuple[str, str, int, str]
"""By which way, what, of which issue, and why not."""


def trail(office: Office) -> list[Refused]:
    with office.house.open_unit() as unit:
        found = unit.audit.find(AuditQuery())
    assert {each.by for each in found} <= {office.maria.id}
    return [(each.via, each.what, each.issue, each.reason) for each in found]


def with_value(office: Office, card: Posted, value: str) -> Posted:
    """The card with another value in all of its buttons."""
    forged = [
        {**block, "elements": [{**each, "value": value} for each in block["elements"] if "value" in each]}
        if block["type"] == "actions"
        else block
        for block in card.blocks
    ]
    office.workspace.state.change(card.now, blocks=tuple(forged))
    return card


def about(office: Office, form: Shown, target: str) -> Shown:
    """The form as if it were about something else."""
    payload = {**form.now.payload, "private_metadata": target}
    office.workspace.state.shelves.views[form.view_id] = replace(form.now, payload=payload)
    return form


COMMANDS = {
    "/claim 4711": ("command", "Claim", 4711, "no_such_issue"),
    "/escalate 4711 help": ("command", "Escalate", 4711, "no_such_issue"),
    "/issue 4711": ("command", "Show", 4711, "no_such_issue"),
    "/issue 4711 dismiss spam": ("command", "Show", 4711, "no_such_issue"),
}


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_about_an_issue_that_there_is_not(office: Office, line: str) -> None:
    office.maria.commands(line, "#billing")
    office.maria.awaits_ephemeral("I know no issue #4711")
    assert trail(office) == [COMMANDS[line]]


def test_a_word_about_an_issue_that_there_is_not(office: Office) -> None:
    office.maria.says("#lunch", "@doorknock claim 4711")
    office.maria.awaits_ephemeral("I know no issue #4711")
    assert trail(office) == [("word", "Show", 4711, "no_such_issue")]


def test_a_shortcut_on_a_message_that_is_no_issue(office: Office) -> None:
    message = office.workspace.message(office.maria.says("#lunch", "Soup today"))
    office.maria.shortcut(surface.CLAIM_THIS.callback_id, message)
    office.maria.awaits_ephemeral("belongs to none of my issues")
    assert trail(office) == [("shortcut", "Claim", 0, "no_such_issue")]


VALUES = {
    "4711:1": ("button", "Claim", 4711, "no_such_issue"),
    "1001:9": ("button", "Claim", 1001, "no_such_assignment"),
    "1001:1; drop": ("button", "Unknown", 0, "not_an_id"),
}


@pytest.mark.parametrize("value", VALUES)
def test_a_button_that_carries_what_it_never_did(office: Office, value: str) -> None:
    office.maria.clicks(with_value(office, office.card(), value), "claim")
    assert trail(office) == [VALUES[value]]


TARGETS = {
    "4711:1": ("modal", "Resolve", 4711, "no_such_issue"),
    "1001:9": ("modal", "Resolve", 1001, "no_such_assignment"),
    "any": ("modal", "Unknown", 0, "not_an_id"),
}


@pytest.mark.parametrize("target", TARGETS)
def test_a_form_that_carries_what_it_never_did(office: Office, target: str) -> None:
    office.maria.clicks(office.card(), "Resolve")
    form = office.maria.awaits_view("Resolve")
    office.maria.submits(about(office, form, target), {"outcome": "refunded"})
    assert trail(office) == [TARGETS[target]]


WAYS: dict[str, Callable[[Office, Posted], object]] = {
    "button": lambda office, card: office.maria.clicks(card, "Reopen"),
    "command": lambda office, card: office.maria.commands("/issue 1001 reopen", "#billing"),
    "word": lambda office, card: office.maria.says("#billing", "@doorknock reopen", thread=card),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_the_issue_itself_stands_against(office: Office, way: str) -> None:
    card = with_act(office, office.card(), "reopen")
    WAYS[way](office, card)
    office.maria.awaits_ephemeral("#1001 is still open")
    assert trail(office) == [(way, "Reopen", 1001, "issue_open")]


def with_act(office: Office, card: Posted, act: str) -> Posted:
    """The card with one button alone, as a card that is out of date may show it."""
    button = {"type": "button", "action_id": act, "text": {"type": "plain_text", "text": "Reopen"}, "value": "1001:1"}
    kept = [block for block in card.blocks if block["type"] != "actions"]
    office.workspace.state.change(card.now, blocks=(*kept, {"type": "actions", "elements": [button]}))
    return card


LOOKS: dict[str, tuple[Callable[[Office, Posted], object], tuple[str, str, int]]] = {
    "an issue": (lambda office, card: office.maria.commands("/issue 1001", "#billing"), ("command", "Show", 1001)),
    "a list": (lambda office, card: office.maria.commands("/issues", "#billing"), ("command", "List", 0)),
    "what to claim": (lambda office, card: office.maria.commands("/claim", "#billing"), ("command", "List", 0)),
    "what to escalate": (lambda office, card: office.maria.commands("/escalate", "#billing"), ("command", "List", 0)),
    "a story": (
        lambda office, card: office.maria.says("#billing", "@doorknock status", thread=card),
        ("word", "Show", 1001),
    ),
    "why": (lambda office, card: office.maria.clicks(card, "Why me?"), ("button", "WhyMe", 1001)),
    "all acts": (
        lambda office, card: office.maria.shortcut(surface.MORE_OF_THIS.callback_id, card),
        ("shortcut", "All", 1001),
    ),
    "handing in": (
        lambda office, card: office.maria.commands("/mention Cold soup in room 12", "#billing"),
        ("command", "HandIn", 0),
    ),
    "routing": (
        lambda office, card: office.maria.shortcut(surface.ROUTE_THIS.callback_id, card),
        ("shortcut", "HandIn", 0),
    ),
}


@pytest.mark.parametrize("facts", [{"is_guest": True}, {"is_stranger": True}], ids=["guest", "another company"])
@pytest.mark.parametrize("look", LOOKS)
def test_guests_and_strangers_are_shown_nothing_and_hand_nothing_in(
    office: Office, look: str, facts: dict[str, bool]
) -> None:
    card = office.card()
    office.workspace.change_person("maria", **facts)
    asks, written = LOOKS[look]
    asks(office, card)
    office.maria.awaits_ephemeral("That is for colleagues")
    assert trail(office) == [(*written, "guest")]
    assert not office.maria.has_view
    assert office.house.ledger().received == 1


def test_a_list_that_was_asked_for_in_better_times_turns_no_pages_for_a_guest(office: Office) -> None:
    for number in range(9):
        office.receive(" ".join(re.findall("....", hashlib.sha256(bytes([number])).hexdigest())))
    office.maria.commands("/issues", "#lunch")
    shown = office.maria.awaits_ephemeral("Open issues")
    office.workspace.change_person("maria", is_guest=True)
    # By now what was known of her is too old to be believed.
    api = SlackApi(web_client(office.workspace.bot.token, base_url=office.base_url))
    object.__setattr__(office.services, "standings", Standings(api, office.directory, office.house.rules))
    office.maria.clicks(shown, "Next")
    office.maria.awaits_ephemeral("That is for colleagues")
    assert trail(office) == [("button", "List", 0, "guest")]


def test_who_hands_a_mention_in_is_written_down(office: Office) -> None:
    office.maria.commands("/mention Cold soup in room 12", "#lunch")
    office.maria.awaits_ephemeral("I have it")
    office.maria.shortcut(
        surface.ROUTE_THIS.callback_id, office.workspace.message(office.tom.says("#lunch", "No towels"))
    )
    assert trail(office) == [("command", "HandIn", 0, ""), ("shortcut", "HandIn", 0, "")]


def test_an_administrators_wish_that_names_no_week(office: Office) -> None:
    office.workspace.change_person("maria", is_admin=True)
    office.maria.commands("/doorknock export 2026-W77", "#lunch")
    office.maria.awaits_ephemeral("I know no week")
    assert trail(office) == [("command", "Export", 0, "no_such_week")]
