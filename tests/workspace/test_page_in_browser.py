"""The page in a real browser: what a person reads, clicks and types works, by day, by night and on a phone."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from slack_bolt import App

from bot.clock import MovableClock
from bot.workspace import Workspace
from tests.workspace.bolt_server import bolt_app, served

pytestmark = pytest.mark.browser

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HOSTILE = "<img src=x onerror=alert(1)> &lt;script&gt;alert(1)&lt;/script&gt; <javascript:alert(1)|click me>"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests here."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield launched
        launched.close()


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def card(state: str) -> list[dict[str, Any]]:
    sure = {"title": plain("Escalate?"), "text": plain("The seat is called in."), "confirm": plain("Yes, escalate")}
    return [
        {"type": "header", "text": plain("#1042 Charged twice")},
        {"type": "section", "text": {"type": "mrkdwn", "text": f"*{state}* {HOSTILE}"}},
        {
            "type": "actions",
            "elements": [
                {"type": "button", "action_id": "claim", "style": "primary", "text": plain("Claim")},
                {"type": "button", "action_id": "hand_off", "text": plain("Hand off")},
                {
                    "type": "button",
                    "action_id": "escalate",
                    "style": "danger",
                    "text": plain("Escalate"),
                    "confirm": sure | {"deny": plain("Not yet")},
                },
            ],
        },
    ]


HAND_OFF = {
    "type": "modal",
    "callback_id": "hand_off",
    "title": plain("Hand off #1042"),
    "submit": plain("Send on"),
    "blocks": [
        {
            "type": "input",
            "block_id": "door",
            "label": plain("Department"),
            "element": {
                "type": "static_select",
                "action_id": "pick",
                "options": [{"text": plain(name), "value": name.lower()} for name in ("Legal", "Digital")],
            },
        },
        {
            "type": "input",
            "block_id": "why",
            "label": plain("Reason"),
            "element": {"type": "plain_text_input", "action_id": "text"},
        },
    ],
}


@pytest.fixture
def app(workspace: Workspace, url: str) -> Iterator[App]:
    """A bot that claims, hands off, escalates and greets at home."""
    made = bolt_app(workspace, url)

    @made.action("claim")
    def claim(ack: Callable[[], None], body: Any, client: Any, respond: Any) -> None:
        ack()
        client.chat_update(
            channel=body["channel"]["id"], ts=body["message"]["ts"], text="claimed", blocks=card("claimed")
        )
        respond(text="It is yours now.", replace_original=False)

    @made.action("hand_off")
    def hand_off(ack: Callable[[], None], body: Any, client: Any) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=HAND_OFF)

    @made.view("hand_off")
    def handed_off(ack: Callable[..., None], view: Any, client: Any) -> None:
        values = view["state"]["values"]
        if len(values["why"]["text"]["value"]) < 5:
            ack(response_action="errors", errors={"why": "Please say a little more."})
            return
        ack()
        door = values["door"]["pick"]["selected_option"]["value"]
        client.chat_postMessage(channel="#billing", text=f"Handed off to {door}")

    @made.action("escalate")
    def escalate(ack: Callable[[], None], client: Any) -> None:
        ack()
        client.chat_postMessage(channel="#billing", text="Escalated")

    @made.command("/claim")
    def command(ack: Callable[..., None], command: Any) -> None:
        ack(f"Taking {command['text']}")

    @made.event("app_home_opened")
    def home(event: Any, client: Any) -> None:
        client.views_publish(
            user_id=event["user"], view={"type": "home", "blocks": [{"type": "header", "text": plain("Your doors")}]}
        )

    for name in ("message", "app_mention", "reaction_added", "reaction_removed"):
        made.event(name)(lambda: None)
    workspace.add_command("/claim", "Take an issue", hint="1042")
    with served(made) as address:
        workspace.connect_http(address)
        made.client.chat_postMessage(channel="#billing", text="card", blocks=card("waiting"))
        yield made


@pytest.fixture
def page(browser: Browser, workspace: Workspace, app: App) -> Iterator[Page]:
    """The page as Maria sees it; any error in its console fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    opened.on("dialog", lambda dialog: problems.append(f"a script ran: {dialog.message}"))
    opened.goto(workspace.page_url)
    expect(opened.locator(".message").first).to_be_visible()
    yield opened
    context.close()
    assert problems == []


def test_hostile_text_is_only_ever_text(page: Page) -> None:
    message = page.locator(".message").first
    expect(message).to_contain_text("<script>alert(1)</script>")
    expect(message.locator(".card img")).to_have_count(0)
    expect(message.get_by_role("link", name="click me")).to_have_count(0)


def test_a_click_edits_the_card_and_whispers(page: Page, workspace: Workspace) -> None:
    page.get_by_role("button", name="Claim", exact=True).click()
    expect(page.locator(".message").first).to_contain_text("claimed")
    expect(page.locator(".ephemeral")).to_contain_text("It is yours now.")


def test_a_modal_complains_keeps_what_was_typed_and_closes(page: Page, workspace: Workspace) -> None:
    page.get_by_role("button", name="Hand off").click()
    modal = page.get_by_role("dialog", name="Hand off #1042")
    modal.get_by_role("button", name="Department").click()
    page.get_by_role("option", name="Digital").click()
    modal.get_by_role("textbox", name="Reason").fill("no")
    modal.get_by_role("button", name="Send on").click()
    expect(modal).to_contain_text("Please say a little more.")
    expect(modal.get_by_role("textbox", name="Reason")).to_have_value("no")
    expect(modal.get_by_role("button", name="Department")).to_contain_text("Digital")
    modal.get_by_role("textbox", name="Reason").fill("a web page")
    modal.get_by_role("button", name="Send on").click()
    expect(modal).to_have_count(0)
    workspace.channel("#billing").expect("Handed off to digital")


