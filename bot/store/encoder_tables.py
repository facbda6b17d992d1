"""The tables of encoders: which one is in use, and what stored mentions mean to one that has not judged them.

Guarantee: a vector in here is gone with the words it was made of; no words are in here.
"""

from sqlalchemy import BigInteger, Boolean, Column, Index, LargeBinary, String, Table

from bot.store.columns import Instant, metadata

encoders = Table(
    "encoders",
    metadata,
    Column("version", String(200), primary_key=True),
    Column("setting", String(1000), nullable=False),
    Column("standing", String(20), nullable=False),
    Column("since", Instant, nullable=False),
    # Mentions of this number and above are listed in `rereadings` where it has not judged them; NULL: none are yet.
    Column("listed_from", BigInteger, nullable=True),
    Column("is_wanted", Boolean, nullable=False),
    Column("rulebook", String(100), nullable=False),
)

rereadings = Table(
    "rereadings",
    metadata,
    Column("encoder", String(200), primary_key=True),
    Column("mention", BigInteger, primary_key=True, autoincrement=False),
    # NULL as long as it is still to be read.
    Column("vector", LargeBinary, nullable=True),
    Index(None, "mention"),
)
Index(
    "ix_rereadings_waiting",
    rereadings.c.encoder,
    rereadings.c.mention,
    sqlite_where=rereadings.c.vector.is_(None),
    postgresql_where=rereadings.c.vector.is_(None),
)
