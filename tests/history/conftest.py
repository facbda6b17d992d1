import logging
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from sqlalchemy import Engine

from bot.store.database import connect
from tests.databases import empty, engine, migrated_sqlite, postgres_engine, postgres_url
from tests.history.house import write_rules
from tests.history.nursery import Nursery

__all__ = ["engine", "migrated_sqlite", "postgres_engine", "postgres_url"]


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Our own lines are of no interest here; those of the workers are in their log."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    yield
    structlog.reset_defaults()


@pytest.fixture
def migrated(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Engine]:
    """An empty SQLite database in a file."""
    found = connect(f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path)}")
    yield found
    found.dispose()


@pytest.fixture
def postgres(postgres_engine: Engine) -> Engine:
    """An empty PostgreSQL database."""
    empty(postgres_engine)
    return postgres_engine


@pytest.fixture(scope="session")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    """Where all workers are born."""
    with Nursery(write_rules(tmp_path_factory.mktemp("rules"))) as found:
        yield found