def test_a_dangerous_button_asks_first(page: Page, workspace: Workspace) -> None:
    page.get_by_role("button", name="Escalate").click()
    page.get_by_role("button", name="Not yet").click()
    workspace.channel("#billing").expect_no("Escalated")
    page.get_by_role("button", name="Escalate").click()
    page.get_by_role("button", name="Yes, escalate").click()
    workspace.channel("#billing").expect("Escalated")


def test_writing_commands_threads_and_reactions_by_keyboard(page: Page, workspace: Workspace) -> None:
    writing = page.locator("#composer-text")
    writing.fill("/cl")
    page.keyboard.press("Tab")
    expect(writing).to_have_value("/claim ")
    writing.press_sequentially("1042")
    page.keyboard.press("Enter")
    expect(page.locator(".ephemeral")).to_contain_text("Taking 1042")
    writing.fill("Good *morning* <b>")
    page.keyboard.press("Enter")
    expect(page.locator(".message").last).to_contain_text("Good morning <b>")
    first = page.locator(".message").first
    first.focus()
    first.get_by_role("button", name="Reply in thread").press("Enter")
    page.get_by_role("textbox", name="Reply in thread").fill("On it")
    page.keyboard.press("Enter")
    expect(page.locator("#thread")).to_contain_text("On it")
    expect(page.locator("#main .thread-line")).to_contain_text("1 reply")
    first.focus()
    first.get_by_role("button", name="React with :eyes:").press("Enter")
    expect(first.get_by_role("button", pressed=True)).to_contain_text("1")
    assert workspace.channel("#billing").messages[0].reactions == {"eyes": ["maria"]}


def test_acting_as_another_person_shows_what_they_see(page: Page, workspace: Workspace) -> None:
    expect(page.locator("#sidebar")).to_contain_text("legal")
    page.get_by_role("button", name="Acting as Maria Silva").click()
    page.get_by_role("option", name="Jonas Weber").click()
    expect(page.get_by_role("button", name="Acting as Jonas Weber")).to_be_visible()
    expect(page.locator("#sidebar")).not_to_contain_text("legal")
    page.locator("#composer-text").fill("Jonas here")
    page.keyboard.press("Enter")
    expect(page.locator(".message").last).to_contain_text("Jonas Weber")


def test_the_home_the_clock_the_banner_and_unread_channels_are_alive(
    page: Page, app: App, workspace: Workspace, clock: MovableClock
) -> None:
    page.locator("#sidebar .room", has_text="Doorknock").click()
    expect(page.get_by_role("heading", name="Your doors")).to_be_visible()
    workspace.banner("Tuesday: the breakfast storm begins")
    expect(page.locator("#banner")).to_have_text("Tuesday: the breakfast storm begins")
    before = clock.now()
    page.get_by_role("button", name="+1 h").click()
    expect(page.locator(".clock")).to_contain_text("10:00")
    assert clock.now() - before == timedelta(hours=1)
    app.client.chat_postMessage(channel="#digital", text="Knock, knock")
    expect(page.locator("#sidebar .room", has_text="digital").locator(".badge")).to_have_text("1")


def test_what_the_app_says_to_one_person_alone_is_counted_and_a_click_away(
    page: Page, app: App, workspace: Workspace
) -> None:
    app.client.chat_postMessage(channel=workspace.person("maria").id, text="Knock, knock, Maria")
    app.client.chat_postMessage(channel=workspace.person("aiko").id, text="Knock, knock, Aiko")
    row = page.locator("#sidebar .room", has_text="Doorknock")
    expect(row.locator(".badge")).to_have_text("1")
    row.click()
    expect(page.locator("#main .message")).to_have_text([re.compile("Knock, knock, Maria")])
    expect(row.locator(".badge")).to_have_count(0)
    row.click()
    expect(page.get_by_role("heading", name="Your doors")).to_be_visible()


def test_a_permalink_opens_its_message(page: Page, app: App, workspace: Workspace) -> None:
    posted = workspace.channel("#billing").messages[0]
    link = app.client.chat_getPermalink(channel=posted.channel_id, message_ts=posted.ts)["permalink"]
    page.goto(link)
    expect(page.locator(".message.highlighted")).to_contain_text("Charged twice")


def test_a_phone_shows_one_thing_at_a_time(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.locator("#sidebar")).not_to_be_visible()
    page.get_by_role("button", name="Channels").click()
    page.locator("#sidebar .room", has_text="digital").click()
    expect(page.locator("#sidebar")).not_to_be_visible()
    expect(page.locator(".pane-head h1")).to_contain_text("digital")


def test_a_moment_is_chosen_on_the_clock_of_the_person(page: Page, app: App, workspace: Workspace) -> None:
    chosen: list[int] = []
    element = {"type": "datetimepicker", "action_id": "when"}
    blocks = [{"type": "input", "block_id": "until", "label": plain("Until"), "element": element}]
    view = {"type": "modal", "callback_id": "snooze", "title": plain("Snooze"), "submit": plain("OK"), "blocks": blocks}

    @app.view("snooze")
    def snoozed(ack: Callable[[], None], view: Any) -> None:
        chosen.append(view["state"]["values"]["until"]["when"]["selected_date_time"])
        ack()

    app.client.views_open(trigger_id=workspace.desk.give_trigger(workspace.person("maria").id), view=view)
    page.get_by_label("Until").last.fill("2026-11-24T09:00")
    page.get_by_role("button", name="OK").click()
    expect(page.locator("#modal")).to_have_count(0)
    assert chosen == [int(datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Europe/Berlin")).timestamp())]
