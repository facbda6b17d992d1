"""What /metrics says, read by Prometheus' own parser, is what happened, whichever process is asked."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import Engine, event

from bot.errors import PermanentFailure, TemporaryFailure, UnknownOutcome
from bot.metrics import Metrics
from bot.services.delivery import LEASE, SETTLING
from bot.services.triage import LEASE as TRIAGE_LEASE
from tests.services.house import FakeSlack, House


@pytest.fixture
def house(engine: Engine) -> House:
    return House(engine)


def scraped(house: House) -> dict[str, float]:
    """Every sample of a scrape, written as Prometheus writes it."""
    text = Metrics(house.open_unit, house.clock).render().decode()
    return {
        _written(sample.name, sample.labels): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def _written(name: str, labels: Mapping[str, str]) -> str:
    inside = ",".join(f'{key}="{value}"' for key, value in sorted(labels.items()))
    return f"{name}{{{inside}}}" if inside else name


def test_a_mention_is_counted_at_each_stage_of_its_journey(house: House) -> None:
    house.receive("billing billing", "the moon is round")
    assert scraped(house)["doorknock_mentions_received_total"] == 2
    assert scraped(house)['doorknock_mentions{outcome="waiting"}'] == 2
    house.clock.forward(timedelta(seconds=40))
    assert scraped(house)['doorknock_oldest_waiting_seconds{stage="triage"}'] == 40
    house.settle()
    figures = scraped(house)
    assert figures['doorknock_mentions{outcome="opened"}'] == 2
    assert figures["doorknock_notices_sent_total"] == len(house.slack.messages)
    assert figures["doorknock_mentions_lost"] == 0
    assert figures['doorknock_oldest_waiting_seconds{stage="triage"}'] == 0
    assert figures['doorknock_stage_seconds_count{stage="triage"}'] == 2
    assert figures['doorknock_stage_seconds_bucket{le="15",stage="triage"}'] == 0
    assert figures['doorknock_stage_seconds_bucket{le="60",stage="triage"}'] == 2
    assert figures['doorknock_stage_seconds_sum{stage="triage"}'] == 80
    assert figures['doorknock_stage_seconds_count{stage="delivery"}'] == figures["doorknock_notices_sent_total"]


def test_what_slack_refused_is_counted_by_what_became_of_it(house: House) -> None:
    house.receive("billing one")
    house.slack.faults.extend(
        [
            (TemporaryFailure("slow down", retry_after=30, scope="#billing"), False),
            (TemporaryFailure("slow down", retry_after=30, scope="method:chat.postMessage"), False),
            (TemporaryFailure("busy"), False),
            (PermanentFailure("archived"), False),
            (PermanentFailure("archived as well"), False),
        ]
    )
    house.settle()
    for _ in range(4):
        house.forward(seconds=31)
    figures = scraped(house)
    assert figures['doorknock_slack_pauses_total{scope="channel"}'] == 1
    assert figures['doorknock_slack_pauses_total{scope="method:chat.postMessage"}'] == 1
    assert figures['doorknock_delivery_retries_total{verb="post"}'] == 3
    assert figures["doorknock_notices_parked_total"] == 1
    assert figures['doorknock_outbox{state="failed"}'] == 1


def test_a_post_whose_answer_was_lost_is_counted_as_looked_for(house: House) -> None:
    house.receive("billing one")
    house.slack.faults.append((UnknownOutcome("timed out"), True))
    house.settle()
    house.forward(seconds=SETTLING.total_seconds() + 1)
    house.receive("housekeeping two")
    house.slack.faults.append((UnknownOutcome("timed out"), False))
    house.settle()
    house.forward(seconds=SETTLING.total_seconds() + 1)
    figures = scraped(house)
    assert figures['doorknock_reconciliations_total{result="found"}'] == 1
    assert figures['doorknock_reconciliations_total{result="absent"}'] == 1


class Killed(BaseException):
    """The process is gone."""


class DyingSlack(FakeSlack):
    """Takes its caller along once."""

    is_deadly = True

    def deliver(self, delivery: object) -> object:  # type: ignore[override]
        if self.is_deadly:
            self.is_deadly = False
            raise Killed
        return super().deliver(delivery)  # type: ignore[arg-type]


def test_work_that_the_dead_left_behind_is_counted_as_taken_over(engine: Engine) -> None:
    slack = DyingSlack()
    dead, alive = House(engine, owner="dead", slack=slack), House(engine, owner="alive", slack=slack)
    dead.receive("billing one")
    assert dead.triage._claim()
    alive.clock.forward(TRIAGE_LEASE + timedelta(seconds=1))
    assert alive.triage.tick() == 1
    dead.clock.forward_to(alive.clock.now())
    with pytest.raises(Killed):
        dead.delivery.tick()
    alive.clock.forward(LEASE + timedelta(seconds=1))
    alive.settle()
    dead.clock.forward_to(alive.clock.now())
    figures = scraped(alive)
    assert figures['doorknock_lease_takeovers_total{stage="triage"}'] == 1
    assert figures['doorknock_lease_takeovers_total{stage="delivery"}'] == 1
    assert figures == scraped(dead), "every process says the same"


def test_scraping_often_does_not_count_the_ledger_often(house: House, engine: Engine) -> None:
    counted: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *arguments: counted.append(arguments[2]))
    readings = iter([0.0, 0.5, 10.0, 51.0, 51.5])
    metrics = Metrics(house.open_unit, house.clock, monotonic=lambda: next(readings))
    for _ in range(3):
        metrics.render()
    # It took half a second, so the scrape ten seconds later does without, and the one after fifty does not.
    assert sum("received_counts" in statement for statement in counted) == 2
