"""What /metrics says, in Prometheus' text format.

Guarantee: counted in the database at each scrape, so that every process gives the same figures and a restart loses
none.
"""

from datetime import datetime

from prometheus_client import CollectorRegistry, Gauge, generate_latest

from bot.ports import OpenUnit


def render(open_unit: OpenUnit, *, now: datetime) -> bytes:
    """All figures as they are now."""
    registry = CollectorRegistry()
    with open_unit() as unit:
        ledger = unit.record.ledger()
        waits = unit.record.oldest_waiting()
    mentions = Gauge("doorknock_mentions", "Mentions by what became of them", ["outcome"], registry=registry)
    for outcome in ("opened", "joined", "dismissed", "waiting", "erased"):
        mentions.labels(outcome).set(getattr(ledger, outcome))
    Gauge("doorknock_mentions_received", "Mentions taken in", registry=registry).set(ledger.received)
    Gauge("doorknock_mentions_lost", "Mentions that are nowhere; must be 0", registry=registry).set(ledger.lost)
    outbox = Gauge("doorknock_outbox", "Notices for Slack by state", ["state"], registry=registry)
    for state, count in ledger.outbox.items():
        outbox.labels(state).set(count)
    oldest = Gauge("doorknock_oldest_waiting_seconds", "Age of the oldest that waits", ["stage"], registry=registry)
    for stage, since in waits.items():
        oldest.labels(stage).set((now - since).total_seconds() if since else 0)
    return generate_latest(registry)
