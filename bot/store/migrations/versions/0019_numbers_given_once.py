"""SQLite gives the number of a row that was taken out to no other one, as PostgreSQL does by itself."""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_TABLES = ("conversations", "questions", "silences", "subscriptions")


def upgrade() -> None:
    """Forward: SQLite wants its tables made anew for that."""
    if op.get_bind().dialect.name != "sqlite":
        return
    for table in _TABLES:
        with op.batch_alter_table(table, recreate="always", table_kwargs={"sqlite_autoincrement": True}):
            pass
