"""The database: tables, units of work and migrations, for SQLite and PostgreSQL by the same code."""
