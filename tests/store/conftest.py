from tests.databases import engine, fresh_postgres_url, migrated_sqlite, postgres_engine, postgres_url

__all__ = ["engine", "fresh_postgres_url", "migrated_sqlite", "postgres_engine", "postgres_url"]
