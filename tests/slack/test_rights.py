"""Rights at the click: by real HTTP and real Bolt, from ids that Slack signs, each answer in the audit trail."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from bot.core.issue import AssignmentStatus
from bot.ports import AuditQuery
from bot.slack.standings import Standings
from bot.workspace import events
from tests.core.example import RULEBOOK
from tests.slack.office import BOOK, Office, open_office

GROUP = "@billing-team"
WITH_GROUP = replace(
    BOOK,
    departments=tuple(replace(each, group=GROUP) if each.key == "billing" else each for each in RULEBOOK.departments),
)


@pytest.fixture
def grouped(sqlite: Engine) -> Iterator[Office]:
    """Billing has a user group, and Maria is in it; everybody is in every channel."""
    with open_office(sqlite, rulebook=WITH_GROUP, groups={"billing-team": ["maria"]}) as office:
        yield office


def trail(office: Office) -> list[tuple[str, str, str, str]]:
    """(who, by which way, what, why refused), oldest first."""
    names = {office.person(name).id: name for name in ("maria", "tom", "billing")}
    with office.house.open_unit() as unit:
        found = unit.audit.find(AuditQuery())
    return [(names.get(each.by, each.by), each.via, each.what, each.reason) for each in found]


def is_waiting(office: Office) -> bool:
    return office.house.issue().owner.status is AssignmentStatus.WAITING


def test_a_member_of_the_channel_claims_and_the_trail_says_so(office: Office) -> None:
    office.maria.clicks(office.card(), "Claim")
    assert trail(office) == [("maria", "button", "Claim", "")]


def test_a_colleague_from_elsewhere_is_told_whose_it_is_and_nothing_changes(office: Office) -> None:
    card = office.card()
    office.workspace.remove("tom", "#billing")
    assert office.tom.clicks(card, "Claim").is_ok
    office.tom.awaits_ephemeral("#1001 is with Billing, and whoever is in their channel can act on it")
    assert is_waiting(office)
    assert trail(office) == [("tom", "button", "Claim", "not_a_member")]


def test_whoever_leaves_the_channel_after_the_card_was_posted_may_no_more_and_may_again_when_back(
    office: Office,
) -> None:
    card = office.card()
    office.workspace.remove("tom", "#billing")
    office.tom.clicks(card, "Claim")
    assert is_waiting(office)
    office.workspace.invite("tom", "#billing")
    office.tom.clicks(card, "Claim")
    assert office.house.issue().owner.claimed_by == office.tom.id


@pytest.mark.parametrize("button", ["Hand off", "Dismiss", "Change urgency"])
def test_what_moves_an_issue_is_up_to_the_group(grouped: Office, button: str) -> None:
    card = grouped.card()
    grouped.tom.clicks(card, button)
    grouped.tom.awaits_ephemeral("is up to the group of Billing or the strategist")
    assert not grouped.tom.has_view
    grouped.maria.clicks(card, button)
    grouped.maria.awaits_view(button)


def test_a_modal_that_was_open_when_the_person_left_the_group_is_refused_when_sent(grouped: Office) -> None:
    card = grouped.card()
    grouped.maria.clicks(card, "Hand off")
    form = grouped.maria.awaits_view("Hand off")
    grouped.workspace.regroup(GROUP, ["tom"])
    grouped.maria.submits(form, {"department": "digital"})
    assert "is up to the group of Billing" in grouped.maria.view.plain
    assert is_waiting(grouped)
    assert trail(grouped) == [("maria", "modal", "HandOff", "needs_lead")]


def test_whoever_comes_into_the_group_may_at_once(grouped: Office) -> None:
    card = grouped.card()
    grouped.tom.clicks(card, "Hand off")
    grouped.workspace.regroup(GROUP, ["maria", "tom"])
    grouped.tom.clicks(card, "Hand off")
    grouped.tom.awaits_view("Hand off")


def test_the_seat_leads_though_it_is_in_no_group(grouped: Office) -> None:
    seat = grouped.person("billing")
    seat.clicks(grouped.card(), "Dismiss")
    seat.awaits_view("Dismiss")


def test_a_claim_is_taken_from_somebody_by_the_group_only(grouped: Office) -> None:
    card = grouped.card()
    grouped.person("food").clicks(card, "Claim")
    grouped.settle()
    grouped.tom.clicks(card, "Release")
    grouped.tom.awaits_ephemeral("is up to the group of Billing")
    grouped.maria.clicks(card, "Release")
    assert is_waiting(grouped)


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"is_guest": True}, "is for colleagues to act on"),
        ({"is_single_channel_guest": True}, "is for colleagues to act on"),
        ({"is_stranger": True}, "is for colleagues to act on"),
        ({"is_deleted": True}, "That is for others to decide"),
    ],
)
def test_guests_and_people_of_other_companies_are_refused_though_they_sit_in_the_channel(
    sqlite: Engine, facts: dict[str, bool], told: str
) -> None:
    with open_office(sqlite) as office:
        card = office.card()
        office.workspace.change_person("tom", **facts)
        office.tom.clicks(card, "Claim")
        office.tom.awaits_ephemeral(told)
        assert is_waiting(office)


@pytest.mark.parametrize(
    ("grid", "may"), [("E0OURS", True), ("E0THEIRS", False), ("", False)], ids=["ours", "of another company", "none"]
)
def test_somebody_of_another_workspace_is_a_colleague_on_our_own_grid_alone(
    sqlite: Engine, grid: str, *, may: bool
) -> None:
    with open_office(sqlite) as office:
        office.workspace.state.enterprise_id = "E0OURS"
        office.workspace.change_person("tom", team_id="T0ELSEWHERE", enterprise_id=grid)
        office.tom.clicks(office.card(), "Claim")
        office.settle()
        assert is_waiting(office) is not may


def test_a_workspace_that_is_on_no_grid_takes_nobodys_grid_for_its_own(sqlite: Engine) -> None:
    with open_office(sqlite) as office:
        office.workspace.change_person("tom", team_id="T0ELSEWHERE", enterprise_id="E0THEIRS")
        office.tom.clicks(office.card(), "Claim")
        office.tom.awaits_ephemeral("is for colleagues to act on")
        assert is_waiting(office)


def test_each_way_to_ask_is_checked_alike_and_written_down(office: Office) -> None:
    card = office.card()
    office.workspace.change_person("tom", is_guest=True)
    office.tom.clicks(card, "Claim")
    office.tom.commands("/claim 1001", "#billing")
    office.tom.reacts(card, "eyes")
    office.tom.says("#billing", "@doorknock claim", thread=card)
    office.tom.says("#billing", "I'm on it", thread=card)
    office.settle()
    assert is_waiting(office)
    assert [(via, what, why) for _, via, what, why in trail(office)] == [
        ("button", "Claim", "guest"),
        ("command", "Claim", "guest"),
        ("reaction", "Claim", "guest"),
        ("word", "Claim", "guest"),
        ("reply", "Respond", "guest"),
    ]


def test_a_value_that_names_another_issue_gives_no_right_to_it(grouped: Office) -> None:
    """The card is Food's, where Tom leads; the value that the button carries says Billing's issue."""
    grouped.receive("my billing is wrong")
    food = grouped.card("#food", "the food was cold")
    state = grouped.workspace.state
    grouped.workspace.remove("tom", "#billing")
    forged = tuple(
        {**block, "elements": [{**each, "value": "1001:1"} for each in block["elements"] if "value" in each]}
        if block["type"] == "actions"
        else block
        for block in food.blocks
    )
    state.change(food.now, blocks=forged)
    grouped.tom.clicks(food, "claim")
    grouped.tom.awaits_ephemeral("#1001 is with Billing")
    assert is_waiting(grouped)


def test_refusals_of_the_issue_itself_are_in_the_trail_too(office: Office) -> None:
    card = office.card()
    office.maria.clicks(card, "Claim")
    office.tom.clicks(card, "Claim")
    office.tom.commands("/claim 4711", "#billing")
    refusals = [(who, what, why) for who, _, what, why in trail(office)][1:]
    assert refusals == [("tom", "Claim", "claimed_by_another"), ("tom", "Claim", "no_such_issue")]


def test_a_replayed_click_is_in_the_trail_once(office: Office) -> None:
    office.card()
    services = office.services
    asked_twice = [
        services.issues.apply(1001, command, event_key="click:1", asked=asked)
        for command, asked in [_claim_of(office)] * 2
    ]
    assert len(asked_twice) == 2
    assert len(trail(office)) == 1


def test_a_click_is_acknowledged_and_kindly_refused_while_slack_does_not_say_who_is_who(office: Office) -> None:
    card = office.card()
    faults = office.workspace.faults
    faults.slow("users.info", 8, times=None)
    cold = Standings(office.services.standings._api, office.directory, office.house.rules, patience_s=0.2)
    object.__setattr__(office.services, "standings", cold)
    assert office.tom.clicks(card, "Claim").is_ok
    office.tom.awaits_ephemeral("Slack doesn't tell me at the moment who may act on #1001")
    assert is_waiting(office)
    assert trail(office) == [("tom", "button", "Claim", "standing_unknown")]


def test_what_was_typed_is_not_lost_while_slack_does_not_say_who_is_who(office: Office) -> None:
    office.maria.clicks(office.card(), "Resolve")
    form, known = office.maria.awaits_view("Resolve"), office.services.standings
    office.workspace.faults.slow("users.info", 8, times=None)
    cold = Standings(known._api, office.directory, office.house.rules, patience_s=0.05)  # type: ignore[attr-defined]
    object.__setattr__(office.services, "standings", cold)
    office.maria.submits(form, {"outcome": "refunded her, with an apology"})
    assert "Slack doesn't tell me at the moment who may act on #1001" in office.maria.view.plain
    office.workspace.faults.clear()
    object.__setattr__(office.services, "standings", known)
    office.maria.submits(form, {})
    assert not office.maria.has_view
    assert office.house.issue().outcome == "refunded her, with an apology"


def test_an_answer_is_asked_for_again_while_slack_does_not_say_who_is_who(office: Office) -> None:
    card, known = office.card(), office.services.standings
    office.workspace.faults.slow("users.info", 8, times=None)
    cold = Standings(known._api, office.directory, office.house.rules, patience_s=0.05)  # type: ignore[attr-defined]
    object.__setattr__(office.services, "standings", cold)
    refused = office.tom.says("#billing", "I'm on it", thread=card)
    assert (refused.status, refused.attempts) == (500, 4)
    assert (is_waiting(office), trail(office)) == (True, [])
    office.workspace.faults.clear()
    object.__setattr__(office.services, "standings", known)
    state = office.workspace.state
    said = state.message(refused.channel, refused.ts)
    assert said is not None
    assert office.workspace.outgoing.event(events.post_event(state, said)).is_ok
    assert not is_waiting(office)
    assert trail(office) == [("tom", "reply", "Respond", "")]


def _claim_of(office: Office) -> tuple[object, object]:
    from bot.core.commands import Claim
    from bot.core.rights import Asked, Via

    asked = Asked(standing=office.services.standings.of(office.maria.id), via=Via.BUTTON)
    return Claim(by=office.maria.id, assignment=1), asked
