"""`doorknock run` as a process of its own: killed in the middle of its work it loses and doubles nothing."""

import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import httpx2
from pydantic import SecretStr
from sqlalchemy import select, update

from bot.assembly import assemble
from bot.clock import SystemClock
from bot.core.mention import Mention
from bot.settings import Settings
from bot.store.database import connect
from bot.store.tables import outbox
from bot.workspace.workspace import Workspace
from tests.scenarios.both import on_both
from tests.scenarios.play import RULES, KeywordClassifier
from tests.scenarios.processes import encoder, environment, running, slack

__all__ = ["encoder", "environment", "slack"]

POST = "chat.postMessage"
DOORS = ("refund", "queue", "website", "bread", "wet floor")
BACKLOG = 30
WITHIN_S = 40.0


def open_backlog(slack: Workspace, database_url: str) -> None:
    """Thirty issues whose cards wait to be posted."""
    settings = Settings(
        database_url=database_url,
        rules_dir=RULES,
        slack_bot_token=SecretStr(slack.bot.token),
        slack_api_url=f"{slack.state.base_url}/api/",
    )
    bot = assemble(settings, classifier=KeywordClassifier())
    now = bot.clock.now()
    texts = [f"{DOORS[number % len(DOORS)]} {number}" for number in range(BACKLOG)]
    bot.intake.receive([Mention(source="test", external_id=text, text=text, received_at=now) for text in texts])
    assert bot.triage.tick() == BACKLOG
    bot.stop()


def posted(slack: Workspace) -> Counter[object]:
    """The cards in Slack, by the outbox row each was posted for."""
    payloads = [each.metadata["event_payload"]["outbox"] for each in slack.record if each.metadata]
    return Counter(payloads)


def awaits(slack: Workspace, is_met: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WITHIN_S
    while not is_met():
        assert time.monotonic() < deadline, f"{len(slack.record)} posts so far"
        time.sleep(0.02)


def let_leases_run_out(database_url: str) -> None:
    """What a minute of waiting does."""
    engine = connect(database_url)
    with engine.begin() as connection:
        past = SystemClock().now() - timedelta(seconds=1)
        connection.execute(update(outbox).where(outbox.c.state == "sending").values(lease_until=past))
    engine.dispose()


def states(database_url: str) -> set[str]:
    engine = connect(database_url)
    with engine.connect() as connection:
        found = set(connection.execute(select(outbox.c.state)).scalars())
    engine.dispose()
    return found


@on_both
def test_killed_amid_a_backlog_it_goes_on_and_every_card_stands_once(
    slack: Workspace, environment: dict[str, str], database_url: str
) -> None:
    open_backlog(slack, database_url)
    with running(environment) as process:
        awaits(slack, lambda: len(slack.record) >= 8)
        # The worst moment: Slack has the post, and will write it down after its sender has died.
        slack.faults.slow(POST, 1.0)
        rule = slack.faults._rules[-1]
        awaits(slack, lambda: rule.left == 0)
        process.send_signal(signal.SIGKILL)
        process.wait()
        written = len(slack.record)
        awaits(slack, lambda: len(slack.record) > written)
    assert len(slack.record) < BACKLOG
    assert "sending" in states(database_url)
    let_leases_run_out(database_url)
    with running(environment):
        awaits(slack, lambda: len(posted(slack)) == BACKLOG)
        awaits(slack, lambda: states(database_url) == {"sent"})
    assert set(posted(slack).values()) == {1}


def test_asked_to_end_it_finishes_what_it_is_doing_and_goes(
    slack: Workspace, environment: dict[str, str], database_url: str
) -> None:
    open_backlog(slack, database_url)
    with running(environment) as process:
        awaits(slack, lambda: len(slack.record) >= 3)
        slack.faults.slow(POST, 1.0)
        rule = slack.faults._rules[-1]
        awaits(slack, lambda: rule.left == 0)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=WITHIN_S) == 0
    assert len(slack.record) < BACKLOG
    # Nothing hangs in the air: what was being posted is posted and known to be, the rest waits for the next start.
    assert states(database_url) == {"sent", "pending"}


def test_it_answers_over_http_in_all_its_roles(slack: Workspace, environment: dict[str, str]) -> None:
    with free_port() as port, running({**environment, "WEB_PORT": str(port)}), httpx2.Client(trust_env=False) as client:
        url = f"http://127.0.0.1:{port}"
        awaits(slack, lambda: _answers(client, f"{url}/healthz"))
        slack.connect_http(f"{url}/slack/events")
        priya = slack.person("priya")
        assert priya.commands("/mention The queue at the airport is endless", "#general").is_ok
        priya.awaits_ephemeral("Thank you, I have it")
        awaits(slack, lambda: any("The queue at the airport" in each.text for each in slack.record))


@contextmanager
def free_port() -> Iterator[int]:
    import socket

    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    yield port


def _answers(client: httpx2.Client, url: str) -> bool:
    try:
        return client.get(url).status_code in (200, 503)
    except httpx2.HTTPError:
        return False
