"""How long a mention takes from the webhook to its card in Slack, and how many a second the whole bot gets through.

Real parts: signed HTTP in, SQLite, the packaged model, Bolt, the local workspace, and the bot's own rhythm and pace.
Beside it, in the same run: the encoder alone on the same texts, and a plain chat.postMessage to the same workspace.
Figures are printed, none is promised.
"""

import json
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import httpx2
from pydantic import SecretStr
from rich.console import Console
from rich.table import Table

from bot.assembly import Doorknock, assemble
from bot.classify.encoder import load_encoder
from bot.clock import SystemClock
from bot.core.mention import Author, Mention
from bot.core.source import WebhookSource
from bot.demo.company import build_workspace
from bot.demo.senders import WebhookSender, make_secrets
from bot.logs import configure_logging
from bot.rulebook import load_rulebook
from bot.settings import Settings
from bot.slack.client import SlackApi, web_client
from bot.web.server import ServerThread
from bot.workspace.workspace import Workspace

ALONE = 20
FLOOD = 200
RULES = Path("routing_rules")
PATIENCE_S = 240.0


def main() -> None:
    """Measure and print."""
    configure_logging(level="ERROR")
    texts = _texts(ALONE + FLOOD)
    with _bot() as (workspace, bot, sender):
        bot.start()
        _wait(lambda: bot.health().is_ready)
        alone = [
            _latency(workspace, bot, sender, _mention(text, f"alone-{number}"))
            for number, text in enumerate(texts[:ALONE])
        ]
        sorted_s = _flood(bot, sender, texts[ALONE:])
        bare_s = _bare_posts(workspace, bot)
        bot.stop()
    encoder_s = _encoder_alone(texts[ALONE:])
    _print(alone, sorted_s, encoder_s, bare_s)


@contextmanager
def _bot() -> Iterator[tuple[Workspace, Doorknock, WebhookSender]]:
    rulebook = load_rulebook(RULES)
    secrets = make_secrets(rulebook)
    workspace = build_workspace(rulebook, clock=SystemClock())
    with tempfile.TemporaryDirectory() as folder, workspace.serve() as api_url:
        settings = Settings(
            database_url=f"sqlite:///{folder}/bench.db",
            slack_bot_token=SecretStr(workspace.bot.token),
            slack_signing_secret=SecretStr(workspace.bot.signing_secret),
            slack_api_url=api_url,
            rules_dir=RULES,
            secrets={name: SecretStr(secret) for name, secret in secrets.items()},
        )
        bot = assemble(settings)
        source = next(each for each in rulebook.sources if isinstance(each, WebhookSource))
        with ServerThread(bot.web) as server, httpx2.Client(timeout=30) as client:
            workspace.connect_http(f"{server.url}/slack/events")
            secret = secrets[source.secret_env.split()[0]]
            sender = WebhookSender(source=source, url=server.url, secret=secret, client=client, clock=SystemClock())
            yield workspace, bot, sender


def _latency(workspace: Workspace, bot: Doorknock, sender: WebhookSender, mention: Mention) -> float:
    posts, dismissed = len(_posts(workspace)), _dismissed(bot)
    began = time.perf_counter()
    sender.send([mention])
    _wait(lambda: len(_posts(workspace)) > posts or _dismissed(bot) > dismissed, pause=0.002)
    took = time.perf_counter() - began
    _wait(lambda: not _is_busy(bot))
    return took


def _flood(bot: Doorknock, sender: WebhookSender, texts: Sequence[str]) -> float:
    began = time.perf_counter()
    for number, text in enumerate(texts):
        sender.send([_mention(text, f"flood-{number}")])
    _wait(lambda: _waiting(bot) == 0)
    return time.perf_counter() - began


def _bare_posts(workspace: Workspace, bot: Doorknock) -> list[float]:
    api = SlackApi(web_client(workspace.bot.token, base_url=bot.settings.slack_api_url))
    took = []
    for _ in range(ALONE):
        began = time.perf_counter()
        api.write("chat.postMessage", channel="#social-desk", text="hello")
        took.append(time.perf_counter() - began)
    return took


def _encoder_alone(texts: Sequence[str]) -> float:
    encoder = load_encoder()
    encoder.encode(texts[:1])
    began = time.perf_counter()
    encoder.encode(list(texts))
    return time.perf_counter() - began


def _mention(text: str, external_id: str) -> Mention:
    now = SystemClock().now()
    author = Author(name="Bench", followers=10)
    return Mention(source="bench", external_id=external_id, text=text, received_at=now, author=author)


def _texts(count: int) -> list[str]:
    lines = (files("bot.demo") / "week.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines if line.strip()]
    return [f"{texts[index % len(texts)]} ({index})" for index in range(count)]


def _posts(workspace: Workspace) -> list[object]:
    return [accepted for accepted in workspace.record if accepted.method == "chat.postMessage"]


def _dismissed(bot: Doorknock) -> int:
    with bot.open_unit() as unit:
        ledger = unit.record.ledger()
    return ledger.dismissed + ledger.joined


def _waiting(bot: Doorknock) -> int:
    with bot.open_unit() as unit:
        return unit.record.ledger().waiting


def _is_busy(bot: Doorknock) -> bool:
    with bot.open_unit() as unit:
        return unit.outbox.next_at() is not None


def _wait(is_so: object, *, pause: float = 0.02) -> None:
    assert callable(is_so)
    deadline = time.monotonic() + PATIENCE_S
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError("the bench waited too long; is something else busy on this machine?")
        time.sleep(pause)


def _print(alone: Sequence[float], sorted_s: float, encoder_s: float, bare: Sequence[float]) -> None:
    table = Table(title="The whole journey")
    for heading in ("what", "figure", "beside it", "ratio"):
        table.add_column(heading)
    quantiles = statistics.quantiles(alone, n=20)
    p50, p95, post = statistics.median(alone), quantiles[-1], statistics.median(bare)
    table.add_row(
        "one mention, webhook → card, p50",
        f"{p50 * 1e3:.0f} ms",
        f"plain post {post * 1e3:.0f} ms",
        f"{p50 / post:.0f}×",
    )
    table.add_row(
        "one mention, webhook → card, p95",
        f"{p95 * 1e3:.0f} ms",
        f"plain post {post * 1e3:.0f} ms",
        f"{p95 / post:.0f}×",
    )
    ours, encoder = FLOOD / sorted_s, FLOOD / encoder_s
    table.add_row(
        "a flood, taken in, classified, routed, opened",
        f"{ours:.0f} a second",
        f"encoder alone {encoder:.0f}",
        f"{ours / encoder:.0%}",
    )
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
