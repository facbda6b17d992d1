"""Which vector of a mention counts: that of the encoder in use where it has read the mention, else the one it came by.

Guarantee: which encoder is in use is asked in the same statement, so that all vectors change over in one instant.
"""

from typing import Any

from sqlalchemy import Select, case, func, select

from bot.core.encoders import Standing
from bot.store.encoder_tables import encoders, rereadings
from bot.store.tables import mentions

_IN_USE = select(encoders.c.version).where(encoders.c.standing == Standing.IN_USE).limit(1).scalar_subquery()

READ_MENTIONS = mentions.outerjoin(
    rereadings, (rereadings.c.mention == mentions.c.id) & (rereadings.c.encoder == _IN_USE)
)
"""Mentions with what they mean to the encoder in use, where it has read them again."""
VECTOR = func.coalesce(rereadings.c.vector, mentions.c.vector).label("vector")
VECTOR_ENCODER = case((rereadings.c.vector.is_not(None), rereadings.c.encoder), else_=mentions.c.encoder).label(
    "encoder"
)
"""The encoder of the vector; NULL where it is the one that judged the mention."""
WHOLE_MENTIONS: Select[Any] = select(
    *(column for column in mentions.c if column.name not in {"vector", "encoder"}), VECTOR, VECTOR_ENCODER
).select_from(READ_MENTIONS)
"""All columns of mentions, with the vector that counts."""
