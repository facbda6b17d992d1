"""The summary's page in a real browser: it asks nothing of the network and fits a phone, in light and in dark."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser

from bot.cli.summary_page import summary_page
from bot.services.reporting import Reporting
from bot.store.database import connect
from tests.browser.chromium import chromium
from tests.charts.busy_week import live_a_week
from tests.core.example import RULEBOOK
from tests.databases import migrated_sqlite
from tests.services.house import House

__all__ = ["migrated_sqlite"]

pytestmark = pytest.mark.browser

LONG = "Department-of-a-very-long-name-without-any-place-to-break-it-anywhere-at-all"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


@pytest.fixture(scope="module")
def report(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A week with all three pictures, of departments with long names."""
    file = tmp_path_factory.mktemp("report") / "report.html"
    database = file.with_suffix(".db")
    database.write_bytes(migrated_sqlite.read_bytes())
    engine = connect(f"sqlite:///{database}")
    house = House(engine)
    live_a_week(house)
    book = replace(RULEBOOK, departments=tuple(replace(each, name=LONG) for each in RULEBOOK.departments))
    summary = Reporting(house.open_unit, house.clock, house.rules).build("2026-W48")
    file.write_text(summary_page(summary, book, "2026-W48"), encoding="utf-8")
    engine.dispose()
    return file


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_page_asks_for_nothing_and_never_scrolls_sideways(
    browser: Browser, report: Path, width: int, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 740}, color_scheme=scheme)
    page = context.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(report.as_uri())
    assert [url for url in asked if not url.startswith(("data:", report.as_uri()))] == []
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shown = page.locator("img").evaluate_all("all => all.map(each => [each.naturalWidth, each.width])")
    assert len(shown) == 3
    assert all(natural == 1080 and 300 <= wide <= 360 for natural, wide in shown)
    context.close()
