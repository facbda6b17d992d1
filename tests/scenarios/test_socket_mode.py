"""Socket Mode: with an app-level token, the same bot needs no address of its own."""

from pydantic import SecretStr

from bot.assembly import assemble
from tests.scenarios.play import Colleague, KeywordClassifier, Play


def test_clicks_and_words_travel_by_the_socket_also_after_it_has_died(bot: Play, priya: Colleague) -> None:
    bot.receive("My refund is late")
    card = bot.the_card("#billing")
    token = SecretStr(bot.workspace.bot.app_token)
    settings = bot.doorknock.settings.model_copy(update={"slack_app_token": token, "slack_signing_secret": None})
    bot.workspace._hang_up()
    by_socket = assemble(settings, clock=bot.clock, classifier=KeywordClassifier())
    assert by_socket.socket_mode is not None
    try:
        by_socket.socket_mode.start()
        bot.workspace.await_socket()
        assert bot.workspace.outgoing.http is None
        priya.clicks(card, "Claim")
        assert "Claimed by @priya" in card.plain
        priya.commands("/claim 1001")
        priya.is_told("#1001 is yours now")
        priya.says("#billing", "Found it", thread=card)
        assert "Responded" in bot.story()
        assert by_socket.health().is_ready
        bot.workspace.sockets.drop()
        assert bot.workspace.state.wait_until(lambda: bot.workspace.sockets.opened == 2, within=20)
        bot.workspace.await_socket()
        priya.clicks(card, "Release")
        assert bot.story().count("AssignmentReleased") == 1
        assert by_socket.health().is_ready
    finally:
        by_socket.stop()
