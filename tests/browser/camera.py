"""A camera for the local workspace: one message, thread, modal or Home at a time, on a desk or on a phone.

Guarantee: it shows what the person sees by themselves, once the page is at rest.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, FloatRect, Locator, Page, ViewportSize

from bot.demo.stage import Stage
from bot.workspace.actors import Actor
from bot.workspace.promises import Posted

DESK: ViewportSize = {"width": 990, "height": 1700}
PHONE: ViewportSize = {"width": 380, "height": 1700}
"""Taller than any, so that nothing has to be scrolled; a phone shows PHONE_SHOWS of it."""
PHONE_SHOWS = 760
MARGIN = 14
REST_MS = 500
# The date that floats over the messages would lie on what is shown.
_AT_REST = "document.activeElement?.blur(); for (const each of document.querySelectorAll('.day')) each.hidden = true;"


class Camera:
    """Takes pictures of one stage into one folder, through one window."""

    def __init__(self, stage: Stage, page: Page, folder: Path, *, prefix: str = "", suffix: str = "") -> None:
        self._stage = stage
        self._folder = folder
        self._name = f"{prefix}{{}}{suffix}.png"
        self.page = page

    def message(self, person: Actor, posted: Posted, name: str) -> float:
        """One message as `person` sees it; returns its height in pixels."""
        self._looks(person, posted.channel_id)
        return self._take(self.page.locator(f"#main .message[data-ts='{posted.ts}']"), name)

    def whisper(self, person: Actor, channel: str, name: str) -> float:
        """The last thing in a channel that only `person` sees."""
        self._looks(person, channel)
        return self._take(self.page.locator("#main .message.ephemeral").last, name)

    def thread(self, person: Actor, posted: Posted, name: str) -> float:
        """A message with its thread."""
        self._looks(person, posted.channel_id)
        self.page.locator(f"#main [data-thread='{posted.ts}']").first.evaluate("each => each.click()")
        return self._take(self.page.locator("#thread .message"), name)

    def opens_modal(self, person: Actor) -> None:
        """Look at the modal that was opened for `person`."""
        self._looks(person)
        self.page.locator("#modal").wait_for()

    def modal(self, name: str) -> float:
        """The modal that is looked at, with what has been filled in."""
        return self._take(self.page.locator("#modal"), name, margin=MARGIN)

    def writes(self, field: str, text: str) -> None:
        """Type into a field of the modal."""
        self._field(field).locator("textarea, input").first.fill(text)

    def picks(self, field: str, option: str) -> None:
        """Choose from a menu of the modal."""
        self._field(field).locator(".select").click()
        self.page.get_by_role("option", name=option, exact=True).click()
        self.page.locator("#modal h2").click()

    def sends(self, button: str) -> None:
        """Submit the modal."""
        self.page.locator("#modal").get_by_role("button", name=button, exact=True).click()
        self.page.locator("#modal").wait_for(state="detached")

    def home(self, person: Actor, name: str, *, shows: str) -> float:
        """The App Home once it shows a text; it is large, so a point is one pixel."""
        self._looks(person)
        direct = self._stage.workspace.state.direct_message(person.id).id
        self.page.locator(f"#sidebar .room[data-id='{direct}']").evaluate("each => each.click()")
        self.page.get_by_role("tab", name="Home").click()
        self.page.locator("#main .home", has_text=shows).wait_for()
        return self._take(self.page.locator("#main .home > .block"), name, margin=MARGIN, scale="css")

    def _field(self, label: str) -> Locator:
        return self.page.locator("#modal").get_by_role("group", name=label)

    def _looks(self, person: Actor, channel: str = "") -> None:
        """Open the page as `person`."""
        url = self._stage.workspace.page_url
        if self.page.url == "about:blank":
            self.page.goto(url)
            # The page notes where it is once it has opened a channel, and would overwrite what is noted below.
            self.page.locator("#sidebar .room").first.wait_for(state="attached")
        for key, value in (("person", person.id), ("channel", channel)):
            self.page.evaluate("([key, value]) => localStorage.setItem(key, value)", [key, value])
        self.page.goto(url)

    def _take(self, shown: Locator, name: str, *, margin: int = 0, scale: Literal["css", "device"] = "device") -> float:
        shown.first.wait_for()
        self.page.mouse.move(0, 0)
        self.page.wait_for_timeout(REST_MS)
        self.page.evaluate(_AT_REST)
        box = _around(shown, margin)
        self.page.screenshot(path=self._folder / self._name.format(name), clip=box, scale=scale)
        return box["height"]


def _around(shown: Locator, margin: int) -> FloatRect:
    """The frame around all of it."""
    boxes = [box for box in (each.bounding_box() for each in shown.all()) if box]
    left, top = min(box["x"] for box in boxes), min(box["y"] for box in boxes)
    right, bottom = max(box["x"] + box["width"] for box in boxes), max(box["y"] + box["height"] for box in boxes)
    left, top = max(left - margin, 0), max(top - margin, 0)
    return {"x": left, "y": top, "width": right + margin - left, "height": bottom + margin - top}


@contextmanager
def window(browser: Browser, size: ViewportSize, *, scale: float = 1) -> Iterator[Page]:
    """A window of this size; `scale` is how many pixels a point has."""
    context = browser.new_context(viewport=size, locale="en-GB", timezone_id="Europe/London", device_scale_factor=scale)
    yield context.new_page()
    context.close()
