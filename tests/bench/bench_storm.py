"""A storm: ten thousand mentions in ten minutes on one machine, taken in, sorted and posted by one process.

Most say the same as one of a few posts, as they do in a storm; one in a hundred is an emergency of its own. What is
asked: is everything taken in, do emergencies overtake, does memory stay bounded, how far behind does sorting fall, how
soon does a click show on its card, and how near does a busy channel come to Slack's limit of a post a second?
The peer, in the same run, is a plain post to the same workspace. `STORM=10000 STORM_MINUTES=10` are the defaults.
Figures are printed, none is promised.
"""

import math
import os
import secrets
import statistics
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import httpx2
import psutil
from rich.console import Console
from rich.table import Table

from bot.clock import SystemClock
from bot.core.mention import Author, Mention
from bot.core.source import WebhookSource
from bot.demo.senders import StageError, WebhookSender, make_secrets
from bot.logs import configure_logging
from bot.rulebook import load_rulebook
from bot.slack.actions import Act
from bot.slack.client import SlackApi, web_client
from tests.bench.bench_clicks import ALL_ROLES, free_port, is_ready, wait
from tests.bench.clicker import click_over_sockets
from tests.bench.crowd import RULES, Crowd, claim_button, crowd, running

COUNT = int(os.environ.get("STORM", "10000"))
MINUTES = float(os.environ.get("STORM_MINUTES", "10"))
SENDERS = 4
WATCH_S = 2.0
CLICK_EVERY_S = 5.0
CLICK_PATIENCE_S = 60.0
CLAIMED = "🙋"
"""Stands on a card that somebody has claimed."""
DRAIN_S = 1_800.0
EMERGENCY_EVERY, OWN_EVERY = 100, 3
EVENTS = (
    "The whole booking app of Halden is down since this morning, nobody can check in anywhere",
    "Halden Hotels cancels its loyalty points overnight, shame on you",
    "Everybody at the Wrenbox Glasgow has been charged twice for the same night",
)


@dataclass
class Seen:
    """What was seen while it stormed. Times in seconds, memory in MiB."""

    sent: int = 0
    refused: int = 0
    answered: list[float] = field(default_factory=list)
    emergencies: dict[str, float] = field(default_factory=dict)
    """When each was sent, by the word that only it has."""
    waiting: list[int] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    shown: list[float] = field(default_factory=list)
    """Seconds from each click to the card that shows it; endless where it never did."""


def main() -> None:
    """Measure and print."""
    configure_logging(level="ERROR")
    with crowd() as company:
        port = free_port()
        environment = company.environment(port=port, app_token=company.workspace.bot.app_token, roles=ALL_ROLES)
        secret_of = make_secrets(load_rulebook(RULES))
        with running(["bot", "run"], {**environment, **secret_of}) as process:
            wait(lambda: is_ready(port))
            posts = _bare_posts(company)
            seen, is_over = Seen(), threading.Event()
            watcher = threading.Thread(target=_watch, args=(company, process.pid, seen, is_over))
            clicker = threading.Thread(target=_click, args=(company, seen, is_over))
            watcher.start()
            clicker.start()
            began = time.monotonic()
            _storm(seen, f"http://127.0.0.1:{port}", secret_of)
            took = time.monotonic() - began
            drained = _drained(company)
            is_over.set()
            watcher.join()
            clicker.join()
        _print(company, seen, took=took, drained=drained, posts=posts)


