"""What happened in a run, and what is wrong with it. The judge of all histories.

Guarantee: pure. It trusts neither the bot nor its outbox alone: what people sent and were told is stored is compared
with what Slack accepted and what stands there now.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.core.verbs import Verb
from bot.ports import OutboxState, Outcome

PATIENCE = timedelta(seconds=75)
"""A lease and a call: a reminder that was on its way when its door was answered may still arrive so long after."""
SETTLED = frozenset((OutboxState.SENT, OutboxState.DROPPED))


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the outbox at the end."""

    id: int
    key: str
    lane: str
    kind: str
    verb: str
    state: str
    issue: int | None
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One message that Slack accepted, in the order of acceptance. `shows` is what stands there at the end."""

    outbox: int
    at: datetime
    shows: str
    is_standing: bool
    is_reply: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What the database says of one mention at the end."""

    outcome: str
    issue: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """One run: what was sent and acknowledged, what Slack accepted, and what the database says at the end."""

    mentions: Mapping[str, str]
    """The word by which an acknowledged mention is known, by its external id."""
    notes: Sequence[tuple[int, str]]
    """(issue, words) that a person was told are noted down, in order."""
    answered: Mapping[int, datetime]
    """When the issue's door was answered."""
    posts: Sequence[Post]
    rows: Sequence[Row]
    taken: Mapping[str, Taken]
    lost: int = 0
    """What the bot's own ledger says."""
    weeks: int = 0
    """Weekly summaries that fell due."""
    stalls: int = 0
    """Workers that were made to sleep for longer than their lease."""
    deaths: Sequence[str] = ()
    """Workers that ended by themselves."""
    figures: Counter[str] = field(default_factory=Counter)


def faults_of(history: History) -> list[str]:
    """All that is wrong with it, nothing where every promise was kept."""
    checks = (_mentions, _cards, _notes, _doubles, _rows, _order, _reminders, _summary)
    return [*history.deaths, *(fault for check in checks for fault in check(history))]


def _mentions(history: History) -> Iterator[str]:
    if history.lost:
        yield f"lost: the ledger misses {history.lost} mentions"
    for name in history.mentions:
        taken = history.taken.get(name)
        if taken is None:
            yield f"lost: {name} was acknowledged and is not stored"
        elif taken.outcome not in (Outcome.OPENED, Outcome.JOINED):
            yield f"stuck: {name} is {taken.outcome}"


def _cards(history: History) -> Iterator[str]:
    standing = [post.shows for post in history.posts if post.is_standing and not post.is_reply]
    for name, word in history.mentions.items():
        taken = history.taken.get(name)
        if taken is None or taken.outcome != Outcome.OPENED:
            continue
        cards = [shown for shown in standing if word in shown and f"#{taken.issue}" in shown]
        if len(cards) != 1:
            yield f"{'doubled' if cards else 'lost'}: {len(cards)} cards show {name}, #{taken.issue}"
        elif taken.issue in history.answered and "Claimed by" not in cards[0]:
            yield f"stale: the card of #{taken.issue} does not say that it is claimed"


def _notes(history: History) -> Iterator[str]:
    lines = [post.shows for post in history.posts if post.is_standing and post.is_reply]
    said = defaultdict(list)
    for issue, words in history.notes:
        found = [index for index, line in enumerate(lines) if words in line]
        if len(found) != 1:
            yield f"{'doubled' if found else 'lost'}: {len(found)} lines say “{words}” about #{issue}"
        said[issue] += found
    for issue, places in said.items():
        if places != sorted(places):
            yield f"out of order: the notes of #{issue}"


def _doubles(history: History) -> Iterator[str]:
    times = Counter(post.outbox for post in history.posts)
    standing = Counter(post.outbox for post in history.posts if post.is_standing)
    twice = [outbox for outbox, count in times.items() if count > 1]
    for outbox in twice:
        if standing[outbox] > 1:
            yield f"doubled: {outbox} stands {standing[outbox]} times"
    taken_back = [outbox for outbox in twice if standing[outbox] <= 1]
    # Nobody can keep a process that froze amid a call from completing it; it takes back what it doubled.
    if len(taken_back) > history.stalls:
        yield f"shown twice: {taken_back}, though only {history.stalls} workers overslept"


def _rows(history: History) -> Iterator[str]:
    accepted = {post.outbox for post in history.posts}
    standing = {post.outbox for post in history.posts if post.is_standing}
    for row in history.rows:
        if row.state not in SETTLED:
            yield f"stuck: {row.key} is {row.state}"
        elif row.verb == Verb.POST and row.state == OutboxState.SENT and row.id not in accepted:
            yield f"lost: {row.key} is sent, and Slack knows nothing of it"
        elif row.verb == Verb.POST and row.state == OutboxState.DROPPED and row.id in standing:
            yield f"orphaned: {row.key} was dropped and stands"


def _order(history: History) -> Iterator[str]:
    lanes = {row.id: row.lane for row in history.rows}
    newest: dict[str, int] = {}
    seen = set()
    for post in history.posts:
        if post.outbox in seen or post.outbox not in lanes:
            continue
        seen.add(post.outbox)
        lane = lanes[post.outbox]
        if post.outbox < newest.get(lane, 0):
            yield f"out of order: {post.outbox} after {newest[lane]} in {lane}"
        newest[lane] = max(post.outbox, newest.get(lane, 0))


def _reminders(history: History) -> Iterator[str]:
    rows = {row.id: row for row in history.rows}
    for post in history.posts:
        row = rows.get(post.outbox)
        if row is None or row.kind != "PostReminder" or row.issue not in history.answered:
            continue
        if post.is_standing:
            yield f"obsolete: {row.key} stands below an answered card"
        if post.at > history.answered[row.issue] + PATIENCE:
            yield f"obsolete: {row.key} was posted {post.at - history.answered[row.issue]} after the answer"


def _summary(history: History) -> Iterator[str]:
    keys = [row.key for row in history.rows if row.kind == "PostSummary"]
    # The parts of a thread begin with the key of its first look.
    looks = [key for key in keys if not any(key.startswith(f"{other}:") for other in keys)]
    if len(looks) != history.weeks:
        yield f"{'doubled' if len(looks) > history.weeks else 'lost'}: {len(looks)} weekly summaries"
