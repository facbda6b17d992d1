"""The two ways to see the week: read it in the terminal as fast as it goes, or watch it on the workspace's page.

Guarantees: the exit code is 0 only where no mention was lost and everything was delivered; a watched week lasts about
as many minutes as asked for, and what a visitor does counts.
"""

import time
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bot.clock import Clock
from bot.demo.player import Player
from bot.demo.stage import RULES, Stage
from bot.demo.story import pace_at
from bot.demo.transcript import Transcript
from bot.demo.week import DAYS, MONDAY, load_week
from bot.ports import Classifier

FRAME_S = 0.15
LONGEST_FRAME_S = 0.6
"""A frame that took longer (a slow machine, a laptop asleep) counts as this long, so that no part is skipped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What was asked for. `minutes` is how long a whole watched week lasts; `classifier` None is the packaged model."""

    rules: Path = RULES
    seed: int = 0
    days: int = len(DAYS)
    minutes: float = 6.0
    port: int = 0
    opens_browser: bool = True
    classifier: Classifier | None = None


def read(options: Options, console: Console) -> int:
    """Play without a page and print everything; returns the exit code."""
    with _stage(options, console) as stage:
        player = _player(stage, options, Transcript(console, stage.zone))
        player.play()
        return epilogue(player, console)


def watch(options: Options, console: Console) -> int:
    """Play on the page until Ctrl-C; returns the exit code."""
    with _stage(options, console) as stage:
        player = _player(stage, options, Transcript(console, stage.zone, is_quiet=True))
        stage.workspace.on_forward = player.skip
        console.print(f"The workspace is at [bold]{stage.workspace.page_url}[/] (Ctrl-C ends it).")
        if options.opens_browser:
            webbrowser.open(stage.workspace.page_url)
        code = 0
        try:
            _stream(player, options)
            code = epilogue(player, console)
            console.print("Look around and click anything; time goes on. Ctrl-C ends it.")
            _linger(player)
        except KeyboardInterrupt:
            console.print("\nGoodbye!")
        return code


def epilogue(player: Player, console: Console) -> int:
    """Print ledger and weekly summary; 1 where something was lost or not delivered, with what to do about it."""
    stage = player.stage
    ledger, undelivered = stage.ledger(), player.undelivered()
    console.print(
        f"\n[bold]Ledger[/]: received {ledger.received} = opened {ledger.opened} + joined {ledger.joined} + "
        f"dismissed {ledger.dismissed} + waiting {ledger.waiting} + erased {ledger.erased}; lost {ledger.lost}",
        soft_wrap=True,
    )
    said = ", ".join(f"{count} {state}" for state, count in sorted(ledger.outbox.items()))
    console.print(f"[bold]Outbox[/]: {said}")
    for posted in stage.workspace.channel(stage.rulebook.strategist.summary_channel).everything:
        console.print()
        console.print(Text(posted.plain), soft_wrap=True)
    if ledger.lost:
        console.print(f"[red]{ledger.lost} mentions were lost. That must never happen; please report it.[/]")
    if undelivered:
        console.print(f"[red]Not everything reached Slack: {undelivered}. The log above says why.[/]")
    return 1 if ledger.lost or undelivered else 0


def rate_for(player: Player, minutes: float) -> float:
    """How many seconds of an ordinary day pass in one real second, so that the week lasts `minutes`."""
    begins, step = player.begins.astimezone(player.zone), timedelta(minutes=5)
    count = (player.ends - player.begins) // step
    weighted = sum(step.total_seconds() / pace_at(begins + step * index, monday=begins) for index in range(count))
    return weighted / (minutes * 60)


def _stage(options: Options, console: Console) -> Stage:
    console.print("Setting the stage …")
    return Stage(start=MONDAY, rules=options.rules, classifier=options.classifier, page_port=options.port)


def _player(stage: Stage, options: Options, transcript: Transcript) -> Player:
    stage.warm_up()
    return Player(stage, load_week(), transcript, seed=options.seed, days=options.days)


def _stream(player: Player, options: Options) -> None:
    begins = player.begins.astimezone(player.zone)
    rate = rate_for(player, options.minutes * options.days / len(DAYS))

    def pace(now: datetime) -> float:
        return rate * pace_at(now.astimezone(player.zone), monday=begins)

    run(player, pace, is_over=lambda: player.stage.clock.now() >= player.ends)


def _linger(player: Player) -> None:
    run(player, lambda now: 1.0, is_over=lambda: False)


def run(player: Player, pace: Callable[[datetime], float], *, is_over: Callable[[], bool]) -> None:
    """Frame by frame: let real time pass, then as much of the play's time as the pace says."""
    clock: Clock = player.stage.clock
    before = time.monotonic()
    while not is_over():
        time.sleep(FRAME_S)
        elapsed = min(time.monotonic() - before, LONGEST_FRAME_S)
        before = time.monotonic()
        now = clock.now()
        player.look_around()
        player.play_until(now + timedelta(seconds=pace(now) * elapsed))
