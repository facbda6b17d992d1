"""What /metrics says, in Prometheus' text format.

Guarantee: counted in the database, so that every process gives the same figures and a restart loses none. The ledger
counts every mention there is, so it is counted anew only as often as a hundredth of the time allows.
"""

import threading
import time
from collections.abc import Callable, Iterator, Mapping

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.clock import Clock
from bot.core.durations import SUM, cumulated
from bot.ports import Ledger, OpenUnit, Tally

SHARE = 100
"""Counting the ledger may take one part in so many of the time."""
_OUTCOMES = ("opened", "joined", "dismissed", "waiting", "erased")
_COUNTED = (
    (Tally.TAKEN_OVER, "lease_takeovers", "Work taken over from a worker that died or stalled", "stage"),
    (Tally.PAUSED, "slack_pauses", "Times Slack asked for a pause (429)", "scope"),
    (Tally.RECONCILED, "reconciliations", "Posts looked for in Slack, since their answer was lost", "result"),
    (Tally.RETRIED, "delivery_retries", "Deliveries that Slack refused for now", "verb"),
)


class Metrics:
    """The figures of one installation. Safe to share between threads."""

    def __init__(self, open_unit: OpenUnit, clock: Clock, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._open_unit = open_unit
        self._clock = clock
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._ledger: Ledger | None = None
        self._fresh_until = 0.0

    def render(self) -> bytes:
        """All figures as they are now."""
        registry = CollectorRegistry()
        registry.register(_Given(list(self._figures())))
        return generate_latest(registry)

    def _figures(self) -> Iterator[Metric]:
        yield from _of_ledger(self._counted())
        now = self._clock.now()
        with self._open_unit().for_reading() as unit:
            waits = unit.record.oldest_waiting()
            tallies = unit.tallies.all()
        ages = {stage: (now - since).total_seconds() if since else 0.0 for stage, since in waits.items()}
        yield _gauge("oldest_waiting_seconds", "Age of the oldest that waits", "stage", ages)
        yield from _of_tallies(tallies)

    def _counted(self) -> Ledger:
        with self._lock:
            began = self._monotonic()
            if self._ledger is None or began >= self._fresh_until:
                with self._open_unit().for_reading() as unit:
                    self._ledger = unit.record.ledger()
                ended = self._monotonic()
                self._fresh_until = ended + SHARE * (ended - began)
            return self._ledger


class _Given(Collector):
    """Figures that are known already."""

    def __init__(self, figures: list[Metric]) -> None:
        self._figures = figures

    def collect(self) -> list[Metric]:
        return self._figures


def _of_ledger(ledger: Ledger) -> Iterator[Metric]:
    yield CounterMetricFamily("doorknock_mentions_received", "Mentions taken in", value=ledger.received)
    outcomes = {outcome: getattr(ledger, outcome) for outcome in _OUTCOMES}
    yield _gauge("mentions", "Mentions by what became of them", "outcome", outcomes)
    yield GaugeMetricFamily("doorknock_mentions_lost", "Mentions that are nowhere; must be 0", value=ledger.lost)
    yield _gauge("outbox", "Notices for Slack by state", "state", ledger.outbox)
    said = CounterMetricFamily("doorknock_notices_sent", "Notices that Slack has", value=ledger.outbox.get("sent", 0))
    yield said
    parked = ledger.outbox.get("failed", 0)
    yield CounterMetricFamily("doorknock_notices_parked", "Notices that Slack refused for good", value=parked)


def _of_tallies(tallies: Mapping[Tally, Mapping[str, float]]) -> Iterator[Metric]:
    for name, shown, about, label in _COUNTED:
        counter = CounterMetricFamily(f"doorknock_{shown}", about, labels=[label])
        for value, amount in tallies[name].items():
            counter.add_metric([value], amount)
        yield counter
    durations = HistogramMetricFamily("doorknock_stage_seconds", "How long a stage took", labels=["stage"])
    for stage, counts in _by_stage(tallies[Tally.STAGE_SECONDS]).items():
        durations.add_metric([stage], cumulated(counts), counts.get(SUM, 0.0))
    yield durations


def _by_stage(amounts: Mapping[str, float]) -> dict[str, dict[str, float]]:
    stages: dict[str, dict[str, float]] = {}
    for label, amount in amounts.items():
        stage, _, bucket = label.partition("|")
        stages.setdefault(stage, {})[bucket] = amount
    return stages


def _gauge(name: str, about: str, label: str, values: Mapping[str, float]) -> Metric:
    gauge = GaugeMetricFamily(f"doorknock_{name}", about, labels=[label])
    for value, amount in values.items():
        gauge.add_metric([value], amount)
    return gauge
