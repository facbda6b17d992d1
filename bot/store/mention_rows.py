"""Between a row of the mentions table and the port's values.

Guarantee: what comes out is what was put in, with the vector that counts now and the encoder it is of.
"""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row

from bot.core.classification import Classification, encoder_of
from bot.core.mention import Mention
from bot.core.routing import Routing
from bot.ports import KnownVector, Outcome, StoredMention
from bot.store import codec

DUE_AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
"""Whoever sorts it may have another clock than whoever took it in."""


def new_row(mention: Mention) -> dict[str, object]:
    """The row of a mention that has just come in."""
    return {
        "source": mention.source,
        "external_id": mention.external_id,
        "received_at": mention.received_at,
        "outcome": Outcome.WAITING,
        "reason": "",
        "owner": "",
        "failures": 0,
        "error": "",
        "not_before": DUE_AT_ONCE,
        "data": codec.to_json(mention),
    }


def emptied(found: StoredMention) -> dict[str, object]:
    """What is left of a mention after its words were erased, under the id `erased_id`."""
    return {
        "erased_id": found.id,
        "data": codec.to_json(found.mention.without_words()),
        "routing": codec.to_json(found.routing.without_words()) if found.routing else None,
    }


def stored(row: Row[Any]) -> StoredMention:
    """A row of the mentions table as the port's value."""
    columns = row._mapping  # noqa: SLF001 - the documented way to read a row by name
    classification = columns["classification"]
    return StoredMention(
        id=columns["id"],
        mention=codec.from_json(columns["data"], Mention),
        outcome=Outcome(columns["outcome"]),
        reason=columns["reason"],
        issue=columns["issue"],
        classification=_classification(classification, row) if classification else None,
        routing=codec.from_json(columns["routing"], Routing) if columns["routing"] else None,
    )


def known_vector(row: Row[*tuple[Any, ...]]) -> KnownVector:
    """The vector of a row that has one."""
    return KnownVector(encoder=row.encoder or encoder_of(row.model or ""), vector=row.vector)


def _classification(data: codec.Json, row: Row[Any]) -> Classification:
    return replace(codec.from_json(data, Classification), vector=row.vector or b"", reader=row.encoder or "")
