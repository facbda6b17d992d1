"""Takes the README's pictures: `python -m tests.browser.screenshots`. Needs Chromium, and the packaged model.

The week is played as in the demo, so what they show is what a newcomer sees.
"""

import io
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Page
from rich.console import Console

from bot.demo.player import Player
from bot.demo.stage import Stage
from bot.demo.transcript import Transcript
from bot.demo.week import MONDAY, load_week
from bot.logs import configure_logging
from tests.browser.chromium import SIZE, act_as, chromium, open_channel

IMAGES = Path(__file__).parents[2] / "docs" / "images"
MOST_BYTES = 250_000


def main() -> None:
    """Play up to each picture, and take it."""
    configure_logging(level="WARNING")
    with Stage(start=MONDAY) as stage, chromium() as browser:
        player = Player(stage, load_week(), Transcript(Console(file=io.StringIO()), stage.zone))
        page = browser.new_page(viewport=SIZE, locale="en-GB", timezone_id="Europe/London")
        player.play_until(player.begins + timedelta(days=1, hours=9, minutes=50))
        page.goto(stage.workspace.page_url)
        _card(page)
        player.play_until(player.begins + timedelta(days=2, hours=20, minutes=5))
        _knock(page)
        player.play()
        _summary(page)


def _card(page: Page) -> None:
    open_channel(page, "food-and-beverage")
    _show(page, "Queue for breakfast")
    _take(page, "demo.png")


def _knock(page: Page) -> None:
    act_as(page, "Andreas Vogel")
    page.locator("#sidebar .room", has_text="Doorknock").click()
    page.get_by_role("tab", name="Messages").click()
    _show(page, "Gold to silver overnight")
    _take(page, "knock.png")


def _summary(page: Page) -> None:
    act_as(page, "Ines Okafor")
    open_channel(page, "social-weekly")
    _show(page, "The week of")
    page.set_viewport_size({"width": 1060, "height": 900})
    page.locator("#main [data-thread]").first.evaluate("each => each.click()")
    _take(page, "summary.png")


def _show(page: Page, text: str) -> None:
    """Bring a message into view once the page has drawn all that has happened meanwhile."""
    page.locator("#main .message", has_text=text).wait_for()
    page.wait_for_timeout(1500)
    page.evaluate(
        "text => [...document.querySelectorAll('#main .message')].find(each => each.innerText.includes(text))"
        ".scrollIntoView({ block: 'center' })",
        text,
    )


def _take(page: Page, name: str) -> None:
    page.mouse.move(0, 0)
    page.wait_for_timeout(700)
    target = IMAGES / name
    target.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=target)
    if target.stat().st_size > MOST_BYTES:
        raise SystemExit(f"{target} has {target.stat().st_size} bytes; keep pictures under {MOST_BYTES}")


if __name__ == "__main__":
    main()
