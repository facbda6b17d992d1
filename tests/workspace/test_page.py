"""The page's own endpoints: only the page itself may use them, and each person sees only their own."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest

from bot.clock import MovableClock
from bot.workspace import Workspace
from bot.workspace.page_acts import next_morning


@pytest.fixture
def browser(workspace: Workspace, url: str) -> Iterator[httpx2.Client]:
    """A browser that opened the page."""
    headers = {"Origin": workspace.page_url.rstrip("/"), "X-Workspace-Page": "1"}
    with httpx2.Client(base_url=workspace.page_url, headers=headers, trust_env=False) as client:
        yield client


def act(browser: httpx2.Client, workspace: Workspace, who: str, what: str, **details: Any) -> httpx2.Response:
    return browser.post("/_page/act", json={"as": workspace.person(who).id, "act": what, **details})


def test_the_page_and_its_files_are_served_with_a_strict_policy(browser: httpx2.Client) -> None:
    page = browser.get("/")
    assert page.status_code == 200
    assert "default-src 'self'" in page.headers["content-security-policy"]
    assert "http" not in page.text.replace("http-equiv", "")
    assert browser.get("/_page/static/main.js").headers["content-type"].startswith("text/javascript")
    assert browser.get("/_page/static/nothing.js").status_code == 404
    assert browser.get("/_page/static/..%2Fpages.py").status_code == 404


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Host": "evil.example"}, {"X-Workspace-Page": ""}],
    ids=["another site", "a rebound name", "a plain form"],
)
def test_other_sites_cannot_drive_the_workspace(
    browser: httpx2.Client, workspace: Workspace, headers: dict[str, str]
) -> None:
    body = {"as": workspace.person("maria").id, "act": "say", "channel": "billing", "text": "hi"}
    assert browser.post("/_page/act", json=body, headers=headers).status_code == 403
    assert workspace.channel("#billing").messages == []


def test_other_sites_reach_neither_the_web_api_nor_the_page(browser: httpx2.Client, workspace: Workspace) -> None:
    stranger = {"Origin": "https://evil.example"}
    form = {"token": workspace.bot.token, "channel": "#billing", "text": "hi"}
    assert browser.post("/api/chat.postMessage", data=form, headers=stranger).status_code == 403
    assert browser.get("/_page/state", headers=stranger).status_code == 403
    assert workspace.record == []


def test_a_person_sees_neither_private_channels_nor_whispers_of_others(
    browser: httpx2.Client, workspace: Workspace
) -> None:
    workspace.person("maria").says("#legal", "between us")
    workspace.person("maria").says("@doorknock", "between you and me")
    seen = {
        who: browser.get("/_page/state", params={"as": workspace.person(who).id}).text for who in ("maria", "jonas")
    }
    assert "between us" in seen["maria"]
    assert "between you and me" in seen["maria"]
    assert "between" not in seen["jonas"]


def test_typed_markup_stays_text(browser: httpx2.Client, workspace: Workspace) -> None:
    act(browser, workspace, "maria", "say", channel="billing", text="<!channel> & <b>")
    assert workspace.channel("#billing").messages[-1].text == "&lt;!channel&gt; &amp; &lt;b&gt;"


def test_an_act_that_cannot_be_done_says_why(browser: httpx2.Client, workspace: Workspace) -> None:
    answer = act(browser, workspace, "jonas", "say", channel="legal", text="hi")
    assert answer.status_code == 400
    assert "private" in answer.json()["error"]
    assert "cannot 'dance'" in act(browser, workspace, "jonas", "dance").json()["error"]


def test_the_clock_buttons_go_through_the_hook(
    browser: httpx2.Client, workspace: Workspace, clock: MovableClock
) -> None:
    asked: list[timedelta] = []
    workspace.on_forward = asked.append
    act(browser, workspace, "maria", "forward", step="1h")
    act(browser, workspace, "maria", "forward", step="morning")
    assert asked == [timedelta(hours=1), timedelta(hours=24)]


@pytest.mark.parametrize(
    ("now", "tz", "hours"),
    [
        (datetime(2026, 11, 23, 6, 0, tzinfo=UTC), "Europe/Berlin", 2),
        (datetime(2026, 11, 23, 20, 0, tzinfo=UTC), "America/New_York", 18),
        (datetime(2026, 10, 24, 20, 0, tzinfo=UTC), "Europe/Berlin", 12),
    ],
    ids=["today", "tomorrow, over there", "over the night the clocks go back"],
)
def test_next_morning_is_nine_on_the_persons_own_clock(now: datetime, tz: str, hours: int) -> None:
    assert next_morning(now, tz) == timedelta(hours=hours)


def test_news_reach_an_open_page_at_once(browser: httpx2.Client, workspace: Workspace) -> None:
    maria = workspace.person("maria")
    with browser.stream("GET", "/_page/events", params={"as": maria.id, "after": workspace.state.seq}) as stream:
        lines = stream.iter_lines()
        next(line for line in lines if line.startswith("data:"))
        maria.says("#billing", "good morning")
        assert any("good morning" in line for line, _ in zip(lines, range(50), strict=False))
