"""The demo's page in a real browser: a visitor joins the first morning, and what they do counts."""

import io
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from rich.console import Console

from bot.demo.player import Player
from bot.demo.show import run
from bot.demo.stage import Stage
from bot.demo.transcript import Transcript
from bot.demo.week import MONDAY, load_week
from tests.browser.chromium import SIZE, act_as, chromium, open_channel
from tests.demo.conftest import KnowingClassifier

pytestmark = pytest.mark.browser

PATIENCE_MS = 20_000
"""Hours of the play pass behind some clicks."""
DEPOSIT = "Checked out of the Grand Halden on the 9th"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


@pytest.fixture
def morning() -> Iterator[Player]:
    """The demo on Monday, a moment after a guest has asked for a deposit back, and from there on in real time."""
    week = load_week()
    mentions = tuple(mention for mention in week if mention.day == 0 and 7 <= mention.time.hour < 10)
    [deposit] = [mention for mention in mentions if mention.text.startswith(DEPOSIT)]
    with Stage(start=MONDAY, classifier=KnowingClassifier(week)) as stage:
        player = Player(stage, mentions, Transcript(Console(file=io.StringIO()), stage.zone), days=1)
        stage.workspace.on_forward = player.skip
        player.play_until(deposit.at(MONDAY, stage.zone))
        yield from _going_on(player)


def _going_on(player: Player) -> Iterator[Player]:
    is_over = threading.Event()
    thread = threading.Thread(target=run, args=(player, lambda now: 1.0), kwargs={"is_over": is_over.is_set})
    thread.start()
    yield player
    is_over.set()
    thread.join(timeout=20)
    assert not thread.is_alive()


@pytest.fixture
def page(browser: Browser, morning: Player) -> Iterator[Page]:
    context = browser.new_context(viewport=SIZE, locale="en-GB", timezone_id="Europe/London")
    page = context.new_page()
    page.goto(morning.stage.workspace.page_url)
    yield page
    context.close()


def test_a_visitor_claims_as_the_seat_resolves_in_a_modal_and_sees_the_card_change(page: Page, tmp_path: Path) -> None:
    act_as(page, "Priya Raman")
    open_channel(page, "billing")
    card = page.locator("#main .message", has_text=DEPOSIT)
    expect(card).to_contain_text("Waiting for an answer")
    page.screenshot(path=tmp_path / "card.png")

    card.get_by_role("button", name="Claim").click()
    expect(card).to_contain_text("Claimed by")
    expect(card.get_by_role("button", name="Claim")).to_have_count(0)

    card.get_by_role("button", name="Resolve").click()
    modal = page.get_by_role("dialog", name="Resolve")
    modal.get_by_label("How did it end?").get_by_role("textbox").fill("The hold is released, sorry it took us so long")
    page.screenshot(path=tmp_path / "modal.png")
    modal.get_by_role("button", name="Resolve").click()
    expect(modal).to_have_count(0)
    expect(card).to_contain_text("Resolved")
    expect(card).to_contain_text("The hold is released")
    page.screenshot(path=tmp_path / "resolved.png")


def test_a_visitor_moves_the_clock_and_sees_the_colleagues_and_the_knocks(page: Page, tmp_path: Path) -> None:
    open_channel(page, "food-and-beverage")
    card = page.locator("#main .message", has_text="continental breakfast")
    expect(card).to_contain_text("Waiting for an answer")

    # From 9:20 to noon, when the first knock is due: the kitchen in Rome has been at work for three hours then.
    forward(page, "+1 h", times=2)
    forward(page, "+10 min", times=4)
    expect(card).to_contain_text("knocked once", timeout=PATIENCE_MS)
    page.screenshot(path=tmp_path / "knocked.png")

    # What can wait is held back for half a minute, so that doors gather in one message.
    forward(page, "+10 min")
    act_as(page, "Giulia Conti")
    page.locator("#sidebar .room", has_text="Doorknock").click()
    page.get_by_role("tab", name="Messages").click()
    expect(page.locator("#main .message").last).to_contain_text("Two doors are waiting for you.")
    page.screenshot(path=tmp_path / "knock.png")
    open_channel(page, "food-and-beverage")

    forward(page, "+1 h")
    expect(card).to_contain_text("Claimed by", timeout=PATIENCE_MS)
    page.screenshot(path=tmp_path / "answered.png")


def forward(page: Page, step: str, *, times: int = 1) -> None:
    for _ in range(times):
        page.get_by_role("group", name="Move the clock").get_by_role("button", name=step).click()


def test_the_banner_tells_the_story(page: Page) -> None:
    expect(page.locator("#banner")).to_contain_text("Europe comes to work")
