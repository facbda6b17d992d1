import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from bot.store.database import connect
from tests.databases import migrated_sqlite
from tests.slack.office import Office, open_office

__all__ = ["migrated_sqlite"]


@pytest.fixture
def sqlite(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Engine]:
    """What is said in Slack does not depend on the database, so the quicker one will do."""
    path = tmp_path / "doorknock.db"
    shutil.copy(migrated_sqlite, path)
    engine = connect(f"sqlite:///{path}")
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous = OFF"))
    yield engine
    engine.dispose()


@pytest.fixture
def office(sqlite: Engine) -> Iterator[Office]:
    with open_office(sqlite) as office:
        yield office