def _storm(seen: Seen, url: str, secret_of: dict[str, str]) -> None:
    rulebook = load_rulebook(RULES)
    source = next(each for each in rulebook.sources if isinstance(each, WebhookSource))
    began, lock = time.monotonic(), threading.Lock()
    numbers = iter(range(COUNT))

    def send() -> None:
        with httpx2.Client(timeout=60, trust_env=False) as client:
            secret = secret_of[source.secret_env.split()[0]]
            sender = WebhookSender(source=source, url=url, secret=secret, client=client, clock=SystemClock())
            while True:
                with lock:
                    number = next(numbers, None)
                if number is None:
                    return
                time.sleep(max(0.0, began + number * MINUTES * 60 / COUNT - time.monotonic()))
                _send(sender, seen, lock, *_mention(number))

    threads = [threading.Thread(target=send) for _ in range(SENDERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _send(sender: WebhookSender, seen: Seen, lock: threading.Lock, mention: Mention, word: str) -> None:
    began = time.monotonic()
    try:
        sender.send([mention])
    except StageError:
        with lock:
            seen.refused += 1
        return
    with lock:
        seen.sent += 1
        seen.answered.append(time.monotonic() - began)
        if word:
            seen.emergencies[word] = SystemClock().now().timestamp()


def _mention(number: int) -> tuple[Mention, str]:
    """The mention, and where it is an emergency the word that only it has."""
    own, word = secrets.token_hex(6), ""
    text = f"{EVENTS[number % len(EVENTS)]} {'!' * (number % 5)}"
    if number % EMERGENCY_EVERY == EMERGENCY_EVERY - 1:
        word = own
        text = f"There is a smell of gas in house {own}, {secrets.token_hex(8)} {secrets.token_hex(8)} please come"
    elif number % OWN_EVERY == 0:
        text = f"{secrets.token_hex(9)} {secrets.token_hex(7)} my refund for {secrets.token_hex(8)} has not come"
    now = SystemClock().now()
    author = Author(name=f"Guest {number}", followers=number % 500)
    mention = Mention(
        source="storm",
        external_id=f"storm-{number}-{own}",
        text=text,
        received_at=now,
        published_at=now,
        url=f"https://x.example/{own}",
        platform="x",
        author=author,
    )
    return mention, word


def _watch(company: Crowd, pid: int, seen: Seen, is_over: threading.Event) -> None:
    process = psutil.Process(pid)
    while not is_over.wait(WATCH_S):
        seen.memory.append(process.memory_info().rss / 2**20)
        seen.waiting.append(company.ledger().waiting)


def _click(company: Crowd, seen: Seen, is_over: threading.Event) -> None:
    """Somebody claims the newest card, now and then."""
    state = company.workspace.state
    while not is_over.wait(CLICK_EVERY_S):
        posted = [state.message(each.channel, each.ts) for each in company.workspace.record[-50:]]
        cards = [each for each in posted if each is not None and claim_button(each) and CLAIMED not in str(each.blocks)]
        if not cards:
            continue
        card, began = cards[-1], time.monotonic()
        click_over_sockets(company.workspace, company.clicks(Act.CLAIM, [card])[:1])
        while CLAIMED not in str(now := state.message(card.channel, card.ts)) and now is not None:
            if time.monotonic() - began > CLICK_PATIENCE_S:
                began = -math.inf
                break
            time.sleep(0.01)
        seen.shown.append(time.monotonic() - began)


def _busiest(company: Crowd) -> float:
    """Posts a second in the channel that had the most of them, from its first to its last."""
    posts = [each for each in company.workspace.record if each.method == "chat.postMessage"]
    channel, count = Counter(each.channel for each in posts).most_common(1)[0]
    times = [float(each.ts) for each in posts if each.channel == channel]
    return (count - 1) / (max(times) - min(times))


def _drained(company: Crowd) -> float:
    """Seconds until everything is sorted."""
    began = time.monotonic()
    while company.ledger().waiting:
        if time.monotonic() - began > DRAIN_S:
            raise TimeoutError("the storm is not sorted half an hour after its end")
        time.sleep(WATCH_S)
    return time.monotonic() - began


def _bare_posts(company: Crowd) -> list[float]:
    api = SlackApi(web_client(company.workspace.bot.token, base_url=company.api_url))
    took = []
    for _ in range(20):
        began = time.monotonic()
        api.write("chat.postMessage", channel="#social-desk", text="hello")
        took.append(time.monotonic() - began)
    return took


def _delays(company: Crowd, seen: Seen) -> Iterator[float]:
    """Seconds from the answer to the webhook to the first card of each emergency that has one."""
    for posted in company.workspace.record:
        if posted.method != "chat.postMessage":
            continue
        shown = str(company.workspace.state.message(posted.channel, posted.ts))
        for word in [word for word in seen.emergencies if word in shown]:
            yield max(0.0, float(posted.ts) - seen.emergencies.pop(word))


def _print(company: Crowd, seen: Seen, *, took: float, drained: float, posts: Sequence[float]) -> None:
    emergencies = len(seen.emergencies)
    delays = sorted(_delays(company, seen))
    post = statistics.median(posts)
    ledger = company.ledger()
    answered = statistics.quantiles(seen.answered, n=100)
    title = f"{COUNT:,} mentions in {took / 60:.1f} minutes, load {os.getloadavg()[0]:.1f}"
    table = Table("what", "figure", title=title)
    unsaid = sum(ledger.outbox.get(state, 0) for state in ("pending", "unknown"))
    rows = {
        "taken in, refused": f"{seen.sent:,}, {seen.refused}",
        "a webhook is answered: p50, p99, worst": f"{answered[49] * 1e3:.0f}, {answered[98] * 1e3:.0f}, "
        f"{max(seen.answered) * 1e3:.0f} ms",
        "emergencies with a card": f"{len(delays)} of {emergencies}",
        "an emergency, answered → card: p50, worst": f"{statistics.median(delays):.1f}, {delays[-1]:.1f} s "
        f"({statistics.median(delays) / post:.0f} plain posts)",
        "most that waited to be sorted": f"{max(seen.waiting):,}",
        "everything sorted after the last came": f"{drained:.0f} s",
        "issues opened, mentions joined": f"{ledger.opened:,}, {ledger.joined:,}",
        "notices still to be said, at Slack's pace": f"{unsaid:,}",
        "a click → its card, p50, worst": f"{statistics.median(seen.shown):.1f}, {max(seen.shown):.1f} s "
        f"of {len(seen.shown)}",
        "posts a second in the busiest channel": f"{_busiest(company):.2f} of Slack's 1",
        "lost": f"{ledger.lost}",
        "memory at the start, at most": f"{seen.memory[0]:.0f}, {max(seen.memory):.0f} MiB",
    }
    for what, figure in rows.items():
        table.add_row(what, figure)
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
