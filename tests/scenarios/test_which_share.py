"""Which share of an issue a number means, where several departments have one."""

from dataclasses import replace

import pytest

from tests.scenarios.play import Colleague, Play


@pytest.fixture
def shared(bot: Play, priya: Colleague) -> Play:
    """Billing owns #1001, and has asked Website for help."""
    bot.receive("My refund is late")
    priya.commands("/issue 1001 ask website: is the form down?", "#billing")
    return bot


def claimants(bot: Play) -> list[str]:
    """Who has Billing's share, and who Website's."""
    return [share.claimed_by for share in bot.issue().assignments]


def test_a_number_means_the_share_of_ones_own_department_wherever_it_is_typed(shared: Play) -> None:
    jun = shared.person("jun")
    jun.commands("/claim 1001", "#general")
    jun.is_told("#1001 is yours now")
    assert claimants(shared) == ["", jun.id]


def test_the_list_of_what_there_is_to_claim_offers_the_share_of_ones_own_department(shared: Play) -> None:
    jun = shared.person("jun")
    jun.commands("/claim")
    jun.clicks(jun.actor.awaits_ephemeral("Which one would you like?"), "Claim")
    jun.is_told("#1001 is yours now")
    assert claimants(shared) == ["", jun.id]


def test_whoever_belongs_to_neither_means_the_owners(shared: Play, ines: Colleague) -> None:
    ines.commands("/claim 1001", "#general")
    assert claimants(shared) == [ines.id, ""]


def test_the_channel_in_which_the_bot_is_called_says_which(shared: Play, ines: Colleague) -> None:
    shared.workspace.invite("ines", "#website")
    ines.says("#website", "@doorknock claim 1001")
    assert claimants(shared) == ["", ines.id]


def test_a_private_channel_says_so_too_though_slack_keeps_its_name_to_itself(shared: Play, ines: Colleague) -> None:
    state = shared.workspace.state
    state.put_channel(replace(state.channel("#website"), is_private=True))
    shared.workspace.invite("ines", "#website")
    shared.person("omar").commands("/claim 1001", "#general")
    ines.commands("/issue 1001 snooze 4h", "#website")
    ines.is_told("I'll keep quiet about #1001")
    assert [share.snoozed_until is None for share in shared.issue().assignments] == [True, False]
