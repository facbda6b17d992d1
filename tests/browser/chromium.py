"""One quiet Chromium for everything that needs a real page."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SIZE: ViewportSize = {"width": 1280, "height": 800}


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser that CHROMIUM names, else the system's."""
    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
        launched = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield launched
        launched.close()


def act_as(page: Page, name: str) -> None:
    """Become somebody else, as a visitor does it."""
    page.locator(".act-as").click()
    page.get_by_role("dialog", name="Act as").get_by_placeholder("Act as").fill(name)
    page.keyboard.press("Enter")
    page.locator(".act-as-name", has_text=name).wait_for()


def open_channel(page: Page, name: str) -> None:
    """Go to a channel by its name in the sidebar."""
    page.locator("#sidebar .room", has=page.locator(".room-name", has_text=name)).first.click()
