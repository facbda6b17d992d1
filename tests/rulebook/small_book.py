"""About the smallest rulebook there can be, without an error, to be spoilt one line at a time."""

from collections.abc import Mapping
from pathlib import Path

FILES: Mapping[str, str] = {
    "company.yaml": """\
company: Quiet Inns
brands:
  quiet:
    name: Quiet Inn
    handles: ["@quietinn"]
strategist:
  person: vera@quiet.example
  channel: "#social"
  zone: Europe/Lisbon
""",
    "departments.yaml": """\
departments:
  billing:
    name: Billing
    description: Invoices, refunds and everything else about money.
    channel: "#billing"
    seat: ana@quiet.example
    hours:
      zone: Europe/Lisbon
      holidays: PT
      mon-fri: 9:00-18:00
    answer_within: {low: 16h, normal: 8h, high: 2h, emergency: 30m}
    policies: {low: calm, normal: calm, high: calm, emergency: calm}
  triage:
    name: Triage
    description: What nobody could file.
    channel: "#triage"
    seat: U0VERA123
    hours: round-the-clock
    answer_within: {low: 8h, normal: 8h, high: 2h, emergency: 30m}
    policies: {low: calm, normal: calm, high: calm, emergency: calm}
""",
    "escalation.yaml": """\
policies:
  calm:
    steps:
      - {after: 1h, tell: seat}
      - {after: 4h, tell: [channel, strategist]}
    repeat_every: 1d
    check_after: 4h
    release_after: 1d
""",
    "rules.yaml": """\
rules:
  - name: Money
    when: {text: [refund*, charged twice]}
    then: {department: billing, urgency: high}
  - name: Whoever fits best
    when: always
    then: {department: classifier}
""",
    "examples.yaml": """\
examples:
  billing:
    - text: My refund is late
      sentiment: negative
      urgency: normal
  dismiss:
    - text: Cheap watches here
      relevance: spam
""",
    "people.yaml": """\
knocks_a_day: 4
people:
  ana@quiet.example:
    zone: Atlantic/Azores
    away: [2026-12-21..2027-01-03, 2027-02-16]
  U0VERA123:
    hours: {zone: Europe/Lisbon, mon-thu: "8:00-14:00"}
    knocks_a_day: 2
""",
    "sources.yaml": """\
webhooks:
  watcher:
    auth: bearer
    secret_env: WATCHER_SECRET
    fields: {text: body}
feeds:
  news:
    url: https://news.example/feed.xml
    every: 30m
channels:
  wire:
    channel: "#wire"
""",
}


def write_book(folder: Path, files: Mapping[str, str] = FILES) -> Path:
    """The files in `folder`, which is made where it is not there yet."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def spoilt(name: str, old: str, new: str) -> dict[str, str]:
    """The good files with the one place `old` of file `name` replaced."""
    good = FILES[name]
    assert good.count(old) == 1, f"«{old}» stands {good.count(old)} times in {name}"
    return {**FILES, name: good.replace(old, new)}
