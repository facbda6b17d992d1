"""To whom the doors are shown, and who notes conversations; every refusal is written down."""

import pytest

from bot.ports import AuditQuery
from bot.slack.client import SlackApi, web_client
from bot.slack.directory import Directory
from bot.slack.standings import Standings
from tests.slack.office import Office


def trail(office: Office) -> list[tuple[str, str, str]]:
    with office.house.open_unit() as unit:
        return [(each.via, each.what, each.reason) for each in unit.audit.find(AuditQuery())]


def test_a_stranger_to_every_department_is_told_where_to_sit(office: Office) -> None:
    office.workspace.add_person("nora")
    nora = office.person("nora")
    assert nora.commands("/doors", "#lunch").is_ok
    nora.awaits_ephemeral("I don't know yet where you sit")
    assert trail(office) == [("command", "Doors", "not_a_member")]


def test_whoever_is_not_the_strategist_is_told_who_notes_conversations(office: Office) -> None:
    assert office.maria.commands("/doors talk billing", "#lunch").is_ok
    office.maria.awaits_ephemeral("Conversations are noted by whoever owns social media here")
    assert not office.maria.has_view
    assert trail(office) == [("command", "Doors", "not_the_strategist")]


@pytest.mark.parametrize("line", ["/doors", "/doors billing", "/doors talk billing"])
@pytest.mark.parametrize("method", ["users.info", "conversations.members"])
def test_while_slack_does_not_say_who_is_who_one_is_asked_to_try_again(office: Office, line: str, method: str) -> None:
    office.workspace.faults.slow(method, 8, times=None)
    office.workspace.faults.slow("users.lookupByEmail", 8, times=None)
    api = SlackApi(web_client(office.workspace.bot.token, base_url=office.base_url))
    cold = Standings(api, Directory(api), office.house.rules, patience_s=0.2)
    object.__setattr__(office.services, "standings", cold)
    assert office.maria.commands(line, "#lunch").is_ok
    office.maria.awaits_ephemeral("Slack doesn't tell me at the moment who is who")
    assert {reason for _, _, reason in trail(office)} == {"standing_unknown"}


@pytest.mark.parametrize("value", ["billing; drop", "", "a" * 200, "1042:1"])
def test_a_forged_door_is_answered_kindly(office: Office, value: str) -> None:
    office.maria.commands("/doors", "#lunch")
    shown = office.maria.awaits_ephemeral("The doors")
    for block in shown.shown.blocks:
        for element in block.get("elements", ()):
            if element.get("type") == "static_select":
                element["options"] = [{"text": {"type": "plain_text", "text": "Forged"}, "value": value}]
    office.maria.clicks(shown, "Forged")
    office.maria.awaits_ephemeral("Something went wrong on my side and nothing was changed")
