"""Reads a history out of a house, when all is over."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from bot.store.tables import issue_events, mentions, outbox
from bot.workspace.promises import Posted
from tests.history.history import History, Post, Row, Taken
from tests.history.house import House
from tests.history.slack import POST


def history_of(
    scene: House,
    *,
    acknowledged: Mapping[str, str] | None = None,
    notes: Sequence[tuple[int, str]] = (),
    weeks: int = 0,
    stalls: int = 0,
) -> History:
    """What happened."""
    with scene.unit() as unit:
        lost = unit.record.ledger().lost
    return History(
        mentions=acknowledged or {},
        notes=notes,
        answered=_answered(scene),
        posts=_posts(scene),
        rows=_rows(scene),
        taken=_taken(scene),
        lost=lost,
        weeks=weeks,
        stalls=stalls,
        deaths=scene.deaths,
    )


def _posts(scene: House) -> list[Post]:
    found = []
    for said in scene.slack.record:
        if said.method == POST and said.metadata:
            posted = Posted(scene.slack.state, said.channel, said.ts)
            found.append(
                Post(
                    outbox=said.metadata["event_payload"]["outbox"],
                    at=said.at,
                    shows=posted.plain,
                    is_standing=not posted.is_deleted,
                    is_reply=bool(said.thread_ts),
                )
            )
    return found


def _rows(scene: House) -> list[Row]:
    columns = [outbox.c[name] for name in Row.__slots__]
    with scene.engine.begin() as connection:
        return [Row(**row) for row in connection.execute(select(*columns).order_by(outbox.c.id)).mappings()]


def _taken(scene: House) -> dict[str, Taken]:
    with scene.engine.begin() as connection:
        rows = connection.execute(select(mentions.c.external_id, mentions.c.outcome, mentions.c.issue)).all()
    return {row.external_id: Taken(outcome=row.outcome, issue=row.issue) for row in rows}


def _answered(scene: House) -> dict[int, datetime]:
    events = issue_events.c
    with scene.engine.begin() as connection:
        rows = connection.execute(select(events.issue, events.at).where(events.type == "AssignmentClaimed")).all()
    return {row.issue: row.at for row in rows}
