"""Logs: one line per unit of work, nothing secret, and no words of a post above DEBUG."""

import io
import json
import logging
from typing import Any

import pytest

from bot.errors import TemporaryFailure
from bot.logs import REDACTED, configure_logging, get_logger, unit_of_work_line

pytestmark = pytest.mark.usefixtures("logs_as_they_were")
POST = "The lift at the Harbour is stuck again!"


@pytest.fixture
def stream() -> io.StringIO:
    stream = io.StringIO()
    configure_logging(log_format="json", stream=stream)
    return stream


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_unit_of_work_is_one_line_with_its_facts_and_duration(stream: io.StringIO) -> None:
    with unit_of_work_line("triage", batch=32) as line:
        line.count(opened=2)
        line.count(opened=1, joined=4)
        line.add(rule="food-poisoning")
    (written,) = lines(stream)
    assert written["event"] == "triage"
    assert written["level"] == "info"
    assert written["timestamp"].endswith("Z")
    assert (written["batch"], written["opened"], written["joined"], written["rule"]) == (32, 3, 4, "food-poisoning")
    assert written["ms"] >= 0


def test_failed_work_is_one_line_too_and_the_failure_goes_on(stream: io.StringIO) -> None:
    def deliver() -> None:
        with unit_of_work_line("delivery", row=7) as line:
            line.add(channel="C1")
            raise TemporaryFailure("Slack asks for a pause")

    with pytest.raises(TemporaryFailure):
        deliver()
    (written,) = lines(stream)
    assert (written["level"], written["failed"]) == ("error", "TemporaryFailure")
    assert (written["row"], written["channel"]) == (7, "C1")
    assert "Slack asks for a pause" in written["exception"]


@pytest.mark.parametrize(
    "secret",
    [
        "xoxb-12-34-hush",
        "xoxe.xoxp-1-hush",
        "xapp-1-A0-hush",
        "whsec_hush+/=",
        "Authorization: Bearer hush.hush",
        "authorization: bearer hush",
        "{'authorization': 'Basic hush'}",
        "Bearer hush-hush",
        "bearer hush1234",
        "postgresql://ann:hush@db.example/doorknock",
        "https://hooks.slack.com/services/T0/B0/hush",
    ],
)
def test_secrets_are_taken_out_wherever_they_stand(stream: io.StringIO, secret: str) -> None:
    get_logger().warning(f"it said {secret}", detail={"tried": [secret]})
    logging.getLogger("some.library").warning("retrying with %s", secret)
    try:
        raise RuntimeError(f"no luck with {secret}")
    except RuntimeError:
        logging.getLogger("some.library").exception("gave up")
    assert "hush" not in stream.getvalue()
    assert stream.getvalue().count(REDACTED) >= 4


def test_a_sentence_about_a_secret_keeps_its_words(stream: io.StringIO) -> None:
    sentence = "the bearer secret is not the right one"
    get_logger().warning("webhook", problem=sentence)
    assert sentence in stream.getvalue()


def test_a_secret_is_known_by_its_name_as_well(stream: io.StringIO) -> None:
    get_logger().info("configured", headers={"Authorization": "hush", "X-Api-Key": "hush"}, signing_secret="hush")
    assert "hush" not in stream.getvalue()


def test_the_words_of_a_post_stay_out_above_debug(stream: io.StringIO) -> None:
    get_logger().info("received", mention=12, text=POST, mentions=[{"title": POST}])
    (written,) = lines(stream)
    assert written["text"] == f"[{len(POST)} characters]"
    assert POST not in stream.getvalue()
    assert written["mention"] == 12


def test_the_words_of_a_post_can_be_read_at_debug() -> None:
    stream = io.StringIO()
    configure_logging(level="DEBUG", log_format="json", stream=stream)
    get_logger().debug("received", text=POST, token="xoxb-1-hush")
    assert POST in stream.getvalue()
    assert "hush" not in stream.getvalue()


def test_nothing_below_the_level_is_written_and_libraries_keep_quiet(stream: io.StringIO) -> None:
    get_logger().debug("tick")
    logging.getLogger("apscheduler.scheduler").info("Running job")
    logging.getLogger("slack_sdk").debug("Sending a request")
    assert stream.getvalue() == ""


def test_the_console_shows_a_line_a_person_can_read() -> None:
    stream = io.StringIO()
    configure_logging(log_format="console", stream=stream)
    with unit_of_work_line("intake", source="zapier"):
        pass
    with pytest.raises(ValueError, match="odd"), unit_of_work_line("intake", source="zapier"):
        raise ValueError("odd")
    first, second, *traceback = stream.getvalue().splitlines()
    assert "intake" in first
    assert "source=zapier" in first
    assert "failed=ValueError" in second
    assert "ValueError: odd" in traceback


def test_configuring_again_replaces_the_handler_instead_of_doubling_lines(stream: io.StringIO) -> None:
    configure_logging(log_format="json", stream=stream)
    get_logger().info("once")
    assert len(lines(stream)) == 1
