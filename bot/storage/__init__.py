"""The database: SQLite by default, PostgreSQL by URL; tables live in each feature's store.py."""
