import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence

import httpx2
import pytest

from bot.web import Health, ServerThread
from bot.web.throttle import Throttle
from tests.store.together import together
from tests.web.harness import House

PEOPLE = 200


class Slack:
    """Stands where Slack's requests are handled; remembers them."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, Mapping[str, Sequence[str]], Mapping[str, Sequence[str]]]] = []
        self.threads: set[str] = set()
        self.hold: Callable[[], object] = lambda: None

    def __call__(
        self, *, body: str, headers: Mapping[str, Sequence[str]], query: Mapping[str, Sequence[str]]
    ) -> tuple[int, Mapping[str, Sequence[str]], str]:
        self.seen.append((body, headers, query))
        self.threads.add(threading.current_thread().name)
        self.hold()
        return 200, {"content-type": ["application/json;charset=utf-8"], "set-cookie": ["a=1", "b=2"]}, '{"ok": true}'


@pytest.fixture(scope="module")
def slack() -> Slack:
    return Slack()


@pytest.fixture(scope="module")
def house(slack: Slack) -> Iterator[House]:
    house = House(slack_dispatch=slack)
    yield house
    house.close()


def test_slack_is_handed_the_body_as_it_was_signed_outside_the_loop(house: House, slack: Slack) -> None:
    body = "payload=%7B%22type%22%3A+%22block_actions%22%7D"
    response = house.client.post("/slack/events?a=1&a=2", content=body, headers={"X-Slack-Signature": "v0=abc"})
    assert (response.status_code, response.text) == (200, '{"ok": true}')
    assert response.headers.get_list("set-cookie") == ["a=1", "b=2"]
    seen, headers, query = slack.seen[-1]
    assert seen == body
    assert headers["x-slack-signature"] == ["v0=abc"]
    assert query == {"a": ["1", "2"]}
    assert "web" not in slack.threads


def test_without_http_mode_slacks_address_says_so() -> None:
    house = House()
    try:
        response = house.client.post("/slack/events", content="{}")
        assert response.status_code == 404
        assert "Socket Mode" in response.json()["error"]
    finally:
        house.close()


def test_health_says_whether_and_why_not(house: House) -> None:
    house.health = Health(reasons=("feed:a has failed 3 times",))
    response = house.client.get("/healthz")
    assert (response.status_code, response.json()) == (
        200,
        {"live": True, "ready": True, "reasons": ["feed:a has failed 3 times"]},
    )
    house.health = Health(is_ready=False, reasons=("the model is still being loaded",))
    response = house.client.get("/healthz")
    assert (response.status_code, response.json()["ready"]) == (503, False)


def test_a_process_that_only_waits_for_others_is_alive_and_not_ready(house: House) -> None:
    house.health = Health(is_ready=False, reasons=("the database does not answer",))
    ready, live = house.client.get("/readyz"), house.client.get("/livez")
    house.health = Health()
    assert (ready.status_code, ready.json()["reasons"]) == (503, ["the database does not answer"])
    assert (live.status_code, live.json()) == (200, {"live": True, "reasons": []})


def test_a_process_that_hangs_asks_to_be_restarted(house: House) -> None:
    house.hangs = ["«deliver» hangs"]
    live = house.client.get("/livez")
    house.hangs = []
    assert (live.status_code, live.json()) == (503, {"live": False, "reasons": ["«deliver» hangs"]})


def test_a_health_check_that_fails_is_an_answer_too(house: House) -> None:
    del house.health
    response = house.client.get("/healthz")
    house.health = Health()
    assert response.status_code == 503
    assert "AttributeError" in response.json()["reasons"][0]


def test_metrics_are_in_the_format_of_prometheus(house: House) -> None:
    response = house.client.get("/metrics")
    assert response.text == "doorknock_received_total 3\n"
    assert response.headers["content-type"].startswith("text/plain; version=0.0.4")


def test_figures_that_take_long_to_count_do_not_make_a_process_look_unwell(house: House) -> None:
    inside, may_end = threading.Semaphore(0), threading.Event()
    house.while_counting = lambda: (inside.release(), may_end.wait(5))
    url = f"{house.server.url}/metrics"
    scrapers = [threading.Thread(target=lambda: httpx2.get(url, timeout=10, trust_env=False)) for _ in range(3)]
    for scraper in scrapers:
        scraper.start()
    try:
        assert inside.acquire(timeout=5)
        assert inside.acquire(timeout=5)
        assert house.client.get("/healthz", timeout=3).status_code == 200
    finally:
        may_end.set()
        for scraper in scrapers:
            scraper.join(5)
        house.while_counting = lambda: None


def test_a_slow_click_in_slack_holds_up_neither_health_nor_webhooks(house: House, slack: Slack) -> None:
    inside, may_end = threading.Event(), threading.Event()
    slack.hold = lambda: (inside.set(), may_end.wait(5))
    click = threading.Thread(target=lambda: house.client.post("/slack/events", content="{}"))
    click.start()
    try:
        assert inside.wait(5)
        assert house.client.get("/healthz").status_code == 200
        assert house.bearer({"data": {"results": []}}).status_code == 200
    finally:
        may_end.set()
        click.join(5)
        slack.hold = lambda: None


def test_two_hundred_clicks_are_worked_on_at_once_so_that_one_that_waits_holds_nobody_up(
    house: House, slack: Slack
) -> None:
    everybody = threading.Barrier(PEOPLE)
    slack.hold = lambda: everybody.wait(30)
    url = f"{house.server.url}/slack/events"
    try:
        answers = together(lambda _: httpx2.post(url, timeout=60, trust_env=False).status_code, range(PEOPLE))
    finally:
        slack.hold = lambda: None
    assert answers == [200] * PEOPLE


def test_stopping_lets_a_running_request_end() -> None:
    slack = Slack()
    inside = threading.Event()
    slack.hold = lambda: (inside.set(), time.sleep(0.1))
    house = House(slack_dispatch=slack)
    answers: list[int] = []
    click = threading.Thread(target=lambda: answers.append(house.client.post("/slack/events").status_code))
    click.start()
    assert inside.wait(5)
    house.server.stop()
    click.join(5)
    house.close()
    assert answers == [200]


def test_a_port_that_is_taken_is_told_at_the_start(house: House) -> None:
    port = house.client.base_url.port or 0
    with pytest.raises(OSError, match=r"[Aa]ddress"):
        ServerThread(house.server._server.config.app, port=port).start()


def test_a_throttle_fills_up_again_with_time() -> None:
    now = 0.0
    throttle = Throttle(rate=2, burst=3, monotonic=lambda: now)
    assert [throttle.wait_for("a") for _ in range(4)] == [0.0, 0.0, 0.0, 0.5]
    now = 0.5
    assert throttle.wait_for("a") == 0.0
    assert throttle.wait_for("a") == 0.5
    now = 1_000.0
    assert [throttle.wait_for("a") for _ in range(4)] == [0.0, 0.0, 0.0, 0.5], "never more than the burst"
