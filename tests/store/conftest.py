from tests.databases import engine, migrated_sqlite, postgres_engine, postgres_url

__all__ = ["engine", "migrated_sqlite", "postgres_engine", "postgres_url"]
