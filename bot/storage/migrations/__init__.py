"""Alembic's environment (env.py) and the versions, written by hand."""
